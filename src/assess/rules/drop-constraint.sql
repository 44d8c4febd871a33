-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, code text CONSTRAINT orders_code UNIQUE, total int CONSTRAINT orders_total CHECK (total >= 0), note text);
-- bad:
ALTER TABLE orders DROP CONSTRAINT orders_total;
-- bad:
ALTER TABLE orders DROP CONSTRAINT orders_code;
-- bad:
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
-- good:
ALTER TABLE orders DROP CONSTRAINT orders_total, ADD CONSTRAINT orders_total CHECK (total > 0) NOT VALID;
-- good:
ALTER TABLE orders ADD CONSTRAINT note_there CHECK (note IS NOT NULL) NOT VALID;
-- file:
ALTER TABLE orders VALIDATE CONSTRAINT note_there;
-- file:
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT note_there;
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total int, CONSTRAINT orders_total CHECK (total >= 0));
-- bad:
ALTER TABLE orders DROP CONSTRAINT orders_total;
-- good:
ALTER TABLE orders ADD COLUMN note int;
