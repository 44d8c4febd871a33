-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint CONSTRAINT sessions_user REFERENCES users (id));
-- bad:
ALTER TABLE sessions DROP CONSTRAINT sessions_user;
-- good:
ALTER TABLE sessions DROP CONSTRAINT sessions_user, ADD CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint, CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (id));
-- bad:
ALTER TABLE sessions DROP FOREIGN KEY sessions_user;
-- good:
ALTER TABLE sessions ADD COLUMN seen int;
