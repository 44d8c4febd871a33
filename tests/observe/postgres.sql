-- PostgreSQL: what tests/observe/run does on real servers. See docs/EFFECTS.md.
--
--   world: NAME  a schema of its own; what follows is given to the server and to afloat
--   fill         rows, for the server only
--   case: NAME   one statement; `held:` instead for every third (position modulo 3 is 2), kept from those who
--                write the tables of effects. Behind the name: >=14, <17 (server), alone (not in a transaction)

-- world: shop
CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent');
CREATE TYPE mood AS ENUM ('calm', 'loud');
CREATE DOMAIN zip_code AS text CHECK (VALUE ~ '^[0-9]+$');
CREATE DOMAIN label AS text;
CREATE DOMAIN grade AS integer;
CREATE SEQUENCE ticket_seq;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE customers (
    id bigint PRIMARY KEY,
    email varchar(120) NOT NULL UNIQUE,
    name text,
    phone varchar(20),
    joined timestamp,
    score integer CHECK (score >= 0),
    balance numeric(10,2),
    country char(2),
    note text,
    zip zip_code,
    nick varchar(30) CHECK (nick <> ''),
    filled text,
    CONSTRAINT filled_there CHECK (filled IS NOT NULL)
);
CREATE INDEX customers_name ON customers (name);
CREATE INDEX customers_phone ON customers (phone);
CREATE INDEX customers_joined ON customers (joined);
CREATE INDEX customers_lower ON customers (lower(country));
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    state order_state NOT NULL DEFAULT 'new',
    total numeric(12,2),
    placed timestamp NOT NULL,
    data json,
    memo varchar(50),
    rank integer
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_open ON orders (placed) WHERE rank > 10;
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE items (
    order_id bigint NOT NULL,
    pos integer NOT NULL,
    sku varchar(40) NOT NULL,
    qty integer NOT NULL,
    price numeric(8,2) NOT NULL,
    amount numeric GENERATED ALWAYS AS (qty * price) STORED,
    PRIMARY KEY (order_id, pos)
);
ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
CREATE UNIQUE INDEX items_sku ON items (sku, order_id, pos);
CREATE TABLE staff (
    id integer PRIMARY KEY,
    boss integer REFERENCES staff (id),
    badge integer,
    mail text COLLATE "C",
    born date,
    pay integer NOT NULL
);
CREATE UNIQUE INDEX staff_badge ON staff (badge);
CREATE UNIQUE INDEX staff_pay ON staff (pay);
CREATE INDEX staff_mail ON staff (mail);
CREATE TABLE audit (id integer, what text, at timestamptz DEFAULT now());
CREATE UNLOGGED TABLE scratch (id integer, v text);
CREATE TABLE cabin (id integer, feels mood, g grade, l label);
CREATE TABLE readings (at date NOT NULL, sensor integer NOT NULL, value float8) PARTITION BY RANGE (at);
CREATE TABLE readings_24 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_25 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
CREATE INDEX readings_sensor ON readings (sensor);
CREATE TABLE visits (site integer NOT NULL, day date NOT NULL, n integer) PARTITION BY LIST (site);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES IN (1);
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES IN (2);
CREATE TABLE loose_27 (at date NOT NULL, sensor integer NOT NULL, value float8);
CREATE TABLE proved_28 (at date NOT NULL, sensor integer NOT NULL, value float8,
    CONSTRAINT proved CHECK (at IS NOT NULL AND at >= '2028-01-01' AND at < '2029-01-01'));
CREATE INDEX proved_28_sensor ON proved_28 (sensor);
CREATE TABLE visits_3 (site integer NOT NULL, day date NOT NULL, n integer);
CREATE TABLE visits_4 (site integer NOT NULL, day date NOT NULL, n integer, CHECK (site = 4));
CREATE TABLE animals (id integer, legs integer);
CREATE TABLE birds (wings integer) INHERITS (animals);
CREATE VIEW paid_orders AS SELECT id, total FROM orders WHERE state = 'paid';
CREATE MATERIALIZED VIEW order_days AS SELECT placed AS day, count(*) AS n FROM orders GROUP BY 1;
CREATE UNIQUE INDEX order_days_day ON order_days (day);
CREATE MATERIALIZED VIEW item_sums AS SELECT sku, sum(qty) AS n FROM items GROUP BY sku;
CREATE POLICY own ON audit FOR SELECT USING (id > 0);
CREATE STATISTICS staff_stats ON badge, pay FROM staff;
CREATE SCHEMA depot;

