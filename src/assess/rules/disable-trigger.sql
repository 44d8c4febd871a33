-- engine: postgres 15
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER noted BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note();
-- bad:
ALTER TABLE orders DISABLE TRIGGER ALL;
-- bad:
ALTER TABLE orders DISABLE TRIGGER noted;
-- good:
SET LOCAL session_replication_role = 'replica';
-- good:
ALTER TABLE orders ENABLE TRIGGER noted;
