-- The catalog's rows about one name: the object itself and what hangs on it.
-- Parameters: 1 name
-- Result: line (text, not null)
SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')
FROM main.sqlite_schema
WHERE lower(name) = lower(?1) OR lower(tbl_name) = lower(?1)
ORDER BY type, name
