-- tests/schema/postgres.sql: what a PostgreSQL database holds, an object a line: '@@O' and JSON with kind, path,
-- attributes; members of extensions and what the system made are left out.
SET jit = off;
CREATE OR REPLACE FUNCTION pg_temp.said(kind text, path text[], v jsonb) RETURNS text LANGUAGE sql AS
$$ SELECT '@@O ' || jsonb_build_object('kind', kind, 'path', to_jsonb(path), 'v', jsonb_strip_nulls(v))::text $$;

CREATE TEMP VIEW ns AS SELECT oid, nspname FROM pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema';
CREATE TEMP VIEW ext AS SELECT classid, objid FROM pg_depend WHERE deptype = 'e';
CREATE TEMP VIEW rel AS SELECT c.*, n.nspname FROM pg_class c JOIN ns n ON n.oid = c.relnamespace
WHERE NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_class'::regclass AND objid = c.oid);
CREATE TEMP VIEW col AS SELECT attrelid, attnum, attname, atttypid, atttypmod, attnotnull, attgenerated, attidentity, attcollation,
    r.nspname, r.relname, r.relkind FROM pg_attribute a JOIN rel r ON r.oid = a.attrelid
WHERE a.attnum > 0 AND NOT a.attisdropped;
CREATE FUNCTION pg_temp.cols(rel oid, nums int2[]) RETURNS text[] LANGUAGE sql AS
$$ SELECT array_agg(attname::text ORDER BY i) FROM unnest(nums) WITH ORDINALITY u(n, i)
   JOIN pg_attribute ON attrelid = rel AND attnum = n $$;

SELECT pg_temp.said('schema', ARRAY[nspname::text], jsonb_build_object('comment', CASE WHEN nspname <> 'public' THEN obj_description(oid, 'pg_namespace') END)) FROM ns;
SELECT pg_temp.said('extension', ARRAY[extname::text], '{}') FROM pg_extension WHERE extname <> 'plpgsql';

SELECT pg_temp.said(CASE relkind WHEN 'f' THEN 'foreign table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                    WHEN 'S' THEN 'sequence' ELSE 'table' END, ARRAY[nspname::text, relname::text],
  jsonb_build_object('comment', obj_description(r.oid, 'pg_class'),
    'columns', CASE WHEN relkind IN ('r', 'p', 'f') THEN
        (SELECT jsonb_agg(attname ORDER BY attnum) FROM col WHERE attrelid = r.oid) END,
    'persistence', CASE relpersistence WHEN 'u' THEN 'unlogged' END,
    'row security', nullif(relrowsecurity, false), 'force row security', nullif(relforcerowsecurity, false),
    'options', CASE WHEN relkind IN ('r', 'p') THEN (SELECT jsonb_agg(o ORDER BY o) FROM unnest(reloptions) o) END,
    'replica identity', CASE relreplident WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' WHEN 'n' THEN
        CASE WHEN relkind IN ('r', 'p') THEN 'nothing' END END,
    'partition by', CASE WHEN relkind = 'p' THEN pg_get_partkeydef(r.oid) END,
    'partition bound', CASE WHEN relispartition AND relkind IN ('r', 'p', 'f') THEN pg_get_expr(relpartbound, r.oid) END,
    'parents', CASE WHEN relkind IN ('r', 'p', 'f') THEN (SELECT jsonb_agg(jsonb_build_array(p.nspname, p.relname) ORDER BY inhseqno)
        FROM pg_inherits JOIN rel p ON p.oid = inhparent WHERE inhrelid = r.oid) END))
FROM rel r WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S');

SELECT pg_temp.said('column', ARRAY[nspname::text, relname::text, attname::text], jsonb_build_object(
    'type', format_type(atttypid, atttypmod), 'not null', nullif(attnotnull, false),
    'default', CASE WHEN attgenerated = '' THEN pg_get_expr(adbin, adrelid) END,
    'generated', CASE WHEN attgenerated <> '' THEN pg_get_expr(adbin, adrelid) END,
    'stored', CASE attgenerated WHEN 's' THEN true END,
    'identity', CASE attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
    'collation', (SELECT collname FROM pg_collation WHERE oid = attcollation AND attcollation <> typcollation),
    'comment', col_description(attrelid, attnum)))
FROM col JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
WHERE relkind IN ('r', 'p', 'f');

