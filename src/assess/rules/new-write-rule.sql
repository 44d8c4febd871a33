-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, total int, user_id bigint);
-- bad:
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID;
-- bad:
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- good:
ALTER TABLE orders ADD COLUMN discount int;
ALTER TABLE orders ADD CONSTRAINT orders_discount CHECK (discount >= 0) NOT VALID;
-- good:
CREATE TABLE items (id bigint PRIMARY KEY, n int CHECK (n > 0));
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- bad:
-- also: mysql-add-check-copy
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0);
-- good:
CREATE TABLE items (id bigint PRIMARY KEY, n int CHECK (n > 0));
