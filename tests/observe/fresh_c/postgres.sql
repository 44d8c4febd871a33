-- PostgreSQL, batch C: a sample of the kinds of statements of real migrations, in the order in which their files
-- were met; rewritten for a fixture, by somebody who had not read what afloat says of any statement.
-- The form is that of ../postgres.sql, without `held:`.

-- world: c_studio
CREATE TYPE "LessonState" AS ENUM ('PLANNED', 'RUNNING', 'DONE');
CREATE TYPE "LessonState_new" AS ENUM ('PLANNED', 'RUNNING', 'DONE', 'MISSED');
CREATE TYPE "LessonState_old" AS ENUM ('A', 'B');
CREATE TYPE "Weekday" AS ENUM ('MON', 'TUE', 'WED', 'THU', 'FRI');
CREATE TYPE reach AS ENUM ('own', 'shared');
CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;
CREATE TABLE "Teacher" (
    "id" TEXT NOT NULL,
    "fullName" TEXT NOT NULL,
    "mail" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "bio" TEXT,
    "town" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Teacher_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Teacher_mail_key" ON "Teacher" ("mail");
CREATE INDEX "Teacher_town_idx" ON "Teacher" ("town");
CREATE TABLE "Lesson" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "state" "LessonState" NOT NULL DEFAULT 'PLANNED',
    "teacherId" TEXT NOT NULL,
    "roomId" INTEGER,
    "coverId" INTEGER,
    "level" TEXT,
    "shape" TEXT,
    "startAt" TIMESTAMP(3),
    "endAt" TIMESTAMP(3),
    "outsideId" TEXT,
    "before" "LessonState",
    CONSTRAINT "Lesson_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Lesson_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "Teacher" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TABLE "Room" (
    "id" SERIAL NOT NULL,
    "label" TEXT NOT NULL,
    "holder" TEXT,
    CONSTRAINT "Room_pkey" PRIMARY KEY ("id")
);
CREATE TABLE base_row (created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz);
CREATE TABLE languages (tag text PRIMARY KEY, name text);
CREATE TABLE members (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL,
    nick varchar(60) NOT NULL,
    role text NOT NULL DEFAULT 'member',
    phone varchar(20),
    origin varchar(40),
    region_ref varchar(36),
    active boolean,
    blocked_at timestamptz,
    blocked_why text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz,
    CONSTRAINT members_role_check CHECK (role IN ('member', 'staff'))
);
CREATE TABLE plans (
    id bigserial PRIMARY KEY,
    code varchar(30) NOT NULL,
    venue varchar(30),
    sort varchar(20),
    step varchar(20),
    stars integer,
    is_deleted boolean NOT NULL DEFAULT false,
    owner_id uuid,
    year integer,
    month integer,
    note varchar(255) NOT NULL DEFAULT '',
    settings jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT plans_code_uq UNIQUE (code, venue),
    CONSTRAINT plans_sort_filled CHECK (length(sort) > 0)
);
CREATE INDEX plans_lookup ON plans (venue, sort);
CREATE TABLE bookings (
    id bigserial PRIMARY KEY,
    member_id uuid NOT NULL,
    plan_id bigint NOT NULL,
    venue varchar(60),
    venue_id integer,
    state text NOT NULL DEFAULT 'open',
    amount numeric(10,2),
    price integer,
    qty integer,
    day date,
    menu text,
    memo text,
    created_at timestamp NOT NULL DEFAULT now(),
    CONSTRAINT bookings_member_fk FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT bookings_state_check CHECK (state IN ('open', 'paid'))
);
CREATE UNIQUE INDEX bookings_one_a_day ON bookings (day, id) WHERE state = 'paid';
CREATE TABLE venues (
    id serial PRIMARY KEY,
    name varchar(80) NOT NULL,
    alias varchar(80),
    city varchar(30),
    zip varchar(12),
    manager_id uuid
);
ALTER TABLE venues ADD CONSTRAINT venues_city_zip_uniq UNIQUE (id, zip);
CREATE TABLE reports (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), kind text NOT NULL, target text NOT NULL,
    reporter text NOT NULL, body text, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE outbox (id bigserial PRIMARY KEY, kind text NOT NULL, status text NOT NULL, tries integer NOT NULL DEFAULT 0,
    last_error text, payload json, updated_at timestamptz);
