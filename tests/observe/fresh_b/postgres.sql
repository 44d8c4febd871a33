-- PostgreSQL, batch B of statements written by somebody who had not read what afloat says of any statement.
-- The form is that of ../postgres.sql, without `held:`.

-- world: b_fleet
CREATE TYPE "VehicleKind" AS ENUM ('VAN', 'TRUCK');
CREATE TYPE fuel AS ENUM ('diesel', 'power');
CREATE DOMAIN plate AS varchar(12) NOT NULL;
CREATE DOMAIN money_amount AS numeric(12,2);
CREATE DOMAIN iso_country AS char(2) CHECK (VALUE = upper(VALUE));
CREATE SEQUENCE shipment_no;
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION short_code(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT left($1, 3) $$;
CREATE FUNCTION now_ms() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT extract(epoch FROM now())::bigint * 1000 $$;
CREATE SCHEMA billing;
CREATE TABLE "Depot" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" iso_country,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "area" polygon,
    CONSTRAINT "Depot_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Depot_name_key" ON "Depot" ("name");
CREATE TABLE "Vehicle" (
    "id" TEXT NOT NULL,
    "depotId" TEXT NOT NULL,
    "kind" "VehicleKind" NOT NULL DEFAULT 'VAN',
    "plate" plate,
    "mileage" INTEGER NOT NULL DEFAULT 0,
    "features" TEXT[],
    "boughtFor" money_amount,
    "mass" DOUBLE PRECISION,
    CONSTRAINT "Vehicle_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Vehicle_depotId_fkey" FOREIGN KEY ("depotId") REFERENCES "Depot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "Vehicle_depotId_idx" ON "Vehicle" ("depotId");
CREATE INDEX "Vehicle_features_idx" ON "Vehicle" USING gin ("features");
CREATE TABLE drivers (
    id serial PRIMARY KEY,
    code varchar(8) NOT NULL,
    full_name varchar(100),
    email text,
    hired date NOT NULL DEFAULT CURRENT_DATE,
    hours real,
    rating numeric(3,1),
    manager_id integer,
    prefs json,
    shift interval,
    phone varchar(30) COLLATE "C",
    flags bit(8),
    seen_at timestamp without time zone,
    CONSTRAINT drivers_code_uq UNIQUE (code),
    CONSTRAINT drivers_manager_fk FOREIGN KEY (manager_id) REFERENCES drivers (id) DEFERRABLE,
    CONSTRAINT email_present CHECK (email IS NOT NULL)
);
CREATE INDEX ix_drivers_email ON drivers (email) WHERE email <> '';
CREATE INDEX ix_drivers_short ON drivers (short_code(code));
CREATE INDEX ix_drivers_seen ON drivers (seen_at DESC);
CREATE TABLE shipments (
    id bigint PRIMARY KEY DEFAULT nextval('shipment_no'),
    driver_id integer,
    weight integer NOT NULL,
    volume integer,
    status text NOT NULL DEFAULT 'new',
    price money_amount NOT NULL DEFAULT 0,
    barcode char(13),
    picked_at timestamptz,
    window_open tstzrange,
    meta jsonb,
    density numeric GENERATED ALWAYS AS (weight::numeric / nullif(volume, 0)) STORED,
    CONSTRAINT shipments_weight CHECK (weight > 0)
);
ALTER TABLE shipments ADD CONSTRAINT shipments_volume CHECK (volume >= 0) NOT VALID;
CREATE INDEX ix_shipments_driver ON shipments (driver_id, picked_at);
CREATE INDEX ix_shipments_barcode ON shipments (barcode);
CREATE INDEX ix_shipments_meta ON shipments USING gin (meta);
CREATE TRIGGER shipments_note AFTER INSERT OR DELETE OR UPDATE ON shipments FOR EACH STATEMENT EXECUTE FUNCTION note_change();
CREATE TABLE parcels (shipment_id bigint NOT NULL, no smallint NOT NULL, sku varchar(64), qty integer DEFAULT 1,
    PRIMARY KEY (shipment_id, no),
    CONSTRAINT parcels_shipment_fk FOREIGN KEY (shipment_id) REFERENCES shipments (id) ON DELETE CASCADE);
CREATE TABLE billing.invoices (id integer NOT NULL, number varchar(20), total numeric(10,2), paid boolean DEFAULT false);
CREATE UNIQUE INDEX invoices_number ON billing.invoices (number);
CREATE TABLE positions (vehicle text NOT NULL, at timestamptz NOT NULL, lat float8, lon float8, speed smallint)
    PARTITION BY RANGE (at);
CREATE TABLE positions_2024 PARTITION OF positions FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')
    PARTITION BY RANGE (at);
CREATE TABLE positions_2024_h1 PARTITION OF positions_2024 FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE TABLE positions_2024_h2 PARTITION OF positions_2024 FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
CREATE TABLE positions_default PARTITION OF positions DEFAULT;
CREATE TABLE positions_2026 (vehicle text NOT NULL, at timestamptz NOT NULL, lat float8, lon float8, speed smallint);
CREATE TABLE tolls (region text NOT NULL, id bigint NOT NULL, amount numeric, PRIMARY KEY (region, id))
    PARTITION BY LIST (region);
CREATE TABLE tolls_eu PARTITION OF tolls FOR VALUES IN ('de', 'fr');
CREATE TABLE tolls_na PARTITION OF tolls FOR VALUES IN ('us', 'ca');
CREATE TABLE tolls_asia (region text NOT NULL, id bigint NOT NULL, amount numeric);
CREATE UNLOGGED TABLE import_rows (line text, n integer);
CREATE TABLE audit_log (id bigint NOT NULL, action text, row_data jsonb, at timestamp DEFAULT now());
CREATE VIEW active_drivers AS SELECT id, full_name FROM drivers WHERE hired > '2020-01-01';
CREATE MATERIALIZED VIEW driver_load AS SELECT driver_id, sum(weight) AS weight FROM shipments GROUP BY driver_id;
CREATE UNIQUE INDEX driver_load_driver ON driver_load (driver_id);
CREATE RULE invoices_keep AS ON DELETE TO billing.invoices DO INSTEAD NOTHING;
CREATE POLICY audit_read ON audit_log FOR SELECT USING (action <> 'secret');

-- fill
INSERT INTO "Depot" ("id", "name", "country") SELECT 'd' || g, 'n' || g, 'DE' FROM generate_series(1, 1100) g;
INSERT INTO "Vehicle" ("id", "depotId", "plate") SELECT 'v' || g, 'd' || g % 1000 + 1, 'p' || g FROM generate_series(1, 1500) g;
INSERT INTO drivers (code, full_name, email, prefs, seen_at) SELECT 'c' || g, 'n', 'e' || g, '{}', now() FROM generate_series(1, 1400) g;
INSERT INTO shipments (driver_id, weight, volume, barcode, meta) SELECT g % 1400 + 1, g, g, g::text, '{}' FROM generate_series(1, 3000) g;
INSERT INTO parcels SELECT g, 1, 's' || g FROM generate_series(1, 3000) g;
INSERT INTO billing.invoices SELECT g, 'n' || g, g FROM generate_series(1, 1200) g;
INSERT INTO positions SELECT 'v', timestamptz '2024-01-02' + g * interval '2 hours', 1, 1, 1 FROM generate_series(1, 4000) g;
INSERT INTO positions SELECT 'v', timestamptz '2022-01-02' + g * interval '1 hour', 1, 1, 1 FROM generate_series(1, 1500) g;
INSERT INTO positions_2026 SELECT 'v', timestamptz '2026-01-02' + g * interval '1 hour', 1, 1, 1 FROM generate_series(1, 1500) g;
INSERT INTO tolls SELECT (ARRAY['de', 'us'])[g % 2 + 1], g, g FROM generate_series(1, 3000) g;
INSERT INTO tolls_asia SELECT 'jp', g, g FROM generate_series(1, 1200) g;
INSERT INTO import_rows SELECT 'l', g FROM generate_series(1, 1200) g;
INSERT INTO audit_log SELECT g, 'a', '{}' FROM generate_series(1, 1200) g;
REFRESH MATERIALIZED VIEW driver_load;

-- case: b-prisma-add-required
ALTER TABLE "Vehicle" ADD COLUMN "ownerId" TEXT NOT NULL;
-- case: b-prisma-add-enum
ALTER TABLE "Vehicle" ADD COLUMN "backup" "VehicleKind" NOT NULL DEFAULT 'TRUCK', ADD COLUMN "updatedAt" TIMESTAMP(3);
-- case: b-add-column-stable-function
ALTER TABLE drivers ADD COLUMN created_ms bigint NOT NULL DEFAULT now_ms();
-- case: b-add-column-statement-clock
ALTER TABLE audit_log ADD COLUMN written timestamptz DEFAULT statement_timestamp();
-- case: b-add-column-smallserial
ALTER TABLE parcels ADD COLUMN seq smallserial NOT NULL;
-- case: b-add-column-not-null-domain
ALTER TABLE shipments ADD COLUMN trailer plate;
-- case: b-add-column-domain-default
ALTER TABLE shipments ADD COLUMN fee money_amount NOT NULL DEFAULT 1.50;
-- case: b-add-column-array-volatile
ALTER TABLE drivers ADD COLUMN lucky integer[] DEFAULT ARRAY[floor(random() * 6)::integer];
-- case: b-add-column-date-part
ALTER TABLE drivers ADD COLUMN year integer DEFAULT date_part('year', CURRENT_DATE);
-- case: b-add-column-unique-null
ALTER TABLE drivers ADD COLUMN IF NOT EXISTS badge_uuid uuid UNIQUE DEFAULT NULL;
-- case: b-add-column-collate-storage
ALTER TABLE audit_log ADD COLUMN actor text COLLATE "C";
-- case: b-add-column-virtual-boolean >=18
ALTER TABLE shipments ADD COLUMN heavy boolean GENERATED ALWAYS AS (weight > 1000) VIRTUAL;
-- case: b-add-column-subpartitioned
ALTER TABLE positions ADD COLUMN heading smallint NOT NULL DEFAULT 0, ADD CONSTRAINT heading_ok CHECK (heading BETWEEN 0 AND 360) NOT VALID;
-- case: b-add-column-to-partition
ALTER TABLE positions_default ADD COLUMN extra text;
-- case: b-add-column-self-fk
ALTER TABLE "Depot" ADD COLUMN "parentId" TEXT REFERENCES "Depot" ("id") ON DELETE SET NULL;
-- case: b-add-column-view
ALTER TABLE active_drivers ADD COLUMN extra text;
-- case: b-drop-column-default-sequence
ALTER TABLE shipments DROP COLUMN id;
-- case: b-drop-column-id-cascade
ALTER TABLE shipments DROP COLUMN id CASCADE;
-- case: b-drop-column-generated
ALTER TABLE shipments DROP COLUMN density;
-- case: b-drop-column-used-by-generated
ALTER TABLE shipments DROP COLUMN volume CASCADE;
-- case: b-drop-column-gin
ALTER TABLE shipments DROP COLUMN IF EXISTS "meta";
-- case: b-drop-column-self-fk
ALTER TABLE drivers DROP COLUMN manager_id;
-- case: b-drop-column-view-where
ALTER TABLE drivers DROP COLUMN hired;
-- case: b-drop-column-partitioned
ALTER TABLE positions DROP COLUMN speed;
-- case: b-drop-column-of-partition
ALTER TABLE tolls_eu DROP COLUMN amount;
-- case: b-drop-column-composite-key
ALTER TABLE parcels DROP COLUMN no;
-- case: b-set-not-null-proved
ALTER TABLE drivers ALTER email SET NOT NULL, DROP CONSTRAINT email_present;
-- case: b-set-not-null-not-proved
ALTER TABLE shipments ALTER COLUMN volume SET NOT NULL;
-- case: b-set-not-null-tail
ALTER TABLE positions_2024 ALTER COLUMN lat SET NOT NULL;
-- case: b-set-not-null-missing
ALTER TABLE shipments ALTER COLUMN delivered_at SET NOT NULL;
-- case: b-default-expression
ALTER TABLE billing.invoices ALTER COLUMN number SET DEFAULT 'INV-' || nextval('shipment_no');
-- case: b-default-drop-three
ALTER TABLE shipments ALTER COLUMN status DROP DEFAULT, ALTER COLUMN price DROP DEFAULT, ALTER COLUMN status DROP NOT NULL;
-- case: b-default-wrong-type
ALTER TABLE shipments ALTER COLUMN weight SET DEFAULT 'heavy';
-- case: b-add-identity-with-default
ALTER TABLE shipments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- case: b-identity-drop-if-exists
ALTER TABLE drivers ALTER COLUMN id DROP IDENTITY IF EXISTS;
-- case: b-set-statistics-many
ALTER TABLE shipments ALTER COLUMN status SET STATISTICS 1000, ALTER COLUMN driver_id SET (n_distinct = -0.2);
-- case: b-type-real-double
ALTER TABLE drivers ALTER COLUMN hours TYPE double precision;
-- case: b-type-integer-numeric
ALTER TABLE "Vehicle" ALTER COLUMN "mileage" SET DATA TYPE DECIMAL(65,30);
-- case: b-type-float-integer
ALTER TABLE "Vehicle" ALTER COLUMN "mass" SET DATA TYPE INTEGER USING round("mass")::integer;
-- case: b-type-numeric-narrow
ALTER TABLE drivers ALTER COLUMN rating TYPE numeric(2,1);
-- case: b-type-numeric-wide-same-scale
ALTER TABLE billing.invoices ALTER COLUMN total TYPE numeric(18,2), ALTER COLUMN number TYPE varchar(40);
-- case: b-type-domain-to-numeric
ALTER TABLE shipments ALTER COLUMN price TYPE numeric(12,2);
-- case: b-type-domain-other
ALTER TABLE "Depot" ALTER COLUMN "country" TYPE text;
-- case: b-type-json-text
ALTER TABLE drivers ALTER COLUMN prefs TYPE text;
-- case: b-type-serial-bigint
ALTER TABLE drivers ALTER COLUMN id TYPE bigint;
-- case: b-type-char-varchar
ALTER TABLE shipments ALTER COLUMN barcode TYPE varchar(20);
-- case: b-type-timestamp-tz-using
ALTER TABLE drivers ALTER COLUMN seen_at TYPE timestamptz USING seen_at AT TIME ZONE 'UTC';
-- case: b-type-timestamptz-date
ALTER TABLE shipments ALTER COLUMN picked_at TYPE date USING picked_at::date;
-- case: b-type-interval
ALTER TABLE drivers ALTER COLUMN shift TYPE interval(0);
-- case: b-type-bit
ALTER TABLE drivers ALTER COLUMN flags TYPE varbit;
-- case: b-type-referenced-by-fk
ALTER TABLE "Depot" ALTER COLUMN "id" TYPE varchar(36);
-- case: b-type-in-view
ALTER TABLE drivers ALTER COLUMN full_name TYPE varchar(200);
-- case: b-type-in-expression-index
ALTER TABLE drivers ALTER COLUMN code TYPE varchar(16);
-- case: b-type-collate-plain
ALTER TABLE drivers ALTER COLUMN phone TYPE varchar(30) COLLATE "default";
-- case: b-type-and-others
ALTER TABLE parcels ALTER COLUMN sku TYPE varchar(128), ADD COLUMN ean text, ALTER COLUMN qty SET DEFAULT 0;
-- case: b-type-two-reasons
ALTER TABLE parcels ALTER COLUMN no TYPE integer, ADD CONSTRAINT qty_ok CHECK (qty > 0) NOT VALID;
-- case: b-type-partitioned-float
ALTER TABLE positions ALTER COLUMN speed TYPE integer;
-- case: b-type-unknown
ALTER TABLE drivers ALTER COLUMN full_name TYPE citext;
-- case: b-check-not-valid-if
ALTER TABLE parcels ADD CONSTRAINT qty_positive CHECK (qty > 0 AND sku <> '') NOT VALID;
-- case: b-check-two
ALTER TABLE billing.invoices ADD CONSTRAINT total_ok CHECK (total >= 0), ADD CONSTRAINT number_ok CHECK (number LIKE 'n%');
-- case: b-check-violated
ALTER TABLE shipments ADD CONSTRAINT too_light CHECK (weight > 100000);
-- case: b-check-missing-column
ALTER TABLE shipments ADD CONSTRAINT insured CHECK (insurance > 0);
-- case: b-check-subpartition
ALTER TABLE positions ADD CONSTRAINT lat_ok CHECK (lat BETWEEN -90 AND 90) NOT VALID;
-- case: b-validate-check
ALTER TABLE shipments VALIDATE CONSTRAINT shipments_volume;
-- case: b-validate-missing
ALTER TABLE shipments VALIDATE CONSTRAINT shipments_height;
-- case: b-drop-constraint-self-fk
ALTER TABLE drivers DROP CONSTRAINT IF EXISTS drivers_manager_fk;
-- case: b-drop-constraint-unique-and-add
ALTER TABLE drivers DROP CONSTRAINT drivers_code_uq, ADD CONSTRAINT drivers_code_name_uq UNIQUE (code, full_name);
-- case: b-drop-pk-referenced-cascade
ALTER TABLE "Depot" DROP CONSTRAINT "Depot_pkey" CASCADE;
-- case: b-drop-constraint-child-table
ALTER TABLE parcels DROP CONSTRAINT parcels_shipment_fk;
-- case: b-rename-constraint-index
ALTER TABLE drivers RENAME CONSTRAINT drivers_code_uq TO drivers_code_key;
-- case: b-fk-prisma
ALTER TABLE "parcels" ADD CONSTRAINT "parcels_sku_fkey" FOREIGN KEY ("sku") REFERENCES "Vehicle" ("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
-- case: b-fk-two-tables
ALTER TABLE shipments ADD CONSTRAINT shipments_driver_fk FOREIGN KEY (driver_id) REFERENCES drivers (id), ADD COLUMN depot text REFERENCES "Depot" ("id");
-- case: b-fk-to-partitioned
ALTER TABLE audit_log ADD COLUMN region text, ADD CONSTRAINT log_toll FOREIGN KEY (region, id) REFERENCES tolls (region, id) NOT VALID;
-- case: b-fk-to-missing
ALTER TABLE shipments ADD FOREIGN KEY (driver_id) REFERENCES chauffeurs (id);
-- case: b-unique-nulls >=15
ALTER TABLE parcels ADD CONSTRAINT sku_once UNIQUE NULLS NOT DISTINCT (sku);
-- case: b-unique-include
ALTER TABLE billing.invoices ADD CONSTRAINT invoice_once UNIQUE (id) INCLUDE (total);
-- case: b-unique-using-index
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_number_key UNIQUE USING INDEX invoices_number;
-- case: b-unique-partitioned
ALTER TABLE tolls ADD CONSTRAINT toll_amount UNIQUE (region, amount);
-- case: b-pk-named
ALTER TABLE ONLY audit_log ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);
-- case: b-pk-after-column
ALTER TABLE import_rows ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY, ADD PRIMARY KEY (id);
-- case: b-exclude-range
ALTER TABLE shipments ADD EXCLUDE USING gist (window_open WITH &&);
-- case: b-index-multi-expression
CREATE INDEX ix_shipments_report ON shipments (lower(status), (meta ->> 'customer'), picked_at DESC);
-- case: b-index-volatile
CREATE INDEX ix_bad ON shipments ((now() - picked_at));
-- case: b-index-unique-where
CREATE UNIQUE INDEX one_open_per_driver ON shipments (id) WHERE status = 'open';
-- case: b-index-brin
CREATE INDEX ON audit_log USING brin (at) WITH (pages_per_range = 32);
-- case: b-index-gist-concurrently alone
CREATE INDEX CONCURRENTLY "Depot_area_idx" ON "Depot" USING gist ("area");
-- case: b-index-concurrently-parcels alone
CREATE INDEX CONCURRENTLY ix_parcels_sku ON parcels (sku);
-- case: b-index-subpartitioned
CREATE INDEX positions_vehicle ON positions (vehicle, at DESC);
-- case: b-index-view
CREATE INDEX ix_active ON active_drivers (id);
-- case: b-index-tablespace-path
ALTER INDEX invoices_number SET TABLESPACE pg_default;
-- case: b-index-statistics
ALTER INDEX ix_drivers_short ALTER COLUMN 1 SET STATISTICS 400;
-- case: b-drop-index-schema
DROP INDEX billing.invoices_number;
-- case: b-drop-index-concurrently-if alone
DROP INDEX CONCURRENTLY IF EXISTS public.ix_shipments_meta;
-- case: b-drop-index-concurrently-two alone
DROP INDEX CONCURRENTLY ix_drivers_email, ix_drivers_short;
-- case: b-reindex-concurrently-partial alone
REINDEX (VERBOSE) INDEX CONCURRENTLY ix_drivers_email;
-- case: b-reindex-quoted
REINDEX TABLE "Vehicle";
-- case: b-attach-under-default
ALTER TABLE positions ATTACH PARTITION positions_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- case: b-attach-without-pk
ALTER TABLE tolls ATTACH PARTITION tolls_asia FOR VALUES IN ('jp', 'kr');
-- case: b-attach-wrong-rows
ALTER TABLE tolls ATTACH PARTITION tolls_asia FOR VALUES IN ('cn');
-- case: b-partition-below-default
CREATE TABLE positions_2025 PARTITION OF positions FOR VALUES FROM ('2025-06-01') TO ('2026-01-01');
-- case: b-partition-sub
CREATE TABLE IF NOT EXISTS positions_2024_h3 PARTITION OF positions_2024 FOR VALUES FROM ('2024-08-01') TO ('2024-09-01');
-- case: b-detach-sub
ALTER TABLE positions DETACH PARTITION positions_2024;
-- case: b-drop-default-partition
DROP TABLE positions_default;
-- case: b-drop-table-two
DROP TABLE IF EXISTS parcels, import_rows CASCADE;
-- case: b-drop-table-needed-by-view
DROP TABLE drivers;
-- case: b-drop-schema-cascade
DROP SCHEMA billing CASCADE;
-- case: b-truncate-parent-with-child
TRUNCATE shipments, parcels;
-- case: b-enum-value-quoted
ALTER TYPE "VehicleKind" ADD VALUE 'BIKE';
-- case: b-enum-value-twice
ALTER TYPE fuel ADD VALUE 'power';
-- case: b-enum-replace
ALTER TABLE "Vehicle" ALTER COLUMN "kind" DROP DEFAULT, ALTER COLUMN "kind" TYPE fuel USING 'diesel'::fuel, ALTER COLUMN "kind" SET DEFAULT 'power';
-- case: b-domain-check-used
ALTER DOMAIN money_amount ADD CONSTRAINT not_below CHECK (VALUE >= 0);
-- case: b-domain-drop-used
DROP DOMAIN iso_country;
-- case: b-do-loop
DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['drivers', 'parcels'] LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN tenant_id integer', t); END LOOP; END $$;
-- case: b-create-table-everything
CREATE TABLE IF NOT EXISTS "DriverDocument" ("id" TEXT NOT NULL PRIMARY KEY, "driverId" integer NOT NULL REFERENCES drivers (id) ON DELETE CASCADE, "vehicleId" TEXT REFERENCES "Vehicle" ("id"), "data" bytea, UNIQUE ("driverId", "vehicleId"));
-- case: b-create-table-as-no-data
CREATE TABLE shipments_empty AS TABLE shipments WITH NO DATA;
-- case: b-create-table-like-plain
CREATE TABLE IF NOT EXISTS billing.invoices_old (LIKE billing.invoices INCLUDING DEFAULTS);
-- case: b-create-function
CREATE OR REPLACE FUNCTION short_code(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT left($1, 4) $$;
-- case: b-create-trigger-replace >=14
CREATE OR REPLACE TRIGGER shipments_note AFTER UPDATE ON shipments FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION note_change();
-- case: b-disable-trigger-all
ALTER TABLE shipments DISABLE TRIGGER ALL;
-- case: b-view-security >=15
CREATE OR REPLACE VIEW active_drivers WITH (security_invoker = true) AS SELECT id, full_name FROM drivers WHERE hired > '2021-01-01';
-- case: b-view-rename-column
ALTER VIEW active_drivers RENAME COLUMN full_name TO name;
-- case: b-view-type-change
CREATE OR REPLACE VIEW active_drivers AS SELECT id::text, full_name FROM drivers;
-- case: b-matview-no-data
REFRESH MATERIALIZED VIEW driver_load WITH NO DATA;
-- case: b-policy-alter
ALTER POLICY audit_read ON audit_log USING (action <> 'hidden');
-- case: b-grant-columns
GRANT SELECT (id, full_name), UPDATE (phone) ON drivers TO PUBLIC;
-- case: b-comment-constraint
COMMENT ON CONSTRAINT drivers_code_uq ON drivers IS 'one code each';
-- case: b-publication
CREATE PUBLICATION feed FOR TABLE drivers, shipments;
-- case: b-replica-identity-index
ALTER TABLE drivers REPLICA IDENTITY USING INDEX drivers_code_uq;
-- case: b-set-logged-mixed
ALTER TABLE import_rows SET LOGGED, ADD COLUMN imported_at timestamptz;
-- case: b-set-access-method >=15
ALTER TABLE audit_log SET ACCESS METHOD heap;
-- case: b-cluster-never
CLUSTER shipments;
-- case: b-cluster-using
CLUSTER drivers USING ix_drivers_seen;
-- case: b-analyze-columns
ANALYZE shipments (status, driver_id);
-- case: b-update-all-computed
UPDATE shipments SET meta = coalesce(meta, '{}'::jsonb) || '{"v": 2}'::jsonb;
-- case: b-update-where-plain
UPDATE drivers SET phone = NULL WHERE phone = '';
-- case: b-delete-using
DELETE FROM parcels USING shipments s WHERE s.id = parcels.shipment_id AND s.status = 'void';
-- case: b-cte-move
WITH gone AS (DELETE FROM audit_log WHERE at < '2020-01-01' RETURNING *) INSERT INTO import_rows (line) SELECT action FROM gone;
-- case: b-insert-default
INSERT INTO billing.invoices DEFAULT VALUES;
