-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- bad:
-- also: constraint-scan-blocking
-- instead-keeps: constraint-scan-blocking
ALTER TABLE users ADD CHECK (age > 0);
-- bad:
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID;
-- good:
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users NOT VALID;
ALTER TABLE orders ADD COLUMN other_id bigint REFERENCES users;
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders, CHECK (id > 0));
-- also: add-column-inline-references
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- bad:
-- also: mysql-add-fk-copy
-- instead-keeps: mysql-add-fk-copy
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- good:
-- also: mysql-add-fk-copy
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);