CREATE TABLE follows (follower text NOT NULL, followed text NOT NULL, since timestamp,
    CONSTRAINT follows_pk PRIMARY KEY (follower, followed),
    CONSTRAINT follows_follower_fk FOREIGN KEY (follower) REFERENCES "Teacher" ("id") ON DELETE CASCADE);
CREATE INDEX follows_idx ON follows (followed);
CREATE TABLE grants_made (member text NOT NULL, thing text NOT NULL, made_by uuid);
CREATE TABLE runs (id bigserial PRIMARY KEY, member_id uuid, state varchar(20), outcome text, old_total integer);
CREATE TABLE old_versions (id integer PRIMARY KEY, name text);
CREATE TABLE seats (id serial PRIMARY KEY, label text, title text, updated_at timestamptz);
CREATE POLICY seats_all ON seats USING (true);
CREATE TRIGGER seats_stamp BEFORE UPDATE ON seats FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE VIEW open_bookings AS SELECT id, member_id, plan_id FROM bookings WHERE state = 'open';
-- fill
INSERT INTO "Teacher" ("id", "fullName", "mail", "secret", "town") SELECT 't' || g, 'n' || g, 'm' || g, 's', 'x' FROM generate_series(1, 1300) g;
INSERT INTO "Room" ("label", "holder") SELECT 'r' || g, 'h' FROM generate_series(1, 1100) g;
INSERT INTO "Lesson" ("title", "teacherId", "roomId", "coverId", "outsideId") SELECT 'l' || g, 't' || g % 1300 + 1, g % 1100 + 1, g % 1100 + 1, 'o' || g FROM generate_series(1, 2500) g;
INSERT INTO base_row SELECT now(), now() FROM generate_series(1, 1100) g;
INSERT INTO languages SELECT 'l' || g, 'n' FROM generate_series(1, 1100) g;
INSERT INTO members (id, email, nick, phone, origin, region_ref, active) SELECT md5(g::text)::uuid, 'e' || g, 'n' || g, 'p' || g, 'o', 'f' || g, true FROM generate_series(1, 2000) g;
INSERT INTO plans (code, venue, sort, step, stars, owner_id, year, month) SELECT 'c' || g, 'v', 's', 't', g % 5, md5((g % 2000 + 1)::text)::uuid, 2024, 1 FROM generate_series(1, 2000) g;
INSERT INTO venues (name, alias, city, zip, manager_id) SELECT 'v' || g, 'a' || g, 'c', 'z' || g, md5((g % 2000 + 1)::text)::uuid FROM generate_series(1, 1200) g;
INSERT INTO bookings (member_id, plan_id, venue, venue_id, amount, price, qty, day, menu) SELECT md5((g % 2000 + 1)::text)::uuid, g % 2000 + 1, 'v' || g % 1200 + 1, g % 1200 + 1, 1, 1, 1, '2024-01-01', 'm' FROM generate_series(1, 3000) g;
INSERT INTO reports (kind, target, reporter) SELECT 'k', 't' || g % 1400, 'system' FROM generate_series(1, 1500) g;
INSERT INTO outbox (kind, status, last_error, payload) SELECT 'k', CASE WHEN g % 3 = 0 THEN 'failed' ELSE 'sent' END, 'bad', '{"a": 1}' FROM generate_series(1, 1500) g;
INSERT INTO follows SELECT 't' || g, 't' || g % 100 + 1 FROM generate_series(1, 1300) g;
INSERT INTO grants_made SELECT 'm' || g, 't' || g, md5((g % 2000 + 1)::text)::uuid FROM generate_series(1, 1200) g;
INSERT INTO runs (member_id, state) SELECT md5((g % 2000 + 1)::text)::uuid, 's' FROM generate_series(1, 1500) g;
INSERT INTO old_versions SELECT g, 'n' FROM generate_series(1, 1100) g;
INSERT INTO seats (label, title) SELECT 'l' || g, 't' FROM generate_series(1, 1200) g;

-- case: c-create-table-uuid
CREATE TABLE guests (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    email TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'guest',
    confirmed BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);
