-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), bio text, age int, price numeric(12,4), at timestamptz);
-- bad:
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);
-- bad:
ALTER TABLE users ALTER COLUMN bio TYPE varchar(500);
-- bad:
ALTER TABLE users ALTER COLUMN age TYPE smallint;
-- bad:
ALTER TABLE users ALTER COLUMN price TYPE numeric(12,2);
-- bad:
ALTER TABLE users ALTER COLUMN at TYPE date;
-- good:
ALTER TABLE users ALTER COLUMN name TYPE varchar(200);
-- good:
ALTER TABLE users ADD CONSTRAINT users_name_limit CHECK (char_length(name) <= 20) NOT VALID;
-- good:
ALTER TABLE users ALTER COLUMN price TYPE numeric(14,4);
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), kind enum('a', 'b'), age int);
-- bad:
-- also: mysql-algorithm-copy
ALTER TABLE users MODIFY name varchar(20);
-- bad:
-- also: mysql-algorithm-copy
ALTER TABLE users MODIFY kind enum('a');
-- good:
ALTER TABLE users MODIFY name varchar(120);
