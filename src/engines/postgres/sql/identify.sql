-- Which server, database, role and session this is.
--
-- Parameters  none
-- Result      1 row: pid int, session_start text, database text, database_oid oid, user_name text,
--             schema_name text (null: no schema to make objects in), read_only bool, version text,
--             postmaster_start text
-- Rights      none
SELECT pg_backend_pid() AS pid,
       (SELECT to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
          FROM pg_catalog.pg_stat_get_activity(pg_backend_pid()) a) AS session_start,
       current_database() AS database,
       (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database()) AS database_oid,
       current_user AS user_name,
       current_schema() AS schema_name,
       pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,
       current_setting('server_version') AS version,
       to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
           AS postmaster_start
