-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE orders ADD COLUMN total int CHECK (total >= 0);
-- bad:
ALTER TABLE orders ADD COLUMN total int CONSTRAINT total_positive CHECK (total >= 0) DEFAULT 5, ADD COLUMN note text;
-- good:
ALTER TABLE orders ADD COLUMN total int;
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
-- good:
CREATE TABLE items (id bigint PRIMARY KEY);
ALTER TABLE items ADD COLUMN n int CHECK (n > 0);
