-- engine: postgres 15
-- schema:
CREATE DOMAIN mail AS text;
CREATE DOMAIN unused AS text;
CREATE DOMAIN late AS text;
ALTER DOMAIN late ADD CONSTRAINT form CHECK (VALUE LIKE '%@%') NOT VALID;
CREATE TABLE users (id bigint PRIMARY KEY, email mail, other late);
-- bad:
ALTER DOMAIN mail ADD CONSTRAINT form CHECK (VALUE LIKE '%@%');
-- bad:
ALTER DOMAIN mail SET NOT NULL;
-- bad:
ALTER DOMAIN late VALIDATE CONSTRAINT form;
-- good:
ALTER DOMAIN mail ADD CONSTRAINT form CHECK (VALUE LIKE '%@%') NOT VALID;
-- good:
ALTER DOMAIN unused ADD CONSTRAINT form CHECK (VALUE LIKE '%@%');
