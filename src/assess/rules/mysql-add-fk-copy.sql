-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, KEY (user_id));
-- bad:
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);
-- good:
SET foreign_key_checks = 0;
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);
SET foreign_key_checks = 1;
-- good:
CREATE TABLE lines (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE lines ADD CONSTRAINT lines_user FOREIGN KEY (user_id) REFERENCES users (id);
