-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN seen timestamp;
-- bad:
ALTER TABLE users ADD COLUMN seen timestamp(3) without time zone;
-- bad:
ALTER TABLE users ADD COLUMN opens timetz;
-- bad:
ALTER TABLE users ADD COLUMN seen timestamptz(0);
-- good:
ALTER TABLE users ADD COLUMN seen timestamptz, ADD COLUMN opens time, ADD COLUMN born date;
