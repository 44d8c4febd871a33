-- What an object has beside its definition, as statements that give it back after it was dropped and made again.
--
-- Parameters  $1 kind text (relation, routine), $2 schema text (null: by the search path), $3 name text
-- Result      drop_sql text (one row at least, the same in all; no row: there is no such object),
--             sql text: statement without terminator, null = none; in the order in which they have to run
-- Rights      none
WITH rel AS (
    SELECT c.*, format('%I.%I', n.nspname, c.relname) AS full_name,
           CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS word
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE $1::text = 'relation' AND c.relkind IN ('v', 'm')
       AND c.oid = to_regclass(coalesce(quote_ident($2::text) || '.', '') || quote_ident($3::text))
), proc AS (
    SELECT p.*, format('%I.%I', n.nspname, p.proname) AS full_name, p.oid::regprocedure AS signature,
           count(*) OVER () AS of_that_name
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
     WHERE $1::text = 'routine' AND p.proname = $3::text
       AND (n.nspname = $2::text OR $2::text IS NULL AND n.nspname = ANY (current_schemas(false)))
), acl AS (
    SELECT r.full_name, '' AS columns, 'TABLE' AS word, a.*, r.relowner AS owner
      FROM rel r, aclexplode(r.relacl) a
    UNION ALL
    SELECT r.full_name, format(' (%I)', t.attname), 'TABLE', a.*, r.relowner
      FROM rel r JOIN pg_catalog.pg_attribute t ON t.attrelid = r.oid AND NOT t.attisdropped,
           aclexplode(t.attacl) a
    UNION ALL
    SELECT p.full_name, '', 'ROUTINE', a.*, p.proowner FROM proc p, aclexplode(p.proacl) a
), lines AS (
    SELECT 1 AS part, 0::bigint AS n, format('ALTER %s %s OWNER TO %I', word, full_name, pg_get_userbyid(relowner)) AS sql
      FROM rel
     WHERE relowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
    UNION ALL
    SELECT 1, 0, format('ALTER ROUTINE %s OWNER TO %I', full_name, pg_get_userbyid(proowner))
      FROM proc
     WHERE proowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
    UNION ALL
    SELECT 2, 0, format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', full_name) FROM proc WHERE proacl IS NOT NULL
    UNION ALL
    SELECT 3, row_number() OVER (ORDER BY grantee, privilege_type, columns),
           format('GRANT %s%s ON %s %s TO %s%s', privilege_type, columns, word, full_name,
                  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                  CASE WHEN is_grantable AND grantee <> owner THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM acl
     WHERE grantee <> owner
    UNION ALL
    SELECT 4, 0, format('COMMENT ON %s %s IS %L', word, full_name, obj_description(oid, 'pg_class'))
      FROM rel WHERE obj_description(oid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 4, 0, format('COMMENT ON ROUTINE %s IS %L', full_name, obj_description(oid, 'pg_proc'))
      FROM proc WHERE obj_description(oid, 'pg_proc') IS NOT NULL
    UNION ALL
    SELECT 5, t.attnum, format('COMMENT ON COLUMN %s.%I IS %L', r.full_name, t.attname, col_description(r.oid, t.attnum))
      FROM rel r JOIN pg_catalog.pg_attribute t ON t.attrelid = r.oid AND t.attnum > 0 AND NOT t.attisdropped
     WHERE col_description(r.oid, t.attnum) IS NOT NULL
    UNION ALL
    SELECT 6, t.oid::bigint, pg_get_triggerdef(t.oid)
      FROM rel r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
    UNION ALL
    SELECT 7, w.oid::bigint, rtrim(pg_get_ruledef(w.oid), ';')
      FROM rel r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
    UNION ALL
    SELECT 8, i.indexrelid::bigint, pg_get_indexdef(i.indexrelid)
      FROM rel r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
)
SELECT d.drop_sql, l.sql
  FROM (SELECT format('DROP %s %s', word, full_name) AS drop_sql FROM rel
        UNION ALL
        SELECT format('DROP ROUTINE %s', CASE WHEN of_that_name = 1 THEN signature::text ELSE full_name END)
          FROM proc WHERE oid = (SELECT min(oid) FROM proc)) d
  LEFT JOIN lines l ON true
 ORDER BY l.part, l.n
