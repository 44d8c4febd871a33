-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
ALTER TABLE users ADD CONSTRAINT name_there CHECK (name IS NOT NULL);
-- bad:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- good:
ALTER TABLE users ALTER COLUMN name SET NOT NULL;

-- engine: mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, state enum('a','b') NOT NULL);
-- good:
-- also: narrowing-type-change mysql-algorithm-copy
ALTER TABLE users MODIFY state enum('a') NOT NULL;
