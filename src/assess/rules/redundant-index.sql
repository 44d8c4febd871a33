-- engine: postgres 15, mariadb 10.11, mysql 8.0, sqlite 3.40
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, at date);
CREATE INDEX orders_customer_at ON orders (customer_id, at);
-- also: index-build-blocking
-- bad:
CREATE INDEX orders_customer ON orders (customer_id);
-- bad:
CREATE INDEX orders_same ON orders (customer_id, at);
-- good:
CREATE INDEX orders_at ON orders (at);
-- good:
CREATE INDEX orders_down ON orders (customer_id DESC);
-- good:
CREATE UNIQUE INDEX orders_once ON orders (customer_id);
