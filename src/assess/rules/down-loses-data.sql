-- engine: postgres 15, mariadb 10.11, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));
-- bad:
ALTER TABLE users ADD COLUMN phone varchar(20);
-- down:
ALTER TABLE users DROP COLUMN phone;
-- bad:
CREATE TABLE colours (id bigint PRIMARY KEY);
-- down:
DROP TABLE colours;
-- good:
-- also: drop-column
ALTER TABLE users DROP COLUMN email;
-- down:
ALTER TABLE users ADD COLUMN email varchar(100);