SELECT pg_temp.said(CASE contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint' WHEN 'f' THEN 'foreign key'
                    WHEN 'c' THEN 'check constraint' ELSE 'exclusion constraint' END,
    ARRAY[nspname::text, relname::text, conname::text], jsonb_build_object(
    'columns', CASE WHEN contype IN ('p', 'u') THEN to_jsonb(pg_temp.cols(conrelid, conkey[:i.indnkeyatts]))
                    WHEN contype = 'f' THEN to_jsonb(pg_temp.cols(conrelid, conkey)) END,
    'include', CASE WHEN contype IN ('p', 'u') THEN to_jsonb(pg_temp.cols(conrelid, (i.indkey::int2[])[i.indnkeyatts:])) END,
    'references', (SELECT jsonb_build_array(f.nspname, f.relname) FROM rel f WHERE f.oid = confrelid),
    'referenced columns', CASE WHEN contype = 'f' THEN to_jsonb(pg_temp.cols(confrelid, confkey)) END,
    'on delete', CASE confdeltype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END
       || coalesce((SELECT ' (' || string_agg(x, ', ') || ')' FROM unnest(pg_temp.cols(conrelid,
            ARRAY(SELECT jsonb_array_elements_text(to_jsonb(k) -> 'confdelsetcols')::int2 WHERE jsonb_typeof(to_jsonb(k) -> 'confdelsetcols') = 'array'))) x), ''),
    'on update', CASE confupdtype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END,
    'match', CASE confmatchtype WHEN 'f' THEN 'FULL' END,
    'deferrable', nullif(condeferrable, false), 'deferred', nullif(condeferred, false),
    'not valid', nullif(NOT convalidated, false), 'no inherit', CASE WHEN contype = 'c' THEN nullif(connoinherit, false) END,
    'not enforced', CASE WHEN to_jsonb(k) ->> 'conenforced' = 'false' THEN true END,
    'expression', CASE WHEN contype = 'c' THEN pg_get_expr(conbin, conrelid) END,
    'comment', obj_description(k.oid, 'pg_constraint')))
FROM pg_constraint k JOIN rel r ON r.oid = conrelid LEFT JOIN pg_index i ON i.indexrelid = conindid
WHERE contype IN ('p', 'u', 'f', 'c', 'x')
  AND NOT EXISTS (SELECT FROM pg_constraint up WHERE up.oid = k.conparentid AND up.conrelid = k.conrelid);

SELECT pg_temp.said('check constraint', ARRAY[nspname::text, typname::text, conname::text], jsonb_build_object(
    'not valid', nullif(NOT convalidated, false), 'comment', obj_description(k.oid, 'pg_constraint')))
FROM pg_constraint k JOIN pg_type t ON t.oid = contypid JOIN ns ON ns.oid = typnamespace WHERE contype = 'c';

SELECT pg_temp.said('index', ARRAY[r.nspname::text, r.relname::text, x.relname::text], jsonb_build_object(
    'unique', nullif(indisunique, false), 'method', amname, 'not valid', nullif(NOT indisvalid, false),
    'nulls not distinct', CASE WHEN to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' THEN true END,
    'where', pg_get_expr(indpred, indrelid), 'comment', obj_description(x.oid, 'pg_class'),
    'include', to_jsonb(pg_temp.cols(indrelid, (indkey::int2[])[indnkeyatts:])),
    'parts', (SELECT jsonb_agg(jsonb_build_object(
        'column', (SELECT attname FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[n]),
        'expr', CASE WHEN indkey[n] = 0 THEN pg_get_indexdef(indexrelid, n + 1, false) END,
        'desc', amname = 'btree' AND indoption[n] & 1 = 1, 'nulls first', amname = 'btree' AND indoption[n] & 2 = 2,
        'opclass', opcname, 'opclass default', opcdefault,
        'collation', CASE WHEN indkey[n] <> 0 AND indcollation[n] <> 0 AND indcollation[n] <> (SELECT attcollation FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[n])
            THEN (SELECT collname FROM pg_collation WHERE oid = indcollation[n]) END) ORDER BY n)
      FROM generate_series(0, indnkeyatts - 1) n JOIN pg_opclass o ON o.oid = indclass[n])))
FROM pg_index i JOIN rel r ON r.oid = indrelid JOIN pg_class x ON x.oid = indexrelid JOIN pg_am am ON am.oid = x.relam
WHERE r.relkind <> 't';

