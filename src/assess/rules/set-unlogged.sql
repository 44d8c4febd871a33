-- engine: postgres 15
-- schema:
CREATE TABLE carts (id bigint PRIMARY KEY);
-- bad:
ALTER TABLE carts SET UNLOGGED;
-- good:
CREATE TABLE cache (id bigint PRIMARY KEY);
