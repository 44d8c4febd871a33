-- engine: postgres 15, mariadb 10.11, mysql 8.0, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, active int, email varchar(200));
-- bad:
UPDATE users SET active = 1;
-- bad:
DELETE FROM users WHERE 1 = 1;
-- bad:
ALTER TABLE users ADD COLUMN seen int;
UPDATE users SET seen = 0;
-- good:
UPDATE users SET active = 1 WHERE email = 'a@example.org';
-- good:
-- afloat:backfill
UPDATE users SET active = 1;
-- good:
CREATE TABLE scratch (id bigint PRIMARY KEY);
DELETE FROM scratch;
