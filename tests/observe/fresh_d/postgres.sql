-- PostgreSQL, batch D: a sample of the kinds of statements of real migrations, mostly second ones and later, in the
-- order in which their files were met; rewritten for a fixture, by somebody who had not read what afloat says of any
-- statement. The form is that of ../postgres.sql, without `held:`.

-- world: d_port
CREATE TYPE "ShipState" AS ENUM ('AFLOAT', 'DOCKED', 'SUNK');
CREATE TYPE "ShipState_new" AS ENUM ('AFLOAT', 'DOCKED');
CREATE TYPE "OldMood" AS ENUM ('GOOD', 'BAD');
CREATE TYPE "Unused" AS ENUM ('ONE', 'TWO');
CREATE TYPE berth_state AS ENUM ('free', 'taken', 'closed');
CREATE TYPE cargo_kind AS ENUM ('dry', 'wet', 'cold');
CREATE TYPE cargo_kind_next AS ENUM ('dry', 'liquid', 'cold');
CREATE TYPE rank_kind AS ENUM ('mate', 'master');
CREATE DOMAIN leg_phase AS text CONSTRAINT leg_phase_check CHECK (VALUE IN ('load', 'sail', 'unload'));
CREATE DOMAIN port_code AS varchar(8);
CREATE SEQUENCE spare_numbers;
CREATE FUNCTION touch_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;
CREATE FUNCTION split_words(given text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT string_to_array(given, ',') $$;
CREATE TABLE "Owner" (
    "id" TEXT NOT NULL,
    "mail" TEXT NOT NULL,
    CONSTRAINT "Owner_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Ship" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "ShipState" NOT NULL DEFAULT 'AFLOAT',
    "before" "ShipState" NOT NULL,
    "mood" "OldMood",
    "ownerId" TEXT,
    "agent" TEXT,
    "device" TEXT,
    "signedIn" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Ship_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Ship_name_key" ON "Ship" ("name");
CREATE INDEX "IX_Ship_agent" ON "Ship" ("agent");
CREATE TABLE "Voyage" (
    "id" SERIAL NOT NULL,
    "shipId" TEXT NOT NULL,
    "label" character varying(60),
    "path" TEXT NOT NULL,
    "cycleId" uuid,
    CONSTRAINT "Voyage_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Voyage_shipId_fkey" FOREIGN KEY ("shipId") REFERENCES "Ship" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TABLE cycles ("Id" uuid PRIMARY KEY, "Key" text NOT NULL UNIQUE, "Family" text, "MadeAt" timestamptz NOT NULL);
CREATE TABLE captains (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    login varchar(60) NOT NULL,
    full_name text,
    status text,
    secret text DEFAULT 'unset',
    ref char(36),
    note varchar(100),
    phone text,
    town text,
    zip text,
    tags text,
    admin boolean NOT NULL,
    credit integer DEFAULT 0,
    max_crates integer NOT NULL DEFAULT 3,
    made_at timestamp NOT NULL DEFAULT now(),
    seen_at timestamp,
    updated_at timestamptz,
    meta jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT captains_email_unique UNIQUE (email),
    CONSTRAINT captains_max_crates_check CHECK (max_crates > 0)
);
ALTER TABLE captains ADD CONSTRAINT captains_meta_shape CHECK (jsonb_typeof(meta) IS NOT NULL) NOT VALID;
CREATE TABLE berths (
    id serial PRIMARY KEY,
    name varchar(80) NOT NULL,
    state berth_state NOT NULL DEFAULT 'free',
    old_state berth_state,
    kind cargo_kind,
    goods cargo_kind,
    open_from timestamptz NOT NULL DEFAULT now(),
    closes_at timestamptz,
    width numeric(8,2),
    depth text,
    fee integer NOT NULL DEFAULT 0,
    captain_id uuid,
    details text NOT NULL DEFAULT '',
    is_archived boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT berths_lead CHECK (open_from <= created_at + interval '30 days'),
    CONSTRAINT berths_window CHECK (closes_at > open_from)
);
CREATE INDEX berths_open_window ON berths (open_from, closes_at) WHERE state = 'free';
CREATE TABLE stays (
    id bigserial PRIMARY KEY,
    berth_id integer NOT NULL,
    captain_id uuid,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    day daterange,
    state text NOT NULL DEFAULT 'asked',
    source varchar(20),
    amount integer,
    subtype text,
    asset text,
    key_user text,
    meta jsonb,
    ready_at timestamptz,
    CONSTRAINT stays_berth_id_fkey FOREIGN KEY (berth_id) REFERENCES berths (id) ON DELETE CASCADE,
    CONSTRAINT stays_state_check CHECK (state IN ('asked', 'held', 'over'))
);
CREATE TABLE crates (
    id integer NOT NULL,
    label text NOT NULL,
    sort text NOT NULL,
    sku varchar(20),
    weight double precision,
    price text,
    units text,
    body text,
    amount numeric(10,2),
    stored_for varchar(40),
    payload json NOT NULL DEFAULT '{}',
    content jsonb,
    updated_at timestamptz,
    CONSTRAINT crates_pk PRIMARY KEY (id)
);
CREATE TRIGGER crates_touch BEFORE UPDATE ON crates FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TABLE crate_sorts (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE crate_moves (
    id integer PRIMARY KEY,
    crate_id integer,
    sort_id integer,
    phase leg_phase,
    at timestamptz,
    score integer,
    caller text,
    family uuid,
    CONSTRAINT crate_moves_crate_fk FOREIGN KEY (crate_id) REFERENCES crates (id)
);
CREATE INDEX crate_moves_plan_idx ON crate_moves (crate_id, at);
CREATE TABLE fees (
    id bigserial PRIMARY KEY,
    captain_id uuid NOT NULL,
    minutes integer NOT NULL,
    since date NOT NULL,
    rate numeric(8,2) NOT NULL,
    is_deleted boolean NOT NULL DEFAULT false,
    deleted_at timestamptz
);
CREATE UNIQUE INDEX fees_captain_minutes_since ON fees (captain_id, minutes, since) WHERE is_deleted = false;
CREATE TABLE readings (id bigserial PRIMARY KEY, dev text NOT NULL, cnt integer NOT NULL, at timestamptz NOT NULL);
CREATE TABLE edit_notes (id integer PRIMARY KEY, created_at timestamptz, updated_at timestamptz, body text);
CREATE UNLOGGED TABLE raw_lines (no integer NOT NULL, body text);
CREATE UNIQUE INDEX raw_lines_no_uq ON raw_lines (no);
CREATE TABLE follows (follower integer NOT NULL, followed integer NOT NULL, "keyName" text);
CREATE UNIQUE INDEX follows_pkey ON follows USING btree (follower, followed);
CREATE UNIQUE INDEX follows_followed_key ON follows USING btree (followed);
CREATE TABLE tariffs (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, name text, active boolean DEFAULT true,
    metadata jsonb NOT NULL DEFAULT '{}', updated_at timestamptz);
CREATE TABLE grants_given (captain_id uuid NOT NULL, berth_id integer NOT NULL, role text);
CREATE TABLE grants_past (id bigserial PRIMARY KEY, captain_id uuid, berth_id integer, role text, valid_from timestamptz, valid_to timestamptz);
CREATE TABLE old_budgets (id serial PRIMARY KEY, name text);
CREATE TABLE old_tokens (id serial PRIMARY KEY, captain_id uuid CONSTRAINT old_tokens_captain_fk REFERENCES captains (id));
ALTER TABLE grants_past ADD CONSTRAINT grants_past_berth_fk FOREIGN KEY (berth_id) REFERENCES berths (id) NOT VALID;
CREATE TABLE schema_notes (version text PRIMARY KEY, product text NOT NULL DEFAULT '');
CREATE TABLE legs (id bigint NOT NULL, at date NOT NULL, crate_id integer, note text) PARTITION BY RANGE (at);
CREATE TABLE legs_2023 PARTITION OF legs FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE legs_2024 PARTITION OF legs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE legs_2026 (LIKE legs);
CREATE TABLE legs_2027 (LIKE legs, CONSTRAINT legs_2027_bound CHECK (at >= '2027-01-01' AND at < '2028-01-01'));
CREATE VIEW free_berths AS SELECT captain_id, fee FROM berths WHERE state = 'free';
CREATE VIEW crate_prices AS SELECT label, price FROM crates;
CREATE MATERIALIZED VIEW berth_use AS SELECT berth_id, count(*) AS n FROM stays GROUP BY berth_id;
CREATE PUBLICATION port_feed FOR TABLE tariffs;
CREATE POLICY fees_all ON fees USING (true);
-- fill
INSERT INTO "Owner" SELECT 'o' || g, 'm' || g FROM generate_series(1, 1200) g;
INSERT INTO "Ship" ("id", "name", "before", "mood", "ownerId", "agent", "device") SELECT 's' || g, 'n' || g, 'DOCKED', 'GOOD', 'o' || g % 1200 + 1, 'a', 'd' FROM generate_series(1, 2000) g;
INSERT INTO "Voyage" ("shipId", "label", "path") SELECT 's' || g % 2000 + 1, 'l' || g % 20, 'p' || g FROM generate_series(1, 2500) g;
INSERT INTO cycles SELECT md5('c' || g)::uuid, 'k' || g, 'old', now() FROM generate_series(1, 1000) g;
INSERT INTO captains (id, email, login, full_name, status, ref, note, phone, town, tags, admin, credit) SELECT md5(g::text)::uuid, 'e' || g, 'l' || g, 'f' || g, 'on', 'r' || g, 'n', 'p' || g, 't', 'a,b', false, 5 FROM generate_series(1, 2000) g;
INSERT INTO berths (name, kind, goods, old_state, open_from, closes_at, width, depth, captain_id) SELECT 'b' || g, 'dry', 'wet', 'taken', now() - interval '1 day', now() + interval '1 day', 12, '9', md5((g % 2000 + 1)::text)::uuid FROM generate_series(1, 1500) g;
INSERT INTO stays (berth_id, captain_id, starts_at, ends_at, day, source, amount, key_user, meta, ready_at) SELECT g % 1500 + 1, md5((g % 2000 + 1)::text)::uuid, timestamptz '2024-01-01' + g * interval '1 day', timestamptz '2024-01-01 12:00' + g * interval '1 day', daterange(date '2024-01-01' + g, date '2024-01-02' + g), 'web', 100, 'u', '{"a": 1}', now() FROM generate_series(1, 3000) g;
INSERT INTO crates (id, label, sort, sku, weight, price, units, body, amount, stored_for, content) SELECT g, 'c' || g, ' Sort ' || g % 30, 'k' || g, 1.5, '12.50', '7', 'some body', 10, 'x', '{"type": "grid"}' FROM generate_series(1, 2200) g;
INSERT INTO crate_sorts (name) SELECT 'sort ' || g FROM generate_series(1, 20) g;
INSERT INTO crate_moves (id, crate_id, sort_id, phase, at, score, caller) SELECT g, g % 2200 + 1, g % 20 + 1, 'load', now(), 1, 'who' FROM generate_series(1, 2600) g;
INSERT INTO fees (captain_id, minutes, since, rate) SELECT md5((g % 700 + 1)::text)::uuid, g, '2024-01-01', g % 50 FROM generate_series(1, 1400) g;
INSERT INTO readings (dev, cnt, at) SELECT 'd' || g % 1000, 1, now() FROM generate_series(1, 1800) g;
INSERT INTO edit_notes SELECT g, now(), now(), 'b' FROM generate_series(1, 1300) g;
INSERT INTO raw_lines SELECT g, 'line' FROM generate_series(1, 1500) g;
INSERT INTO follows SELECT g, g + 1, 'k' FROM generate_series(1, 1200) g;
INSERT INTO tariffs (slug, name) SELECT 's' || g, 'n' FROM generate_series(1, 1000) g;
INSERT INTO grants_given SELECT md5((g % 2000 + 1)::text)::uuid, g % 1500 + 1, 'any' FROM generate_series(1, 1200) g;
INSERT INTO grants_past (captain_id, berth_id, role, valid_from) SELECT md5((g % 2000 + 1)::text)::uuid, g % 1500 + 1, 'any', now() FROM generate_series(1, 1000) g;
INSERT INTO old_budgets (name) SELECT 'b' FROM generate_series(1, 1000) g;
INSERT INTO old_tokens (captain_id) SELECT md5(g::text)::uuid FROM generate_series(1, 1000) g;
INSERT INTO legs SELECT g, date '2023-01-01' + g % 700, g, 'n' FROM generate_series(1, 3000) g;
INSERT INTO legs_2026 SELECT g, date '2026-01-01' + g % 300, g, 'n' FROM generate_series(1, 1500) g;
INSERT INTO legs_2027 SELECT g, date '2027-01-01' + g % 300, g, 'n' FROM generate_series(1, 1500) g;
REFRESH MATERIALIZED VIEW berth_use;

-- case: d-drop-quoted-column
ALTER TABLE "Voyage" DROP COLUMN "label";
-- case: d-add-serial
ALTER TABLE "Owner" ADD COLUMN "number" serial NOT NULL;
-- case: d-add-pk-plain
ALTER TABLE follows ADD PRIMARY KEY (follower);
-- case: d-varchar-to-text
ALTER TABLE captains ALTER COLUMN login TYPE TEXT;
-- case: d-backfill-status
UPDATE captains
    SET status = 'on'
    WHERE status IS NULL;
-- case: d-status-not-null
ALTER TABLE captains ALTER COLUMN status SET NOT NULL;
-- case: d-add-text-default
ALTER TABLE berths
ADD COLUMN hashed_key TEXT DEFAULT 'unset';
-- case: d-drizzle-drop-unique
ALTER TABLE "captains" DROP CONSTRAINT "captains_email_unique";
-- case: d-drizzle-text-to-varchar
ALTER TABLE "captains" ALTER COLUMN "email" SET DATA TYPE varchar(255);
-- case: d-drizzle-add-required
ALTER TABLE "captains" ADD COLUMN "age" integer NOT NULL;
-- case: d-drizzle-unique-index
CREATE UNIQUE INDEX "captain_email_idx" ON "captains" USING btree ("email");
-- case: d-drizzle-add-check
ALTER TABLE "captains" ADD CONSTRAINT "credit_check" CHECK (credit >= 0);
-- case: d-drizzle-drop-fk
ALTER TABLE "crate_moves" DROP CONSTRAINT "crate_moves_crate_fk";
-- case: d-drizzle-text-to-integer
ALTER TABLE "crates" ALTER COLUMN "units" SET DATA TYPE integer;
-- case: d-drizzle-serial-to-integer
ALTER TABLE "berths" ALTER COLUMN "id" SET DATA TYPE integer;
-- case: d-drizzle-pk-varchar
ALTER TABLE "Owner" ALTER COLUMN "id" SET DATA TYPE varchar(255);
-- case: d-drizzle-drop-default
ALTER TABLE "berths" ALTER COLUMN "id" DROP DEFAULT;
-- case: d-drizzle-pk-drop-not-null
ALTER TABLE "Owner" ALTER COLUMN "id" DROP NOT NULL;
-- case: d-drizzle-drop-not-null
ALTER TABLE "fees" ALTER COLUMN "captain_id" DROP NOT NULL;
-- case: d-sqitch-fk-cascade
ALTER TABLE grants_given
    ADD CONSTRAINT grants_given_captain_fkey
    FOREIGN KEY (captain_id)
    REFERENCES captains (id)
    ON DELETE CASCADE
    ON UPDATE NO ACTION;
-- case: d-prisma-create-enum
CREATE TYPE "CrateState" AS ENUM ('PENDING', 'ACTIVE', 'FROZEN', 'CLOSED');
-- case: d-prisma-enum-add-plain
ALTER TYPE "ShipState" ADD VALUE 'TOWED';
-- case: d-create-sequence
CREATE SEQUENCE IF NOT EXISTS "note_number_seq" AS BIGINT START WITH 1 INCREMENT BY 1 NO CYCLE;
-- case: d-prisma-add-two
ALTER TABLE "Ship" ADD COLUMN     "owedMinor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "voidedAt" TIMESTAMP(3);
-- case: d-prisma-enum-swap
ALTER TABLE "Ship" ALTER COLUMN "before" TYPE "ShipState_new" USING ("before"::text::"ShipState_new");
-- case: d-prisma-enum-swap-default
ALTER TABLE "Ship" ALTER COLUMN "state" TYPE "ShipState_new" USING ("state"::text::"ShipState_new");
-- case: d-prisma-enum-rename
ALTER TYPE "ShipState" RENAME TO "ShipState_old";
-- case: d-prisma-drop-enum-used
DROP TYPE "OldMood";
-- case: d-prisma-drop-enum
DROP TYPE "Unused";
-- case: d-prisma-drop-table
DROP TABLE "old_tokens";
-- case: d-prisma-drop-table-referenced
DROP TABLE "Ship";
-- case: d-prisma-fk-set-null
ALTER TABLE "Ship" ADD CONSTRAINT "Ship_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- case: d-prisma-add-empty-default
ALTER TABLE "Owner" ADD COLUMN "birthPlace" TEXT NOT NULL DEFAULT '';
-- case: d-dbmate-drop-check
ALTER TABLE stays DROP CONSTRAINT stays_state_check;
-- case: d-dbmate-add-check
ALTER TABLE stays ADD CONSTRAINT stays_state_known
  CHECK (state IN ('asked', 'held', 'over', 'moved', 'lost'));
-- case: d-check-not-valid
ALTER TABLE captains
  ADD CONSTRAINT captains_credit_nonneg
    CHECK (credit >= 0) NOT VALID;
-- case: d-validate-check
ALTER TABLE captains VALIDATE CONSTRAINT captains_meta_shape;
-- case: d-validate-fk
alter table "public"."grants_past" validate constraint "grants_past_berth_fk";
-- case: d-drop-check-if-exists-absent
ALTER TABLE captains DROP CONSTRAINT IF EXISTS captains_meta_is_object;
-- case: d-check-jsonb-not-valid
ALTER TABLE captains ADD CONSTRAINT captains_meta_is_object CHECK (jsonb_typeof(meta) = 'object') NOT VALID;
-- case: d-check-pair-not-valid
ALTER TABLE stays
    ADD CONSTRAINT ck_stays_source_pair
    CHECK (
        (source IS NULL AND amount IS NULL)
        OR (source IS NOT NULL AND amount IS NOT NULL)
    ) NOT VALID;
-- case: d-unique-partial-many
CREATE UNIQUE INDEX ux_stays_identity
    ON stays (
        berth_id,
        captain_id,
        starts_at,
        source
    )
    WHERE subtype IS NULL;
-- case: d-swap-check-not-valid
ALTER TABLE stays
  DROP CONSTRAINT stays_state_check,
  ADD CONSTRAINT stays_state_check
    CHECK (state IN (
      'asked', 'held', 'over', 'moved'
    )) NOT VALID;
-- case: d-swap-check-valid
ALTER TABLE stays
  DROP CONSTRAINT stays_state_check,
  ADD CONSTRAINT stays_state_check CHECK (state IN ('asked', 'held', 'over', 'gone'));
-- case: d-update-few-by-id
UPDATE berths
SET state = 'closed', created_at = NOW()
WHERE name = 'b7'
  AND id IN (7, 8, 9);
-- case: d-supabase-pk-using-index
alter table "public"."follows" add constraint "follows_pkey" PRIMARY KEY using index "follows_pkey";
-- case: d-supabase-unique-using-index
alter table "public"."follows" add constraint "follows_followed_key" UNIQUE using index "follows_followed_key";
-- case: d-supabase-fk-not-valid
alter table "public"."grants_past" add constraint "grants_past_captain_id_fkey" foreign key (captain_id) references captains(id) on delete cascade not valid;
-- case: d-supabase-check-any-not-valid
alter table "public"."grants_past" add constraint "grants_past_role_check" CHECK ((role = ANY (ARRAY['any'::text, 'none'::text]))) not valid;
-- case: d-supabase-rls
alter table "public"."tariffs" enable row level security;
-- case: d-supabase-policy
create policy "anyone reads shared"
on "public"."tariffs"
as permissive
for select
to public
using (((metadata ->> 'shared'::text) is not null));
-- case: d-typeorm-create-table >=13
CREATE TABLE "reviews" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "created_at" TIMESTAMP NOT NULL DEFAULT now(), "deleted_at" TIMESTAMP, "rating" integer NOT NULL, "tags" jsonb, "is_checked" boolean NOT NULL DEFAULT true, "stay_id" bigint NOT NULL, CONSTRAINT "REL_6b129b5f4433000c7f97" UNIQUE ("stay_id"), CONSTRAINT "PK_231ae565c273ee700b283f15c1d" PRIMARY KEY ("id"));
-- case: d-typeorm-fk
ALTER TABLE "stays" ADD CONSTRAINT "FK_d4e7e923e6bb78a8f0add754493" FOREIGN KEY ("captain_id") REFERENCES "captains"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
-- case: d-typeorm-add-text
ALTER TABLE "stays" ADD "last_error" text;
-- case: d-typeorm-set-default
ALTER TABLE "captains" ALTER COLUMN "admin" SET DEFAULT false;
-- case: d-typeorm-unique-two
CREATE UNIQUE INDEX "IDX_dfeab22d6bbc4799193997553a" ON "stays" ("captain_id", "starts_at") ;
-- case: d-typeorm-type-text
ALTER TABLE "crates" ALTER COLUMN "stored_for" TYPE text;
-- case: d-typeorm-comment
COMMENT ON COLUMN "crates"."stored_for" IS 'whose it is';
-- case: d-typeorm-type-wider
ALTER TABLE  "berths"  ALTER COLUMN  "name" TYPE character varying(255);
-- case: d-typeorm-add-not-null-default
ALTER TABLE "fees" ADD "is_confirmed" boolean NOT NULL DEFAULT false;
-- case: d-do-add-exception
DO $$
    BEGIN
        BEGIN
        alter table stays
                add adjusted_by integer,
                add adjusted_why text;
        EXCEPTION
            WHEN duplicate_column THEN RAISE NOTICE 'there already';
        END;
    END;
$$;
-- case: d-do-add-if-absent
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'stays' AND column_name = 'customer_no') THEN
        ALTER TABLE stays ADD COLUMN customer_no INTEGER;
    END IF;
END $$;
-- case: d-add-five-if-not-exists
ALTER TABLE stays
    ADD COLUMN IF NOT EXISTS url      TEXT,
    ADD COLUMN IF NOT EXISTS tags     TEXT[],
    ADD COLUMN IF NOT EXISTS stage    TEXT NOT NULL DEFAULT 'pending',
    ADD COLUMN IF NOT EXISTS payload  JSON NOT NULL DEFAULT '{}'::JSON,
    ADD COLUMN IF NOT EXISTS payloadb JSONB;
-- case: d-numeric-using
ALTER TABLE berths ALTER COLUMN width TYPE numeric(12,2) USING width::numeric(12,2);
-- case: d-fk-not-valid
ALTER TABLE crate_moves ADD CONSTRAINT fk_moves_sort FOREIGN KEY (sort_id) REFERENCES crate_sorts (id) NOT VALID;
-- case: d-concurrently-btree alone
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_stays_state ON stays USING btree (state);
-- case: d-payload-add-varchar
ALTER TABLE "stays" ADD COLUMN "category" varchar DEFAULT 'mooring';
-- case: d-payload-do-fk
DO $$ BEGIN
   ALTER TABLE "berths" ADD CONSTRAINT "berths_captain_id_captains_id_fk" FOREIGN KEY ("captain_id") REFERENCES "public"."captains"("id") ON DELETE set null ON UPDATE no action;
  EXCEPTION
   WHEN duplicate_object THEN null;
  END $$;
-- case: d-enum-to-varchar
ALTER TABLE berths ALTER COLUMN old_state TYPE VARCHAR(255);
-- case: d-enum-drop-if-exists
DROP TYPE IF EXISTS rank_kind;
-- case: d-text-to-enum
ALTER TABLE captains ALTER COLUMN status TYPE berth_state USING 'free'::text::berth_state;
-- case: d-add-enum-not-null-default
alter table captains add rank rank_kind not null default 'mate';
-- case: d-enum-using-case
ALTER TABLE
  berths
ALTER COLUMN
  goods TYPE cargo_kind_next USING CASE
    WHEN goods = 'wet' THEN 'liquid' :: cargo_kind_next
    WHEN goods = 'dry' THEN 'dry' :: cargo_kind_next
    ELSE 'cold' :: cargo_kind_next
  END;
-- case: d-do-create-type
DO $$ BEGIN
  CREATE TYPE "BerthKind_new" AS ENUM ('SALE', 'RENT');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- case: d-add-referencing
ALTER TABLE crates ADD COLUMN sort_id INTEGER REFERENCES crate_sorts(id);
-- case: d-insert-distinct-conflict
INSERT INTO crate_sorts (name)
SELECT DISTINCT lower(trim(sort))
FROM crates
WHERE sort <> ''
ON CONFLICT (name) DO NOTHING;
-- case: d-update-from-trim
UPDATE crate_moves e
SET sort_id = x.id
FROM crates c, crate_sorts x
WHERE c.id = e.crate_id AND lower(trim(c.sort)) = x.name;
-- case: d-set-not-null-reference
ALTER TABLE crate_moves ALTER COLUMN sort_id SET NOT NULL;
-- case: d-update-blank-for-null
UPDATE
    captains
SET
    zip = ''
WHERE
    zip IS NULL;
-- case: d-not-null-three-and-add
ALTER TABLE
    captains
ALTER COLUMN
    phone SET NOT NULL,
ALTER COLUMN
    town SET NOT NULL,
ADD COLUMN
    address_id INTEGER;
-- case: d-goose-add-two-mixed
ALTER TABLE berths
    ADD COLUMN preferred_leave_at timestamptz,
    ADD COLUMN auto_cancel boolean NOT NULL DEFAULT true;
-- case: d-goose-drop-index
DROP INDEX IF EXISTS berths_open_window;
-- case: d-goose-drop-two-checks
ALTER TABLE berths
    DROP CONSTRAINT IF EXISTS berths_lead,
    DROP CONSTRAINT IF EXISTS berths_window;
-- case: d-goose-update-all-greatest
UPDATE berths
   SET closes_at = GREATEST(closes_at, created_at + interval '2 minutes');
-- case: d-goose-drop-column-add-check
ALTER TABLE berths
    DROP COLUMN open_from,
    ADD CONSTRAINT berths_closing CHECK (closes_at > created_at);
-- case: d-goose-create-table-checked
CREATE TABLE offers (
    id           bigserial PRIMARY KEY,
    berth_id     integer     NOT NULL REFERENCES berths (id) ON DELETE CASCADE,
    captain_id   uuid        NOT NULL REFERENCES captains (id) ON DELETE RESTRICT,
    amount_cents integer     NOT NULL,
    status       text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT offers_amount CHECK (amount_cents BETWEEN 0 AND 2000),
    CONSTRAINT offers_status CHECK (
        status IN ('pending', 'accepted', 'expired')
    )
);
-- case: d-goose-add-references-two
ALTER TABLE stays
    ADD COLUMN arrived_at timestamptz,
    ADD COLUMN ship_id text REFERENCES "Ship" ("id"),
    ADD COLUMN sort_id integer REFERENCES crate_sorts (id);
-- case: d-goose-copy-column
UPDATE stays
   SET ready_at = starts_at;
-- case: d-goose-copied-not-null
ALTER TABLE stays
    ALTER COLUMN ready_at SET NOT NULL;
-- case: d-goose-default-not-null-check
ALTER TABLE berths
    ALTER COLUMN open_from SET DEFAULT now(),
    ALTER COLUMN closes_at SET NOT NULL,
    ADD CONSTRAINT berths_window_again CHECK (closes_at > open_from);
-- case: d-update-jsonb-set
UPDATE tariffs
SET
    slug = 'default',
    name = 'Harbour',
    metadata = jsonb_set(metadata, '{tagline}', '"all of it"'::jsonb),
    updated_at = now()
WHERE slug = 's1';
-- case: d-update-in-subselect
UPDATE stays
SET
    state = 'over'
WHERE state IN ('asked', 'held')
  AND berth_id = (SELECT id FROM tariffs WHERE slug = 's9');
-- case: d-rename-table
ALTER TABLE captains RENAME TO masters;
-- case: d-rename-constraint
ALTER TABLE captains RENAME CONSTRAINT captains_pkey TO pk_masters;
-- case: d-rename-unique-constraint
ALTER TABLE captains RENAME CONSTRAINT captains_email_unique TO uq_captains_email;
-- case: d-create-function-loop
CREATE OR REPLACE FUNCTION trim_all(given varchar[]) RETURNS varchar[] AS $$
   DECLARE
      element varchar;
      kept varchar[];
   BEGIN
      FOREACH element IN ARRAY given LOOP
         kept := array_append(kept, trim(element)::varchar);
      END LOOP;
   RETURN kept;
   END;
   $$
   LANGUAGE plpgsql
      STABLE
   RETURNS NULL ON NULL INPUT;
-- case: d-type-using-function
ALTER TABLE captains ALTER COLUMN tags TYPE text[] USING split_words(tags);
-- case: d-drop-function
DROP FUNCTION split_words(text);
-- case: d-drop-function-used
DROP FUNCTION touch_row();
-- case: d-force-row-security
ALTER TABLE fees FORCE ROW LEVEL SECURITY;
-- case: d-policy-using-check
CREATE POLICY fees_tenant ON fees
FOR ALL
USING (captain_id = NULLIF(current_setting('app.captain', true), '')::uuid)
WITH CHECK (captain_id = NULLIF(current_setting('app.captain', true), '')::uuid);
-- case: d-revoke
REVOKE ALL ON TABLE fees FROM PUBLIC;
-- case: d-rename-column
ALTER TABLE captains RENAME COLUMN login TO user_name;
-- case: d-dates-check
ALTER TABLE stays ADD CONSTRAINT stays_dates CHECK (ends_at IS NULL OR starts_at IS NULL OR ends_at >= starts_at);
-- case: d-if-exists-add-default
ALTER TABLE IF EXISTS crate_moves ADD COLUMN IF NOT EXISTS move_type TEXT NOT NULL DEFAULT 'crate_move';
-- case: d-if-exists-absent-table
ALTER TABLE IF EXISTS crate_moves_old DROP CONSTRAINT IF EXISTS crate_moves_old_fk CASCADE;
-- case: d-ef-update-prefix
UPDATE "Voyage"
                  SET "path" = '/uploads/' || "path"
                  WHERE "path" NOT LIKE '/uploads/%';
-- case: d-ef-insert-group-conflict
INSERT INTO cycles ("Id", "Key", "Family", "MadeAt")
SELECT md5('voyage:' || v."label")::uuid,
       'voyage-' || v."label",
       'voyage',
       CURRENT_TIMESTAMP
FROM "Voyage" v
INNER JOIN "Ship" s ON s."id" = v."shipId"
WHERE lower(s."name") LIKE 'n%'
GROUP BY v."label"
ON CONFLICT ("Key") DO NOTHING;
-- case: d-ef-update-three
UPDATE "Voyage" g
SET "cycleId" = c."Id"
FROM "Ship" s, "Owner" o, cycles c
WHERE s."id" = g."shipId"
  AND o."id" = s."ownerId"
  AND c."Key" = 'k1';
-- case: d-ef-update-not-in-distinct
UPDATE fees
SET is_deleted = TRUE, deleted_at = NOW()
WHERE is_deleted = FALSE
  AND id NOT IN (
    SELECT DISTINCT ON (captain_id, since) id
    FROM fees
    WHERE is_deleted = FALSE
    ORDER BY captain_id, since, rate DESC, id
  );
-- case: d-ef-drop-column-indexed
ALTER TABLE fees DROP COLUMN minutes;
-- case: d-ef-unique-filtered-doubles
CREATE UNIQUE INDEX ix_fees_captain_since ON fees (captain_id, since) WHERE "is_deleted" = FALSE;
-- case: d-ef-drop-index-quoted
DROP INDEX IF EXISTS "IX_Ship_agent";
-- case: d-ef-type-varchar
ALTER TABLE "Voyage" ALTER COLUMN "label" TYPE character varying(500);
-- case: d-ef-history-row
INSERT INTO schema_notes (version, product)
VALUES ('20250508052549_UpdateLabel', '9.0.3');
-- case: d-conflict-do-nothing
INSERT INTO schema_notes (version) VALUES ('001') ON CONFLICT DO NOTHING;
-- case: d-delete-in-list
DELETE FROM schema_notes WHERE version IN ('001', '002');
-- case: d-add-varchar-null
ALTER TABLE tariffs ADD COLUMN IF NOT EXISTS language VARCHAR(8) NULL;
-- case: d-concurrently-nulls-last alone
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_moves_head
  ON crate_moves (
    crate_id,
    at ASC NULLS LAST,
    score ASC NULLS LAST,
    id
  )
  INCLUDE (phase, caller)
  WHERE caller NOT IN ('done', 'undone');
-- case: d-concurrently-partial alone
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_berths_active
    ON berths (captain_id, fee, id)
    WHERE fee >= 0 AND is_archived = false;
-- case: d-concurrently-desc alone
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_stays_captain_over
  ON stays(captain_id, ends_at DESC, id DESC)
  WHERE state = 'over';
-- case: d-drop-concurrently alone
DROP INDEX CONCURRENTLY IF EXISTS crate_moves_plan_idx;
-- case: d-do-rename-value
DO $$
BEGIN
  IF EXISTS (
    SELECT 1
    FROM pg_enum e
    JOIN pg_type t ON e.enumtypid = t.oid
    WHERE t.typname = 'ShipState' AND e.enumlabel = 'SUNK'
  ) THEN
    ALTER TYPE "ShipState" RENAME VALUE 'SUNK' TO 'LOST';
  END IF;
END $$;
-- case: d-rename-value
ALTER TYPE "OldMood" RENAME VALUE 'BAD' TO 'POOR';
-- case: d-enum-default-next
ALTER TABLE "Ship" ALTER COLUMN "state" SET DEFAULT 'DOCKED';
-- case: d-domain-add-many
ALTER TABLE "Owner"
  ADD COLUMN "identity" VARCHAR(128),
  ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "usedUp" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "nextResetAt" TIMESTAMPTZ(3),
  ADD COLUMN "needsApply" BOOLEAN NOT NULL DEFAULT true;
-- case: d-update-case-text
UPDATE "Ship"
SET
  "agent" = "name",
  "device" = CASE
    WHEN "state" = 'SUNK' THEN 'manual'
    WHEN "state" = 'DOCKED' THEN 'expired'
    ELSE NULL
  END;
-- case: d-alter-five-and-drop-two
ALTER TABLE captains
  ALTER COLUMN phone SET NOT NULL,
  ALTER COLUMN ref SET NOT NULL,
  ALTER COLUMN max_crates DROP DEFAULT,
  ALTER COLUMN max_crates DROP NOT NULL,
  DROP COLUMN note,
  DROP COLUMN zip;
-- case: d-add-three-checks
ALTER TABLE captains
  ADD CONSTRAINT captains_state_reason CHECK (
    (status = 'on' AND note IS NOT NULL)
    OR (status = 'off' AND note IN ('quota', 'n'))
  ),
  ADD CONSTRAINT captains_credit_check CHECK (
    credit IS NULL OR credit >= 0
  ),
  ADD CONSTRAINT captains_crates_check CHECK (max_crates > 0);
-- case: d-nullable-two-add-three
ALTER TABLE crate_moves
  ALTER COLUMN crate_id DROP NOT NULL,
  ALTER COLUMN at DROP NOT NULL,
  ADD COLUMN resource_type VARCHAR(100),
  ADD COLUMN operation VARCHAR(100);
-- case: d-gin-jsonb
CREATE INDEX captains_meta_idx ON captains USING GIN (meta);
-- case: d-swap-fk-restrict
ALTER TABLE "Voyage"
  DROP CONSTRAINT "Voyage_shipId_fkey",
  ADD CONSTRAINT "Voyage_shipId_fkey"
  FOREIGN KEY ("shipId") REFERENCES "Ship"("id")
  ON DELETE CASCADE ON UPDATE CASCADE;
-- case: d-immutable-function
CREATE OR REPLACE FUNCTION refuse_change()
RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'rows here do not change';
END;
$$ LANGUAGE plpgsql;
-- case: d-immutable-trigger
CREATE TRIGGER "fees_immutable"
BEFORE UPDATE OR DELETE ON fees
FOR EACH ROW EXECUTE FUNCTION touch_row();
-- case: d-exclude-range
ALTER TABLE stays
  ADD CONSTRAINT no_double_stay
  EXCLUDE USING gist (
    day WITH &&
  ) WHERE (state = 'held');
-- case: d-exclude-times
alter table stays
  add constraint stays_no_overlap
  exclude using gist (
    tstzrange(starts_at, ends_at) with &&
  )
  where (state in ('asked', 'held'));
-- case: d-history-insert-select
INSERT INTO grants_past (captain_id, berth_id, role, valid_from, valid_to)
SELECT g.captain_id, g.berth_id, role, now(), NULL
FROM grants_given g;
-- case: d-drop-matview
DROP MATERIALIZED VIEW IF EXISTS public.berth_use;
-- case: d-type-under-view
ALTER TABLE public.crates ALTER COLUMN price TYPE numeric(12,2) USING price::numeric;
-- case: d-create-matview
CREATE MATERIALIZED VIEW sort_weight AS
SELECT
    c.sort,
    COUNT(*) as neighbours,
    sum(c.weight) AS total
FROM crates c
GROUP BY c.sort;
-- case: d-matview-unique-index
CREATE UNIQUE INDEX idx_berth_use_berth
    ON berth_use(berth_id);
-- case: d-id-bigint-using
alter table public.edit_notes
  alter column id type bigint using id::bigint;
-- case: d-id-bigint-referenced
ALTER TABLE crates ALTER COLUMN id TYPE BIGINT;
-- case: d-three-clauses-one-rewrite
ALTER TABLE public.edit_notes
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN id TYPE bigint,
  ADD COLUMN subject text;
-- case: d-integer-to-numeric-two
ALTER TABLE public.captains
  ALTER COLUMN credit TYPE numeric,
  ALTER COLUMN max_crates TYPE numeric;
-- case: d-prisma-add-and-not-null
ALTER TABLE "public"."Ship" ADD COLUMN     "browser" TEXT NOT NULL DEFAULT 'Unknown',
ALTER COLUMN "agent" SET NOT NULL,
ALTER COLUMN "device" SET NOT NULL;
-- case: d-prisma-jsonb-array
ALTER TABLE "public"."Voyage" ADD COLUMN     "details" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "seenBy" TEXT[] DEFAULT ARRAY[]::TEXT[];
-- case: d-prisma-drop-and-add
ALTER TABLE "public"."Ship" DROP COLUMN "signedIn",
ADD COLUMN     "isInitial" BOOLEAN NOT NULL DEFAULT true;
-- case: d-hasura-add-taken
alter table "public"."follows" add column "followed" int4;
-- case: d-hasura-add-nullable-enum
alter table "public"."stays" add column "status" berth_state
 null;
-- case: d-hasura-price-check
alter table "public"."berths" add constraint "non_negative_fee" check (fee >= 0);
-- case: d-add-generated-tsvector
ALTER TABLE crates ADD COLUMN IF NOT EXISTS text_search tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED;
-- case: d-gin-expression
CREATE INDEX IF NOT EXISTS idx_crates_words ON crates USING GIN (to_tsvector('simple', body));
-- case: d-domain-drop-check
ALTER DOMAIN leg_phase DROP CONSTRAINT leg_phase_check;
-- case: d-domain-add-check
ALTER DOMAIN leg_phase ADD CONSTRAINT leg_phase_known
  CHECK (VALUE IN ('load', 'sail', 'unload', 'wait', 'turn'));
-- case: d-domain-add-check-not-valid
ALTER DOMAIN leg_phase ADD CONSTRAINT leg_phase_later
  CHECK (VALUE IN ('load', 'sail', 'unload', 'wait')) NOT VALID;
-- case: d-rails-cast-integer
ALTER TABLE "crates" ALTER COLUMN "units" TYPE integer USING CAST(units AS integer);
-- case: d-delete-using-doubles
DELETE FROM readings p1 USING readings p2
WHERE p1.id > p2.id
    AND p1.dev = p2.dev
    AND p1.cnt = p2.cnt;
-- case: d-unique-over-doubles
ALTER TABLE readings
    ADD CONSTRAINT readings_once UNIQUE (dev, cnt);
-- case: d-delete-row-number
DELETE FROM readings
WHERE id IN (
  SELECT id
  FROM (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY dev, cnt ORDER BY id ASC) AS row
    FROM readings
  ) dupes
  WHERE dupes.row > 1
);
-- case: d-delete-ctid
DELETE FROM raw_lines
WHERE ctid IN (
  SELECT ctid
  FROM (
    SELECT ctid, row_number() OVER (PARTITION BY no ORDER BY ctid DESC) AS count
    FROM raw_lines
  ) t
  WHERE count > 1
);
-- case: d-pk-using-unique-index
ALTER TABLE raw_lines ADD PRIMARY KEY USING INDEX raw_lines_no_uq;
-- case: d-set-logged
ALTER TABLE raw_lines SET LOGGED;
-- case: d-sequence-owned
CREATE SEQUENCE crates_id_seq OWNED BY public.crates.id;
-- case: d-default-nextval
ALTER TABLE edit_notes ALTER COLUMN id SET DEFAULT nextval('spare_numbers'::regclass);
-- case: d-setval
SELECT setval('spare_numbers', (SELECT max(id) FROM edit_notes));
-- case: d-sequence-owned-by
ALTER SEQUENCE spare_numbers OWNED BY edit_notes.id;
-- case: d-diesel-add-not-null
alter TABLE crate_moves ADD COLUMN captain_id INTEGER NOT NULL;
-- case: d-diesel-fk-unnamed
alter TABLE crate_moves ADD FOREIGN KEY (sort_id) REFERENCES crate_sorts(id);
-- case: d-diesel-add-references-not-null
ALTER TABLE
    crate_moves
ADD COLUMN
    stay_id BIGINT REFERENCES stays(id) NOT NULL;
-- case: d-diesel-timestamp-zone
ALTER TABLE captains ALTER COLUMN made_at SET DATA TYPE TIMESTAMPTZ;
-- case: d-diesel-timestamp-zone-using
ALTER TABLE captains ALTER COLUMN seen_at TYPE TIMESTAMPTZ USING seen_at AT TIME ZONE 'UTC';
-- case: d-add-random-uuid >=13
ALTER TABLE crates ADD COLUMN seal uuid DEFAULT gen_random_uuid();
-- case: d-char-to-varchar
ALTER TABLE captains ALTER COLUMN ref TYPE varchar(36);
-- case: d-add-varchar-empty
ALTER TABLE tariffs ADD COLUMN external_id varchar(64) NOT NULL DEFAULT '';
-- case: d-update-cast-all
UPDATE grants_past SET role = captain_id::text;
-- case: d-default-dropped
ALTER TABLE tariffs ALTER COLUMN active DROP DEFAULT;
-- case: d-delete-one-key
DELETE FROM tariffs WHERE id = 1;
-- case: d-add-bytea-double
ALTER TABLE fees ADD COLUMN seal_address bytea,
	ADD COLUMN batch_enabled bool NOT NULL DEFAULT false,
	ADD COLUMN batch_factor double precision NOT NULL DEFAULT 1.15;
-- case: d-drop-four-if-exists
ALTER TABLE stays
  DROP COLUMN IF EXISTS category,
  DROP COLUMN IF EXISTS subtype,
  DROP COLUMN IF EXISTS asset,
  DROP COLUMN IF EXISTS quantity;
-- case: d-rename-key-column
ALTER TABLE stays RENAME COLUMN key_user TO custom_text;
-- case: d-drop-table-if-exists
DROP TABLE IF EXISTS old_budgets;
-- case: d-partial-index-in
CREATE INDEX stays_due ON stays(ends_at,starts_at)
  WHERE state IN ('asked','held');
-- case: d-autovacuum-settings
ALTER TABLE stays SET (
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.02
);
-- case: d-replica-identity
alter table stays replica identity full;
-- case: d-publication-add
ALTER PUBLICATION port_feed ADD TABLE public.berths;
-- case: d-disable-trigger
ALTER TABLE crates DISABLE TRIGGER crates_touch;
-- case: d-update-regexp-jsonb
UPDATE crates
SET content = regexp_replace(
	content::text,
	'("type"\s*:\s*)"grid"',
	'\1"blocks"',
	'g'
)::jsonb
WHERE content::text ~ '("type"\s*:\s*)"grid"';
-- case: d-enable-trigger
ALTER TABLE crates ENABLE TRIGGER crates_touch;
-- case: d-drop-trigger-if-exists
drop trigger if exists crates_touch on public.crates;
-- case: d-trigger-update-of
create trigger stays_rebuild after update of state, ends_at on public.stays for each row execute function public.touch_row();
-- case: d-drop-view
DROP VIEW IF EXISTS public.free_berths;
-- case: d-view-invoker >=15
CREATE OR REPLACE VIEW public.free_berths
WITH (security_invoker = true)
AS
SELECT b.captain_id, b.fee FROM berths b WHERE b.state = 'free';
-- case: d-view-distinct-on
create view v_last_stay
as
select distinct on (s.berth_id)
  s.*
from stays s
order by s.berth_id, s.starts_at desc;
-- case: d-view-replace-drops-column
CREATE OR REPLACE VIEW free_berths AS SELECT captain_id FROM berths WHERE state = 'free';
-- case: d-partition-of
CREATE TABLE legs_2025 PARTITION OF legs FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- case: d-partition-attach
ALTER TABLE ONLY legs ATTACH PARTITION legs_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- case: d-partition-attach-checked
alter table legs attach partition legs_2027 for values from ('2027-01-01') to ('2028-01-01');
-- case: d-partition-detach
ALTER TABLE legs DETACH PARTITION legs_2023;
-- case: d-partition-detach-concurrently >=14 alone
ALTER TABLE legs DETACH PARTITION legs_2023 CONCURRENTLY;
-- case: d-partition-drop
DROP TABLE IF EXISTS legs_2023;
-- case: d-partition-index
CREATE INDEX idx_legs_crate ON legs (crate_id);
-- case: d-partition-add-column
ALTER TABLE legs ADD COLUMN weight integer NOT NULL DEFAULT 0;
-- case: d-partition-add-pk
ALTER TABLE legs ADD PRIMARY KEY (id, at);
-- case: d-create-table-like
create table legs_copy (like legs_2024 including all);
-- case: d-alembic-jsonb-build
UPDATE stays SET meta = jsonb_build_object('captain_id', captain_id);
-- case: d-alembic-update-where-status
UPDATE captains SET updated_at = made_at WHERE status = 'on';
-- case: d-alembic-add-numeric-default
ALTER TABLE berths ADD COLUMN token_amount NUMERIC(15, 2) DEFAULT '20000';
-- case: d-alembic-default-string
ALTER TABLE stays ALTER COLUMN state SET DEFAULT 'held';
-- case: d-django-set-constraints
SET CONSTRAINTS ALL IMMEDIATE;
-- case: d-django-add-drop-default
ALTER TABLE "stays" ADD COLUMN "relative_path" varchar(1000) DEFAULT '' NOT NULL;
-- case: d-django-fk-deferrable
ALTER TABLE "crate_moves" ADD CONSTRAINT "crate_moves_sort_id_1f2_fk" FOREIGN KEY ("sort_id") REFERENCES "crate_sorts" ("id") DEFERRABLE INITIALLY DEFERRED;
-- case: d-do-drop-policies
DO $$
DECLARE
    policies RECORD;
BEGIN
    FOR policies IN
        SELECT policyname FROM pg_policies WHERE tablename = 'fees' AND schemaname = 'public'
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS %I ON public.fees', policies.policyname);
    END LOOP;
END
$$;
-- case: d-do-tables-not-null
do $$
declare
  tbl text;
  tbl_list text[] := array['stays', 'grants_past'];
begin
  foreach tbl in array tbl_list loop
    execute format('alter table public.%I alter column captain_id set not null', tbl);
  end loop;
end $$;
-- case: d-delete-orphans
DELETE FROM crate_moves m WHERE NOT EXISTS (SELECT 1 FROM crates c WHERE c.id = m.crate_id);
-- case: d-refresh-matview
REFRESH MATERIALIZED VIEW berth_use;
