-- engine: postgres 15, mariadb 10.11, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
-- bad:
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email varchar(100), age int);
-- bad:
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email varchar(200));
-- good:
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email varchar(100));
-- good:
CREATE TABLE IF NOT EXISTS colours (id bigint PRIMARY KEY);
-- engine: postgres 15, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
-- bad:
ALTER TABLE users ADD COLUMN IF NOT EXISTS email varchar(200);
-- good:
ALTER TABLE users ADD COLUMN IF NOT EXISTS email varchar(100);
