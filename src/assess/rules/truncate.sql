-- engine: postgres 15, mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE events (id bigint PRIMARY KEY, body text);
-- bad:
TRUNCATE TABLE events;
-- good:
-- afloat:backfill
DELETE FROM events;
-- good:
CREATE TABLE scratch (id bigint PRIMARY KEY);
TRUNCATE TABLE scratch;
