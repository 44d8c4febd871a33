-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0);
-- good:
CREATE TABLE colours (id bigint PRIMARY KEY, age int, CHECK (age > 0));
-- good:
ALTER TABLE users DROP COLUMN age;
-- also: drop-column
-- engine: mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- good:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT ENFORCED;
