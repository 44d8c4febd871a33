-- engine: postgres 15, mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
INSERT INTO users (id, age, age) VALUES (1, 2, 3);
-- bad:
CREATE VIEW pairs (a, b, a) AS SELECT 1, 2, 3;
-- good:
INSERT INTO users (id, age) VALUES (1, 2);
-- good:
CREATE VIEW pairs (a, b) AS SELECT 1, 2;
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int, marks int[]);
-- bad:
UPDATE users SET age = 1, age = 2 WHERE id = 1;
-- bad:
UPDATE users SET (age, id) = (1, 2), "age" = 3 WHERE id = 1;
-- good:
UPDATE users SET age = 1, id = 3 WHERE id = 1;
-- good:
UPDATE users SET marks[1] = 5, marks[2] = 6 WHERE id = 1;
-- good:
INSERT INTO users (id, age) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET age = 2;
-- good:
CREATE VIEW pairs (a, "A") AS SELECT 1, 2;
-- engine: mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
INSERT INTO users (id, age, Age) VALUES (1, 2, 3);
-- good:
UPDATE users SET age = 1, age = 2 WHERE id = 1;
-- good:
INSERT INTO users (id, age) VALUES (1, 2) ON DUPLICATE KEY UPDATE age = 2;
