-- Statements for every rule of squawk: what the rule is said to find, and what it is said to accept.
-- The form is that of src/assess/rules/*.sql, behind a line with the rule's name.

### require-concurrent-index-creation
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
CREATE INDEX users_email ON users (email);
-- bad:
CREATE UNIQUE INDEX IF NOT EXISTS users_email ON users (email);
-- good:
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
-- good:
BEGIN;
CREATE TABLE teams (id bigint PRIMARY KEY, name text);
CREATE INDEX teams_name ON teams (name);
COMMIT;

### require-concurrent-index-deletion
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
-- bad:
DROP INDEX users_email;
-- bad:
DROP INDEX IF EXISTS users_email;
-- good:
DROP INDEX CONCURRENTLY IF EXISTS users_email;

### require-concurrent-partition-detach
-- engine: postgres 15
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- bad:
ALTER TABLE events DETACH PARTITION events_2024;
-- good:
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;

### require-concurrent-reindex
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
-- bad:
REINDEX INDEX users_email;
-- bad:
REINDEX TABLE users;
-- good:
REINDEX INDEX CONCURRENTLY users_email;

### constraint-missing-not-valid
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int, team_id bigint);
CREATE TABLE teams (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD CONSTRAINT age_there CHECK (age > 0);
-- bad:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id);
-- good:
ALTER TABLE users ADD CONSTRAINT age_there CHECK (age > 0) NOT VALID;

### adding-field-with-default
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();
-- bad:
ALTER TABLE users ADD COLUMN luck double precision DEFAULT random();
-- bad:
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (age * 2) STORED;
-- good:
ALTER TABLE users ADD COLUMN state text DEFAULT 'new';
-- good:
ALTER TABLE users ADD COLUMN made timestamptz DEFAULT now();

### adding-foreign-key-constraint
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, team_id bigint);
CREATE TABLE teams (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id);
-- bad:
ALTER TABLE users ADD COLUMN other_id bigint REFERENCES teams (id);
-- good:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;

### changing-column-type
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int, code varchar(10), name text, price numeric(8,2));
-- bad:
ALTER TABLE users ALTER COLUMN age TYPE bigint;
-- bad:
ALTER TABLE users ALTER COLUMN age SET DATA TYPE text USING age::text;
-- bad:
ALTER TABLE users ALTER COLUMN code TYPE varchar(20);
-- bad:
ALTER TABLE users ALTER COLUMN code TYPE text;
-- bad:
ALTER TABLE users ALTER COLUMN price TYPE numeric(10,2);
-- bad:
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
-- good:
ALTER TABLE users ADD COLUMN new_age bigint;

### adding-not-nullable-field
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
CREATE DOMAIN label AS text;
-- bad:
ALTER TABLE users ALTER COLUMN age SET NOT NULL;
-- good:
ALTER TABLE users ADD CONSTRAINT age_there CHECK (age IS NOT NULL) NOT VALID;

### adding-required-field
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
ALTER TABLE users ADD COLUMN state text NOT NULL;
-- good:
ALTER TABLE users ADD COLUMN state text NOT NULL DEFAULT 'new';
-- good:
ALTER TABLE users ADD COLUMN state text;

### adding-serial-primary-key-field
-- engine: postgres 15
-- schema:
CREATE TABLE items (number bigint NOT NULL, name text);
-- bad:
ALTER TABLE items ADD COLUMN id bigserial PRIMARY KEY;
-- bad:
ALTER TABLE items ADD PRIMARY KEY (number);
-- bad:
ALTER TABLE items ADD CONSTRAINT items_pkey PRIMARY KEY (number);
-- good:
ALTER TABLE items ADD COLUMN id bigint;

### disallowed-unique-constraint
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
CREATE UNIQUE INDEX users_email ON users (email);
-- bad:
ALTER TABLE users ADD CONSTRAINT email_once UNIQUE (email);
-- bad:
ALTER TABLE users ADD COLUMN nick text UNIQUE;
-- good:
ALTER TABLE users ADD CONSTRAINT email_once UNIQUE USING INDEX users_email;

### renaming-column
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
ALTER TABLE users RENAME COLUMN email TO mail;
-- bad:
ALTER TABLE users RENAME email TO mail;

### renaming-table
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
ALTER TABLE users RENAME TO people;

### ban-drop-column
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
ALTER TABLE users DROP COLUMN email;
-- bad:
ALTER TABLE users DROP COLUMN IF EXISTS email CASCADE;

### ban-drop-table
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
DROP TABLE users;
-- bad:
DROP TABLE IF EXISTS users CASCADE;

### ban-drop-database
-- engine: postgres 15
-- bad:
DROP DATABASE shop;
-- bad:
DROP DATABASE IF EXISTS shop;

### ban-drop-not-null
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
-- bad:
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;

### ban-truncate-cascade
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- bad:
TRUNCATE users CASCADE;
-- bad:
TRUNCATE TABLE notes, users CASCADE;
-- good:
TRUNCATE notes;

### ban-char-field
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE countries (id bigint PRIMARY KEY, code char(2) NOT NULL);
-- bad:
ALTER TABLE users ADD COLUMN initials character(3);
-- good:
ALTER TABLE users ADD COLUMN initials text;

### prefer-text-field
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE countries (id bigint PRIMARY KEY, name varchar(40));
-- bad:
ALTER TABLE users ADD COLUMN nick character varying(40);
-- good:
ALTER TABLE users ADD COLUMN nick text;
-- good:
ALTER TABLE users ADD COLUMN nick varchar;

### prefer-timestamp-tz
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE logins (id bigint PRIMARY KEY, at timestamp);
-- bad:
ALTER TABLE users ADD COLUMN seen timestamp without time zone;
-- good:
ALTER TABLE users ADD COLUMN seen timestamptz;

### prefer-bigint-over-int
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE teams (id int PRIMARY KEY);
-- bad:
CREATE TABLE teams (id serial PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN age integer;
-- good:
ALTER TABLE users ADD COLUMN age bigint;

### prefer-bigint-over-smallint
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE teams (id smallint PRIMARY KEY);
-- bad:
CREATE TABLE teams (id smallserial PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN age smallint;
-- good:
ALTER TABLE users ADD COLUMN age bigint;

### prefer-identity
-- engine: postgres 15
-- bad:
CREATE TABLE teams (id bigserial PRIMARY KEY);
-- bad:
CREATE TABLE teams (id serial8 PRIMARY KEY);
-- good:
CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);

### prefer-repack
-- engine: postgres 19
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
VACUUM FULL users;
-- bad:
CLUSTER users USING users_pkey;
-- good:
VACUUM users;

### prefer-robust-stmts
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT email_there CHECK (email <> ''));
CREATE INDEX users_id_email ON users (id, email);
-- bad:
CREATE INDEX CONCURRENTLY users_email ON users (email);
SELECT 1;
-- bad:
ALTER TABLE users ADD COLUMN nick text;
SELECT 1;
-- bad:
ALTER TABLE users DROP CONSTRAINT email_there;
SELECT 1;
-- bad:
DROP INDEX CONCURRENTLY users_id_email;
SELECT 1;
-- good:
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
SELECT 1;
-- good:
BEGIN;
ALTER TABLE users ADD COLUMN nick text;
COMMIT;

### transaction-nesting
-- engine: postgres 15
-- bad:
BEGIN;
BEGIN;
SELECT 1;
COMMIT;
-- bad:
SELECT 1;
COMMIT;
-- good:
BEGIN;
SELECT 1;
COMMIT;

### ban-uncommitted-transaction
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
BEGIN;
CREATE TABLE IF NOT EXISTS teams (id bigint PRIMARY KEY);
-- good:
BEGIN;
CREATE TABLE IF NOT EXISTS teams (id bigint PRIMARY KEY);
COMMIT;

### ban-concurrent-index-creation-in-transaction
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
BEGIN;
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
COMMIT;
-- good:
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);

### ban-create-domain-with-constraint
-- engine: postgres 15
-- bad:
CREATE DOMAIN grade AS int CHECK (VALUE > 0);
-- bad:
CREATE DOMAIN grade AS int NOT NULL;
-- good:
CREATE DOMAIN grade AS int;

### ban-alter-domain-with-add-constraint
-- engine: postgres 15
-- schema:
CREATE DOMAIN grade AS int;
CREATE TABLE exams (id bigint PRIMARY KEY, mark grade);
-- bad:
ALTER DOMAIN grade ADD CONSTRAINT more CHECK (VALUE > 0);
-- bad:
ALTER DOMAIN grade ADD CONSTRAINT more CHECK (VALUE > 0) NOT VALID;

### require-enum-value-ordering
-- engine: postgres 15
-- schema:
CREATE TYPE state AS ENUM ('new', 'paid', 'sent');
-- bad:
ALTER TYPE state ADD VALUE 'packed';
-- bad:
ALTER TYPE state ADD VALUE IF NOT EXISTS 'packed';
-- good:
ALTER TYPE state ADD VALUE 'packed' BEFORE 'sent';
-- good:
ALTER TYPE state ADD VALUE 'packed' AFTER 'paid';

### require-table-schema
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;
-- good:
ALTER TABLE public.users ADD COLUMN IF NOT EXISTS nick text;

### identifier-too-long
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
CREATE TABLE a_name_that_is_much_longer_than_the_sixty_three_bytes_that_are_kept_of_it (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN a_name_that_is_much_longer_than_the_sixty_three_bytes_that_are_kept_of_it text;
-- good:
ALTER TABLE users ADD COLUMN a_short_name text;

### require-lock-timeout
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;
-- good:
SET lock_timeout = '1s';
SET statement_timeout = '5s';
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;

### require-statement-timeout
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;
-- good:
SET lock_timeout = '1s';
SET statement_timeout = '5s';
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;

### ban-duplicate-column-assignments
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
CREATE TABLE teams (id bigint PRIMARY KEY, name text, name varchar);
-- bad:
UPDATE users SET age = 1, age = 2 WHERE id = 3;
-- bad:
CREATE VIEW pairs (a, a) AS SELECT 1, 2;
-- good:
UPDATE users SET age = 1 WHERE id = 3;

### syntax-error
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
SELEC 1;
-- bad:
ALTER TABLE users ADD COLUMN nick text,;
-- bad:
CREATE TABLE teams (id bigint PRIMARY KEY name text);
-- good:
SELECT 1;
