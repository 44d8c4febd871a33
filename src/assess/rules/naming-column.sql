-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- pattern: ^[a-z_]+$
ALTER TABLE users ADD COLUMN phone2 varchar(20);
-- good:
-- pattern: ^[a-z_]+$
ALTER TABLE users ADD COLUMN phone varchar(20);
