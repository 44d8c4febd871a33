-- engine: mysql 8.0
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, KEY orders_customer (customer_id));
-- bad:
ALTER TABLE orders ALTER INDEX orders_customer INVISIBLE, ADD INDEX orders_both (customer_id, id);
-- good:
ALTER TABLE orders ALTER INDEX orders_customer INVISIBLE;
