-- engine: mysql 8.0, mariadb 10.11
-- bad:
CREATE TABLE logs (id bigint PRIMARY KEY, line text) ROW_FORMAT=COMPRESSED;
-- good:
CREATE TABLE logs (id bigint PRIMARY KEY, line text) ROW_FORMAT=DYNAMIC;
-- good:
CREATE TABLE logs (id bigint PRIMARY KEY, line text);
