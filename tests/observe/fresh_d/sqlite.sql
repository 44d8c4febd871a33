-- SQLite, batch D: a sample of the kinds of statements of real migrations, mostly second ones and later, in the order
-- in which their files were met; rewritten for a fixture, by somebody who had not read what afloat says of any
-- statement. The form is that of ../sqlite.sql, without `held:`.

-- world: d_club
CREATE TABLE "Book" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "pages" INTEGER NOT NULL,
    "blurb" TEXT,
    "clubId" TEXT
);
CREATE TABLE "new_Book" ("id" TEXT NOT NULL PRIMARY KEY, "title" TEXT NOT NULL, "pages" INTEGER);
CREATE TABLE "new_Loan" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "bookId" TEXT NOT NULL,
    "note" TEXT,
    CONSTRAINT "Loan_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER,
    email TEXT NOT NULL,
    name TEXT,
    role TEXT NOT NULL DEFAULT 'member',
    phone TEXT,
    hidden INTEGER NOT NULL DEFAULT 0,
    created_at TEXT,
    ingested_at TEXT,
    CHECK (role IN ('member', 'lead'))
);
CREATE INDEX idx_members_name ON members (name);
CREATE UNIQUE INDEX idx_members_phone ON members (phone);
CREATE TABLE clubs (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, name TEXT NOT NULL);
CREATE TABLE matters (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id), title TEXT NOT NULL, status TEXT, detached_at TEXT, body TEXT, payload TEXT);
CREATE INDEX matters_status ON matters (status);
CREATE TABLE `__new_matters` (`id` integer PRIMARY KEY NOT NULL, `member_id` integer NOT NULL, `title` text NOT NULL, `status` text DEFAULT 'OPEN' NOT NULL);
CREATE TABLE reactions (post_id TEXT NOT NULL, user_id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT, PRIMARY KEY (post_id, user_id)) WITHOUT ROWID;
CREATE TABLE reactions_old (post_id TEXT NOT NULL, user_id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT, PRIMARY KEY (post_id, user_id)) WITHOUT ROWID;
CREATE TABLE sessions (`token` text PRIMARY KEY NOT NULL, `member_id` integer NOT NULL, `expires` integer NOT NULL, `agent` text);
CREATE TABLE sessions_new (token TEXT PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE, expires INTEGER NOT NULL, agent TEXT NOT NULL DEFAULT '');
CREATE TABLE racks (id INTEGER PRIMARY KEY, block_id INTEGER, name TEXT NOT NULL, height INTEGER);
CREATE TABLE auth (`userId` blob PRIMARY KEY NOT NULL, `password` blob NOT NULL);
CREATE TABLE edges (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, is_current INTEGER NOT NULL DEFAULT 1, created_at TEXT);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE programs (id INTEGER PRIMARY KEY, slug TEXT NOT NULL, level TEXT, days INTEGER);
CREATE VIEW open_matters AS SELECT id, title FROM matters WHERE status = 'OPEN';
CREATE VIEW member_phones AS SELECT id, phone FROM members;
CREATE TRIGGER matters_touch AFTER UPDATE OF title ON matters BEGIN UPDATE meta SET value = 'x' WHERE key = 'm'; END;
-- fill
INSERT INTO "Book" SELECT 'b' || value, hex(zeroblob(50)), value, 'x', 'c' || value FROM observe_seq;
INSERT INTO "new_Loan" ("bookId", "note") SELECT 'b' || value, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO members (person_id, email, name, phone, created_at, ingested_at) SELECT value, 'e' || value, hex(zeroblob(50)), 'p' || value, 'then', 'then' FROM observe_seq;
INSERT INTO clubs SELECT value, value, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO matters SELECT value, value, 't' || value, 'OPEN', NULL, hex(zeroblob(50)), '{"a": 1}' FROM observe_seq;
INSERT INTO reactions SELECT 'p' || value, 'u' || value, 'LIKE', hex(zeroblob(50)) FROM observe_seq;
INSERT INTO sessions SELECT 't' || value, value, 1, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO racks SELECT value, value, hex(zeroblob(50)), 2 FROM observe_seq;
INSERT INTO auth SELECT 'u' || value, zeroblob(80) FROM observe_seq;
INSERT INTO edges (a, b, is_current, created_at) SELECT value, value + 1, value % 2, hex(zeroblob(50)) FROM observe_seq;
INSERT INTO programs SELECT value, 's' || value, 'l', 3 FROM observe_seq;
INSERT INTO meta VALUES ('schema_version', '2');

