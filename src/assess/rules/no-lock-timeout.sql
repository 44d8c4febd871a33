-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- runner: no
ALTER TABLE users ADD COLUMN phone text;
-- good:
-- runner: no
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN phone text;
-- good:
ALTER TABLE users ADD COLUMN phone text;
-- engine: mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- runner: no
ALTER TABLE users ADD COLUMN phone text;
-- good:
ALTER TABLE users ADD COLUMN phone text;
