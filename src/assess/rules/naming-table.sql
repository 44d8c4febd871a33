-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- pattern: ^[a-z_]+$
CREATE TABLE Orders2 (id bigint PRIMARY KEY);
-- bad:
-- also: rename-table
-- pattern: ^[a-z_]+$
ALTER TABLE users RENAME TO users2;
-- bad:
-- pattern: ^[a-z_+$
CREATE TABLE orders (id bigint PRIMARY KEY);
-- good:
-- pattern: ^[a-z_]+$
CREATE TABLE order_lines (id bigint PRIMARY KEY);
-- good:
CREATE TABLE Orders2 (id bigint PRIMARY KEY);
