-- afloat:up
CREATE INDEX CONCURRENTLY ON orders (state);
UPDATE counter SET n = n + 1000 WHERE name = 'up';

-- afloat:down
DROP INDEX CONCURRENTLY IF EXISTS orders_state_idx;
UPDATE counter SET n = n + 100 WHERE name = 'down';
