-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, team int, "Order" int);
CREATE UNIQUE INDEX users_team ON users (team);
-- bad:
ALTER TABLE users ADD CONSTRAINT users_email_once UNIQUE (email);
-- bad:
ALTER TABLE users ADD UNIQUE NULLS NOT DISTINCT (team, "Order") INCLUDE (email) DEFERRABLE, ADD COLUMN note text;
-- good:
CREATE UNIQUE INDEX CONCURRENTLY users_email_once ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_once UNIQUE USING INDEX users_email_once;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY, name text);
ALTER TABLE teams ADD UNIQUE (name);
