-- engine: postgres 15, mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100), nick varchar(100));
CREATE VIEW names AS SELECT nick FROM users;
-- code: src/users.py src/login.py src/mail.py src/admin.py
-- bad:
-- also: drop-column
ALTER TABLE users DROP COLUMN email;
-- bad:
-- also: rename-column
ALTER TABLE users RENAME COLUMN email TO mail;
-- bad:
-- also: drop-view
DROP VIEW names;
-- bad:
-- also: add-required-column mysql-no-algorithm
ALTER TABLE users ADD COLUMN born date NOT NULL;
-- good:
-- code: none
DROP VIEW names;
-- good:
ALTER TABLE users ADD COLUMN born date;
-- good:
-- afloat:contract
ALTER TABLE users DROP COLUMN email;
-- good:
DROP VIEW names;
CREATE VIEW names AS SELECT nick, email FROM users;
-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text, nick text);
-- code: src/users.py
-- bad:
-- also: drop-column
ALTER TABLE users DROP COLUMN nick;
-- bad:
-- at: 3
-- also: drop-table
CREATE TABLE users_new (id integer PRIMARY KEY, email text);
INSERT INTO users_new (id, email) SELECT id, email FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
-- good:
CREATE TABLE users_new (id integer PRIMARY KEY, email text NOT NULL DEFAULT '', nick text);
INSERT INTO users_new (id, email, nick) SELECT id, email, nick FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
