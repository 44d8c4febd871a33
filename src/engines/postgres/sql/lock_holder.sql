-- Which session has the run's lock.
--
-- Parameters  $1 key bigint
-- Result      0 or 1 row: pid int, host text (null: local), application text, seconds bigint (null: hidden)
-- Rights      pg_read_all_stats to see sessions of other roles
SELECT l.pid,
       coalesce(nullif(a.client_hostname, ''), host(a.client_addr)) AS host,
       coalesce(a.application_name, '') AS application,
       extract(epoch FROM clock_timestamp() - a.backend_start)::bigint AS seconds
  FROM pg_catalog.pg_locks l
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
   AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
   AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint
 ORDER BY l.pid
 LIMIT 1
