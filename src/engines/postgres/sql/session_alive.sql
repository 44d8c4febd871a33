-- Does the session of an earlier run still exist? Where its start is hidden from this role, the pid decides.
--
-- Parameters  $1 pid int, $2 start text (as in identify.sql)
-- Result      1 row: alive bool
-- Rights      pg_read_all_stats to see sessions of other roles exactly
SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                WHERE a.pid = $1::int
                  AND coalesce(to_char(a.backend_start AT TIME ZONE 'UTC',
                                       'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), $2::text) = $2::text) AS alive