-- case: c-delete-doubles
DELETE FROM reports r USING (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY kind, target, reporter ORDER BY created_at ASC) AS n FROM reports WHERE reporter = 'system'
) d WHERE r.id = d.id AND d.n > 1;
-- case: c-unique-index-after-clean
CREATE UNIQUE INDEX reports_once ON reports (kind, target, id) WHERE reporter = 'system';
-- case: c-create-table-bigserial
CREATE TABLE pupils (
    id BIGSERIAL CONSTRAINT pupils_pk PRIMARY KEY,
    name varchar(256) not null,
    joined timestamp default now()
);
-- case: c-create-table-child
CREATE TABLE keys_held (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES members(id) ON DELETE CASCADE,
    public_part BYTEA NOT NULL,
    ways TEXT[] NOT NULL DEFAULT '{}',
    uses BIGINT NOT NULL DEFAULT 0,
    cloned BOOLEAN NOT NULL DEFAULT FALSE
);
-- case: c-drop-index-if-exists
DROP INDEX IF EXISTS bookings_one_a_day;
-- case: c-unique-partial-again
CREATE UNIQUE INDEX bookings_one_a_member ON bookings (member_id, day, id) WHERE state = 'paid';
-- case: c-create-table-plain
CREATE TABLE pilots (id uuid PRIMARY KEY, member_id uuid, code_name TEXT, created_at timestamp, deleted boolean);
-- case: c-add-varchar
alter table runs
    add instance_ref varchar;
-- case: c-add-serial
alter table runs
    add run_no serial not null;
-- case: c-add-unique
alter table runs
    add constraint runs_member_uq
        unique (id, member_id);
-- case: c-add-jsonb
alter table runs
    add check_result jsonb;
-- case: c-drop-table-if-exists
drop table if exists old_versions;
-- case: c-create-index-simple
CREATE INDEX outbox_status_idx ON outbox (status);
-- case: c-prisma-create-table
CREATE TABLE "Change" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "lessonId" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("id")
);
-- case: c-prisma-unique-index
CREATE UNIQUE INDEX "Lesson_outsideId_key" ON "Lesson"("outsideId");
-- case: c-prisma-fk-restrict
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_coverId_fkey" FOREIGN KEY ("coverId") REFERENCES "Room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- case: c-prisma-create-enum
CREATE TYPE "PayKind" AS ENUM ('CASH', 'CARD', 'REFUND');
-- case: c-prisma-add-enum-array
ALTER TABLE "Teacher" ADD COLUMN     "noticeMinutes" INTEGER NOT NULL DEFAULT 60,
ADD COLUMN     "workDays" "Weekday"[] DEFAULT ARRAY['MON', 'TUE', 'WED', 'THU', 'FRI']::"Weekday"[];
-- case: c-prisma-add-timestamptz
ALTER TABLE "Lesson" ADD COLUMN     "closesAt" TIMESTAMPTZ(3);
-- case: c-prisma-add-many
ALTER TABLE "Room" ADD COLUMN     "sourceId" TEXT,
ADD COLUMN     "sourceUrl" TEXT,
ADD COLUMN     "fetchedAt" TIMESTAMP(3),
ADD COLUMN     "score" INTEGER,
ADD COLUMN     "rating" DOUBLE PRECISION,
ADD COLUMN     "raw" JSONB;
-- case: c-prisma-add-and-nullable
ALTER TABLE "Teacher" ADD COLUMN     "picture" TEXT,
ADD COLUMN     "signedBy" TEXT NOT NULL DEFAULT 'password',
ALTER COLUMN "secret" DROP NOT NULL;
-- case: c-prisma-add-counters
ALTER TABLE "Lesson" ADD COLUMN     "summary" TEXT,
ADD COLUMN     "visits" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "asked" INTEGER NOT NULL DEFAULT 0;
-- case: c-prisma-swap-required
ALTER TABLE "Room" DROP COLUMN "holder",
ADD COLUMN     "name" TEXT NOT NULL;
-- case: c-prisma-add-required
ALTER TABLE "Lesson" ADD COLUMN     "category" TEXT NOT NULL;
-- case: c-prisma-drop-and-add
ALTER TABLE "Lesson" DROP COLUMN "level",
DROP COLUMN "shape",
ADD COLUMN     "levelId" INTEGER,
ADD COLUMN     "shapeId" INTEGER;
-- case: c-prisma-drop-two
ALTER TABLE "Lesson" DROP COLUMN "startAt",
DROP COLUMN "endAt";
-- case: c-prisma-fk-set-null
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- case: c-prisma-drop-default
ALTER TABLE "Teacher" ALTER COLUMN "updatedAt" DROP DEFAULT;
-- case: c-prisma-add-text
ALTER TABLE "Lesson" ADD COLUMN "seriesId" TEXT;
-- case: c-add-text-checked
ALTER TABLE members
  ADD COLUMN client TEXT NOT NULL DEFAULT 'web'
    CHECK (client IN ('app', 'web'));
