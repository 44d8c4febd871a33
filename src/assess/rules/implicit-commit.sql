-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
CREATE TABLE orders (id bigint PRIMARY KEY);
-- bad:
-- at: 0
ALTER TABLE users ADD COLUMN phone varchar(20);
ALTER TABLE orders ADD COLUMN phone varchar(20);
-- bad:
-- at: 0
CREATE TABLE colours (id bigint PRIMARY KEY);
INSERT INTO colours VALUES (1);
-- good:
ALTER TABLE users ADD COLUMN phone varchar(20), ADD COLUMN fax varchar(20);
-- file:
INSERT INTO orders (id) VALUES (1);
INSERT INTO orders (id) VALUES (2);
