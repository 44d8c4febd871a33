-- engine: postgres 15
-- bad:
CREATE FUNCTION one() RETURNS integer LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;
-- good:
CREATE FUNCTION one() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$;
-- good:
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
