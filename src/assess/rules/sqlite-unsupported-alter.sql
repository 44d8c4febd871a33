-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int, CHECK (age > 0));
CREATE INDEX users_email ON users (email);
-- bad:
-- instead-keeps: index-build-blocking
ALTER TABLE users ADD COLUMN phone text UNIQUE;
-- bad:
ALTER TABLE users ADD COLUMN lower_email text AS (lower(email)) STORED;
-- bad:
ALTER TABLE users ADD COLUMN made text DEFAULT (datetime('now'));
-- good:
ALTER TABLE users ADD COLUMN phone text;
-- engine: sqlite 3.30
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text);
-- bad:
-- also: drop-column
ALTER TABLE users DROP COLUMN email;
