-- SQLite, batch B of statements written by somebody who had not read what afloat says of any statement.
-- The form is that of ../sqlite.sql, without `held:`.

-- world: b_till
CREATE TABLE products (
    sku TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL CHECK (length(title) < 500),
    price_cents INTEGER NOT NULL,
    stock INTEGER DEFAULT 0,
    price_label TEXT AS ('EUR ' || price_cents) VIRTUAL,
    supplier TEXT,
    photo BLOB,
    CONSTRAINT products_stock CHECK (stock >= 0 OR supplier IS NOT NULL)
);
CREATE INDEX products_supplier ON products (supplier, title);
CREATE TABLE sales (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sku TEXT NOT NULL,
    sold_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    amount REAL,
    till INTEGER,
    comment TEXT,
    CONSTRAINT sales_product FOREIGN KEY (sku) REFERENCES products (sku) ON UPDATE CASCADE
);
CREATE INDEX sales_at ON sales (date(sold_at), till);
CREATE TABLE refunds (sale_id INTEGER PRIMARY KEY REFERENCES sales (id), reason TEXT, by_who TEXT, UNIQUE (reason, by_who));
CREATE TABLE tills (code TEXT NOT NULL, place TEXT, opened INTEGER, PRIMARY KEY (code)) STRICT, WITHOUT ROWID;
CREATE TABLE "odd ""name" ("a b" TEXT, "select" INTEGER, filler TEXT);
CREATE TABLE kv (k ANY PRIMARY KEY, v ANY) STRICT;
CREATE VIEW day_totals AS SELECT date(sold_at) AS day, sum(amount) AS total FROM sales GROUP BY 1;
CREATE VIEW till_names AS SELECT s.id, t.place FROM sales s LEFT JOIN tills t ON t.code = s.till;
CREATE TRIGGER sales_stock AFTER INSERT ON sales WHEN NEW.amount > 0 BEGIN UPDATE products SET stock = stock - 1 WHERE sku = NEW.sku; END;
-- fill
INSERT INTO products (sku, title, price_cents, stock, supplier) SELECT 'p' || value, hex(zeroblob(50)), value, 5, 's' || value FROM observe_seq;
INSERT INTO sales (sku, amount, till, comment) SELECT 'p' || value, 1, 1, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO refunds SELECT value, 'r' || value, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO tills SELECT 't' || value, hex(zeroblob(50)), value FROM observe_seq;
INSERT INTO "odd ""name" SELECT 'a' || value, value, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO kv SELECT value, hex(zeroblob(50)) FROM observe_seq;

-- case: b-add-boolean-keyword
ALTER TABLE products ADD COLUMN active INTEGER NOT NULL DEFAULT TRUE;
-- case: b-add-null-explicit
ALTER TABLE sales ADD COLUMN voucher TEXT NULL DEFAULT NULL;
-- case: b-add-not-null-empty-string
ALTER TABLE "odd ""name" ADD COLUMN "group by" TEXT NOT NULL DEFAULT '';
-- case: b-add-virtual-expression
ALTER TABLE sales ADD COLUMN year TEXT GENERATED ALWAYS AS (substr(sold_at, 1, 4));
-- case: b-add-virtual-checked
ALTER TABLE products ADD COLUMN margin INTEGER AS (price_cents / 2) VIRTUAL CHECK (margin > 100000);
-- case: b-add-default-function
ALTER TABLE tills ADD COLUMN installed TEXT DEFAULT (date('now'));
-- case: b-add-default-negative
ALTER TABLE kv ADD COLUMN rank INTEGER NOT NULL DEFAULT -1;
-- case: b-add-any
ALTER TABLE kv ADD COLUMN extra ANY;
-- case: b-add-unique-inline
ALTER TABLE sales ADD COLUMN receipt TEXT NOT NULL DEFAULT 'x' UNIQUE;
-- case: b-add-to-master
ALTER TABLE sqlite_schema ADD COLUMN more TEXT;
-- case: b-drop-in-table-check
ALTER TABLE products DROP COLUMN stock;
-- case: b-drop-virtual-base
ALTER TABLE products DROP COLUMN price_cents;
-- case: b-drop-plain-blob
ALTER TABLE products DROP COLUMN photo;
-- case: b-drop-index-expression
ALTER TABLE sales DROP COLUMN sold_at;
-- case: b-drop-fk-named
ALTER TABLE sales DROP COLUMN sku;
-- case: b-drop-in-unique
ALTER TABLE refunds DROP COLUMN by_who;
-- case: b-drop-view-join
ALTER TABLE tills DROP COLUMN place;
-- case: b-drop-tills-free
ALTER TABLE tills DROP COLUMN opened;
-- case: b-drop-trigger-when
ALTER TABLE sales DROP COLUMN amount;
-- case: b-drop-quoted
ALTER TABLE "odd ""name" DROP COLUMN "select";
-- case: b-rename-pk-referenced
ALTER TABLE products RENAME COLUMN sku TO code;
-- case: b-rename-quoted-table
ALTER TABLE "odd ""name" RENAME TO plain_name;
-- case: b-rename-onto-view
ALTER TABLE kv RENAME TO day_totals;
-- case: b-rename-system
ALTER TABLE kv RENAME TO sqlite_kv;
-- case: b-rename-column-missing
ALTER TABLE kv RENAME COLUMN value TO v2;
-- case: b-index-unique-clean
CREATE UNIQUE INDEX kv_v ON kv (v, k);
-- case: b-index-collate-where
CREATE INDEX IF NOT EXISTS products_title ON products (title COLLATE NOCASE) WHERE price_cents IS NOT NULL;
-- case: b-index-on-virtual
CREATE INDEX products_label ON products (price_label);
-- case: b-index-missing-column
CREATE INDEX sales_shop ON sales (shop);
-- case: b-index-expression-view-sub
CREATE INDEX tills_sub ON tills ((SELECT 1));
-- case: b-index-duplicate-rows
CREATE UNIQUE INDEX sales_till ON sales (till);
-- case: b-drop-index-if
DROP INDEX IF EXISTS main.products_supplier;
-- case: b-drop-table-child
DROP TABLE IF EXISTS refunds;
-- case: b-drop-view-as-table
DROP TABLE day_totals;
-- case: b-create-as-filtered
CREATE TABLE big_sales AS SELECT * FROM sales WHERE amount > 100;
-- case: b-create-if-not-exists-other
CREATE TABLE IF NOT EXISTS kv (a TEXT);
-- case: b-create-autoincrement-wrong
CREATE TABLE bad (id TEXT PRIMARY KEY AUTOINCREMENT);
-- case: b-analyze-all
ANALYZE;
-- case: b-reindex-collation
REINDEX;
-- case: b-upsert
INSERT INTO kv (k, v) VALUES (1, 'x') ON CONFLICT (k) DO UPDATE SET v = excluded.v;
-- case: b-update-everything
UPDATE products SET supplier = upper(supplier);
-- case: b-delete-subquery
DELETE FROM refunds WHERE sale_id NOT IN (SELECT id FROM sales);
