-- The file and its settings.
-- Result: check, state (ok, warn, fail), finding, remedy (may be null)
SELECT 'quick_check', CASE WHEN q.quick_check = 'ok' THEN 'ok' ELSE 'fail' END, q.quick_check,
       CASE WHEN q.quick_check = 'ok' THEN NULL
            ELSE 'The file is damaged: restore it, or save what can be read with .recover of sqlite3.' END
  FROM pragma_quick_check(1) q
UNION ALL
SELECT 'journal mode', CASE WHEN j.journal_mode IN ('off', 'memory') AND (SELECT file FROM pragma_database_list WHERE name = 'main') <> '' THEN 'warn' ELSE 'ok' END,
       j.journal_mode,
       CASE WHEN j.journal_mode IN ('off', 'memory') AND (SELECT file FROM pragma_database_list WHERE name = 'main') <> ''
            THEN 'A crash in a transaction can damage the file; use DELETE or WAL.' END
  FROM pragma_journal_mode j
UNION ALL
SELECT 'foreign keys',
       CASE WHEN EXISTS (SELECT 1 FROM pragma_foreign_key_check) THEN 'warn' ELSE 'ok' END,
       CASE WHEN EXISTS (SELECT 1 FROM pragma_foreign_key_check)
            THEN 'rows that refer to nothing, first in table ' || (SELECT "table" FROM pragma_foreign_key_check LIMIT 1)
            ELSE (SELECT CASE foreign_keys WHEN 1 THEN 'enforced' ELSE 'not enforced' END FROM pragma_foreign_keys)
                 || ' in this session, no row refers to nothing' END,
       CASE WHEN EXISTS (SELECT 1 FROM pragma_foreign_key_check)
            THEN 'See them with: PRAGMA foreign_key_check' END
