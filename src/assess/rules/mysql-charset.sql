-- engine: mariadb 10.11, mysql 8.0
-- bad:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100)) DEFAULT CHARSET=utf8;
-- bad:
-- at: 1
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100) CHARACTER SET utf8mb3);
-- good:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100)) DEFAULT CHARSET=utf8mb4;
-- good:
CREATE TABLE users (id bigint PRIMARY KEY, code varchar(100) CHARACTER SET ascii);
