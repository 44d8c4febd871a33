-- engine: postgres 15, mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int NOT NULL DEFAULT 0, size int DEFAULT 0);
-- bad:
ALTER TABLE users ALTER COLUMN age DROP DEFAULT;
-- good:
ALTER TABLE users ALTER COLUMN size DROP DEFAULT;
-- bad:
-- afloat:contract
ALTER TABLE users ALTER COLUMN age DROP DEFAULT;
-- bad:
ALTER TABLE users ADD COLUMN height int NOT NULL DEFAULT 0;
ALTER TABLE users ALTER COLUMN height DROP DEFAULT;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY, size int NOT NULL DEFAULT 0);
ALTER TABLE teams ALTER COLUMN size DROP DEFAULT;
