-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, total int, user_id bigint);
ALTER TABLE orders ADD CONSTRAINT orders_id CHECK (id > 0) NOT VALID;
-- bad:
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total;
-- bad:
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_user;
-- bad:
ALTER TABLE orders ADD COLUMN note text, VALIDATE CONSTRAINT orders_id;
-- good:
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID;
-- file:
ALTER TABLE orders VALIDATE CONSTRAINT orders_total;
-- good:
-- transaction: off
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total;