-- case: c-comment-column
COMMENT ON COLUMN members.origin IS
  'Where the member came from first.';
-- case: c-create-table-inherits
CREATE TABLE partners (
  id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  is_active BOOLEAN NOT NULL DEFAULT TRUE
) INHERITS (base_row);
-- case: c-comment-table
COMMENT ON TABLE venues IS 'where lessons are given';
-- case: c-create-trigger
CREATE TRIGGER members_stamp
BEFORE UPDATE ON members
FOR EACH ROW EXECUTE FUNCTION stamp_change();
-- case: c-create-table-two-keys
CREATE TABLE plan_texts (
  plan_id BIGINT REFERENCES plans(id) ON DELETE CASCADE,
  tag TEXT REFERENCES languages(tag) ON DELETE RESTRICT,
  title TEXT NOT NULL,
  PRIMARY KEY(plan_id, tag)
) INHERITS (base_row);
-- case: c-drop-check
ALTER TABLE members DROP CONSTRAINT members_role_check;
-- case: c-add-check-in
ALTER TABLE bookings ADD CONSTRAINT bookings_state_known
  CHECK (state IN ('open', 'paid', 'void', 'moved'));
-- case: c-grant-select
grant select on bookings to public;
-- case: c-insert-select
insert into grants_made (member, thing, made_by)
select nick, role, id from members where active is not null and phone is not null;
-- case: c-delete-where
delete from grants_made where made_by is not null and thing is not null;
-- case: c-create-index-two
CREATE INDEX ix_bookings_plan_id ON bookings (plan_id);
-- case: c-add-unique-pair
ALTER TABLE grants_made
  ADD CONSTRAINT grants_made_unique UNIQUE (member, thing);
-- case: c-create-table-checked
CREATE TABLE tombstones (
  booking_id bigint PRIMARY KEY REFERENCES bookings(id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('member', 'lesson')),
  ref text NOT NULL CHECK (btrim(ref) <> ''),
  UNIQUE (kind, ref)
);
-- case: c-add-if-not-exists-null
ALTER TABLE members
    ADD COLUMN IF NOT EXISTS other_origin text NULL;
-- case: c-drizzle-drop-fk
ALTER TABLE "bookings" DROP CONSTRAINT "bookings_member_fk";
-- case: c-drizzle-type-varchar-text
ALTER TABLE "members" ALTER COLUMN "region_ref" SET DATA TYPE text;
-- case: c-drizzle-type-uuid-text
ALTER TABLE "venues" ALTER COLUMN "manager_id" SET DATA TYPE text;
-- case: c-drizzle-drop-not-null
ALTER TABLE "members" ALTER COLUMN "nick" DROP NOT NULL;
-- case: c-drizzle-add-enum
ALTER TABLE "venues" ADD COLUMN "reach" "reach" DEFAULT 'own' NOT NULL;
-- case: c-drizzle-fk-no-action
ALTER TABLE "plans" ADD CONSTRAINT "plans_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE no action ON UPDATE no action;
-- case: c-drizzle-index-btree
CREATE INDEX "plans_owner_idx" ON "plans" USING btree ("owner_id");
-- case: c-drizzle-unique-btree
CREATE UNIQUE INDEX "venues_owner_name_idx" ON "venues" USING btree ("id","name");
-- case: c-drizzle-add-varchar
ALTER TABLE "venues" ADD COLUMN "greeting_room" varchar(30);
-- case: c-drizzle-add-boolean
ALTER TABLE "venues" ADD COLUMN "greeting_on" boolean DEFAULT true NOT NULL;
-- case: c-drizzle-create-table
CREATE TABLE "saved_searches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
-- case: c-row-security
ALTER TABLE "runs" ENABLE ROW LEVEL SECURITY;
-- case: c-create-policy
CREATE POLICY "runs_own" ON "runs" AS PERMISSIVE FOR SELECT TO PUBLIC USING (member_id = current_setting('app.member', true)::uuid);
-- case: c-rename-column
ALTER TABLE "follows" RENAME COLUMN "follower" TO "followerId";
-- case: c-drop-pk
ALTER TABLE "follows" DROP CONSTRAINT "follows_pk";
-- case: c-add-pk-again
ALTER TABLE "grants_made" ADD CONSTRAINT "grants_made_member_thing_pk" PRIMARY KEY("member","thing");
-- case: c-index-if-not-exists
CREATE INDEX IF NOT EXISTS "follows_followed_idx" ON "follows" ("followed");
-- case: c-do-fk
DO $$ BEGIN
 ALTER TABLE "follows" ADD CONSTRAINT "follows_followed_teacher_id_fk" FOREIGN KEY ("followed") REFERENCES "Teacher"("id") ON DELETE cascade ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