-- fill
INSERT INTO customers SELECT g, 'c' || g || '@x.org', 'name ' || g, '555' || g, now(), g, g, 'de', 'n', g::text,
    'nick' || g, 'f' FROM generate_series(1, 1500) g;
INSERT INTO orders SELECT g, g % 1500 + 1, 'new', g, timestamp '2024-01-01' + g * interval '1 hour', '{}', 'm', g
    FROM generate_series(1, 2000) g;
INSERT INTO items SELECT g % 2000 + 1, g, 'sku' || g % 50, 1, 2 FROM generate_series(1, 2500) g;
INSERT INTO staff SELECT g, CASE WHEN g > 1 THEN 1 END, g, 'm' || g, '1990-01-01', g FROM generate_series(1, 1200) g;
INSERT INTO audit SELECT g, 'w' FROM generate_series(1, 1100) g;
INSERT INTO scratch SELECT g, 'w' FROM generate_series(1, 1100) g;
INSERT INTO cabin SELECT g, 'calm', g, 'l' || g FROM generate_series(1, 1300) g;
INSERT INTO readings SELECT date '2024-01-01' + g % 700, g, g FROM generate_series(1, 4000) g;
INSERT INTO readings SELECT date '2031-01-01' + g % 300, g, g FROM generate_series(1, 1500) g;
INSERT INTO visits SELECT g % 2 + 1, '2024-01-01', g FROM generate_series(1, 3000) g;
INSERT INTO loose_27 SELECT date '2027-01-01' + g % 300, g, g FROM generate_series(1, 1600) g;
INSERT INTO proved_28 SELECT date '2028-01-01' + g % 300, g, g FROM generate_series(1, 1700) g;
INSERT INTO visits_3 SELECT 3, '2024-01-01', g FROM generate_series(1, 1100) g;
INSERT INTO visits_4 SELECT 4, '2024-01-01', g FROM generate_series(1, 1100) g;
INSERT INTO animals SELECT g, 4 FROM generate_series(1, 1100) g;
INSERT INTO birds SELECT g, 2, 2 FROM generate_series(1, 1100) g;
REFRESH MATERIALIZED VIEW order_days;
REFRESH MATERIALIZED VIEW item_sums;

