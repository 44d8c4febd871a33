-- engine: postgres 15
-- setting: timezone=UTC
-- schema:
CREATE TABLE events (id bigint PRIMARY KEY, at timestamp, name varchar(50));
-- bad:
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;
-- good:
ALTER TABLE events ALTER COLUMN name TYPE varchar(100);
-- good:
ALTER TABLE events ALTER COLUMN name TYPE text;
