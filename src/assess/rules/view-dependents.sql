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

-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50), age int, owner int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE POLICY own ON users USING (owner = 1);
CREATE TRIGGER named BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER aged BEFORE UPDATE ON users FOR EACH ROW WHEN (NEW.age > 1) EXECUTE FUNCTION f();
-- bad:
ALTER TABLE users ALTER COLUMN owner TYPE bigint;
-- bad:
ALTER TABLE users ALTER COLUMN name TYPE text;
-- bad:
ALTER TABLE users ALTER COLUMN age TYPE bigint;
-- good:
DROP TRIGGER named ON users;
ALTER TABLE users ALTER COLUMN name TYPE text;
CREATE TRIGGER named BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION f();
