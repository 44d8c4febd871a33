/* tests/unit/ddl/test_read_pg_rows.c: the outline of the data statements of PostgreSQL. */
#include "unit/ddl/read_check.h"

// clang-format off
static const struct read_case rows_cases[] = {
    { "SELECT 1",
      "rows select query=(SELECT 1){select}" },
    { "SELECT * FROM t",
      "rows select query=(SELECT * FROM t){select refs=(t)} from=(t) star" },
    { "SELECT t.*, u.a FROM s.t JOIN u ON t.id = u.id WHERE u.b = 1 ORDER BY a LIMIT 5",
      "rows select query=(SELECT t.*, u.a FROM s.t JOIN u ON t.id = u.id WHERE u.b = 1 ORDER BY "
      "a LIMIT 5){select columns refs=(t, u.a, s.t, u, s.t.id, u.id, u.b, a)} where=(u.b = "
      "1){columns refs=(u.b)} from=(s.t, u) star limit" },
    { "SELECT a FROM t WHERE true",
      "rows select query=(SELECT a FROM t WHERE true){select columns refs=(a, t)} "
      "condition=(true){literal} from=(t)" },
    { "SELECT a FROM t FOR UPDATE SKIP LOCKED",
      "rows select query=(SELECT a FROM t FOR UPDATE SKIP LOCKED){select columns refs=(a, t)} "
      "from=(t) locks" },
    { "SELECT a FROM t FOR NO KEY UPDATE OF t",
      "rows select query=(SELECT a FROM t FOR NO KEY UPDATE OF t){select columns refs=(a, t)} "
      "from=(t) locks" },
    { "SELECT a FROM t WHERE id IN (SELECT id FROM u FOR SHARE) FETCH FIRST 5 ROWS ONLY",
      "rows select query=(SELECT a FROM t WHERE id IN (SELECT id FROM u FOR SHARE) FETCH FIRST 5 "
      "ROWS ONLY){select columns refs=(a, t, id, id, u)} where=(id IN (SELECT id FROM u FOR "
      "SHARE)){select columns refs=(id, id, u)} from=(t, u) limit locks" },
    { "SELECT my_func(), setval('q', 5)",
      "rows select query=(SELECT my_func(), setval('q', 5)){volatile function unknown-function "
      "select refs=(my_func, setval)}" },
    { "SELECT count(*) FROM t a, s.u b WHERE a.id = b.id",
      "rows select query=(SELECT count(*) FROM t a, s.u b WHERE a.id = b.id){function select "
      "columns refs=(count, t, s.u, t.id, s.u.id)} where=(a.id = b.id){columns refs=(t.id, "
      "s.u.id)} from=(t, s.u)" },
    { "(SELECT a FROM t) UNION ALL (SELECT b FROM u)",
      "rows select query=((SELECT a FROM t) UNION ALL (SELECT b FROM u)){select columns refs=(a, "
      "t, b, u)} from=(t, u)" },
    { "SELECT a FROM t WHERE a = 1 UNION SELECT b FROM u WHERE b = 2",
      "rows select query=(SELECT a FROM t WHERE a = 1 UNION SELECT b FROM u WHERE b = 2){select "
      "columns refs=(a, t, a, b, u, b)} where=(a = 1){columns refs=(a)} from=(t, u)" },
    { "WITH x AS (SELECT * FROM t), y (a) AS NOT MATERIALIZED (SELECT 1) SELECT * FROM x, y, z",
      "rows select query=(WITH x AS (SELECT * FROM t), y (a) AS NOT MATERIALIZED (SELECT 1) "
      "SELECT * FROM x, y, z){select refs=(t, z)} from=(t, z) star" },
    { "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SEARCH DEPTH FIRST BY n "
      "SET o SELECT * FROM r",
      "rows select query=(WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) "
      "SEARCH DEPTH FIRST BY n SET o SELECT * FROM r){select columns refs=(n, search, n, set)} "
      "star" },
    { "WITH d AS (DELETE FROM t WHERE a = 1 RETURNING *) INSERT INTO archive SELECT * FROM d",
      "rows delete table t where=(a = 1){columns refs=(a)}\n"
      "rows insert table archive query=(SELECT * FROM d){select} from-select" },
    { "WITH u AS (UPDATE t SET a = 1 RETURNING id), i AS (INSERT INTO log SELECT id FROM u) "
      "SELECT count(*) FROM u",
      "rows update table t set=(a)\n"
      "rows insert table log query=(SELECT id FROM u){select columns refs=(id, u)} from-select\n"
      "rows select query=(WITH u AS (UPDATE t SET a = 1 RETURNING id), i AS (INSERT INTO log "
      "SELECT id FROM u) SELECT count(*) FROM u){function select columns refs=(count)}" },
    { "WITH x AS (SELECT id FROM o) UPDATE t SET a = 1 FROM x WHERE t.id = x.id",
      "rows update table t set=(a) where=(t.id = x.id){columns refs=(t.id)} from=(o)" },
    { "WITH x AS (SELECT 1) DELETE FROM t USING x",
      "rows delete table t" },
    { "VALUES (1, 2), (3, 4)",
      "rows select query=(VALUES (1, 2), (3, 4)){select}" },
    { "TABLE s.t",
      "rows select from=(s.t) star" },
    { "INSERT INTO t VALUES (1, 'x')",
      "rows insert table t rows=1" },
    { "INSERT INTO s.t (a, b) VALUES (1, 2), (3, DEFAULT), (5, now())",
      "rows insert table s.t rows=3 set=(a, b)" },
    { "INSERT INTO t AS x (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = excluded.a WHERE x.a "
      "> 0 RETURNING *",
      "rows insert table t rows=1 set=(a) on-conflict" },
    { "INSERT INTO t DEFAULT VALUES",
      "rows insert table t rows=1" },
    { "INSERT INTO t (a) OVERRIDING SYSTEM VALUE SELECT b FROM s.u WHERE c > 1 ON CONFLICT DO "
      "NOTHING",
      "rows insert table t query=(SELECT b FROM s.u WHERE c > 1){select columns refs=(b, s.u, "
      "c)} set=(a) from=(s.u) from-select on-conflict" },
    { "INSERT INTO t SELECT * FROM u",
      "rows insert table t query=(SELECT * FROM u){select refs=(u)} from=(u) from-select" },
    { "INSERT INTO t (SELECT 1)",
      "rows insert table t query=((SELECT 1)){select} from-select" },
    { "INSERT INTO t (a) VALUES ((SELECT max(id) FROM u))",
      "rows insert table t rows=1 set=(a) from=(u)" },
    { "INSERT INTO t (a[1], b.c) VALUES (1, 2)",
      "rows insert table t rows=1 set=(a, b)" },
    { "INSERT INTO t WITH x AS (SELECT * FROM u) SELECT * FROM x",
      "rows insert table t query=(WITH x AS (SELECT * FROM u) SELECT * FROM x){select refs=(u)} "
      "from=(u) from-select" },
    { "INSERT INTO t (a) VALUES 1",
      "opaque: expected a row of values" },
    { "INSERT t VALUES (1)",
      "opaque: expected INTO, found t" },
    { "UPDATE t SET a = 1",
      "rows update table t set=(a)" },
    { "UPDATE ONLY s.t AS x SET a = x.b + 1, (c, d) = (SELECT 1, 2 FROM u), e[1] = 5 WHERE x.id "
      "= 7 RETURNING id",
      "rows update table s.t [only] set=(a, c, d, e) where=(x.id = 7){columns refs=(s.t.id)} "
      "from=(u)" },
    { "UPDATE t SET a = DEFAULT, b = CASE WHEN c THEN 1 ELSE 2 END FROM o JOIN p ON o.id = p.id "
      "WHERE t.id = o.id AND 1 = 1",
      "rows update table t set=(a, b) where=(t.id = o.id AND 1 = 1){columns refs=(t.id, o.id)} "
      "from=(o, p)" },
    { "UPDATE t SET a = 1 WHERE 1 = 1",
      "rows update table t set=(a) condition=(1 = 1){literal}" },
    { "UPDATE t SET a = 1 WHERE (true)",
      "rows update table t set=(a) condition=((true)){literal}" },
    { "UPDATE t SET a = 1 WHERE true OR id = 5",
      "rows update table t set=(a) condition=(true OR id = 5){columns refs=(id)}" },
    { "UPDATE t SET a = 1 WHERE 'x' = 'x' AND NOT false",
      "rows update table t set=(a) condition=('x' = 'x' AND NOT false){literal}" },
    { "UPDATE t SET a = 1 WHERE 1 <> 2",
      "rows update table t set=(a) condition=(1 <> 2){literal}" },
    { "UPDATE t SET a = 1 WHERE id = 5 AND true",
      "rows update table t set=(a) where=(id = 5 AND true){columns refs=(id)}" },
    { "UPDATE t SET a = b IS DISTINCT FROM c WHERE a",
      "rows update table t set=(a) where=(a){columns bare-column refs=(a)}" },
    { "UPDATE t SET a = 1 WHERE CURRENT OF c",
      "rows update table t set=(a) where=(CURRENT OF c){columns}" },
    { "UPDATE t SET a",
      "opaque: expected = and the value" },
    { "DELETE FROM t",
      "rows delete table t" },
    { "DELETE FROM ONLY s.t x USING o, p AS q WHERE x.id = o.id RETURNING *",
      "rows delete table s.t [only] where=(x.id = o.id){columns refs=(s.t.id, o.id)} from=(o, p)" },
    { "DELETE FROM t WHERE created < now() - interval '1 year' AND id IN (SELECT id FROM old)",
      "rows delete table t where=(created < now() - interval '1 year' AND id IN (SELECT id FROM "
      "old)){stable function select columns refs=(created, now, id, id, old)} from=(old)" },
    { "DELETE t",
      "opaque: expected FROM, found t" },
    { "DELETE FROM t LIMIT 5",
      "opaque: expected USING, WHERE or RETURNING" },
    { "MERGE INTO s.t AS x USING u ON x.id = u.id WHEN MATCHED AND u.d THEN DELETE WHEN MATCHED "
      "THEN UPDATE SET a = u.a, b = 1 WHEN NOT MATCHED THEN INSERT (id, a) VALUES (u.id, u.a) "
      "WHEN NOT MATCHED BY SOURCE THEN DO NOTHING RETURNING merge_action()",
      "rows merge table s.t set=(a, b, id, a) where=(x.id = u.id){columns refs=(s.t.id, u.id)} "
      "from=(u)" },
    { "TRUNCATE t",
      "rows truncate table t" },
    { "TRUNCATE TABLE ONLY a, s.b * RESTART IDENTITY CASCADE",
      "rows truncate table a [cascade, only] restart cascade\n"
      "rows truncate table s.b [cascade] restart cascade" },
    { "TRUNCATE t CONTINUE IDENTITY RESTRICT",
      "rows truncate table t" },
    { "COPY s.t (a, b) FROM '/x' WITH (FORMAT csv, HEADER true) WHERE a > 1",
      "rows copy table s.t set=(a, b) where=(a > 1){columns refs=(a)}" },
    { "COPY t FROM PROGRAM 'cat' CSV HEADER DELIMITER ','",
      "rows copy table t" },
    { "COPY t TO STDOUT",
      "rows select from=(t)" },
    { "COPY (SELECT * FROM t WHERE a = 1) TO '/x' CSV",
      "rows select query=(SELECT * FROM t WHERE a = 1){select columns refs=(t, a)} where=(a = "
      "1){columns refs=(a)} from=(t) star" },
    { "COPY t SIDEWAYS",
      "opaque: expected FROM, found SIDEWAYS" },
    { "COPY t FROM stdin",
      "rows copy table t" },
};

// clang-format on

TEST(rows)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, rows_cases, COUNT_OF(rows_cases));
}
