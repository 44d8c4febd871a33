-- engine: postgres 15
-- schema:
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
CREATE INDEX events_at ON events (at);
-- bad:
CLUSTER events USING events_at;
-- bad:
VACUUM FULL events;
-- bad:
VACUUM (FULL, ANALYZE) events;
-- good:
VACUUM ANALYZE events;
