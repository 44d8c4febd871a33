-- engine: mysql 8.0, mariadb 10.11
-- transaction: off
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
-- at: 2
BEGIN;
CREATE TABLE teams (id bigint PRIMARY KEY);
ROLLBACK;
-- good:
BEGIN;
UPDATE users SET age = 1 WHERE id = 1;
UPDATE users SET age = 2 WHERE id = 2;
COMMIT;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY);
