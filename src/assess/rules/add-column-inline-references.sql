-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);
-- bad:
ALTER TABLE orders ADD COLUMN user_id bigint DEFAULT 1 REFERENCES users ON DELETE CASCADE, ADD COLUMN note text;
-- good:
ALTER TABLE orders ADD COLUMN user_id bigint;
-- file:
ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN team_id bigint REFERENCES teams (id);
