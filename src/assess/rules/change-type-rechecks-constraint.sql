-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) CONSTRAINT named CHECK (name <> ''), nick varchar(50));
-- bad:
ALTER TABLE users ALTER COLUMN name TYPE varchar(100);
-- good:
ALTER TABLE users ALTER COLUMN nick TYPE varchar(100);
