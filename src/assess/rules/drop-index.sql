-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, at timestamptz);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_at ON orders (at);
CREATE INDEX orders_customer_at ON orders (customer_id, at);
-- bad:
DROP INDEX CONCURRENTLY orders_at;
-- good:
DROP INDEX CONCURRENTLY orders_customer;
-- engine: mariadb 10.11
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, KEY orders_customer (customer_id));
-- bad:
DROP INDEX orders_customer ON orders;
-- good:
ALTER TABLE orders ALTER INDEX orders_customer IGNORED;
-- engine: mysql 8.0
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, KEY orders_customer (customer_id));
-- bad:
DROP INDEX orders_customer ON orders;
-- good:
ALTER TABLE orders ALTER INDEX orders_customer INVISIBLE;
-- engine: sqlite 3.40
-- schema:
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer);
CREATE INDEX orders_customer ON orders (customer_id);
-- bad:
DROP INDEX orders_customer;
-- good:
ALTER TABLE orders ADD COLUMN note text;