-- case: d-prisma-new-table
CREATE TABLE "new_Shelf" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT DEFAULT 'abc',
    "bookId" TEXT,
    CONSTRAINT "Shelf_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- case: d-prisma-copy
INSERT INTO "new_Book" ("id", "pages", "title") SELECT "id", "pages", "title" FROM "Book";
-- case: d-prisma-drop-old
DROP TABLE "Book";
-- case: d-prisma-rename-new
ALTER TABLE "new_Loan" RENAME TO "Loan";
-- case: d-prisma-unique
CREATE UNIQUE INDEX "Book_clubId_key" ON "Book"("clubId");
-- case: d-prisma-add-required
ALTER TABLE "Book" ADD COLUMN "author" TEXT NOT NULL;
-- case: d-prisma-add-now
ALTER TABLE "Book" ADD COLUMN "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP;
-- case: d-drizzle-new-table
CREATE TABLE `__new_sessions` (
	`session_token` text PRIMARY KEY NOT NULL,
	`member_id` integer NOT NULL,
	`expires` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
-- case: d-drizzle-copy-translated
INSERT INTO `__new_matters`("id", "member_id", "title", "status")
SELECT
  m."id",
  (SELECT c."id" FROM `clubs` c INNER JOIN `members` u ON u."person_id" = c."person_id" WHERE u."id" = m."member_id"),
  m."title", m."status"
FROM `matters` m
WHERE EXISTS (
  SELECT 1 FROM `clubs` c WHERE c."id" = m."member_id"
);
-- case: d-drizzle-drop-old
DROP TABLE `matters`;
-- case: d-drizzle-rename-new
ALTER TABLE `__new_matters` RENAME TO `cases`;
-- case: d-drizzle-drop-view
DROP VIEW IF EXISTS `open_matters`;
-- case: d-drizzle-create-view
CREATE VIEW `members_with_status` AS select "id", "person_id", CASE
      WHEN EXISTS (
        SELECT 1 FROM matters m
        WHERE m.member_id = "members"."id" AND m.status = 'OPEN'
      ) THEN 'ACTIVE'
      ELSE 'PROSPECTIVE'
    END as "status", "created_at" from "members";
-- case: d-drizzle-index-two
CREATE INDEX `matters_member_idx` ON `matters` (`member_id`,`title`);
-- case: d-drizzle-rename-table
ALTER TABLE `auth` RENAME TO `passwords`;
-- case: d-drizzle-add-text
ALTER TABLE `members` ADD `username` text;
-- case: d-drizzle-add-current
ALTER TABLE `members` ADD `updated_at` text DEFAULT (CURRENT_TIMESTAMP);
-- case: d-drizzle-unique-name
CREATE UNIQUE INDEX `members_email_unique` ON `members` (`email`);
-- case: d-drizzle-checked-table
CREATE TABLE `roles_held` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`member_id` integer NOT NULL,
	`role` text NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "roles_held_role_check" CHECK("roles_held"."role" IN ('admin','worker'))
);
-- case: d-without-rowid-table
CREATE TABLE comment_reactions (
  comment_id TEXT NOT NULL,
  member_id INTEGER NOT NULL REFERENCES members(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK(kind IN ('LIKE','LOVE','SAD')),
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  PRIMARY KEY(comment_id, member_id)
) WITHOUT ROWID;
-- case: d-copy-some-by-kind
INSERT INTO reactions_old SELECT post_id, user_id, kind, at FROM reactions WHERE kind = 'LIKE';
-- case: d-drop-without-rowid
DROP TABLE reactions;
-- case: d-index-without-rowid
CREATE INDEX idx_reactions_user ON reactions(user_id, post_id);
-- case: d-copy-in-subselect
INSERT INTO sessions_new (token, member_id, expires, agent)
SELECT s.token, s.member_id, s.expires, s.agent
FROM sessions s WHERE s.member_id IN (SELECT id FROM members);
-- case: d-copy-coalesce
INSERT INTO clubs (id, person_id, name)
SELECT id + 1000000, COALESCE(block_id, 0), name
FROM racks;
-- case: d-index-if-not-exists
CREATE INDEX IF NOT EXISTS idx_racks_block_id ON racks (block_id);
-- case: d-drop-if-exists-absent
DROP TABLE IF EXISTS rack_types;
-- case: d-goose-add-text
ALTER TABLE edges ADD COLUMN detached_at TEXT;
-- case: d-goose-update-coalesce
UPDATE matters SET detached_at = COALESCE(body, title)
 WHERE status = 'OPEN' AND detached_at IS NULL;
-- case: d-goose-update-one
UPDATE programs SET
    level = 'beginner',
    days = 3
WHERE slug = 's7';
-- case: d-goose-add-int-default
ALTER TABLE clubs
    ADD COLUMN handoff_minutes INTEGER NOT NULL DEFAULT 0;
-- case: d-doctrine-clob
ALTER TABLE matters ADD packages CLOB DEFAULT '[]' NOT NULL;
-- case: d-doctrine-drop-column
ALTER TABLE matters DROP COLUMN body;
-- case: d-drop-column-indexed
ALTER TABLE members DROP COLUMN phone;
-- case: d-drop-column-checked
ALTER TABLE members DROP COLUMN role;
-- case: d-drop-column-plain
ALTER TABLE members DROP COLUMN hidden;
-- case: d-rename-column
ALTER TABLE clubs RENAME COLUMN name TO title;
-- case: d-rename-column-in-view
ALTER TABLE matters RENAME COLUMN title TO heading;
-- case: d-rename-referenced-table
ALTER TABLE members RENAME TO people;
-- case: d-add-references
ALTER TABLE matters ADD COLUMN club_id INTEGER REFERENCES clubs(id);
-- case: d-add-references-set-null
ALTER TABLE sessions ADD COLUMN club_id INTEGER REFERENCES clubs(id) ON DELETE SET NULL;
-- case: d-add-references-default
ALTER TABLE edges ADD COLUMN club_id INTEGER DEFAULT 1;
-- case: d-add-generated-virtual
ALTER TABLE matters
  ADD COLUMN a_score REAL
  GENERATED ALWAYS AS (json_extract(payload, '$.a')) VIRTUAL;
-- case: d-add-generated-stored
ALTER TABLE matters ADD COLUMN a_kept TEXT GENERATED ALWAYS AS (json_extract(payload, '$.a')) STORED;
-- case: d-add-unique
ALTER TABLE clubs ADD COLUMN code TEXT UNIQUE;
-- case: d-trigger-refuse
CREATE TRIGGER IF NOT EXISTS edges_no_update BEFORE UPDATE ON edges
  BEGIN SELECT RAISE(ABORT,'IMMUTABLE'); END;
-- case: d-trigger-history
CREATE TRIGGER matters_history
AFTER INSERT ON matters
BEGIN
    INSERT INTO meta (key, value)
    VALUES (new.rowid, new.title);
END;
-- case: d-drop-trigger
DROP TRIGGER IF EXISTS matters_touch;
-- case: d-fts-table
CREATE VIRTUAL TABLE IF NOT EXISTS matters_fts USING fts5(
    title,
    body,
    content='matters',
    content_rowid='id'
);
-- case: d-unique-partial
CREATE UNIQUE INDEX IF NOT EXISTS idx_members_mail ON members(email) WHERE email IS NOT NULL;
-- case: d-unique-over-doubles
CREATE UNIQUE INDEX programs_level_key ON programs (level);
-- case: d-index-desc
CREATE INDEX IF NOT EXISTS idx_matters_member ON matters(member_id, id DESC);
-- case: d-update-json-set
UPDATE matters SET payload = json_set(payload, '$.deletedAt', 'never') WHERE id = 5;
-- case: d-update-from-select
UPDATE matters SET status = (SELECT role FROM members WHERE members.id = matters.member_id);
-- case: d-delete-not-in
DELETE FROM sessions WHERE member_id NOT IN (SELECT id FROM members);
-- case: d-insert-or-replace
INSERT OR REPLACE INTO meta VALUES ('schema_version', '3');
-- case: d-delete-or-version
DELETE FROM meta WHERE key='schema_version' AND value='2';
-- case: d-django-new-table
CREATE TABLE "new__clubs" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "person_id" integer NOT NULL REFERENCES "members" ("id") DEFERRABLE INITIALLY DEFERRED);
-- case: d-django-copy-null
INSERT INTO "new_Book" ("title", "pages", "id") SELECT "title", NULL, "id" FROM "Book";
-- case: d-django-index
CREATE INDEX "clubs_person_7aa0f6ee" ON "clubs" ("person_id");
-- case: d-drop-index
DROP INDEX idx_members_name;
-- case: d-strict-table
CREATE TABLE tracks_new (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    title          TEXT NOT NULL,
    persistent_id  INTEGER NOT NULL,
    duration       REAL NOT NULL
) STRICT;
-- case: d-create-as-select
CREATE TABLE racks_kept AS SELECT * FROM racks;
-- case: d-vacuum alone
VACUUM;
-- case: d-foreign-key-check
PRAGMA foreign_key_check;
