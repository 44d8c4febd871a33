-- engine: postgres 13
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
-- bad:
ALTER TABLE users ADD CONSTRAINT users_email NOT NULL email NOT VALID;
-- bad:
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (age * 2) VIRTUAL;
-- bad:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT ENFORCED;
-- bad:
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email) NULLS NOT DISTINCT;
-- bad:
ALTER TABLE users ALTER COLUMN email SET COMPRESSION lz4;
-- bad:
MERGE INTO users USING users AS u ON users.id = u.id WHEN MATCHED THEN DELETE;
-- good:
ALTER TABLE users ADD COLUMN phone text;

-- engine: postgres 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
-- good:
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (age * 2) VIRTUAL;
-- good:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT ENFORCED;
