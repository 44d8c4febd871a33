-- engine: postgres 15
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE kinds (id bigint, kind text) PARTITION BY LIST (kind);
CREATE TABLE kinds_a PARTITION OF kinds FOR VALUES IN ('a');
CREATE TABLE kinds_rest PARTITION OF kinds DEFAULT;
-- bad:
ALTER TABLE events DETACH PARTITION events_2024;
-- bad:
ALTER TABLE kinds DETACH PARTITION kinds_a;
-- good:
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;
-- engine: postgres 13
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- bad:
ALTER TABLE events DETACH PARTITION events_2024;
-- bad:
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;
-- good:
CREATE TABLE others (id bigint);
