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
-- bad:
CREATE TABLE teams (id integer PRIMARY KEY, name text) STRICT;
-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int, CONSTRAINT users_age CHECK (age > 0));
-- bad:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- bad:
ALTER TABLE users ADD CONSTRAINT users_email CHECK (email <> '');
-- bad:
ALTER TABLE users DROP CONSTRAINT users_age;
-- engine: sqlite 3.53
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int, CONSTRAINT users_age CHECK (age > 0));
-- bad:
ALTER TABLE users ADD CONSTRAINT users_key UNIQUE (email);
-- bad:
ALTER TABLE users ADD FOREIGN KEY (age) REFERENCES users (id);
-- good:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- good:
ALTER TABLE users ADD CONSTRAINT users_email CHECK (email <> '');
