-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text, state text);
-- bad:
ALTER TABLE users ADD COLUMN phone text;
UPDATE orders SET state = 'open' WHERE state IS NULL;
-- bad:
-- also: index-build-blocking
ALTER TABLE users ADD COLUMN phone text;
CREATE INDEX orders_state ON orders (state);
-- bad:
ALTER TABLE users ADD COLUMN phone text;
INSERT INTO orders (id, note) SELECT id, email FROM users;
-- good:
UPDATE orders SET state = 'open' WHERE state IS NULL;
-- file:
ALTER TABLE users ADD COLUMN phone text;
-- good:
ALTER TABLE users ADD COLUMN phone text;
INSERT INTO orders (id, state) VALUES (1, 'open');
ALTER TABLE users ALTER COLUMN phone SET DEFAULT '';
-- good:
CREATE TABLE colours (id bigint PRIMARY KEY, name text);
INSERT INTO colours SELECT id, email FROM users;
-- good:
ALTER TABLE users ADD COLUMN phone text;
CREATE TABLE teams (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE teams ADD CONSTRAINT teams_user FOREIGN KEY (user_id) REFERENCES users (id);
-- good:
-- also: set-not-null-scan
ALTER TABLE users ADD COLUMN phone text;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
