-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
CREATE TABLE orders (id bigint PRIMARY KEY, state varchar(10));
-- bad:
-- also: statement-while-holding-ax
ALTER TABLE users ADD COLUMN phone varchar(20);
UPDATE orders SET state = 'open' WHERE state IS NULL;
-- bad:
CREATE TABLE colours (id bigint PRIMARY KEY);
INSERT INTO orders (id, state) VALUES (1, 'open');
-- good:
CREATE TABLE colours (id bigint PRIMARY KEY);
INSERT INTO colours VALUES (1);
-- good:
UPDATE orders SET state = 'open' WHERE state IS NULL;
-- file:
ALTER TABLE users ADD COLUMN phone varchar(20);
