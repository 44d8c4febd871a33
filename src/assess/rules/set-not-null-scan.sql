-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
ALTER TABLE users ADD CONSTRAINT name_there CHECK (name IS NOT NULL);
-- bad:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- good:
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
