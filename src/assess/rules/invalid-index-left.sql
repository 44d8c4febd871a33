-- engine: postgres 15
-- foreign: yes
-- runner: no
-- transaction: off
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- bad:
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer ON orders (customer_id);
-- good:
DROP INDEX CONCURRENTLY IF EXISTS orders_customer;
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
