/* tests/unit/ddl/test_read_my_rows.c: data statements of MySQL and MariaDB. */
#include "unit/ddl/read_my_check.h"

/* clang-format off */
static const struct read_case mysql[] = {
    { "SELECT 1",
      "rows select\n" },
    { "SELECT * FROM t",
      "rows select from=(t) star\n" },
    { "SELECT a, b.* FROM t AS x JOIN s.b ON x.id = b.id WHERE x.c = 1 AND b.d > now() LIMIT 5",
      "rows select where=(x.c = 1 AND b.d > now()){stable function columns refs=(t.c, s.b.d, now)} from=(t, "
      "s.b) star limit\n" },
    { "SELECT a FROM t WHERE b = 1 FOR UPDATE",
      "rows select where=(b = 1){columns refs=(b)} from=(t) locks\n" },
    { "SELECT a FROM t LOCK IN SHARE MODE",
      "rows select from=(t) locks\n" },
    { "SELECT SQL_NO_CACHE COUNT(*) FROM t FORCE INDEX (i) WHERE EXTRACT(YEAR FROM d) = 2020",
      "rows select where=(EXTRACT(YEAR FROM d) = 2020){function columns refs=(EXTRACT, d)} from=(t)\n" },
    { "SELECT a FROM t WHERE id IN (SELECT t_id FROM u WHERE v = 1) GROUP BY a HAVING COUNT(*) > 1 ORDER BY a",
      "rows select where=(id IN (SELECT t_id FROM u WHERE v = 1)){select columns refs=(id, t_id, u, v)} "
      "from=(t, u)\n" },
    { "SELECT a INTO OUTFILE '/tmp/x' FROM t",
      "rows select from=(t)\n" },
    { "SELECT count(*) INTO @n FROM t WHERE a = 1",
      "rows select where=(a = 1){columns refs=(a)} from=(t)\n" },
    { "(SELECT a FROM t) UNION (SELECT b FROM u)",
      "rows select from=(t, u)\n" },
    { "SELECT a FROM t UNION ALL SELECT b FROM u WHERE c = 1",
      "rows select where=(c = 1){columns refs=(c)} from=(t, u)\n" },
    { "SELECT CONVERT(a USING utf8mb4), TRIM(LEADING '0' FROM b), DATE_ADD(c, INTERVAL 1 DAY), "
      "TIMESTAMPDIFF(DAY, d, e) FROM t, u AS w",
      "rows select from=(t, u)\n" },
    { "SELECT SUM(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t",
      "rows select from=(t)\n" },
    { "SELECT a FROM t WHERE MATCH (b, c) AGAINST ('x' IN BOOLEAN MODE)",
      "rows select where=(MATCH (b, c) AGAINST ('x' IN BOOLEAN MODE)){function columns refs=(b, c, AGAINST)} "
      "from=(t)\n" },
    { "VALUES ROW(1, 2), ROW(3, 4)",
      "rows select\n" },
    { "TABLE t",
      "rows select from=(t)\n" },
    { "WITH c AS (SELECT a FROM t) SELECT * FROM c",
      "rows select from=(t) star\n" },
    { "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT n FROM c",
      "rows select\n" },
    { "WITH c AS (SELECT id FROM o) UPDATE t JOIN c ON t.id = c.id SET t.a = 1",
      "rows update table t set=(t.a) from=(o)\n" },
    { "WITH c AS (SELECT id FROM o) DELETE FROM t WHERE id IN (SELECT id FROM c)",
      "rows delete table t where=(id IN (SELECT id FROM c)){select columns refs=(id, id)} from=(o)\n" },
    { "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
      "rows insert table t rows=2\n" },
    { "INSERT t (a, b) VALUE (1, 2)",
      "rows insert table t rows=1 set=(a, b)\n" },
    { "INSERT INTO db.t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = VALUES(a)",
      "rows insert table db.t rows=1 set=(a) on-conflict\n" },
    { "INSERT IGNORE INTO t (a, b) SELECT x, y FROM u WHERE z = 1",
      "rows insert table t set=(a, b) where=(z = 1){columns refs=(z)} from=(u) from-select on-conflict\n" },
    { "INSERT INTO t SET a = 1, b = NOW()",
      "rows insert table t rows=1 set=(a, b)\n" },
    { "INSERT INTO t () VALUES ()",
      "rows insert table t rows=1\n" },
    { "INSERT LOW_PRIORITY INTO t PARTITION (p0) (a) VALUES (1) AS n ON DUPLICATE KEY UPDATE a = n.a",
      "rows insert table t rows=1 set=(a) on-conflict\n" },
    { "INSERT INTO t (SELECT * FROM u)",
      "rows insert table t from=(u) from-select\n" },
    { "INSERT INTO t TABLE u",
      "rows insert table t from=(u) from-select\n" },
    { "INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c",
      "rows insert table t star from-select\n" },
    { "REPLACE INTO t (a) VALUES (1)",
      "rows replace table t rows=1 set=(a)\n" },
    { "REPLACE t SELECT * FROM u",
      "rows replace table t from=(u) star from-select\n" },
    { "UPDATE t SET a = 1",
      "rows update table t set=(a)\n" },
    { "UPDATE t SET a = 1, b = b + 1 WHERE c = 2 ORDER BY d LIMIT 10",
      "rows update table t set=(a, b) where=(c = 2){columns refs=(c)} limit\n" },
    { "UPDATE LOW_PRIORITY IGNORE t SET a = 1 WHERE 1",
      "rows update table t set=(a) condition=(1){literal} on-conflict\n" },
    { "UPDATE t, u SET t.a = u.b, u.c = 1 WHERE t.id = u.id",
      "rows update table t set=(t.a, u.c) where=(t.id = u.id){columns refs=(t.id, u.id)} from=(t, u)\n"
      "rows update table u set=(t.a, u.c) where=(t.id = u.id){columns refs=(t.id, u.id)} from=(t, u)\n" },
    { "UPDATE t AS x INNER JOIN s.u AS y ON x.id = y.id SET x.a = y.b, y.c = 5 WHERE y.d IS NULL",
      "rows update table t set=(x.a, y.c) where=(y.d IS NULL){columns refs=(s.u.d)} from=(t, s.u)\n"
      "rows update table s.u set=(x.a, y.c) where=(y.d IS NULL){columns refs=(s.u.d)} from=(t, s.u)\n" },
    { "UPDATE t SET a = (SELECT max(b) FROM u WHERE u.id = t.id) WHERE TRUE",
      "rows update table t set=(a) condition=(TRUE){literal} from=(u)\n" },
    { "DELETE FROM t",
      "rows delete table t\n" },
    { "DELETE FROM t WHERE a = 1 LIMIT 100",
      "rows delete table t where=(a = 1){columns refs=(a)} limit\n" },
    { "DELETE QUICK FROM t WHERE 1 = 1",
      "rows delete table t condition=(1 = 1){literal}\n" },
    { "DELETE a FROM t AS a JOIN u AS b ON a.id = b.id WHERE b.x = 1",
      "rows delete table t where=(b.x = 1){columns refs=(u.x)} from=(u)\n" },
    { "DELETE t, u FROM t INNER JOIN u USING (id)",
      "rows delete table t from=(t, u)\n"
      "rows delete table u from=(t, u)\n" },
    { "DELETE FROM a.*, b USING t AS a JOIN u AS b WHERE a.id = b.id",
      "rows delete table t where=(a.id = b.id){columns refs=(t.id, u.id)} from=(t, u)\n"
      "rows delete table u where=(a.id = b.id){columns refs=(t.id, u.id)} from=(t, u)\n" },
    { "LOAD DATA LOCAL INFILE '/x.csv' IGNORE INTO TABLE db.t CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' "
      "ENCLOSED BY '\"' LINES TERMINATED BY '\\n' IGNORE 1 LINES (a, @b, c) SET d = @b",
      "rows copy table db.t set=(a, c) on-conflict\n" },
    { "LOAD XML INFILE 'x' INTO TABLE t",
      "rows copy table t\n" },
    { "HANDLER t OPEN",
      "rows select table t\n" },
    { "HANDLER t READ FIRST WHERE a = 1",
      "rows select table t\n" },
    { "INSERT INTO t VALUES (1, (2)",
      "opaque: a parenthesis is not closed\n" },
    { "UPDATE t WHERE a = 1",
      "opaque: expected SET, found the end\n" },
    { "DELETE t WHERE a = 1",
      "opaque: expected FROM, found WHERE\n" },
    { "INSERT INTO t",
      "opaque: expected VALUES or a query\n" },
};

