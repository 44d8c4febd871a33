-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
-- bad:
-- irreversible: -
UPDATE users SET email = 'a' WHERE id = 1;
-- good:
-- irreversible: the values cannot be computed again
UPDATE users SET email = 'a' WHERE id = 1;
