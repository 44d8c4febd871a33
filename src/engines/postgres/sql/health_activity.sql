-- What would stand in the way of a change right now: long transactions, prepared ones, invalid indexes.
--
-- Result      check text, state text (ok, warn), finding text, remedy text (may be null)
-- Rights      pg_read_all_stats to see sessions of other roles
SELECT 'long transactions', CASE WHEN count(*) > 0 THEN 'warn' ELSE 'ok' END,
       CASE WHEN count(*) = 0 THEN 'none older than a minute'
            ELSE string_agg('pid ' || a.pid || ' of ' || coalesce(a.usename, '?') || ' for '
                            || extract(epoch FROM clock_timestamp() - a.xact_start)::bigint || ' s (' || a.state || ')',
                            ', ' ORDER BY a.xact_start) END,
       CASE WHEN count(*) > 0
            THEN 'Locks that they hold make a change wait; end one with: SELECT pg_terminate_backend(PID)' END
  FROM pg_catalog.pg_stat_activity a
 WHERE a.pid <> pg_backend_pid() AND a.datname = current_database() AND a.backend_type = 'client backend'
   AND a.xact_start < clock_timestamp() - interval '1 minute'
UNION ALL
SELECT 'prepared transactions', CASE WHEN count(*) > 0 THEN 'warn' ELSE 'ok' END,
       CASE WHEN count(*) = 0 THEN 'none' ELSE string_agg(p.gid, ', ' ORDER BY p.prepared) END,
       CASE WHEN count(*) > 0 THEN 'They hold their locks until COMMIT PREPARED or ROLLBACK PREPARED.' END
  FROM pg_catalog.pg_prepared_xacts p WHERE p.database = current_database()
UNION ALL
SELECT 'invalid indexes', CASE WHEN count(*) > 0 THEN 'warn' ELSE 'ok' END,
       CASE WHEN count(*) = 0 THEN 'none' ELSE string_agg(i.indexrelid::regclass::text, ', ' ORDER BY 1) END,
       CASE WHEN count(*) > 0
            THEN 'Left by a build that failed, or being built now; remove one with: DROP INDEX CONCURRENTLY NAME' END
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
 WHERE NOT i.indisvalid AND c.relkind = 'i'
UNION ALL
SELECT 'vacuum against wraparound', CASE WHEN count(*) > 0 THEN 'warn' ELSE 'ok' END,
       CASE WHEN count(*) = 0 THEN 'none runs' ELSE string_agg(a.query, ', ') END,
       CASE WHEN count(*) > 0 THEN 'It does not give way to a change of its table: wait for it.' END
  FROM pg_catalog.pg_stat_activity a
 WHERE a.backend_type = 'autovacuum worker' AND a.query LIKE '%to prevent wraparound%'
