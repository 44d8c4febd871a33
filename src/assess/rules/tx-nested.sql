-- engine: postgres 15, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
-- at: 1
BEGIN;
ALTER TABLE users ADD COLUMN phone text;
-- bad:
ALTER TABLE users ADD COLUMN phone text;
COMMIT;
-- bad:
-- transaction: off
-- also: tx-unbalanced
BEGIN;
BEGIN;
-- good:
SAVEPOINT a;
ALTER TABLE users ADD COLUMN phone text;
RELEASE a;
-- good:
-- transaction: off
BEGIN;
ALTER TABLE users ADD COLUMN phone text;
COMMIT;
