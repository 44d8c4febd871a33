-- engine: postgres 15, postgres 18
-- schema:
CREATE TABLE logs (body text);
-- bad:
ALTER TABLE logs ADD COLUMN id bigint PRIMARY KEY;
-- bad:
-- also: add-column-rewrite
ALTER TABLE logs ADD COLUMN id bigserial PRIMARY KEY;
-- good:
ALTER TABLE logs ADD COLUMN id bigint;
-- good:
CREATE TABLE lines (body text);
ALTER TABLE lines ADD COLUMN id bigserial PRIMARY KEY;
