-- engine: mariadb 10.11, mysql 8.0.30
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
-- also: narrowing-type-change
ALTER TABLE users MODIFY COLUMN age bigint, ALGORITHM=INSTANT;
-- bad:
ALTER TABLE users MODIFY COLUMN age bigint, LOCK=NONE;
-- good:
ALTER TABLE users ADD COLUMN phone varchar(20), ALGORITHM=INSTANT;
-- good:
ALTER TABLE users ADD KEY (age), ALGORITHM=INPLACE, LOCK=NONE;

-- engine: mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0), ALGORITHM=INPLACE, LOCK=NONE;
