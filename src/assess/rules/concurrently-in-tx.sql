-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- bad:
-- foreign: yes
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
-- bad:
-- foreign: yes
VACUUM orders;
-- bad:
-- also: tx-unbalanced
-- transaction: off
BEGIN;
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
-- good:
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
-- good:
-- foreign: yes
-- transaction: off
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
