-- engine: postgres 15
-- schema:
CREATE DOMAIN mail AS text CONSTRAINT form CHECK (VALUE LIKE '%@%');
CREATE DOMAIN label AS text;
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN email mail;
-- bad:
ALTER TABLE users ADD COLUMN email mail DEFAULT 'a@example.org';
-- good:
ALTER TABLE users ADD COLUMN nick label;
-- good:
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users ADD CONSTRAINT users_email CHECK (email LIKE '%@%') NOT VALID;
