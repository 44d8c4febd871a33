-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- bad:
-- past: renamed
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- past: moved exact
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- past: moved
CREATE TABLE users (id bigint PRIMARY KEY);
-- good:
CREATE TABLE users (id bigint PRIMARY KEY);
