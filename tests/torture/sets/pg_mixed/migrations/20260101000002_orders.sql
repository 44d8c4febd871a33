-- afloat:up
CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE orders (id int PRIMARY KEY, state state NOT NULL, total int NOT NULL);
INSERT INTO orders SELECT i, 'new', i % 7 FROM generate_series(1, 50) i;
UPDATE counter SET n = n + 1 WHERE name = 'up';
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
UPDATE counter SET n = n + 10 WHERE name = 'up';
INSERT INTO trail VALUES ('orders up');
ALTER TYPE state ADD VALUE 'sent';
INSERT INTO orders VALUES (51, 'sent', 5);
UPDATE counter SET n = n + 100 WHERE name = 'up';
VACUUM orders;

-- afloat:down
UPDATE counter SET n = n + 1 WHERE name = 'down';
DROP INDEX CONCURRENTLY orders_total;
INSERT INTO trail VALUES ('orders down');
UPDATE counter SET n = n + 10 WHERE name = 'down';
DROP TABLE orders;
DROP TYPE state;
