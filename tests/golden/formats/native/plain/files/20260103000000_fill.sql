-- afloat:up
ALTER TABLE users ADD COLUMN mail text;
-- afloat:backfill batch=1000
UPDATE users SET mail = '';
-- afloat:down
ALTER TABLE users DROP COLUMN mail;
