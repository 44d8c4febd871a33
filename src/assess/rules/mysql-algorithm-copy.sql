-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100), age int, state enum('a', 'b'));
-- bad:
-- also: change-type change-type-compat
ALTER TABLE users MODIFY COLUMN age bigint;
-- bad:
-- also: narrowing-type-change
ALTER TABLE users MODIFY COLUMN email varchar(20);
-- bad:
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4;
-- bad:
ALTER TABLE users ADD COLUMN lower_email varchar(100) AS (lower(email)) STORED;
-- good:
ALTER TABLE users ADD COLUMN phone varchar(20);
-- good:
ALTER TABLE users MODIFY COLUMN email varchar(200);
-- good:
CREATE TABLE colours (id bigint PRIMARY KEY, name int);
ALTER TABLE colours MODIFY COLUMN name bigint;
