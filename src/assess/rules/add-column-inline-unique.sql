-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN email text UNIQUE;
-- bad:
ALTER TABLE users ADD COLUMN email text CONSTRAINT once UNIQUE DEFAULT NULL;
-- good:
ALTER TABLE users ADD COLUMN email text;
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY);
ALTER TABLE teams ADD COLUMN name text UNIQUE;
