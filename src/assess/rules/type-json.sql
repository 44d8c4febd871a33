-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN data json;
-- good:
ALTER TABLE users ADD COLUMN data jsonb;
