-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age integer, size integer);
-- bad:
-- also: change-type rewrite-under-lock statement-while-holding-ax
ALTER TABLE users ALTER COLUMN age TYPE bigint;
ALTER TABLE users ALTER COLUMN size TYPE bigint;
-- good:
-- also: change-type
ALTER TABLE users ALTER COLUMN age TYPE bigint, ALTER COLUMN size TYPE bigint;
-- good:
-- also: change-type rewrite-under-lock statement-while-holding-ax
ALTER TABLE users ALTER COLUMN age TYPE bigint;
ALTER TABLE users ADD COLUMN name text;

-- engine: mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int, size int);
-- bad:
-- also: mysql-algorithm-copy
ALTER TABLE users MODIFY age bigint;
ALTER TABLE users MODIFY size bigint;
-- good:
-- also: mysql-algorithm-copy
ALTER TABLE users MODIFY age bigint, MODIFY size bigint;
