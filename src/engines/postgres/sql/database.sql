-- The database of a name, if it is there.
--
-- Parameters  $1 name text
-- Result      template bool
-- Rights      none
SELECT datistemplate AS template
  FROM pg_catalog.pg_database
 WHERE datname = $1::text
