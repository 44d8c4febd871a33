-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- bad:
-- twin: migrations/002_members.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- file:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- good:
CREATE TABLE users (id bigint PRIMARY KEY);
-- file:
CREATE TABLE orders (id bigint PRIMARY KEY);
