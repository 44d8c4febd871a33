-- engine: mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- bad:
CREATE DEFINER=`admin`@`localhost` VIEW ids AS SELECT id FROM users;
-- bad:
CREATE DEFINER=`admin`@`%` TRIGGER users_age BEFORE INSERT ON users FOR EACH ROW SET NEW.age = 1;
-- bad:
CREATE DEFINER='admin' @ '%'
VIEW ids AS SELECT id FROM users;
-- good:
CREATE DEFINER=CURRENT_USER VIEW ids AS SELECT id FROM users;
-- good:
CREATE SQL SECURITY INVOKER VIEW ids AS SELECT id FROM users;
