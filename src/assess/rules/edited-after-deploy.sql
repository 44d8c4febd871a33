-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- bad:
-- past: edited
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
-- past: comments exact
-- The table of users.
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- past: comments
-- The table of users.
CREATE TABLE users (id bigint PRIMARY KEY);
-- good:
CREATE TABLE users (id bigint PRIMARY KEY);
-- file:
ALTER TABLE users ADD COLUMN email text;
