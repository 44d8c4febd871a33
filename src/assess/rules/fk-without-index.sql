-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- instead-keeps: all
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE INDEX orders_user ON orders (user_id, id);
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- file:
CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);
-- good:
CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users (id));
-- engine: sqlite 3.40
-- schema:
CREATE TABLE users (id integer PRIMARY KEY);
-- bad:
-- instead-keeps: all
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
-- good:
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
CREATE INDEX orders_user ON orders (user_id);
