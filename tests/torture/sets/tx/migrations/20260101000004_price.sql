-- afloat:up
ALTER TABLE items ADD COLUMN price int;
UPDATE items SET price = id * 10;
UPDATE counter SET n = n + 100 WHERE name = 'up';
CREATE INDEX items_price ON items (price);
INSERT INTO trail VALUES ('price up');

-- afloat:down
UPDATE counter SET n = n + 100 WHERE name = 'down';
ALTER TABLE items RENAME TO things;
CREATE TABLE items (id int PRIMARY KEY, title varchar(40) NOT NULL);
INSERT INTO items SELECT id, title FROM things;
DROP TABLE things;
INSERT INTO trail VALUES ('price down');
