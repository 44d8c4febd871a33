-- afloat:up
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL);
INSERT INTO orders VALUES (1, 5), (2, 6);
UPDATE counter SET n = n + 1 WHERE name = 'up';
PRAGMA foreign_keys = OFF;
CREATE TABLE orders_new (id int PRIMARY KEY, total int NOT NULL CHECK (total > 0));
INSERT INTO orders_new SELECT id, total FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
UPDATE counter SET n = n + 10 WHERE name = 'up';
PRAGMA foreign_keys = ON;
VACUUM;
INSERT INTO trail VALUES ('orders up');
UPDATE counter SET n = n + 100 WHERE name = 'up';

-- afloat:down
UPDATE counter SET n = n + 1 WHERE name = 'down';
VACUUM;
DROP TABLE orders;
UPDATE counter SET n = n + 10 WHERE name = 'down';
