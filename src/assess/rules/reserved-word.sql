-- engine: postgres 15, sqlite 3.40
-- bad:
CREATE TABLE "order" (id bigint PRIMARY KEY);
-- bad:
-- at: 1
CREATE TABLE lines (id bigint PRIMARY KEY, "limit" bigint);
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, name text, type text, value text);
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE `order` (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN `range` int;
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, name text, type text, value text);
-- engine: mysql 8.0
-- bad:
CREATE TABLE parallel (id bigint PRIMARY KEY);
-- engine: postgres 15
-- bad:
CREATE TABLE t (id bigint PRIMARY KEY, system_user text);
