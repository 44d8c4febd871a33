-- The rights that this login has by itself in the database of the run and of the history.
-- Parameters: @schema@ of the history. Result: check, state, finding, remedy (may be null). No rights.
SELECT 'rights', IF(COUNT(DISTINCT p.privilege_type) = 8, 'ok', 'unknown'),
       IF(COUNT(DISTINCT p.privilege_type) = 8,
          CONCAT(CURRENT_USER(), ' may make and change tables in ', @schema@),
          CONCAT(CURRENT_USER(), ' has ', COUNT(DISTINCT p.privilege_type),
                 ' of the 8 rights by itself; a role may give the others')),
       IF(COUNT(DISTINCT p.privilege_type) = 8, NULL, 'See: afloat grants')
  FROM (SELECT grantee, privilege_type, NULL AS table_schema FROM information_schema.user_privileges
        UNION ALL
        SELECT grantee, privilege_type, table_schema FROM information_schema.schema_privileges) p
 WHERE p.grantee = CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
                          SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')
   AND (p.table_schema IS NULL OR @schema@ LIKE p.table_schema)
   AND p.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'INDEX')
