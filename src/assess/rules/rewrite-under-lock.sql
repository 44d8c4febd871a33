-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, n int);
CREATE TABLE orders (id bigint PRIMARY KEY, n int);
-- bad:
-- also: storage-rewrite
ALTER TABLE users ADD COLUMN note text;
ALTER TABLE orders SET ACCESS METHOD columnar;
-- good:
ALTER TABLE users ADD COLUMN note text;
CREATE TABLE copy (id bigint PRIMARY KEY, n int);
ALTER TABLE copy ALTER COLUMN n TYPE bigint;
-- good:
-- also: storage-rewrite
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders SET ACCESS METHOD columnar;
