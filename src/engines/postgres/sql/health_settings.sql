-- Settings of the session and of the server that a run feels.
--
-- Result      check text, state text (ok, warn, fail), finding text, remedy text (may be null)
-- Rights      none
SELECT 'search path', CASE WHEN current_schema() IS NULL THEN 'fail' ELSE 'ok' END,
       CASE WHEN current_schema() IS NULL
            THEN 'no schema of ' || current_setting('search_path') || ' exists: tables without a schema cannot be made'
            ELSE 'tables without a schema are made in ' || quote_ident(current_schema()) END,
       CASE WHEN current_schema() IS NULL THEN 'Make the schema, or add search_path=NAME to the URL.' END
UNION ALL
SELECT 'time-outs', 'ok',
       coalesce(string_agg(s.name || ' = ' || s.reset_val || coalesce(s.unit, ''), ', ' ORDER BY s.name)
                || ' of this login: switched off while afloat works', 'none that ends a long statement'), NULL
  FROM pg_catalog.pg_settings s
 WHERE s.name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                  'idle_session_timeout', 'transaction_timeout')
   AND s.reset_val <> '0'
UNION ALL
SELECT 'deadlock_timeout', CASE WHEN s.setting::bigint > 1900 THEN 'warn' ELSE 'ok' END,
       s.setting || ' ms',
       CASE WHEN s.setting::bigint > 1900
            THEN 'An autovacuum gives way to a waiting ALTER TABLE only after this time; set it to 1s.' END
  FROM pg_catalog.pg_settings s WHERE s.name = 'deadlock_timeout'
UNION ALL
SELECT 'durability', CASE WHEN bool_or(s.setting = 'off') THEN 'warn' ELSE 'ok' END,
       string_agg(s.name || ' = ' || s.setting, ', ' ORDER BY s.name),
       CASE WHEN bool_or(s.setting = 'off')
            THEN 'A crash of the server can lose what was committed, history included; fine for tests only.' END
  FROM pg_catalog.pg_settings s WHERE s.name IN ('fsync', 'full_page_writes', 'synchronous_commit')
UNION ALL
SELECT 'statement log', CASE WHEN s.setting IN ('ddl', 'mod', 'all') THEN 'warn' ELSE 'ok' END,
       'log_statement = ' || s.setting,
       CASE WHEN s.setting IN ('ddl', 'mod', 'all')
            THEN 'A password in CREATE ROLE ... PASSWORD is written to the log of the server.' END
  FROM pg_catalog.pg_settings s WHERE s.name = 'log_statement'
UNION ALL
SELECT 'free disk', 'unknown', 'PostgreSQL has no function for it', 'Look on the server: df of its data folder.'
