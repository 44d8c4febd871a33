-- engine: postgres 15, mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id int, owner_id bigint);
-- bad:
-- at: 1
CREATE TABLE lines (id bigint PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id));
-- bad:
-- also: mysql-add-fk-copy add-fk-blocking
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);
-- good:
-- also: mysql-add-fk-copy add-fk-blocking
ALTER TABLE orders ADD CONSTRAINT orders_owner FOREIGN KEY (owner_id) REFERENCES users (id);
