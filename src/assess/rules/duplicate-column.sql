-- engine: postgres 15, mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
INSERT INTO users (id, age, age) VALUES (1, 2, 3);
-- good:
INSERT INTO users (id, age) VALUES (1, 2);
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
UPDATE users SET age = 1, age = 2 WHERE id = 1;
-- good:
UPDATE users SET age = 1, id = 3 WHERE id = 1;
