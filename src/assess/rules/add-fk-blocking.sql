-- engine: postgres 15
-- schema:
CREATE SCHEMA crm;
CREATE TABLE crm.users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE TABLE events (id bigint, user_id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- bad:
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES crm.users (id) ON DELETE CASCADE;
-- bad:
ALTER TABLE orders ADD COLUMN note text, ADD FOREIGN KEY (user_id) REFERENCES crm.users;
-- bad:
-- instead-keeps: add-fk-blocking
ALTER TABLE events ADD CONSTRAINT events_user FOREIGN KEY (user_id) REFERENCES crm.users (id);
-- bad:
-- instead-keeps: add-fk-blocking
ALTER TABLE events ADD CONSTRAINT events_user FOREIGN KEY (user_id) REFERENCES crm.users (id) NOT VALID;
-- good:
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES crm.users (id) NOT VALID;
-- file:
ALTER TABLE orders VALIDATE CONSTRAINT orders_user;
-- engine: postgres 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT ENFORCED;
CREATE TABLE events (id bigint, user_id bigint, at date) PARTITION BY RANGE (at);
-- bad:
ALTER TABLE events ADD CONSTRAINT events_user FOREIGN KEY (user_id) REFERENCES users (id);
-- bad:
ALTER TABLE orders ALTER CONSTRAINT orders_user ENFORCED;
-- good:
ALTER TABLE events ADD CONSTRAINT events_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
