-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN phone text;
SET lock_timeout = '2s';
-- good:
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN phone text;
SET lock_timeout = '5s';
-- good:
CREATE TABLE colours (id bigint PRIMARY KEY);
SET lock_timeout = '2s';
-- engine: mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN phone text;
SET lock_wait_timeout = 2;
-- good:
SET lock_wait_timeout = 2;
ALTER TABLE users ADD COLUMN phone text;
