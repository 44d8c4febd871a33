-- The tables whose indexes a statement may build, and the index itself where it names one that exists.
--
-- Parameters  $1 kind text: table, index, schema, database; $2 schema text (null: by the search path),
--             $3 name text
-- Result      table_oid oid, index_oid oid (null: none); TOAST tables and partitions follow their table
-- Rights      none
WITH named AS (
    SELECT to_regclass(coalesce(quote_ident($2::text) || '.', '') || quote_ident($3::text))::oid AS oid
), indexes AS (
    SELECT i.indrelid, i.indexrelid
      FROM pg_catalog.pg_index i
     WHERE $1::text = 'index'
       AND i.indexrelid IN (SELECT n.oid FROM named n
                            UNION
                            SELECT t.relid::oid FROM named n, LATERAL pg_partition_tree(n.oid::regclass) t)
), tables AS (
    SELECT n.oid FROM named n WHERE $1::text = 'table' AND n.oid IS NOT NULL
    UNION
    SELECT t.relid::oid FROM named n, LATERAL pg_partition_tree(n.oid::regclass) t
     WHERE $1::text = 'table' AND t.relid IS NOT NULL
    UNION
    SELECT c.oid
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm')
       AND ($1::text = 'schema' AND s.nspname = $3::text
            OR $1::text = 'database' AND s.nspname !~ '^pg_' AND s.nspname <> 'information_schema')
)
SELECT indrelid AS table_oid, indexrelid AS index_oid FROM indexes
UNION
SELECT oid, NULL FROM tables
UNION
SELECT c.reltoastrelid, NULL FROM pg_catalog.pg_class c JOIN tables t ON t.oid = c.oid
 WHERE c.reltoastrelid <> 0
