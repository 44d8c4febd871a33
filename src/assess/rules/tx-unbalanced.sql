-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- transaction: off
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
-- bad:
BEGIN;
INSERT INTO users VALUES (1, 'a');
-- good:
BEGIN;
INSERT INTO users VALUES (1, 'a');
COMMIT;
