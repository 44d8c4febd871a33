-- engine: postgres 15
-- schema:
CREATE SCHEMA crm;
CREATE TABLE crm.users (id bigint PRIMARY KEY);
-- bad:
ALTER SCHEMA crm RENAME TO customers;
-- good:
CREATE SCHEMA customers;
CREATE VIEW customers.users AS SELECT * FROM crm.users;
