-- afloat:up
INSERT INTO items VALUES (1, 'one'), (2, 'two');
UPDATE counter SET n = n + 10 WHERE name = 'up';

-- afloat:down
DELETE FROM items;
UPDATE counter SET n = n + 10 WHERE name = 'down';
