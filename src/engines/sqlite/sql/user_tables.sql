-- Tables of the user in the main database.
-- Parameters: 1 prefix of the names that are left out, "" = none are; 2 how many names at most
-- Result: name (text, not null)
SELECT name
FROM main.sqlite_schema
WHERE type = 'table'
  AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  AND (?1 = '' OR lower(substr(name, 1, length(?1))) <> lower(?1))
ORDER BY name
LIMIT CAST(?2 AS integer)