-- case: add-column-plain
ALTER TABLE customers ADD COLUMN fax text;
-- held: add-column-constant
ALTER TABLE customers ADD COLUMN vip boolean NOT NULL DEFAULT false;
-- case: add-column-now
ALTER TABLE audit ADD COLUMN seen timestamptz NOT NULL DEFAULT now();
-- case: add-column-clock
ALTER TABLE audit ADD COLUMN seen timestamptz DEFAULT clock_timestamp();
-- held: add-column-random
ALTER TABLE orders ADD COLUMN dice float8 DEFAULT random() * 6;
-- case: add-column-nextval
ALTER TABLE orders ADD COLUMN ticket bigint DEFAULT nextval('ticket_seq');
-- case: add-column-serial
ALTER TABLE staff ADD COLUMN no bigserial;
-- held: add-column-identity
ALTER TABLE staff ADD COLUMN no integer GENERATED BY DEFAULT AS IDENTITY;
-- case: add-column-stored
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED;
-- case: add-column-virtual >=18
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) VIRTUAL;
-- held: add-column-domain-checked
ALTER TABLE orders ADD COLUMN ship_zip zip_code;
-- case: add-column-domain-checked-default
ALTER TABLE orders ADD COLUMN ship_zip zip_code DEFAULT '10115';
-- case: add-column-domain-free
ALTER TABLE orders ADD COLUMN tag label DEFAULT 'none';
-- held: add-column-check
ALTER TABLE items ADD COLUMN weight integer CHECK (weight > 0);
-- case: add-column-unique
ALTER TABLE items ADD COLUMN serial_no text UNIQUE;
-- case: add-column-primary-key
ALTER TABLE audit ADD COLUMN key bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY;
-- held: add-column-references
ALTER TABLE items ADD COLUMN packer integer REFERENCES staff;
-- case: add-column-references-default
ALTER TABLE items ADD COLUMN packer integer DEFAULT 1 REFERENCES staff (id);
-- case: add-column-exists
ALTER TABLE staff ADD COLUMN IF NOT EXISTS badge integer;
-- held: add-column-twice
ALTER TABLE staff ADD COLUMN badge integer;
-- case: add-column-required
ALTER TABLE staff ADD COLUMN floor integer NOT NULL;
-- case: add-column-enum-default
ALTER TABLE customers ADD COLUMN feels mood DEFAULT 'calm';
-- held: add-column-array-default
ALTER TABLE customers ADD COLUMN labels text[] NOT NULL DEFAULT '{}';
-- case: add-column-uuid
ALTER TABLE audit ADD COLUMN uid uuid DEFAULT gen_random_uuid();
-- case: add-column-partitioned
ALTER TABLE readings ADD COLUMN unit text;
-- held: add-column-inherited
ALTER TABLE animals ADD COLUMN age integer DEFAULT 3;
-- case: drop-column
ALTER TABLE customers DROP COLUMN note;
-- case: drop-column-indexed
ALTER TABLE customers DROP COLUMN phone;
-- held: drop-column-fk
ALTER TABLE orders DROP COLUMN customer_id;
-- case: drop-column-view-needs
ALTER TABLE orders DROP COLUMN total;
-- case: drop-column-view-cascade
ALTER TABLE orders DROP COLUMN total CASCADE;
-- held: drop-column-missing
ALTER TABLE orders DROP COLUMN nothing;
-- case: drop-column-if-exists
ALTER TABLE orders DROP COLUMN IF EXISTS nothing;
-- case: drop-column-partition-key
ALTER TABLE readings DROP COLUMN at;
-- held: set-not-null
ALTER TABLE customers ALTER COLUMN name SET NOT NULL;
-- case: set-not-null-proved
ALTER TABLE customers ALTER COLUMN filled SET NOT NULL;
-- case: set-not-null-already
ALTER TABLE orders ALTER placed SET NOT NULL;
-- held: set-not-null-partitioned
ALTER TABLE readings ALTER COLUMN value SET NOT NULL;
-- case: set-not-null-two
ALTER TABLE audit ALTER COLUMN id SET NOT NULL, ALTER COLUMN what SET NOT NULL;
-- case: drop-not-null
ALTER TABLE orders ALTER COLUMN placed DROP NOT NULL;
-- held: drop-not-null-key
ALTER TABLE orders ALTER COLUMN id DROP NOT NULL;
-- case: not-null-not-valid >=18
ALTER TABLE customers ADD CONSTRAINT name_there NOT NULL name NOT VALID;
-- case: not-null-named >=18
ALTER TABLE customers ADD CONSTRAINT name_there NOT NULL name;
-- held: set-default
ALTER TABLE staff ALTER COLUMN pay SET DEFAULT 100;
-- case: drop-default
ALTER TABLE audit ALTER at DROP DEFAULT;
-- case: set-statistics
ALTER TABLE staff ALTER COLUMN badge SET STATISTICS 500;
-- held: set-n-distinct
ALTER TABLE staff ALTER COLUMN badge SET (n_distinct = 50);
-- case: set-storage
ALTER TABLE customers ALTER COLUMN name SET STORAGE EXTERNAL;
-- case: set-compression >=14
ALTER TABLE customers ALTER COLUMN name SET COMPRESSION pglz;
-- held: add-identity
ALTER TABLE staff ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- case: drop-expression >=13
ALTER TABLE items ALTER COLUMN amount DROP EXPRESSION;
-- case: set-expression >=17
ALTER TABLE items ALTER COLUMN amount SET EXPRESSION AS (qty * price * 2);
-- held: type-int-to-bigint
ALTER TABLE staff ALTER COLUMN pay TYPE bigint;
-- case: type-fk-column
ALTER TABLE orders ALTER COLUMN customer_id TYPE numeric;
-- case: type-referenced-key
ALTER TABLE customers ALTER COLUMN id TYPE integer;
-- held: type-varchar-grow
ALTER TABLE orders ALTER COLUMN memo TYPE varchar(80);
-- case: type-varchar-shrink
ALTER TABLE orders ALTER COLUMN memo TYPE varchar(20);
-- case: type-varchar-text
ALTER TABLE orders ALTER COLUMN memo TYPE text;
-- held: type-varchar-free
ALTER TABLE customers ALTER COLUMN phone TYPE varchar;
-- case: type-text-varchar-limit
ALTER TABLE customers ALTER COLUMN note TYPE varchar(500);
-- case: type-text-varchar-free
ALTER TABLE customers ALTER COLUMN note TYPE varchar;
-- held: type-checked-grow
ALTER TABLE customers ALTER COLUMN nick TYPE varchar(60);
-- case: type-numeric-grow
ALTER TABLE customers ALTER COLUMN balance TYPE numeric(14,2);
-- case: type-numeric-scale
ALTER TABLE customers ALTER COLUMN balance TYPE numeric(14,4);
-- held: type-numeric-free
ALTER TABLE customers ALTER COLUMN balance TYPE numeric;
-- case: type-json-jsonb
ALTER TABLE orders ALTER COLUMN data TYPE jsonb USING data::jsonb;
-- case: type-timestamp-tz
ALTER TABLE customers ALTER COLUMN joined TYPE timestamptz;
-- held: type-date-timestamp
ALTER TABLE staff ALTER COLUMN born TYPE timestamp;
-- case: type-same
ALTER TABLE staff ALTER COLUMN pay TYPE integer;
-- case: type-using
ALTER TABLE staff ALTER COLUMN pay TYPE integer USING pay + 1;
-- held: type-collate
ALTER TABLE staff ALTER COLUMN mail TYPE text COLLATE "POSIX";
-- case: type-view-needs
ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,2);
-- case: type-no-cast
ALTER TABLE staff ALTER COLUMN born TYPE integer;
-- held: type-char-grow
ALTER TABLE customers ALTER COLUMN country TYPE char(3);
-- case: type-partial-index
ALTER TABLE orders ALTER COLUMN rank TYPE bigint;
-- case: type-to-domain-free
ALTER TABLE audit ALTER COLUMN what TYPE label;
-- held: type-to-domain-checked
ALTER TABLE audit ALTER COLUMN what TYPE zip_code USING '1';
-- case: type-int-text
ALTER TABLE audit ALTER COLUMN id TYPE text;
-- case: type-partitioned
ALTER TABLE readings ALTER COLUMN value TYPE numeric;
-- held: add-check
ALTER TABLE staff ADD CONSTRAINT pay_sane CHECK (pay > 0);
-- case: add-check-not-valid
ALTER TABLE staff ADD CONSTRAINT pay_sane CHECK (pay > 0) NOT VALID;
-- case: add-check-not-enforced >=18
ALTER TABLE staff ADD CONSTRAINT pay_sane CHECK (pay > 0) NOT ENFORCED;
-- held: validate-check
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
-- case: validate-fk
ALTER TABLE items VALIDATE CONSTRAINT items_order;
-- case: drop-check
ALTER TABLE customers DROP CONSTRAINT filled_there;
-- held: drop-fk
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;
-- case: drop-unique
ALTER TABLE customers DROP CONSTRAINT customers_email_key;
-- case: drop-primary-key-used
ALTER TABLE customers DROP CONSTRAINT customers_pkey;
-- held: drop-constraint-missing
ALTER TABLE customers DROP CONSTRAINT none_such;
-- case: rename-constraint
ALTER TABLE customers RENAME CONSTRAINT filled_there TO is_filled;
-- case: alter-constraint
ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey DEFERRABLE;
-- held: add-fk
ALTER TABLE items ADD CONSTRAINT items_order_2 FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE;
-- case: add-fk-not-valid
ALTER TABLE staff ADD FOREIGN KEY (badge) REFERENCES staff (id) NOT VALID;
-- case: add-fk-self
ALTER TABLE staff ADD FOREIGN KEY (pay) REFERENCES staff (id);
-- held: add-fk-no-unique
ALTER TABLE audit ADD FOREIGN KEY (id) REFERENCES orders (rank);
-- case: add-fk-not-enforced >=18
ALTER TABLE audit ADD FOREIGN KEY (id) REFERENCES staff (id) NOT ENFORCED;
-- case: add-fk-partitioned
ALTER TABLE visits ADD FOREIGN KEY (site) REFERENCES staff (id);
-- held: add-fk-partitioned-not-valid
ALTER TABLE visits ADD FOREIGN KEY (site) REFERENCES staff (id) NOT VALID;
-- case: add-unique
ALTER TABLE audit ADD CONSTRAINT audit_id UNIQUE (id);
-- case: add-unique-using
ALTER TABLE staff ADD CONSTRAINT one_badge UNIQUE USING INDEX staff_badge;
-- held: add-primary-key
ALTER TABLE audit ADD PRIMARY KEY (id);
-- case: add-primary-key-second
ALTER TABLE staff ADD PRIMARY KEY (badge);
-- case: add-primary-key-partitioned
ALTER TABLE readings ADD PRIMARY KEY (at, sensor);
-- held: add-exclude
ALTER TABLE loose_27 ADD CONSTRAINT apart EXCLUDE (sensor WITH =);
-- case: create-index
CREATE INDEX ON items (qty);
-- case: create-index-unique
CREATE UNIQUE INDEX audit_uid ON audit (id);
-- held: create-index-exists
CREATE INDEX IF NOT EXISTS customers_name ON customers (name);
-- case: create-index-same-name
CREATE INDEX customers_name ON customers (note);
-- case: create-index-expression
CREATE INDEX orders_year ON orders (date_part('year', placed)) WHERE rank < 100;
-- held: create-index-partitioned
CREATE INDEX readings_value ON readings (value);
-- case: create-index-only-parent
CREATE INDEX readings_value ON ONLY readings (value);
-- case: create-index-part
CREATE INDEX r24_value ON readings_24 (value);
-- held: create-index-matview
CREATE INDEX item_sums_n ON item_sums (n);
-- case: create-index-concurrently alone
CREATE INDEX CONCURRENTLY items_qty ON items (qty);
-- case: create-unique-index-concurrently alone
CREATE UNIQUE INDEX CONCURRENTLY audit_uid ON audit (id);
-- held: create-index-concurrently-partitioned alone
CREATE INDEX CONCURRENTLY readings_value ON readings (value);
-- case: drop-index
DROP INDEX customers_name;
-- case: drop-index-constraint
DROP INDEX customers_email_key;
-- held: drop-index-concurrently alone
DROP INDEX CONCURRENTLY customers_name;
-- case: drop-index-partitioned
DROP INDEX readings_sensor;
-- case: reindex-index
REINDEX INDEX customers_name;
-- held: reindex-table
REINDEX TABLE staff;
-- case: reindex-table-concurrently alone
REINDEX TABLE CONCURRENTLY staff;
-- case: reindex-index-concurrently alone
REINDEX INDEX CONCURRENTLY customers_name;
-- held: rename-index
ALTER INDEX customers_name RENAME TO customers_by_name;
-- case: index-fillfactor
ALTER INDEX customers_name SET (fillfactor = 70);
-- case: rename-table
ALTER TABLE audit RENAME TO journal;
-- held: rename-column
ALTER TABLE staff RENAME COLUMN mail TO email;
-- case: rename-column-view
ALTER TABLE orders RENAME total TO sum_total;
-- case: set-schema
ALTER TABLE audit SET SCHEMA depot;
-- held: set-logged
ALTER TABLE scratch SET LOGGED;
-- case: set-unlogged
ALTER TABLE audit SET UNLOGGED;
-- case: set-fillfactor
ALTER TABLE audit SET (fillfactor = 80);
-- held: set-autovacuum
ALTER TABLE audit SET (autovacuum_enabled = false);
-- case: reset-option
ALTER TABLE audit RESET (fillfactor);
-- case: owner
ALTER TABLE audit OWNER TO CURRENT_USER;
-- held: replica-identity
ALTER TABLE staff REPLICA IDENTITY FULL;
-- case: cluster-on
ALTER TABLE staff CLUSTER ON staff_badge;
-- case: cluster
CLUSTER staff USING staff_badge;
-- held: vacuum-full alone
VACUUM FULL staff;
-- case: vacuum alone
VACUUM staff;
-- case: analyze
ANALYZE staff;
-- held: enable-rls
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
-- case: create-policy
CREATE POLICY mine ON staff USING (pay > 10);
-- case: drop-policy
DROP POLICY own ON audit;
-- held: create-trigger
CREATE TRIGGER items_touch AFTER INSERT ON items FOR EACH ROW EXECUTE FUNCTION touch();
-- case: drop-trigger
DROP TRIGGER orders_touch ON orders;
-- case: disable-trigger
ALTER TABLE orders DISABLE TRIGGER orders_touch;
-- held: drop-function-cascade
DROP FUNCTION touch() CASCADE;
-- case: create-rule
CREATE RULE no_delete AS ON DELETE TO audit DO INSTEAD NOTHING;
-- case: create-statistics
CREATE STATISTICS item_stats ON order_id, sku FROM items;
-- held: drop-statistics
DROP STATISTICS staff_stats;
-- case: comment-table
COMMENT ON TABLE orders IS 'what was bought';
-- case: comment-column
COMMENT ON COLUMN orders.memo IS 'free text';
-- held: grant
GRANT SELECT ON orders TO PUBLIC;
-- case: create-table
CREATE TABLE coupons (id integer PRIMARY KEY, code text NOT NULL UNIQUE);
-- case: create-table-fk
CREATE TABLE coupons (id integer PRIMARY KEY, order_id bigint REFERENCES orders, staff_id integer REFERENCES staff);
-- held: create-table-like
CREATE TABLE staff_copy (LIKE staff INCLUDING ALL);
-- case: create-table-as
CREATE TABLE staff_copy AS SELECT * FROM staff;
-- case: create-table-inherits
CREATE TABLE fish (fins integer) INHERITS (animals);
-- held: create-table-exists
CREATE TABLE staff (id integer);
-- case: create-table-if-not-exists
CREATE TABLE IF NOT EXISTS staff (id integer);
-- case: drop-table
DROP TABLE audit;
-- held: drop-table-child
DROP TABLE items;
-- case: drop-table-parent
DROP TABLE customers;
-- case: drop-table-parent-cascade
DROP TABLE customers CASCADE;
-- held: drop-table-partition
DROP TABLE readings_25;
-- case: drop-table-partitioned
DROP TABLE visits;
-- case: drop-table-missing
DROP TABLE nothing_here;
-- held: drop-table-if-exists
DROP TABLE IF EXISTS nothing_here;
-- case: truncate
TRUNCATE audit;
-- case: truncate-referenced
TRUNCATE customers;
-- held: truncate-cascade
TRUNCATE orders CASCADE;
-- case: truncate-partitioned
TRUNCATE visits;
-- case: partition-of
CREATE TABLE readings_26 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- held: partition-of-no-default
CREATE TABLE visits_9 PARTITION OF visits FOR VALUES IN (9);
-- case: partition-of-overlap
CREATE TABLE readings_24b PARTITION OF readings FOR VALUES FROM ('2024-06-01') TO ('2024-07-01');
-- case: attach-scan-default
ALTER TABLE readings ATTACH PARTITION loose_27 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- held: attach-proved-default
ALTER TABLE readings ATTACH PARTITION proved_28 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
-- case: attach-scan
ALTER TABLE visits ATTACH PARTITION visits_3 FOR VALUES IN (3);
-- case: attach-proved
ALTER TABLE visits ATTACH PARTITION visits_4 FOR VALUES IN (4);
-- held: detach
ALTER TABLE readings DETACH PARTITION readings_24;
-- case: detach-no-default
ALTER TABLE visits DETACH PARTITION visits_1;
-- case: detach-concurrently >=14 alone
ALTER TABLE visits DETACH PARTITION visits_1 CONCURRENTLY;
-- held: detach-concurrently-default >=14 alone
ALTER TABLE readings DETACH PARTITION readings_24 CONCURRENTLY;
-- case: inherit
ALTER TABLE birds NO INHERIT animals;
-- case: create-view
CREATE VIEW new_orders AS SELECT * FROM orders WHERE state = 'new';
-- held: replace-view
CREATE OR REPLACE VIEW paid_orders AS SELECT id, total, rank FROM orders WHERE state = 'paid';
-- case: replace-view-fewer
CREATE OR REPLACE VIEW paid_orders AS SELECT id FROM orders;
-- case: drop-view
DROP VIEW paid_orders;
-- held: rename-view
ALTER VIEW paid_orders RENAME TO settled;
-- case: view-default
ALTER VIEW paid_orders ALTER COLUMN total SET DEFAULT 0;
-- case: create-matview
CREATE MATERIALIZED VIEW staff_count AS SELECT count(*) FROM staff;
-- held: refresh-matview
REFRESH MATERIALIZED VIEW order_days;
-- case: refresh-matview-concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY order_days;
-- case: refresh-matview-concurrently-no-key
REFRESH MATERIALIZED VIEW CONCURRENTLY item_sums;
-- held: drop-matview
DROP MATERIALIZED VIEW item_sums;
-- case: enum-add
ALTER TYPE mood ADD VALUE 'angry';
-- case: enum-rename
ALTER TYPE mood RENAME VALUE 'calm' TO 'quiet';
-- held: type-drop-used
DROP TYPE mood;
-- case: type-drop-cascade
DROP TYPE mood CASCADE;
-- case: domain-add-check
ALTER DOMAIN grade ADD CONSTRAINT small CHECK (VALUE < 100000);
-- held: domain-add-check-not-valid
ALTER DOMAIN grade ADD CONSTRAINT small CHECK (VALUE < 100000) NOT VALID;
-- case: domain-not-null
ALTER DOMAIN label SET NOT NULL;
-- case: domain-drop-check
ALTER DOMAIN zip_code DROP CONSTRAINT zip_code_check;
-- held: domain-default
ALTER DOMAIN grade SET DEFAULT 1;
-- case: sequence-owned
ALTER SEQUENCE ticket_seq OWNED BY staff.id;
-- case: sequence-restart
ALTER SEQUENCE ticket_seq RESTART WITH 1000;
-- held: drop-sequence
DROP SEQUENCE ticket_seq;
-- case: drop-schema
DROP SCHEMA depot;
-- case: combined-default-and-check
ALTER TABLE staff ALTER COLUMN pay SET DEFAULT 1, ADD CONSTRAINT pay_sane CHECK (pay > 0) NOT VALID;
-- held: combined-stats-and-validate
ALTER TABLE orders ALTER COLUMN rank SET STATISTICS 100, VALIDATE CONSTRAINT orders_total_positive;
-- case: combined-fk-and-column
ALTER TABLE audit ADD COLUMN who integer, ADD FOREIGN KEY (who) REFERENCES staff (id);
-- case: combined-type-two
ALTER TABLE customers ALTER COLUMN score TYPE bigint, ALTER COLUMN name TYPE varchar(200);
-- held: update-all
UPDATE audit SET what = 'x';
-- case: update-key
UPDATE audit SET what = 'x' WHERE id = 7;
-- case: delete-all
DELETE FROM audit;
-- held: insert-values
INSERT INTO audit (id) VALUES (9999);
-- case: insert-select
INSERT INTO audit (id) SELECT id FROM staff;
-- case: lock-table
LOCK TABLE orders IN SHARE MODE;
-- held: select-for-update
SELECT * FROM orders WHERE id = 5 FOR UPDATE;
-- case: using-cast-wider
ALTER TABLE orders ALTER COLUMN memo TYPE varchar(80) USING memo::varchar(80);
-- case: using-cast-chain
ALTER TABLE orders ALTER COLUMN memo TYPE text USING CAST((memo)::varchar(60) AS text);
-- held: using-cast-through-narrow
ALTER TABLE orders ALTER COLUMN memo TYPE varchar(80) USING memo::varchar(20)::varchar(80);
-- case: using-cast-limit
ALTER TABLE orders ALTER COLUMN memo TYPE varchar(60) USING memo::varchar(80);
-- case: using-other-column
ALTER TABLE customers ALTER COLUMN name TYPE text USING note;
-- held: comment-trigger-null
COMMENT ON TRIGGER orders_touch ON orders IS NULL;
-- case: policy-reads-two
CREATE POLICY seen ON orders USING (customer_id IN (SELECT c.id FROM customers c JOIN staff s ON s.id = c.score));
-- case: rule-writes
CREATE RULE kept AS ON DELETE TO audit DO ALSO INSERT INTO scratch VALUES (OLD.id, OLD.what);
-- held: function-sql-reads
CREATE FUNCTION how_many() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM staff';
-- case: delete-doubles-with
WITH d AS (SELECT id, row_number() OVER (PARTITION BY what ORDER BY id) AS n FROM audit) DELETE FROM audit USING d WHERE d.id = audit.id AND d.n > 1;
-- case: update-from-own-rows
UPDATE scratch SET v = s.v FROM (SELECT id, max(v) AS v FROM scratch GROUP BY id) s WHERE s.id = scratch.id;
-- held: insert-value-selected
INSERT INTO scratch (id, v) VALUES (100000, (SELECT mail FROM staff WHERE id = 5));
-- case: type-same-checked
ALTER TABLE customers ALTER COLUMN score TYPE integer;
-- case: type-same-key
ALTER TABLE orders ALTER COLUMN customer_id TYPE bigint;
-- held: type-same-special-index
ALTER TABLE customers ALTER COLUMN country TYPE char(2);
-- case: type-same-referenced
ALTER TABLE customers ALTER COLUMN id TYPE bigint;
