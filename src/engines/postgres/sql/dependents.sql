-- What depends on an object, through views and routines: what stands in the way of changing it.
--
-- Parameters  $1 kind text (relation, routine, type), $2 schema text (null: by the search path), $3 name text
-- Result      kind text (view, routine, trigger), schema text, name text, table name text (of a trigger, else null);
--             what depends on others first
-- Rights      none
WITH RECURSIVE start AS (
    SELECT 'pg_class'::regclass::oid AS classid, to_regclass(q.name)::oid AS objid
      FROM (SELECT coalesce(quote_ident($2::text) || '.', '') || quote_ident($3::text) AS name) q
     WHERE $1::text = 'relation'
    UNION ALL
    SELECT 'pg_type'::regclass::oid, to_regtype(q.name)::oid
      FROM (SELECT coalesce(quote_ident($2::text) || '.', '') || quote_ident($3::text) AS name) q
     WHERE $1::text = 'type'
    UNION ALL
    SELECT 'pg_proc'::regclass::oid, p.oid
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
     WHERE $1::text = 'routine' AND p.proname = $3::text
       AND (n.nspname = $2::text OR $2::text IS NULL AND n.nspname = ANY (current_schemas(false)))
), dep AS (
    SELECT classid, objid, 0 AS depth FROM start WHERE objid IS NOT NULL
    UNION
    SELECT x.classid, x.objid, dep.depth + 1
      FROM dep
      JOIN pg_catalog.pg_depend d ON d.refclassid = dep.classid AND d.refobjid = dep.objid
                                 AND d.deptype IN ('n', 'a')
      LEFT JOIN pg_catalog.pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
     CROSS JOIN LATERAL (SELECT CASE WHEN w.oid IS NULL THEN d.classid ELSE 'pg_class'::regclass::oid END AS classid,
                                coalesce(w.ev_class, d.objid) AS objid) x
     WHERE d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_trigger'::regclass)
       AND (x.classid, x.objid) <> (dep.classid, dep.objid)
       AND dep.depth < 50
), last AS (
    SELECT classid, objid, max(depth) AS depth FROM dep WHERE depth > 0 GROUP BY classid, objid
)
SELECT 'view' AS kind, n.nspname AS schema, c.relname AS name, NULL AS table_name, l.depth, c.oid AS id
  FROM last l
  JOIN pg_catalog.pg_class c ON l.classid = 'pg_class'::regclass AND c.oid = l.objid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('v', 'm')
UNION ALL
SELECT 'routine', n.nspname, p.proname, NULL, l.depth, p.oid
  FROM last l
  JOIN pg_catalog.pg_proc p ON l.classid = 'pg_proc'::regclass AND p.oid = l.objid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
UNION ALL
SELECT 'trigger', n.nspname, t.tgname, c.relname, l.depth, t.oid
  FROM last l
  JOIN pg_catalog.pg_trigger t ON l.classid = 'pg_trigger'::regclass AND t.oid = l.objid
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal
 ORDER BY depth DESC, id DESC
