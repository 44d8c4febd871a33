-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(100) NOT NULL DEFAULT '' COMMENT 'of the account', state varchar(10));
-- bad:
-- also: default-dropped
ALTER TABLE users MODIFY COLUMN email varchar(200);
-- bad:
-- also: rename-column
-- instead-keeps: rename-column
ALTER TABLE users CHANGE COLUMN email mail varchar(100) NOT NULL AFTER state;
-- bad:
-- also: mysql-algorithm-copy
-- instead-keeps: mysql-algorithm-copy
ALTER TABLE users MODIFY COLUMN id bigint;
-- good:
ALTER TABLE users MODIFY COLUMN email varchar(200) NOT NULL DEFAULT '' COMMENT 'of the account';
-- good:
ALTER TABLE users MODIFY COLUMN state varchar(20);

-- engine: mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) DEFAULT NULL);
-- good:
ALTER TABLE users MODIFY name varchar(40);
