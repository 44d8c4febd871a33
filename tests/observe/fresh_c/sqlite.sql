-- SQLite, batch C: a sample of the kinds of statements of real migrations, in the order in which their files were
-- met; rewritten for a fixture, by somebody who had not read what afloat says of any statement.
-- The form is that of ../sqlite.sql, without `held:`.

-- world: c_feed
CREATE TABLE "Shop" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slogan" TEXT,
    "points" INTEGER NOT NULL DEFAULT 10,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "Shop_slug_key" ON "Shop"("slug");
CREATE TABLE "new_Shop" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 10,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE "new_Item" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "role" TEXT NOT NULL, "body" TEXT);
CREATE TABLE "Item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "body" TEXT,
    "price" REAL,
    CONSTRAINT "Item_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE projects (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE meetings (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, project_ref TEXT, state TEXT, place TEXT, icon TEXT, sort INTEGER, started_at TEXT, body TEXT);
CREATE INDEX meetings_by_state ON meetings (state, sort);
CREATE TABLE leads (id INTEGER PRIMARY KEY, email TEXT NOT NULL, is_super INTEGER NOT NULL DEFAULT 0, note TEXT, created_at TEXT);
CREATE TABLE devices (`id` text PRIMARY KEY NOT NULL, `push` text, `seen` integer);
CREATE TABLE old_reactions (`id` text PRIMARY KEY NOT NULL, `kind` text NOT NULL);
CREATE TABLE city (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name varchar(16) NOT NULL, province_id bigint NULL);
-- fill
INSERT INTO "Shop" ("id", "slug", "name", "slogan") SELECT 's' || value, 'g' || value, hex(zeroblob(50)), 'x' FROM observe_seq;
INSERT INTO "new_Item" ("role", "body") SELECT 'r', hex(zeroblob(50)) FROM observe_seq;
INSERT INTO "Item" ("shopId", "role", "body", "price") SELECT 's' || value, 'r', hex(zeroblob(50)), 1 FROM observe_seq;
INSERT INTO projects SELECT 'p' || value, hex(zeroblob(50)), 'now' FROM observe_seq;
INSERT INTO meetings (title, project_ref, state, place, sort, body) SELECT 't', 'p' || value, 'new', 'here', value, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO leads (email, note) SELECT 'e' || value, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO devices SELECT 'd' || value, '', value FROM observe_seq;
INSERT INTO old_reactions SELECT 'r' || value, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO city (name, province_id) SELECT hex(zeroblob(50)), value FROM observe_seq;

-- case: c-prisma-new-table
CREATE TABLE "new_Order" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shopId" TEXT NOT NULL,
    "total" REAL NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Order_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
-- case: c-prisma-copy
INSERT INTO "new_Shop" ("createdAt", "id", "name", "points", "slug") SELECT "createdAt", "id", "name", "points", "slug" FROM "Shop";
-- case: c-prisma-drop-old
DROP TABLE "Item";
-- case: c-prisma-rename-new
ALTER TABLE "new_Item" RENAME TO "Message";
-- case: c-prisma-unique
CREATE UNIQUE INDEX "Item_shopId_id_key" ON "Item"("shopId", "id");
-- case: c-prisma-add-text
ALTER TABLE "Shop" ADD COLUMN "logo" TEXT;
-- case: c-goose-add-blob
ALTER TABLE meetings ADD COLUMN details BLOB;
-- case: c-dbmate-create-table
CREATE TABLE 'sections' (
  'id' INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  'code' INTEGER NOT NULL,
  'meeting_id' INTEGER,
  FOREIGN KEY(`meeting_id`) REFERENCES 'meetings' ( 'id' ) ON DELETE CASCADE
);
-- case: c-drizzle-add
ALTER TABLE `devices` ADD `moved` integer DEFAULT false;
-- case: c-drizzle-drop-column
ALTER TABLE `devices` DROP COLUMN `seen`;
-- case: c-drizzle-create-table
CREATE TABLE `reactions` (
	`meeting_id` integer NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer DEFAULT (unixepoch() * 1000) NOT NULL,
	PRIMARY KEY(`meeting_id`, `kind`),
	FOREIGN KEY (`meeting_id`) REFERENCES `meetings`(`id`) ON UPDATE no action ON DELETE cascade
);
-- case: c-drizzle-drop-table
DROP TABLE `old_reactions`;
-- case: c-goose-add-icon
ALTER TABLE meetings ADD COLUMN emoji TEXT;
-- case: c-goose-drop-column
ALTER TABLE meetings DROP COLUMN icon;
-- case: c-goose-update-null
UPDATE `devices`
SET `push` = NULL
WHERE `push` = '';
-- case: c-goose-add-role
ALTER TABLE leads ADD COLUMN role TEXT NOT NULL DEFAULT 'user';
-- case: c-goose-add-enabled
ALTER TABLE leads ADD COLUMN enabled BOOLEAN NOT NULL DEFAULT 1;
-- case: c-goose-update-role
UPDATE leads SET note = 'admin' WHERE is_super = 1;
-- case: c-goose-create-if-not-exists
CREATE TABLE IF NOT EXISTS backfill_done (
  entry_id   TEXT PRIMARY KEY,
  owner      TEXT NOT NULL DEFAULT '',
  decided_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- case: c-add-checked-number
ALTER TABLE meetings ADD COLUMN generation INTEGER NOT NULL DEFAULT 0
    CHECK(generation >= 0);
-- case: c-add-checked-list
ALTER TABLE meetings ADD COLUMN quality TEXT NOT NULL DEFAULT 'UNKNOWN'
    CHECK(quality IN ('UNKNOWN', 'FULL', 'FAILED'));
-- case: c-insert-one
INSERT INTO projects (id, name, created_at)
VALUES ('main', 'Main', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
-- case: c-add-referring-default
ALTER TABLE city ADD COLUMN meeting_id INTEGER NOT NULL REFERENCES meetings(id) DEFAULT 1;
-- case: c-drop-index
DROP INDEX meetings_by_state;
-- case: c-create-index
CREATE INDEX meetings_by_project ON meetings (project_ref, state, sort);
-- case: c-add-now
ALTER TABLE leads ADD COLUMN updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
-- case: c-index-if-not-exists
CREATE INDEX IF NOT EXISTS idx_leads_created ON leads(created_at, id);
-- case: c-insert-or-ignore
INSERT OR IGNORE INTO projects (id, name, created_at) VALUES ('p1', 'First', 'now');
-- case: c-add-references
ALTER TABLE meetings ADD COLUMN project_id TEXT REFERENCES projects(id);
-- case: c-update-where-null
UPDATE meetings SET project_ref = 'main' WHERE project_ref IS NULL;
-- case: c-update-coalesce
UPDATE leads
   SET created_at = COALESCE(created_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
-- case: c-add-empty-default
ALTER TABLE projects         ADD COLUMN workspace_id TEXT NOT NULL DEFAULT '';
-- case: c-django-rename-column
ALTER TABLE "city" RENAME COLUMN "province_id" TO "province";
-- case: c-delete-two
DELETE FROM projects WHERE id = 'p2' AND name = '2';
-- case: c-alter-quoted-add
ALTER TABLE "leads" ADD COLUMN "login_count" integer NOT NULL DEFAULT 0;
