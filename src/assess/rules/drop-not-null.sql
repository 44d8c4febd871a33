-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
-- bad:
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
-- good:
ALTER TABLE users ADD COLUMN age integer;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY, name text NOT NULL);
ALTER TABLE teams ALTER COLUMN name DROP NOT NULL;
