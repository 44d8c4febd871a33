-- Takes the run's lock unless another session has it. A second call in one session takes it once only.
--
-- Parameters  $1 key bigint
-- Result      1 row: got bool
-- Rights      none
SELECT CASE
           WHEN EXISTS (SELECT FROM pg_catalog.pg_locks l
                         WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid() AND l.granted
                           AND l.objsubid = 1 AND l.mode = 'ExclusiveLock'
                           AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                              WHERE d.datname = current_database())
                           AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint)
           THEN true
           ELSE pg_try_advisory_lock($1::bigint)
       END AS got
