-- What this login may do.
--
-- Parameters  @schema@ schema of the history, @role@ role of the environment ('' = none)
-- Result      check text, state text (ok, warn, fail), finding text, remedy text (may be null)
-- Rights      none
SELECT 'history schema',
       CASE WHEN n.oid IS NOT NULL AND has_schema_privilege(n.oid, 'CREATE') THEN 'ok'
            WHEN n.oid IS NULL AND has_database_privilege(current_database(), 'CREATE') THEN 'ok'
            WHEN EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = @history@)
            THEN 'ok' ELSE 'fail' END,
       CASE WHEN n.oid IS NULL THEN 'schema ' || quote_ident(@schema@) || ' is not there yet'
            WHEN has_schema_privilege(n.oid, 'CREATE') THEN 'tables can be made in ' || quote_ident(@schema@)
            ELSE current_user || ' may not make tables in ' || quote_ident(@schema@) END,
       CASE WHEN n.oid IS NULL AND NOT has_database_privilege(current_database(), 'CREATE')
            THEN 'Make it: CREATE SCHEMA ' || quote_ident(@schema@) || ' AUTHORIZATION ' || quote_ident(current_user)
            WHEN n.oid IS NOT NULL AND NOT has_schema_privilege(n.oid, 'CREATE')
            THEN 'See: afloat grants' END
  FROM (SELECT 1) one LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = @schema@
UNION ALL
SELECT 'history tables',
       CASE WHEN bool_and(has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                          AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
            THEN 'ok' ELSE 'fail' END,
       string_agg(c.relname || ' of ' || pg_get_userbyid(c.relowner), ', ' ORDER BY c.relname),
       CASE WHEN NOT bool_and(has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                              AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
            THEN 'This login may not write them. See: afloat grants' END
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = @schema@ AND c.relname IN (@history@, @journal@, @fence@)
HAVING count(*) > 0
UNION ALL
SELECT 'role',
       CASE WHEN r.oid IS NOT NULL AND pg_has_role(r.oid, 'MEMBER') THEN 'ok' ELSE 'fail' END,
       CASE WHEN r.oid IS NULL THEN 'role ' || quote_ident(@role@) || ' does not exist'
            WHEN pg_has_role(r.oid, 'MEMBER') THEN current_user || ' is a member of ' || quote_ident(@role@)
            ELSE current_user || ' is no member of ' || quote_ident(@role@) END,
       CASE WHEN r.oid IS NULL THEN 'See: afloat grants --role ' || @role@
            WHEN NOT pg_has_role(r.oid, 'MEMBER')
            THEN 'GRANT ' || quote_ident(@role@) || ' TO ' || quote_ident(current_user) END
  FROM (SELECT 1) one LEFT JOIN pg_catalog.pg_roles r ON r.rolname = @role@
 WHERE @role@ <> ''
