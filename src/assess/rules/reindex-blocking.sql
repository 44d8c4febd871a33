-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX orders_customer ON orders (customer_id);
-- bad:
REINDEX INDEX orders_customer;
-- bad:
REINDEX TABLE orders;
-- bad:
REINDEX (VERBOSE) TABLE orders;
-- good:
REINDEX INDEX CONCURRENTLY orders_customer;
-- good:
REINDEX TABLE CONCURRENTLY orders;
