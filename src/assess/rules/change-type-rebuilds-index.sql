-- engine: postgres 15
-- setting: timezone=UTC
-- schema:
CREATE TABLE events (id bigint PRIMARY KEY, at timestamp, ended timestamp, name text);
CREATE INDEX events_at ON events (at);
CREATE INDEX events_name ON events (name);
-- bad:
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;
-- bad:
ALTER TABLE events ALTER COLUMN name TYPE text COLLATE "C";
-- good:
ALTER TABLE events ALTER COLUMN ended TYPE timestamptz;
