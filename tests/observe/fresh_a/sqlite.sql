-- SQLite, batch A of statements written by somebody who had not read what afloat says of any statement.
-- The form is that of ../sqlite.sql, without `held:`.

-- world: a_notes
CREATE TABLE "user" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "username" varchar(150) NOT NULL UNIQUE,
    "email" varchar(254) NOT NULL,
    "is_staff" bool NOT NULL DEFAULT 0,
    "joined" datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bio" text,
    "last_ip" char(39) NULL
);
CREATE INDEX "user_email_lower" ON "user" (lower("email"));
CREATE TABLE "note" (
    "id" integer PRIMARY KEY,
    "owner_id" bigint NOT NULL REFERENCES "user" ("id") DEFERRABLE INITIALLY DEFERRED,
    "title" varchar(200) NOT NULL,
    "body" text NOT NULL,
    "pinned" integer DEFAULT 0,
    "words" integer GENERATED ALWAYS AS (length("body") / 5) STORED,
    "color" text COLLATE NOCASE,
    "archived_at" text
);
CREATE INDEX note_owner ON note (owner_id, title);
CREATE INDEX note_pinned ON note (title) WHERE pinned = 1;
CREATE TABLE label (name TEXT NOT NULL, note_id INTEGER NOT NULL, weight REAL, extra TEXT, PRIMARY KEY (name, note_id)) WITHOUT ROWID;
CREATE TABLE reading (at INTEGER NOT NULL, value REAL, unit TEXT, raw BLOB, UNIQUE (at, unit)) STRICT;
CREATE TABLE new_note (id integer PRIMARY KEY, owner_id bigint NOT NULL, title text NOT NULL, body text NOT NULL);
CREATE TABLE loose (a, b, c);
CREATE VIEW staff AS SELECT id, username FROM "user" WHERE is_staff;
CREATE TRIGGER note_gone AFTER DELETE ON note BEGIN DELETE FROM label WHERE note_id = OLD.id; END;
CREATE TRIGGER staff_in INSTEAD OF INSERT ON staff BEGIN INSERT INTO "user" (username, email) VALUES (NEW.username, ''); END;
-- fill
INSERT INTO "user" (username, email, bio) SELECT 'u' || value, 'e' || value, hex(zeroblob(60)) FROM observe_seq;
INSERT INTO note (id, owner_id, title, body) SELECT value, value, 't' || value, hex(zeroblob(60)) FROM observe_seq;
INSERT INTO label SELECT 'l' || value, value, 1, hex(zeroblob(60)) FROM observe_seq;
INSERT INTO reading SELECT value, value, 'C', zeroblob(100) FROM observe_seq;
INSERT INTO loose SELECT value, hex(zeroblob(60)), value % 7 FROM observe_seq;

-- case: a-prisma-add-required-default
ALTER TABLE "note" ADD COLUMN "shared" BOOLEAN NOT NULL DEFAULT false;
-- case: a-add-date-default
ALTER TABLE "user" ADD COLUMN "updated" datetime NOT NULL DEFAULT CURRENT_DATE;
-- case: a-add-stored-strict
ALTER TABLE reading ADD COLUMN twice REAL AS (value * 2) STORED;
-- case: a-add-strict-bad-type
ALTER TABLE reading ADD COLUMN note VARCHAR(20);
-- case: a-add-strict-check
ALTER TABLE reading ADD COLUMN quality INTEGER NOT NULL DEFAULT 1 CHECK (quality IN (0, 1));
-- case: a-add-check-violated
ALTER TABLE loose ADD COLUMN d INTEGER DEFAULT 5 CHECK (d < 3);
-- case: a-add-not-null-references
ALTER TABLE note ADD COLUMN folder_id integer NOT NULL DEFAULT 0 REFERENCES folder (id);
-- case: a-add-if-not-exists
ALTER TABLE note ADD COLUMN IF NOT EXISTS folder_id integer;
-- case: a-drop-generated-stored
ALTER TABLE note DROP COLUMN words;
-- case: a-drop-base-of-generated
ALTER TABLE note DROP COLUMN body;
-- case: a-drop-in-partial-index
ALTER TABLE note DROP COLUMN pinned;
-- case: a-drop-in-expression-index
ALTER TABLE "user" DROP COLUMN email;
-- case: a-drop-referencing
ALTER TABLE note DROP COLUMN "color";
-- case: a-drop-table-unique
ALTER TABLE reading DROP COLUMN unit;
-- case: a-drop-strict
ALTER TABLE reading DROP COLUMN raw;
-- case: a-drop-part-of-key
ALTER TABLE label DROP COLUMN note_id;
-- case: a-drop-last-of-without-rowid
ALTER TABLE label DROP extra;
-- case: a-rename-taken-by-index
ALTER TABLE loose RENAME TO note_owner;
-- case: a-rename-column-in-trigger
ALTER TABLE label RENAME COLUMN note_id TO note;
-- case: a-rename-column-quoted
ALTER TABLE "user" RENAME COLUMN "is_staff" TO "is admin";
-- case: a-rename-column-in-generated
ALTER TABLE note RENAME body TO content;
-- case: a-copy-into-new
INSERT INTO "new_note" ("id", "owner_id", "title", "body") SELECT "id", "owner_id", "title", "body" FROM "note";
-- case: a-drop-old
DROP TABLE "note";
-- case: a-rename-referenced
ALTER TABLE "user" RENAME TO "account";
-- case: a-index-expression-desc
CREATE INDEX IF NOT EXISTS "reading_at" ON "reading" (at DESC, value COLLATE NOCASE, abs(value));
-- case: a-index-partial-unique
CREATE UNIQUE INDEX one_pin ON note (owner_id) WHERE pinned = 1;
-- case: a-index-nondeterministic
CREATE INDEX loose_now ON loose (datetime('now'));
-- case: a-index-without-rowid
CREATE INDEX label_weight ON label (weight);
-- case: a-reindex-one
REINDEX note_owner;
-- case: a-fts
CREATE VIRTUAL TABLE note_fts USING fts5(title, body, content='note');
-- case: a-create-strict-bad
CREATE TABLE t2 (a INTEGER PRIMARY KEY, b DATETIME) STRICT;
-- case: a-create-without-rowid-no-key
CREATE TABLE t3 (a INTEGER, b TEXT) WITHOUT ROWID;
-- case: a-trigger-on-view-wrong
CREATE TRIGGER staff_upd AFTER UPDATE ON staff BEGIN SELECT 1; END;
-- case: a-update-from
UPDATE note SET color = (SELECT name FROM label WHERE label.note_id = note.id AND name > 'm');
-- case: a-foreign-key-check
PRAGMA foreign_key_check(note);
