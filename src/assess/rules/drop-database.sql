-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
-- transaction: off
DROP DATABASE billing;
-- good:
CREATE TABLE invoices (id bigint PRIMARY KEY);