-- case: c-add-int-default
ALTER TABLE plans
    ADD COLUMN IF NOT EXISTS wanted_copies INT NOT NULL DEFAULT 0;
-- case: c-insert-conflict
INSERT INTO languages (tag) VALUES ('l1') ON CONFLICT DO NOTHING;
-- case: c-insert-values
INSERT INTO
	venues(name, alias, city)
VALUES
	('Main', 'main', 'Bern'),
	('North', 'north', 'Thun');
-- case: c-update-json-with
WITH found AS (
    SELECT id, payload->>'a' AS a FROM outbox
  ), numbered AS (
    SELECT id, row_number() OVER (PARTITION BY a ORDER BY id) AS n FROM found
  )
UPDATE outbox SET payload = jsonb_set(outbox.payload::jsonb, '{n}', to_jsonb(numbered.n))::json
FROM numbered WHERE numbered.id = outbox.id;
-- case: c-create-table-md5
CREATE TABLE "stay" (
  "id" uuid NOT NULL PRIMARY KEY DEFAULT md5(random()::text || clock_timestamp()::text)::uuid,
  "member_id" uuid NOT NULL,
  "created_at" timestamptz DEFAULT now()
);
-- case: c-add-fk-plain
ALTER TABLE bookings
ADD CONSTRAINT bookings_plan_fk
FOREIGN KEY (plan_id)
REFERENCES plans(id);
-- case: c-create-table-notes
CREATE TABLE notes (
    id SERIAL UNIQUE PRIMARY KEY,
    seat_id int NOT NULL REFERENCES seats(id),
    title TEXT,
    deleted_at TIMESTAMP WITH TIME ZONE
);
-- case: c-add-integer
ALTER TABLE bookings
    ADD COLUMN branch_id INTEGER;
-- case: c-add-fk-new-column
ALTER TABLE bookings
    ADD CONSTRAINT fk_bookings_venue
        FOREIGN KEY (venue_id)
        REFERENCES venues(id);
-- case: c-update-from
UPDATE bookings b
SET venue_id = v.id
FROM venues v
WHERE b.venue_id IS NULL
  AND (lower(b.venue) = lower(v.name) OR lower(b.venue) = lower(v.alias));
-- case: c-index-venue
CREATE INDEX idx_bookings_venue ON bookings(venue_id);
-- case: c-unique-where-not-null
CREATE UNIQUE INDEX uq_bookings_venue
    ON bookings (id, venue_id)
    WHERE venue_id IS NOT NULL;
-- case: c-rename-constraint
ALTER TABLE plans RENAME CONSTRAINT plans_pkey TO pk_plans;
-- case: c-unique-not-deleted
CREATE UNIQUE INDEX uk_plans_code ON plans(code) WHERE is_deleted = false;
-- case: c-index-created
CREATE INDEX idx_plans_venue_created ON plans(venue, created_at);
-- case: c-add-three-if-not-exists
ALTER TABLE plans
    ADD COLUMN IF NOT EXISTS publish VARCHAR(20) DEFAULT 'LIVE',
    ADD COLUMN IF NOT EXISTS version BIGINT DEFAULT 0,
    ADD COLUMN IF NOT EXISTS changed_by VARCHAR(100);
-- case: c-update-case
UPDATE plans
SET step = CASE
    WHEN is_deleted OR sort = 'OFF' THEN 'HELD'
    WHEN sort = 'DRAFT' THEN 'DRAFT'
    ELSE 'LIVE'
