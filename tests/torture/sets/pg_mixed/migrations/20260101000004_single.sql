-- afloat:up
CREATE UNIQUE INDEX CONCURRENTLY orders_both ON orders (id, total);

-- afloat:down
DROP INDEX CONCURRENTLY orders_both;
