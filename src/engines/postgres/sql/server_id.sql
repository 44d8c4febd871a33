-- The cluster's own number: the same over restarts and on its standbys.
--
-- Parameters  none
-- Result      1 row: system_identifier text
-- Rights      EXECUTE on pg_control_system(), which everybody has unless it was revoked
SELECT system_identifier::text FROM pg_catalog.pg_control_system()
