-- Tables and views that a user made: not of the system, not of an extension, not afloat's own.
--
-- Parameters  $1 prefix of afloat's own names text ('' = none), $2 most rows int
-- Result      name text: quoted where needed, with its schema unless that is the current one
-- Rights      none
SELECT CASE WHEN n.nspname = current_schema() THEN format('%I', c.relname)
            ELSE format('%I.%I', n.nspname, c.relname) END AS name
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND n.nspname <> 'information_schema'
   AND n.nspname !~ '^pg_'
   AND ($1::text = '' OR left(c.relname, length($1::text)) <> $1::text)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY n.nspname <> current_schema(), n.nspname, c.relname
 LIMIT $2::int
