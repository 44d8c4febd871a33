-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
-- bad:
ALTER TABLE users ADD COLUMN phone varchar(20);
-- good:
ALTER TABLE users ADD COLUMN phone varchar(20);
-- down:
ALTER TABLE users DROP COLUMN phone;
-- good:
-- irreversible: the values cannot be computed again
ALTER TABLE users ADD COLUMN phone varchar(20);
