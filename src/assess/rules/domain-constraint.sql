-- engine: postgres 15
-- schema:
CREATE DOMAIN mail AS text;
CREATE DOMAIN unused AS text;
CREATE TABLE users (id bigint PRIMARY KEY, email mail);
-- bad:
ALTER DOMAIN mail ADD CONSTRAINT form CHECK (VALUE LIKE '%@%');
-- bad:
ALTER DOMAIN mail SET NOT NULL;
-- good:
ALTER DOMAIN mail ADD CONSTRAINT form CHECK (VALUE LIKE '%@%') NOT VALID;
-- good:
ALTER DOMAIN unused ADD CONSTRAINT form CHECK (VALUE LIKE '%@%');
