-- engine: postgres 15, mariadb 10.11, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), note varchar(100));
CREATE TABLE colours (id bigint PRIMARY KEY);
-- bad:
-- at: 0
ALTER TABLE users ADD COLUMN phone varchar(20);
ALTER TABLE colours ADD COLUMN name varchar(20);
-- good:
ALTER TABLE users ADD COLUMN phone varchar(20);
ALTER TABLE users ADD COLUMN fax varchar(20);
CREATE TABLE phones (id bigint PRIMARY KEY);
-- good:
ALTER TABLE users ADD COLUMN phone varchar(20);
ALTER TABLE orders ADD COLUMN phone varchar(20);
