-- Every view and trigger: SQLite reads them all again when a table changes.
--
-- Result  name text, a trigger's with "trigger " before it; what may use others first
SELECT CASE type WHEN 'trigger' THEN 'trigger ' ELSE 'view ' END || name
  FROM sqlite_schema
 WHERE type IN ('view', 'trigger')
 ORDER BY type = 'view', rowid DESC
