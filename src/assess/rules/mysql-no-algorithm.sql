-- engine: mysql 8.4, mariadb 10.11
-- runner: no
-- foreign: yes
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
ALTER TABLE users ADD COLUMN name varchar(50);
-- good:
ALTER TABLE users ADD COLUMN name varchar(50), ALGORITHM=INSTANT;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY);
ALTER TABLE teams ADD COLUMN name varchar(50);
