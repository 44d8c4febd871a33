-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, at date);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_at ON orders (at);
-- bad:
DROP INDEX orders_customer;
-- bad:
-- instead-keeps: all
DROP INDEX IF EXISTS orders_customer, orders_at;
-- good:
DROP INDEX CONCURRENTLY orders_customer;
-- good:
CREATE INDEX CONCURRENTLY orders_both ON orders (customer_id, at);
DROP INDEX orders_both;
-- bad:
-- at: 1
CREATE INDEX CONCURRENTLY orders_both ON orders (customer_id, at);
-- down:
DROP INDEX orders_both;