SELECT pg_temp.said('sequence parameters', ARRAY[r.nspname::text, r.relname::text], jsonb_build_object(
    'type', format_type(seqtypid, NULL), 'start', seqstart::text, 'increment', seqincrement::text, 'minimum', seqmin::text,
    'maximum', seqmax::text, 'cache', seqcache::text, 'cycle', nullif(seqcycle, false),
    'owned by', (SELECT jsonb_build_array(nspname, relname, attname) FROM pg_depend JOIN col ON attrelid = refobjid AND attnum = refobjsubid
        WHERE classid = 'pg_class'::regclass AND objid = r.oid AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i'))))
FROM pg_sequence s JOIN rel r ON r.oid = seqrelid;

SELECT pg_temp.said(CASE typtype WHEN 'e' THEN 'enum type' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'composite type' END,
    ARRAY[nspname::text, typname::text], jsonb_build_object(
    'labels', (SELECT jsonb_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
    'type', CASE typtype WHEN 'd' THEN format_type(typbasetype, typtypmod) END,
    'not null', nullif(typnotnull, false), 'default', typdefault,
    'attributes', CASE typtype WHEN 'c' THEN (SELECT jsonb_agg(jsonb_build_array(attname, format_type(atttypid, atttypmod)) ORDER BY attnum)
        FROM col WHERE attrelid = typrelid) END,
    'comment', CASE typtype WHEN 'c' THEN obj_description(typrelid, 'pg_class') END,
    'comment', obj_description(t.oid, 'pg_type')))
FROM pg_type t JOIN ns ON ns.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid
WHERE (typtype IN ('e', 'd', 'r') OR (typtype = 'c' AND c.relkind = 'c'))
  AND NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_type'::regclass AND objid = t.oid);

SELECT pg_temp.said(CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
    ARRAY[nspname::text, proname::text, oidvectortypes(proargtypes)], jsonb_build_object(
    'comment', obj_description(p.oid, 'pg_proc'), 'language', CASE WHEN prokind <> 'a' THEN lanname END,
    'volatility', CASE WHEN prokind = 'f' THEN CASE provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END END,
    'security', CASE WHEN prosecdef THEN 'definer' END))
FROM pg_proc p JOIN ns ON ns.oid = pronamespace JOIN pg_language l ON l.oid = prolang
WHERE NOT EXISTS (SELECT FROM ext WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i');

SELECT pg_temp.said('trigger', ARRAY[r.nspname::text, r.relname::text, tgname::text], jsonb_build_object(
    'timing', CASE WHEN tgtype & 2 = 2 THEN 'before' WHEN tgtype & 64 = 64 THEN 'instead of' ELSE 'after' END,
    'events', to_jsonb(ARRAY(SELECT e FROM (VALUES (4, 'insert'), (8, 'delete'), (16, 'update'), (32, 'truncate')) v(b, e)
        WHERE tgtype & b = b ORDER BY e)),
    'for each row', CASE WHEN tgtype & 1 = 1 THEN true END,
    'columns', to_jsonb(pg_temp.cols(tgrelid, tgattr)),
    'enabled', CASE tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END,
    'executes', (SELECT proname FROM pg_proc WHERE oid = tgfoid),
    'deferrable', nullif(tgdeferrable, false), 'deferred', nullif(tginitdeferred, false),
    'comment', obj_description(t.oid, 'pg_trigger')))
FROM pg_trigger t JOIN rel r ON r.oid = tgrelid WHERE NOT tgisinternal;

SELECT pg_temp.said('policy', ARRAY[r.nspname::text, r.relname::text, polname::text], jsonb_build_object(
    'command', CASE polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END,
    'restrictive', nullif(NOT polpermissive, false),
    'using', pg_get_expr(polqual, polrelid), 'with check', pg_get_expr(polwithcheck, polrelid),
    'comment', obj_description(p.oid, 'pg_policy')))
FROM pg_policy p JOIN rel r ON r.oid = polrelid;

SELECT pg_temp.said('rule', ARRAY[r.nspname::text, r.relname::text, rulename::text], jsonb_build_object('comment', obj_description(w.oid, 'pg_rewrite')))
FROM pg_rewrite w JOIN rel r ON r.oid = ev_class WHERE rulename <> '_RETURN';

SELECT pg_temp.said('statistics', ARRAY[nspname::text, stxname::text], jsonb_build_object('comment', obj_description(s.oid, 'pg_statistic_ext')))
FROM pg_statistic_ext s JOIN ns ON ns.oid = stxnamespace;
SELECT pg_temp.said('collation', ARRAY[nspname::text, collname::text], '{}') FROM pg_collation c JOIN ns ON ns.oid = collnamespace;
SELECT pg_temp.said('event trigger', ARRAY[evtname::text], jsonb_build_object('enabled', CASE evtenabled WHEN 'D' THEN 'disabled' END)) FROM pg_event_trigger;
SELECT pg_temp.said('publication', ARRAY[pubname::text], '{}') FROM pg_publication;
