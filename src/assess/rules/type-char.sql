-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE users ADD COLUMN code char(3);
-- good:
ALTER TABLE users ADD COLUMN code varchar(3), ADD COLUMN flag "char";
