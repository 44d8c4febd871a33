-- engine: postgres 15
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- bad:
CREATE INDEX events_id ON events (id);
-- bad:
CREATE INDEX CONCURRENTLY events_id ON events USING btree (id) WHERE id > 5;
-- good:
CREATE INDEX events_id ON ONLY events (id);
CREATE INDEX CONCURRENTLY events_2024_id ON events_2024 (id);
ALTER INDEX events_id ATTACH PARTITION events_2024_id;
