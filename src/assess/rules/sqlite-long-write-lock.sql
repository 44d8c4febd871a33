-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text);
-- bad:
-- also: dml-no-where
UPDATE users SET email = lower(email);
-- bad:
CREATE TABLE copies (id integer PRIMARY KEY, email text);
INSERT INTO copies SELECT id, email FROM users;
-- good:
UPDATE users SET email = 'a' WHERE id = 1;
