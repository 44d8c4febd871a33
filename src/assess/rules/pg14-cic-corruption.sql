-- engine: postgres 14.2
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX orders_customer ON orders (customer_id);
-- bad:
CREATE INDEX CONCURRENTLY orders_id ON orders (id);
-- bad:
REINDEX INDEX CONCURRENTLY orders_customer;
-- good:
CREATE TABLE items (id bigint PRIMARY KEY);
-- engine: postgres 14.5
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- good:
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
