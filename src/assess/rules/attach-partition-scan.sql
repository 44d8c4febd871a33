-- engine: postgres 15
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 (id bigint, at date NOT NULL);
CREATE TABLE events_2024 (id bigint, at date NOT NULL);
ALTER TABLE events_2024 ADD CONSTRAINT bound CHECK (at IS NOT NULL AND at >= '2024-01-01' AND at < '2025-01-01');
-- bad:
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- good:
ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- good:
CREATE TABLE events_2026 (id bigint, at date NOT NULL);
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- engine: postgres 15
-- schema:
CREATE TABLE kinds (id bigint, kind text) PARTITION BY LIST (kind);
CREATE TABLE kinds_rest PARTITION OF kinds DEFAULT;
CREATE TABLE kinds_a (id bigint, kind text);
-- bad:
ALTER TABLE kinds ATTACH PARTITION kinds_a FOR VALUES IN ('a', 'b');
-- bad:
CREATE TABLE kinds_c (id bigint, kind text);
ALTER TABLE kinds ATTACH PARTITION kinds_c FOR VALUES IN ('c');
-- good:
CREATE TABLE others (id bigint, kind text) PARTITION BY LIST (kind);
CREATE TABLE others_a (id bigint, kind text);
ALTER TABLE others ATTACH PARTITION others_a FOR VALUES IN ('a');
