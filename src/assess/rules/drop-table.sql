-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- bad:
DROP TABLE sessions;
-- bad:
-- afloat:contract
DROP TABLE sessions;
-- good:
CREATE TABLE scratch (id bigint);
DROP TABLE scratch;
-- engine: mariadb 10.11, mysql 8.0, sqlite 3.40
-- schema:
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint);
-- bad:
DROP TABLE sessions;
-- bad:
-- afloat:contract
DROP TABLE sessions;
-- good:
CREATE TABLE copy (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE copy RENAME TO archive;
DROP TABLE IF EXISTS copy;

-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
-- good:
CREATE TABLE users_new (id integer PRIMARY KEY, name text NOT NULL, nick text);
INSERT INTO users_new SELECT id, coalesce(name, ''), nick FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
-- bad:
-- at: 3
CREATE TABLE users_new (id integer PRIMARY KEY, name text);
INSERT INTO users_new SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
-- bad:
-- at: 2
CREATE TABLE users_new (id integer PRIMARY KEY, name text, nick text);
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
