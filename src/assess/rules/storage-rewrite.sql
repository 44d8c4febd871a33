-- engine: postgres 15
-- schema:
CREATE UNLOGGED TABLE carts (id bigint PRIMARY KEY, at timestamptz);
CREATE INDEX carts_at ON carts (at);
-- bad:
ALTER TABLE carts SET LOGGED;
-- bad:
ALTER TABLE carts SET TABLESPACE fast;
-- bad:
ALTER TABLE carts SET ACCESS METHOD columnar;
-- bad:
ALTER INDEX carts_at SET TABLESPACE fast;
-- good:
REINDEX (TABLESPACE fast) INDEX CONCURRENTLY carts_at;
