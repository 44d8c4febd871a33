-- Who is connected to a database, as far as this role can see.
--
-- Parameters  $1 name text
-- Result      who text: "pid 4711, user app, from 10.0.0.7, psql"
-- Rights      none; the sessions of others have no address without pg_read_all_stats
SELECT concat_ws(', ', 'pid ' || a.pid, 'user ' || a.usename, 'from ' || host(a.client_addr),
                 nullif(a.application_name, '')) AS who
  FROM pg_catalog.pg_stat_activity a
 WHERE a.datname = $1::text
   AND a.pid <> pg_backend_pid()
   AND a.backend_type = 'client backend'
 ORDER BY a.backend_start
 LIMIT 20
