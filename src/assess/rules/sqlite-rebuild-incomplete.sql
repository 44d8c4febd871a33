-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int);
CREATE INDEX users_email ON users (email);
-- bad:
-- at: 0
-- also: drop-table
CREATE TABLE users_new (id integer PRIMARY KEY, email text NOT NULL, age int);
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
-- good:
-- also: drop-table
CREATE TABLE users_new (id integer PRIMARY KEY, email text NOT NULL, age int);
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX users_email ON users (email);
