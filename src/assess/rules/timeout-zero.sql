-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
SET lock_timeout = 0;
-- bad:
SET LOCAL lock_timeout = '10min';
-- good:
SET lock_timeout = '2s';
SET statement_timeout = 0;
-- engine: mariadb 10.11, mysql 8.0
-- bad:
SET SESSION lock_wait_timeout = 86400;
-- good:
SET SESSION lock_wait_timeout = 2;