END
WHERE step IS NULL OR step = 't';
-- case: c-index-desc
CREATE INDEX IF NOT EXISTS idx_bookings_member ON bookings(member_id, created_at DESC);
-- case: c-insert-where-not-exists
INSERT INTO languages (tag, name)
SELECT 'rm', 'Romansh'
WHERE NOT EXISTS (SELECT 1 FROM languages WHERE LOWER(tag) = LOWER('rm'));
-- case: c-type-varchar-wider
ALTER TABLE members
ALTER COLUMN region_ref TYPE VARCHAR(100);
-- case: c-django-type-using
ALTER TABLE "venues" ALTER COLUMN "city" TYPE varchar(50) USING "city"::varchar(50);
-- case: c-django-set-constraints
SET CONSTRAINTS ALL IMMEDIATE;
-- case: c-django-fk-deferred
ALTER TABLE "runs" ADD CONSTRAINT "runs_member_id_54f8_fk" FOREIGN KEY ("member_id") REFERENCES "members" ("id") DEFERRABLE INITIALLY DEFERRED;
-- case: c-django-like-index
CREATE INDEX "venues_city_5c1c_like" ON "venues" ("city" varchar_pattern_ops);
-- case: c-django-drop-unique
ALTER TABLE "venues" DROP CONSTRAINT "venues_city_zip_uniq";
-- case: c-enum-add-value
ALTER TYPE "LessonState" ADD VALUE IF NOT EXISTS 'MOVED';
-- case: c-enum-add-value-plain
ALTER TYPE "Weekday" ADD VALUE 'SAT';
-- case: c-enum-drop-default
ALTER TABLE "Lesson" ALTER COLUMN "state" DROP DEFAULT;
-- case: c-enum-swap-type
ALTER TABLE "Lesson" ALTER COLUMN "before" TYPE "LessonState_new" USING ("before"::text::"LessonState_new");
-- case: c-enum-rename
ALTER TYPE "LessonState_new" RENAME TO "LessonState_next";
-- case: c-enum-drop
DROP TYPE "LessonState_old";
-- case: c-enum-set-default
ALTER TABLE "Lesson" ALTER COLUMN "state" SET DEFAULT 'RUNNING';
-- case: c-prisma-drop-index
DROP INDEX "Teacher_town_idx";
-- case: c-set-not-null-two
ALTER TABLE plans
  ALTER COLUMN year SET NOT NULL,
  ALTER COLUMN month SET NOT NULL;
-- case: c-add-two-null
ALTER TABLE seats ADD COLUMN part text NULL, ADD COLUMN detail text NULL;
-- case: c-do-check
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = 'members_blocked_valid' AND conrelid = 'members'::regclass
    ) THEN
        ALTER TABLE members ADD CONSTRAINT members_blocked_valid
            CHECK ((blocked_at IS NULL) = (blocked_why IS NULL));
    END IF;
END
$$;
-- case: c-add-unique-email
ALTER TABLE members
    add constraint members_email_key unique (email);
-- case: c-drop-column
ALTER TABLE bookings
    DROP COLUMN memo;
-- case: c-add-text-default
alter table venues add column shown text not null default 'unknown';
-- case: c-index-partial-in
create index venues_shown_idx on venues(id, city) where city in ('c', 'unknown');
-- case: c-type-integer-real
ALTER TABLE plans
    ALTER COLUMN stars TYPE real;
-- case: c-update-outbox
UPDATE outbox
SET status = 'pending', tries = 0, last_error = NULL, updated_at = now()
WHERE kind = 'k' AND status = 'failed' AND last_error = 'bad';
-- case: c-default-and-not-null
ALTER TABLE plans
    ALTER COLUMN step SET DEFAULT 'spot',
    ALTER COLUMN step SET NOT NULL;
-- case: c-drop-unique-if-exists
ALTER TABLE plans
    DROP CONSTRAINT IF EXISTS plans_code_uq;
-- case: c-add-unique-four
ALTER TABLE plans
    ADD CONSTRAINT plans_code_sort_uq
    UNIQUE (code, venue, sort, step);
-- case: c-add-check-trim
ALTER TABLE plans
    ADD CONSTRAINT plans_venue_filled
    CHECK (length(trim(venue)) > 0);
