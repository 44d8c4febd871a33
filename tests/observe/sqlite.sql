-- SQLite: what tests/observe/run does with the library of the interpreter. See postgres.sql for the form of this file.

-- world: shop
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    score INTEGER CHECK (score >= 0),
    note TEXT,
    upper_name TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL,
    plain TEXT,
    phone TEXT
);
CREATE INDEX customers_name ON customers (name);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    boss INTEGER REFERENCES customers (id),
    total NUMERIC NOT NULL,
    memo TEXT,
    seen TEXT,
    CHECK (total >= 0)
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE TABLE plain (a INTEGER, b TEXT, c TEXT, d TEXT DEFAULT 'd');
CREATE TABLE keyed (k TEXT PRIMARY KEY, v TEXT, w TEXT) WITHOUT ROWID;
CREATE TABLE tight (a INTEGER NOT NULL, b TEXT, CONSTRAINT a_positive CHECK (a > 0)) STRICT;
CREATE TABLE empty_one (a INTEGER, b TEXT);
CREATE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 100;
CREATE VIEW phones AS SELECT phone FROM customers;
CREATE TRIGGER orders_seen AFTER UPDATE ON orders BEGIN UPDATE orders SET seen = 'y' WHERE id = NEW.id; END;
-- fill
INSERT INTO customers (id, email, name, score, note, plain, phone)
    SELECT value, 'c' || value, 'name ' || value, value, hex(zeroblob(60)), 'p', '1' FROM observe_seq;
INSERT INTO orders SELECT value, value, NULL, value, hex(zeroblob(60)), NULL FROM observe_seq;
INSERT INTO plain SELECT value, hex(zeroblob(60)), 'c', 'd' FROM observe_seq;
INSERT INTO keyed SELECT 'k' || value, hex(zeroblob(60)), 'w' FROM observe_seq;
INSERT INTO tight SELECT value, hex(zeroblob(60)) FROM observe_seq;

