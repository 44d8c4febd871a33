-- engine: mariadb 10.11, mysql 8.0
-- bad:
-- at: 1
CREATE TABLE users (id bigint PRIMARY KEY, at datetime NOT NULL DEFAULT '0000-00-00 00:00:00');
-- good:
CREATE TABLE users (id bigint PRIMARY KEY, at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP);