-- case: c-default-null
ALTER TABLE members ALTER COLUMN phone SET DEFAULT NULL;
-- case: c-type-text-nullable
ALTER TABLE plans
ALTER COLUMN note TYPE TEXT,
ALTER COLUMN note DROP NOT NULL;
-- case: c-update-where-null
UPDATE bookings SET menu = 'none' WHERE menu IS NULL;
-- case: c-set-not-null
ALTER TABLE bookings ALTER COLUMN menu SET NOT NULL;
-- case: c-drop-column-if-exists
alter table bookings drop column if exists amount;
-- case: c-set-default-expression
alter table runs
  alter column outcome set default
    upper(substr(md5(random()::text), 1, 12));
-- case: c-create-or-replace-function
CREATE OR REPLACE FUNCTION phone_key(given text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT CASE WHEN d ~ '^00' THEN substring(d FROM 3) ELSE d END
  FROM (SELECT regexp_replace(coalesce(given, ''), '[^0-9]', '', 'g') AS d) x;
$$;
-- case: c-unique-month
create unique index if not exists bookings_month_idx
  on bookings (id, (date_trunc('month', created_at)))
  where state = 'paid';
-- case: c-update-coalesce
UPDATE bookings b
SET venue = COALESCE(NULLIF(btrim(b.venue), ''), m.nick),
  menu = COALESCE(b.menu, m.email)
FROM members m
WHERE b.member_id = m.id;
-- case: c-concurrently-include alone
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_bookings_plan_day
    ON bookings (plan_id, day ASC) INCLUDE (id, amount, state)
    WHERE state IN ('open', 'paid');
-- case: c-drop-concurrently alone
DROP INDEX CONCURRENTLY IF EXISTS plans_lookup;
-- case: c-index-gin-text
CREATE INDEX reports_search ON reports USING gin(to_tsvector('english', kind || ' ' || COALESCE(body, '')));
-- case: c-if-exists-add
alter table if exists seats
  add column if not exists logo text;
-- case: c-drop-policy
DROP POLICY IF EXISTS seats_all ON seats;
-- case: c-create-policy-exists
CREATE POLICY "staff manage seats" ON seats FOR ALL USING (EXISTS (SELECT 1 FROM members m WHERE m.role = 'staff'));
-- case: c-rails-add-string
ALTER TABLE "seats" ADD "cover" character varying;
-- case: c-rails-change-float
ALTER TABLE "bookings" ALTER COLUMN "price" TYPE float;
-- case: c-rails-create-table
CREATE TABLE "fields" ("id" bigserial primary key, "name" character varying, "short" character varying, "places" integer, "created_at" timestamp(6) NOT NULL, "updated_at" timestamp(6) NOT NULL);
-- case: c-rails-rename
ALTER TABLE "bookings" RENAME COLUMN "qty" TO "quantity";
-- case: c-rails-add-boolean
ALTER TABLE "plans" ADD "ongoing" boolean DEFAULT FALSE;
-- case: c-rails-index-concurrently alone
CREATE INDEX CONCURRENTLY "index_seats_on_label_and_id" ON "seats" ("label", "id");
-- case: c-rails-not-null
ALTER TABLE "members" ALTER COLUMN "active" SET NOT NULL;
-- case: c-rails-nullable
ALTER TABLE "members" ALTER COLUMN "role" DROP NOT NULL;
-- case: c-rails-index-lower
CREATE UNIQUE INDEX "index_plans_on_owner_and_name" ON "plans" (owner_id, lower((code)::text));
-- case: c-rails-remove-column
ALTER TABLE "bookings" DROP COLUMN "day";
-- case: c-rails-remove-index
DROP INDEX "follows_idx";
-- case: c-replace-trigger-function
CREATE OR REPLACE FUNCTION stamp_change()
RETURNS TRIGGER AS $$
BEGIN
    NEW.updated_at = clock_timestamp();
    RETURN NEW;
END;
$$ language 'plpgsql';
-- case: c-comment-trigger
COMMENT ON TRIGGER seats_stamp ON seats IS 'sets updated_at';
-- case: c-drop-trigger
DROP TRIGGER seats_stamp ON seats CASCADE;
-- case: c-replace-view
CREATE OR REPLACE VIEW open_bookings AS
SELECT id, member_id, plan_id, created_at FROM bookings WHERE state = 'open';
