-- engine: postgres 17
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int, twice int GENERATED ALWAYS AS (age * 2) STORED);
-- bad:
ALTER TABLE users ALTER COLUMN twice SET EXPRESSION AS (age * 3);
-- good:
ALTER TABLE users ADD COLUMN thrice int;
-- engine: postgres 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int, twice int GENERATED ALWAYS AS (age * 2) VIRTUAL);
-- good:
ALTER TABLE users ALTER COLUMN twice SET EXPRESSION AS (age * 3);
