-- tests/real/catalog_postgres.sql: what a database holds outside the system schemas, from its catalog,
-- in an order of names. For servers newer than the pg_dump at hand, and a second opinion on others.
-- Rows are shown by query_to_xml, for all tables at once.
CREATE TEMP VIEW mine AS
SELECT c.oid, c.relname, c.relkind, n.nspname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND c.relname NOT LIKE 'afloat\_%';

SELECT 'relation', nspname, relname, relkind FROM mine ORDER BY 2, 3;

SELECT 'column', nspname, relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
       attidentity, attgenerated, attcollation::regcollation, pg_get_expr(adbin, adrelid)
FROM mine JOIN pg_attribute a ON a.attrelid = mine.oid
LEFT JOIN pg_attrdef d ON d.adrelid = mine.oid AND d.adnum = attnum
WHERE NOT attisdropped AND attnum > 0 ORDER BY 2, 3, 4;

SELECT 'constraint', nspname, relname, conname, pg_get_constraintdef(k.oid)
FROM mine JOIN pg_constraint k ON k.conrelid = mine.oid ORDER BY 2, 3, 4;

SELECT 'index', nspname, relname, pg_get_indexdef(mine.oid), indisvalid
FROM mine JOIN pg_index i ON i.indexrelid = mine.oid ORDER BY 2, 3;

SELECT 'view', nspname, relname, pg_get_viewdef(oid)
FROM mine WHERE relkind IN ('v', 'm') ORDER BY 2, 3;

SELECT 'trigger', nspname, relname, pg_get_triggerdef(t.oid), tgenabled
FROM mine JOIN pg_trigger t ON t.tgrelid = mine.oid WHERE NOT tgisinternal ORDER BY 2, 3, 4;

SELECT 'function', n.nspname, pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' AND prokind <> 'a'
ORDER BY 2, 3;

SELECT 'type', n.nspname, typname, typtype,
       (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND typname NOT LIKE 'afloat\_%' AND typname NOT LIKE '\_afloat\_%'
ORDER BY 2, 3;

SELECT 'sequence', schemaname, sequencename, data_type, start_value, increment_by, last_value
FROM pg_sequences ORDER BY 2, 3;

SELECT 'extension', extname, extversion FROM pg_extension ORDER BY 2;
SELECT 'schema', nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' ORDER BY 2;

SELECT 'rows', nspname, relname,
       query_to_xml(format('SELECT * FROM %I.%I AS t ORDER BY t::text', nspname, relname), true, true, '')
FROM mine WHERE relkind IN ('r', 'v', 'm', 'p') ORDER BY 2, 3;
