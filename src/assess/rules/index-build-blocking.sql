-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- bad:
CREATE INDEX orders_customer ON orders (customer_id);
-- bad:
DO $$ BEGIN CREATE INDEX orders_customer ON orders (customer_id); END $$;
-- bad:
ALTER TABLE orders ADD COLUMN note text;
-- down:
CREATE INDEX orders_again ON orders (customer_id);
-- good:
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
-- good:
CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint);
CREATE INDEX items_order ON items (order_id);
-- good:
CREATE INDEX CONCURRENTLY orders_open ON orders (customer_id) WHERE customer_id IS NOT NULL;
-- good:
CREATE INDEX IF NOT EXISTS orders_pkey ON orders (id);
-- engine: sqlite 3.40
-- schema:
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer);
-- bad:
CREATE INDEX orders_customer ON orders (customer_id);
-- good:
CREATE TABLE items (id integer PRIMARY KEY, order_id integer);
CREATE INDEX items_order ON items (order_id);
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE articles (id bigint PRIMARY KEY, title varchar(200), body text);
-- bad:
CREATE FULLTEXT INDEX articles_body ON articles (body);
-- good:
CREATE INDEX articles_title ON articles (title);