-- case: add-column
ALTER TABLE plain ADD COLUMN e TEXT;
-- held: add-column-default
ALTER TABLE plain ADD COLUMN e INTEGER NOT NULL DEFAULT 0;
-- case: add-column-not-null
ALTER TABLE plain ADD COLUMN e INTEGER NOT NULL;
-- case: add-column-not-null-empty
ALTER TABLE empty_one ADD COLUMN e INTEGER NOT NULL;
-- held: add-column-not-null-default-null
ALTER TABLE plain ADD COLUMN e INTEGER NOT NULL DEFAULT NULL;
-- case: add-column-unique
ALTER TABLE plain ADD COLUMN e TEXT UNIQUE;
-- case: add-column-primary-key
ALTER TABLE plain ADD COLUMN e INTEGER PRIMARY KEY;
-- held: add-column-timestamp
ALTER TABLE plain ADD COLUMN e TEXT DEFAULT CURRENT_TIMESTAMP;
-- case: add-column-expression-default
ALTER TABLE plain ADD COLUMN e INTEGER DEFAULT (random());
-- case: add-column-constant-expression
ALTER TABLE plain ADD COLUMN e INTEGER DEFAULT (1 + 1);
-- held: add-column-check
ALTER TABLE plain ADD COLUMN e INTEGER CHECK (e > 0);
-- case: add-column-check-default
ALTER TABLE plain ADD COLUMN e INTEGER DEFAULT -1 CHECK (e > 0);
-- case: add-column-references
ALTER TABLE plain ADD COLUMN owner INTEGER REFERENCES customers (id);
-- held: add-column-references-default
ALTER TABLE plain ADD COLUMN owner INTEGER DEFAULT 1 REFERENCES customers (id);
-- case: add-column-virtual
ALTER TABLE plain ADD COLUMN len INTEGER GENERATED ALWAYS AS (length(b)) VIRTUAL;
-- case: add-column-virtual-not-null
ALTER TABLE plain ADD COLUMN len INTEGER NOT NULL GENERATED ALWAYS AS (length(b)) VIRTUAL;
-- held: add-column-stored
ALTER TABLE plain ADD COLUMN len INTEGER GENERATED ALWAYS AS (length(b)) STORED;
-- case: add-column-twice
ALTER TABLE plain ADD COLUMN b TEXT;
-- case: add-column-view
ALTER TABLE big_orders ADD COLUMN b TEXT;
-- held: add-column-missing-table
ALTER TABLE nothing_here ADD COLUMN b TEXT;
-- case: add-column-strict-untyped
ALTER TABLE tight ADD COLUMN x;
-- case: add-column-collate
ALTER TABLE keyed ADD COLUMN x TEXT COLLATE NOCASE;
-- held: drop-column
ALTER TABLE plain DROP COLUMN c;
-- case: drop-column-without-rowid
ALTER TABLE keyed DROP COLUMN v;
-- case: drop-column-indexed
ALTER TABLE customers DROP COLUMN name;
-- held: drop-column-unique
ALTER TABLE customers DROP COLUMN email;
-- case: drop-column-primary-key
ALTER TABLE customers DROP COLUMN id;
-- case: drop-column-own-check
ALTER TABLE customers DROP COLUMN score;
-- held: drop-column-table-check
ALTER TABLE orders DROP COLUMN total;
-- case: drop-column-fk
ALTER TABLE orders DROP COLUMN boss;
-- case: drop-column-trigger-names
ALTER TABLE orders DROP COLUMN seen;
-- held: drop-column-view-names
ALTER TABLE customers DROP COLUMN phone;
-- case: drop-column-generated
ALTER TABLE customers DROP COLUMN upper_name;
-- case: drop-column-free
ALTER TABLE customers DROP COLUMN plain;
-- held: drop-column-missing
ALTER TABLE customers DROP COLUMN nothing;
-- case: rename-table
ALTER TABLE orders RENAME TO purchases;
-- case: rename-table-taken
ALTER TABLE orders RENAME TO plain;
-- held: rename-column
ALTER TABLE orders RENAME COLUMN memo TO remark;
-- case: rename-column-in-view
ALTER TABLE orders RENAME COLUMN total TO amount;
-- case: rename-column-taken
ALTER TABLE orders RENAME COLUMN memo TO total;
-- held: rename-view
ALTER TABLE big_orders RENAME TO large_orders;
-- case: alter-type
ALTER TABLE plain ALTER COLUMN a TYPE TEXT;
-- case: alter-set-not-null
ALTER TABLE plain ALTER COLUMN c SET NOT NULL;
-- held: add-constraint-check
ALTER TABLE plain ADD CONSTRAINT a_ok CHECK (a > 0);
-- case: drop-constraint
ALTER TABLE tight DROP CONSTRAINT a_positive;
-- case: create-table
CREATE TABLE coupons (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
-- held: create-table-as
CREATE TABLE copy_of AS SELECT * FROM plain;
-- case: create-table-exists
CREATE TABLE plain (x);
-- case: create-table-if-not-exists
CREATE TABLE IF NOT EXISTS plain (x);
-- held: drop-table
DROP TABLE plain;
-- case: drop-table-missing
DROP TABLE nothing_here;
-- case: drop-table-if-exists
DROP TABLE IF EXISTS nothing_here;
-- held: create-index
CREATE INDEX plain_b ON plain (b);
-- case: create-index-unique-dup
CREATE UNIQUE INDEX plain_c ON plain (c);
-- case: create-index-partial
CREATE INDEX plain_a ON plain (a) WHERE a > 100;
-- held: create-index-taken
CREATE INDEX customers_name ON customers (score);
-- case: create-index-if-not-exists
CREATE INDEX IF NOT EXISTS customers_name ON customers (name);
-- case: create-index-view
CREATE INDEX v_i ON big_orders (total);
-- held: drop-index
DROP INDEX orders_customer;
-- case: drop-index-auto
DROP INDEX sqlite_autoindex_customers_1;
-- case: reindex
REINDEX customers;
-- held: analyze
ANALYZE orders;
-- case: vacuum alone
VACUUM;
-- case: create-view
CREATE VIEW v2 AS SELECT a FROM plain;
-- held: drop-view
DROP VIEW big_orders;
-- case: create-trigger
CREATE TRIGGER plain_in AFTER INSERT ON plain BEGIN DELETE FROM keyed WHERE k = NEW.b; END;
-- case: drop-trigger
DROP TRIGGER orders_seen;
-- held: update-all
UPDATE plain SET c = 'x';
-- case: update-where-key
UPDATE customers SET note = 'x' WHERE id = 5;
-- case: delete-where
DELETE FROM plain WHERE d = 'x';
-- held: delete-all
DELETE FROM keyed;
-- case: insert
INSERT INTO plain (a) VALUES (1);
-- case: insert-select
INSERT INTO plain (a) SELECT a FROM tight;
-- held: replace-view
CREATE OR REPLACE VIEW big_orders AS SELECT 1;
-- case: truncate
TRUNCATE TABLE plain;
-- case: delete-doubles
DELETE FROM plain WHERE rowid NOT IN (SELECT min(rowid) FROM plain GROUP BY a);
-- held: insert-few
INSERT INTO plain SELECT * FROM plain LIMIT 5;
-- case: replace-from-query
REPLACE INTO plain SELECT * FROM plain;
