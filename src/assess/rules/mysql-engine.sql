-- engine: mariadb 10.11, mysql 8.0
-- bad:
CREATE TABLE users (id bigint PRIMARY KEY) ENGINE=MyISAM;
-- good:
CREATE TABLE users (id bigint PRIMARY KEY) ENGINE=InnoDB;