static const struct read_case mariadb[] = {
    { "DELETE FROM t WHERE a = 1 RETURNING id",
      "rows delete table t where=(a = 1){columns refs=(a)}\n" },
    { "INSERT INTO t (a) VALUES (1) RETURNING id, a",
      "rows insert table t rows=1 set=(a)\n" },
    { "REPLACE INTO t (a) VALUES (1) RETURNING *",
      "rows replace table t rows=1 set=(a)\n" },
    { "DELETE HISTORY FROM t BEFORE SYSTEM_TIME '2020-01-01'",
      "rows delete table t\n" },
    { "SELECT * FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '2020-01-01' WHERE a = 1",
      "rows select where=(a = 1){columns refs=(a)} from=(t) star\n" },
    { "SELECT NEXT VALUE FOR s, nextval(db.s2)",
      "rows select\n" },
    { "ANALYZE UPDATE t SET a = 1 WHERE b = 2",
      "rows update table t set=(a) where=(b = 2){columns refs=(b)}\n" },
    { "ANALYZE FORMAT=JSON SELECT * FROM t",
      "rows select from=(t) star\n" },
    { "SET STATEMENT max_statement_time = 5 FOR DELETE FROM t",
      "session max_statement_time value='5'\n"
      "rows delete table t\n" },
};

/* clang-format on */

TEST(reads_mysql)
{
    check_reads(a, DIALECT_MYSQL, mysql, COUNT_OF(mysql));
}

TEST(reads_mariadb)
{
    check_reads(a, DIALECT_MARIADB, mariadb, COUNT_OF(mariadb));
}
