-- engine: postgres 15, mariadb 10.11, mysql 8.0
-- bad:
CREATE TABLE users (id int PRIMARY KEY, email varchar(100));
-- bad:
CREATE TABLE users (id smallint NOT NULL, email varchar(100), PRIMARY KEY (id));
-- good:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- good:
CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
-- engine: postgres 15
-- bad:
CREATE TABLE users (id serial PRIMARY KEY, email varchar(100));
-- good:
CREATE TABLE users (id bigserial PRIMARY KEY, email varchar(100));
