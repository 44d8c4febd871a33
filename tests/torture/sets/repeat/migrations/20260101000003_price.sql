-- afloat:up
ALTER TABLE items ADD COLUMN price int;
UPDATE counter SET n = n + 100 WHERE name = 'up';

-- afloat:down
UPDATE counter SET n = n + 100 WHERE name = 'down';
ALTER TABLE items DROP COLUMN price;
