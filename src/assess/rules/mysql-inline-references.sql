-- engine: mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, FOREIGN KEY (user_id) REFERENCES users (id));
-- engine: mariadb 10.11, mysql 9.1
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
