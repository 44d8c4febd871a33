-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders;
CREATE UNIQUE INDEX totals_id ON totals (id);
CREATE MATERIALIZED VIEW sums AS SELECT sum(total) AS s FROM orders;
-- bad:
REFRESH MATERIALIZED VIEW totals;
-- bad:
REFRESH MATERIALIZED VIEW sums;
-- good:
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
