-- engine: mysql 8.0, mariadb 10.11
-- bad:
CREATE TABLE users (id bigint PRIMARY KEY, age int(3));
-- bad:
CREATE TABLE users (id bigint PRIMARY KEY, age SMALLINT (2) unsigned NOT NULL);
-- good:
CREATE TABLE users (id bigint(20) PRIMARY KEY, age int, old tinyint(1), n int(11), z int(5) zerofill);
