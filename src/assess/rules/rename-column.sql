-- engine: postgres 15, postgres 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email text NOT NULL);
-- bad:
ALTER TABLE users RENAME COLUMN name TO full_name;
-- bad:
ALTER TABLE users RENAME email TO "E-Mail";
-- good:
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users RENAME COLUMN nick TO short_name;
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100));
-- bad:
ALTER TABLE users RENAME COLUMN name TO full_name;
-- bad:
ALTER TABLE users CHANGE name full_name varchar(100);
-- good:
ALTER TABLE users CHANGE name name varchar(100);
-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY, name text);
-- bad:
ALTER TABLE users RENAME COLUMN name TO full_name;
-- good:
ALTER TABLE users ADD COLUMN full_name text;
