-- engine: postgres 15, mariadb 10.11, mysql 8.0, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN email varchar(200) NOT NULL;
-- bad:
ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT NULL;
-- good:
ALTER TABLE users ADD COLUMN email varchar(200);
-- good:
ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 0;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY);
ALTER TABLE teams ADD COLUMN name varchar(200) NOT NULL;
