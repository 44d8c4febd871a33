-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50), age int, twice int GENERATED ALWAYS AS (age * 2) STORED);
CREATE VIEW names AS SELECT name FROM users;
-- bad:
ALTER TABLE users ALTER COLUMN name TYPE text;
-- bad:
-- also: change-type
ALTER TABLE users ALTER COLUMN age TYPE bigint;
-- good:
DROP VIEW names;
ALTER TABLE users ALTER COLUMN name TYPE text;
CREATE VIEW names AS SELECT name FROM users;
