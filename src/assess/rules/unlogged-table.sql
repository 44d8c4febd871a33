-- engine: postgres 15
-- bad:
CREATE UNLOGGED TABLE carts (id bigint PRIMARY KEY);
-- good:
CREATE TABLE carts (id bigint PRIMARY KEY);
