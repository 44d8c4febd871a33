-- Tables of the current database. MySQL 8.0, MariaDB 10.6; rights on a table show it.
-- The driver puts the prefix (twice) and the limit in.
-- Result: name text
SELECT table_name FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
    AND (@PREFIX@ = '' OR LEFT(table_name, CHAR_LENGTH(@PREFIX@)) <> @PREFIX@)
ORDER BY table_name LIMIT @MAX@
