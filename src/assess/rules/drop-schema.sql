-- engine: postgres 15
-- schema:
CREATE SCHEMA billing;
CREATE TABLE billing.invoices (id bigint PRIMARY KEY);
CREATE SCHEMA empty;
-- bad:
-- also: drop-cascade drop-table
DROP SCHEMA billing CASCADE;
-- good:
DROP SCHEMA empty;
-- good:
CREATE SCHEMA scratch;
DROP SCHEMA scratch CASCADE;
