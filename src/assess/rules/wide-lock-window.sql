-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- bad:
ALTER TABLE users ADD COLUMN phone text;
ALTER TABLE orders ADD COLUMN phone text;
-- good:
ALTER TABLE users ADD COLUMN phone text;
ALTER TABLE users ADD COLUMN fax text;
CREATE TABLE phones (id bigint PRIMARY KEY);
ALTER TABLE phones ADD COLUMN number text;
-- good:
ALTER TABLE users ADD COLUMN phone text;
-- file:
ALTER TABLE orders ADD COLUMN phone text;
