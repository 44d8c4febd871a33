-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, code text);
CREATE UNIQUE INDEX users_code ON users (code);
-- bad:
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);
-- good:
ALTER TABLE users ADD CONSTRAINT users_code_once UNIQUE USING INDEX users_code;
-- good:
CREATE UNIQUE INDEX CONCURRENTLY users_id_email ON users (email, id);
-- good:
ALTER TABLE users ADD COLUMN nick text;
CREATE UNIQUE INDEX CONCURRENTLY users_nick ON users (nick);
-- engine: mariadb 10.11, mysql 8.0, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(200));
-- bad:
-- also: index-build-blocking
CREATE UNIQUE INDEX users_email ON users (email);
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY, name varchar(200));
CREATE UNIQUE INDEX teams_name ON teams (name);
