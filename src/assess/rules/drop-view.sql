-- engine: postgres 15, mysql 8.0, mariadb 10.11, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
CREATE VIEW emails AS SELECT email FROM users;
-- bad:
DROP VIEW emails;
-- good:
DROP VIEW emails;
CREATE VIEW emails AS SELECT id, email FROM users;
-- bad:
-- afloat:contract
DROP VIEW emails;
-- good:
CREATE VIEW ids AS SELECT id FROM users;
DROP VIEW ids;
