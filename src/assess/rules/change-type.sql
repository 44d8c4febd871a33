-- engine: postgres 15
-- schema:
CREATE TABLE events (id bigint PRIMARY KEY, n int NOT NULL DEFAULT 0, name varchar(50), price numeric(10,2), at timestamp, body json, ip cidr, code char(3));
-- bad:
ALTER TABLE events ALTER COLUMN n TYPE bigint;
-- bad:
ALTER TABLE events ALTER COLUMN body TYPE jsonb;
-- bad:
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;
-- bad:
ALTER TABLE events ALTER COLUMN name TYPE int USING trim(name)::int, ALTER COLUMN price SET DEFAULT 0;
-- bad:
ALTER TABLE events ALTER COLUMN name TYPE varchar(100) USING name::varchar(20)::varchar(100);
-- bad:
ALTER TABLE events ALTER COLUMN code TYPE text;
-- good:
ALTER TABLE events ALTER COLUMN name TYPE varchar(100);
-- good:
ALTER TABLE events ALTER COLUMN name TYPE text;
-- good:
ALTER TABLE events ALTER COLUMN name TYPE varchar;
-- good:
ALTER TABLE events ALTER COLUMN price TYPE numeric(12,2);
-- good:
ALTER TABLE events ALTER COLUMN price TYPE numeric;
-- good:
ALTER TABLE events ALTER COLUMN at TYPE timestamp(6);
-- good:
ALTER TABLE events ALTER COLUMN ip TYPE inet;
-- good:
ALTER TABLE events ALTER COLUMN name TYPE varchar(100) USING name;
-- good:
ALTER TABLE events ALTER COLUMN name TYPE varchar(100) USING name::varchar(100);
-- good:
SET timezone = 'UTC';
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;
-- good:
CREATE TABLE teams (id int PRIMARY KEY);
ALTER TABLE teams ALTER COLUMN id TYPE bigint;
