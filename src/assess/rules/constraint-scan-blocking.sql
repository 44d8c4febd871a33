-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
-- bad:
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0);
-- bad:
ALTER TABLE orders ADD CHECK (total >= 0), ADD COLUMN more int;
-- good:
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID;
-- file:
ALTER TABLE orders VALIDATE CONSTRAINT orders_total;
-- good:
CREATE TABLE items (id bigint PRIMARY KEY, n int);
ALTER TABLE items ADD CHECK (n > 0);
-- engine: postgres 18
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
-- bad:
ALTER TABLE orders ADD CONSTRAINT note_there NOT NULL note;
-- good:
ALTER TABLE orders ADD CONSTRAINT note_there NOT NULL note NOT VALID;
