-- engine: postgres 15
-- transaction: off
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
LOCK TABLE users IN SHARE MODE;
-- good:
BEGIN;
LOCK TABLE users IN SHARE MODE;
COMMIT;
