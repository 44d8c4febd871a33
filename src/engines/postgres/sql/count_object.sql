-- How many objects have this name: before and after a statement it tells whether it took effect.
--
-- Parameters  $1 kind text, $2 schema text (null: by the search path), $3 name text,
--             $4 text: table of a trigger (null: any), label of an enum
-- Result      1 row: count bigint (null: a kind that is not known)
-- Rights      none
SELECT CASE $1::text
           WHEN 'relation' THEN (to_regclass(q.name) IS NOT NULL)::int::bigint
           WHEN 'type' THEN (to_regtype(q.name) IS NOT NULL)::int::bigint
           WHEN 'label' THEN (SELECT count(*) FROM pg_catalog.pg_enum e
                               WHERE e.enumtypid = to_regtype(q.name) AND e.enumlabel = $4::text)
           WHEN 'schema' THEN (SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = $3::text)
           WHEN 'database' THEN (SELECT count(*) FROM pg_catalog.pg_database WHERE datname = $3::text)
           WHEN 'tablespace' THEN (SELECT count(*) FROM pg_catalog.pg_tablespace WHERE spcname = $3::text)
           WHEN 'role' THEN (SELECT count(*) FROM pg_catalog.pg_roles WHERE rolname = $3::text)
           WHEN 'event' THEN (SELECT count(*) FROM pg_catalog.pg_event_trigger WHERE evtname = $3::text)
           WHEN 'routine' THEN (SELECT count(*)
                                  FROM pg_catalog.pg_proc p
                                  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                                 WHERE p.proname = $3::text
                                   AND (n.nspname = $2::text
                                        OR $2::text IS NULL AND n.nspname = ANY (current_schemas(false))))
           WHEN 'trigger' THEN (SELECT count(*) FROM pg_catalog.pg_trigger t
                                 WHERE t.tgname = $3::text AND NOT t.tgisinternal
                                   AND ($4::text IS NULL
                                        OR t.tgrelid = to_regclass(coalesce(quote_ident($2::text) || '.', '')
                                                                   || quote_ident($4::text))))
       END AS count
  FROM (SELECT coalesce(quote_ident($2::text) || '.', '') || quote_ident($3::text) AS name) q
