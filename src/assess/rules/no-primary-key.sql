-- engine: postgres 15, mariadb 10.11
-- bad:
CREATE TABLE logs (at timestamp, line varchar(100));
-- good:
CREATE TABLE logs (id bigint PRIMARY KEY, line varchar(100));
-- good:
CREATE TABLE logs (id bigint NOT NULL, line varchar(100));
-- file:
ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY (id);

-- engine: postgres 15
-- bad:
-- at: 2
CREATE TABLE logs (id bigint PRIMARY KEY, line varchar(100));
ALTER TABLE logs DROP CONSTRAINT logs_pkey;

-- engine: mariadb 10.11
-- good:
CREATE TABLE logs (id bigint PRIMARY KEY, line varchar(100));
ALTER TABLE logs DROP PRIMARY KEY, ADD COLUMN n bigint NOT NULL, ADD PRIMARY KEY (id, n);
