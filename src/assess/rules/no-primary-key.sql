-- engine: postgres 15, mariadb 10.11
-- bad:
CREATE TABLE logs (at timestamp, line varchar(100));
-- good:
CREATE TABLE logs (id bigint PRIMARY KEY, line varchar(100));
-- good:
CREATE TABLE logs (id bigint NOT NULL, line varchar(100));
-- file:
ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY (id);
