-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- bad:
-- past: deleted
CREATE TABLE users (id bigint PRIMARY KEY);
-- good:
CREATE TABLE users (id bigint PRIMARY KEY);
-- down:
DROP TABLE users;
-- file:
DROP TABLE users;
-- down:
CREATE TABLE users (id bigint PRIMARY KEY);
