-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
-- bad:
-- also: drop-table
-- instead-keeps: drop-table
CREATE TABLE users_new (id integer PRIMARY KEY, email text NOT NULL);
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
-- good:
-- also: drop-table
CREATE TABLE users_new (id integer PRIMARY KEY, email text NOT NULL);
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
PRAGMA foreign_key_check;
