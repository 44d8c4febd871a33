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
