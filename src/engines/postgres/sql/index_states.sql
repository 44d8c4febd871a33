-- The indexes of some tables.
--
-- Parameters  $1 tables oid[]
-- Result      index_oid oid, valid bool, being_built bool (by a session that lives), name text,
--             leftover bool: named like what an interrupted REINDEX CONCURRENTLY leaves,
--             drop_sql text, as one statement without terminator
-- Rights      none (pg_read_all_stats to see builds of other roles)
SELECT i.indexrelid AS index_oid,
       i.indisvalid AND i.indisready AND i.indislive AS valid,
       EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p
                WHERE p.index_relid = i.indexrelid AND p.datname = current_database()) AS being_built,
       c.relname AS name,
       c.relname ~ '_cc(new|old)[0-9]*$' AS leftover,
       format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname) AS drop_sql
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE i.indrelid = ANY ($1::oid[])
 ORDER BY i.indexrelid
