-- engine: postgres 15
-- schema:
CREATE SCHEMA crm;
CREATE TABLE users (id bigint PRIMARY KEY, email text CONSTRAINT email_there CHECK (email <> ''));
CREATE INDEX users_email ON users (email);
-- bad:
ALTER TABLE users RENAME TO people;
-- bad:
ALTER TABLE users SET SCHEMA crm;
-- good:
CREATE VIEW people AS SELECT * FROM users;
-- good:
ALTER TABLE users RENAME TO people;
CREATE VIEW users AS SELECT * FROM people;
-- bad:
-- at: 1
-- transaction: off
ALTER TABLE users RENAME TO people;
CREATE VIEW users AS SELECT * FROM people;
-- good:
ALTER TABLE users RENAME CONSTRAINT email_there TO users_email_there;
ALTER INDEX users_email RENAME TO users_by_email;
-- good:
CREATE TABLE new_users (id bigint PRIMARY KEY);
ALTER TABLE new_users RENAME TO people;
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
RENAME TABLE users TO people;
-- bad:
ALTER TABLE users RENAME TO people;
-- good:
CREATE VIEW people AS SELECT * FROM users;
-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY);
-- bad:
ALTER TABLE users RENAME TO people;
-- good:
CREATE TABLE new_users (id integer PRIMARY KEY);
ALTER TABLE new_users RENAME TO people;
