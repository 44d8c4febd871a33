-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
-- foreign: yes
-- also: statement-while-holding-ax dml-no-where
-- instead-keeps: dml-no-where
ALTER TABLE users ADD COLUMN mail text;
UPDATE users SET mail = lower(email) WHERE mail IS NULL;
-- bad:
-- also: statement-while-holding-ax dml-no-where
-- instead-keeps: dml-no-where
ALTER TABLE users ADD COLUMN mail text;
UPDATE users SET mail = lower(email) WHERE mail IS NULL;
-- good:
ALTER TABLE users ADD COLUMN mail text;
-- file:
-- afloat:backfill
UPDATE users SET mail = lower(email) WHERE mail IS NULL;
