-- engine: postgres 15
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint PRIMARY KEY, state mood, note text);
-- bad:
ALTER TYPE mood ADD VALUE 'happy';
UPDATE users SET state = 'happy' WHERE id = 1;
-- bad:
ALTER TYPE mood ADD VALUE 'happy';
CREATE TABLE teams (id bigint PRIMARY KEY, state mood NOT NULL DEFAULT 'happy');
-- bad:
ALTER TYPE mood ADD VALUE 'happy' BEFORE 'ok';
ALTER TABLE users ALTER COLUMN state SET DEFAULT 'happy';
-- good:
ALTER TYPE mood ADD VALUE 'happy';
-- file:
ALTER TABLE users ALTER COLUMN state SET DEFAULT 'happy';
-- good:
-- transaction: off
ALTER TYPE mood ADD VALUE 'happy';
ALTER TABLE users ALTER COLUMN state SET DEFAULT 'happy';
-- bad:
CREATE TYPE size AS ENUM ('small');
ALTER TYPE size ADD VALUE 'large';
CREATE TABLE shirts (id bigint PRIMARY KEY, fits size NOT NULL DEFAULT 'large');

-- engine: postgres 17
-- good:
CREATE TYPE size AS ENUM ('small');
ALTER TYPE size ADD VALUE 'large';
CREATE TABLE shirts (id bigint PRIMARY KEY, fits size NOT NULL DEFAULT 'large');
