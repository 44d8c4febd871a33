-- afloat:up
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL);
ALTER TABLE orders ADD COLUMN note varchar(40), ADD KEY (total);
INSERT INTO orders VALUES (1, 5, 'a'), (2, 6, 'b');
UPDATE counter SET n = n + 1 WHERE name = 'up';
CREATE INDEX orders_note ON orders (note);
UPDATE counter SET n = n + 10 WHERE name = 'up';
INSERT INTO trail VALUES ('orders up');

-- afloat:down
UPDATE counter SET n = n + 1 WHERE name = 'down';
DROP INDEX orders_note ON orders;
INSERT INTO trail VALUES ('orders down');
DROP TABLE orders;
