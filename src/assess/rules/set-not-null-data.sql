-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
ALTER TABLE users ADD CONSTRAINT name_there CHECK (name IS NOT NULL);
-- bad:
-- also: set-not-null-scan
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- good:
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(200));
-- bad:
-- also: set-not-null-scan
ALTER TABLE users MODIFY email varchar(200) NOT NULL;
-- good:
ALTER TABLE users MODIFY email varchar(200);
