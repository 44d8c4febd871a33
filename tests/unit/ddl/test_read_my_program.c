/* tests/unit/ddl/test_read_my_program.c: views, routines, triggers, events and blocks of MySQL and MariaDB. */
#include "unit/ddl/read_my_check.h"

/* clang-format off */
static const struct read_case mysql[] = {
    { "CREATE VIEW v AS SELECT a FROM t",
      "create view v query=(SELECT a FROM t){select columns refs=(a, t)}\n" },
    { "CREATE OR REPLACE ALGORITHM = MERGE DEFINER = 'u'@'h' SQL SECURITY INVOKER VIEW db.v (x, y) AS SELECT "
      "a, b FROM t WHERE c = 1 WITH LOCAL CHECK OPTION",
      "create view db.v [or replace] algorithm='merge' definer='u@h' security='invoker' column names=('x', "
      "'y') query=(SELECT a, b FROM t WHERE c = 1){select columns refs=(a, b, t, c)} check option='local'\n" },
    { "CREATE DEFINER=`root`@`localhost` VIEW v AS SELECT 1 WITH CHECK OPTION",
      "create view v definer='root@localhost' query=(SELECT 1){select} check option='cascaded'\n" },
    { "CREATE ALGORITHM=UNDEFINED DEFINER=CURRENT_USER() VIEW v AS (SELECT 1) UNION (SELECT 2)",
      "create view v definer='current_user' query=((SELECT 1) UNION (SELECT 2)){select}\n" },
    { "ALTER ALGORITHM=TEMPTABLE VIEW v AS SELECT 2 WITH CASCADED CHECK OPTION",
      "alter view v algorithm='temptable' query=(SELECT 2){select} check option='cascaded'\n" },
    { "ALTER VIEW v AS SELECT 3",
      "alter view v query=(SELECT 3){select}\n" },
    { "DROP VIEW IF EXISTS v, w",
      "drop view v [if exists]\n"
      "drop view w [if exists]\n" },
    { "CREATE PROCEDURE p () SELECT 1",
      "create procedure p parameters='' body='SELECT 1'\n" },
    { "CREATE DEFINER = u@h PROCEDURE IF NOT EXISTS db.p (IN a INT, OUT b VARCHAR(10)) LANGUAGE SQL NOT "
      "DETERMINISTIC READS SQL DATA SQL SECURITY INVOKER COMMENT 'c' BEGIN DECLARE x INT; SELECT count(*) "
      "INTO x FROM t1, t2 b WHERE 1; INSERT INTO t3 SELECT * FROM t4 JOIN db.t5 USING (id); UPDATE t6 SET a = "
      "1; DELETE FROM t7; END",
      "create procedure db.p [if not exists] definer='u@h' parameters='IN a INT, OUT b VARCHAR(10)' "
      "language='sql' volatility=reset options=('reads sql data') security='invoker' comment='c' body='BEGIN "
      "DECLARE x INT; SELECT count(*) INTO x FROM t1, t2 b WHERE 1; INSERT INTO t3 SELECT * FROM t4 JOIN "
      "db.t5 USING (id); UPDATE t6 SET a = 1; DELETE FROM t7; END' depends on=(t1, t2, t3, t4, db.t5, t6, t7)"
      "\n" },
    { "CREATE FUNCTION f (a INT, b TEXT CHARSET utf8mb4) RETURNS VARCHAR(20) CHARSET latin1 DETERMINISTIC NO "
      "SQL RETURN concat(a, b)",
      "create function f parameters='a INT, b TEXT CHARSET utf8mb4' returns='VARCHAR(20) CHARSET latin1' "
      "volatility='deterministic' options=('no sql') body='RETURN concat(a, b)'\n" },
    { "CREATE AGGREGATE FUNCTION u RETURNS INTEGER SONAME 'lib.so'",
      "create function u options=('aggregate') returns='INTEGER' module='lib.so'\n" },
    { "CREATE FUNCTION u RETURNS STRING SONAME 'lib.so'",
      "create function u returns='STRING' module='lib.so'\n" },
    { "DROP PROCEDURE IF EXISTS p",
      "drop procedure p [if exists]\n" },
    { "DROP FUNCTION db.f",
      "drop function db.f\n" },
    { "ALTER PROCEDURE p COMMENT 'x' SQL SECURITY DEFINER",
      "alter procedure p comment='x' security='definer'\n" },
    { "ALTER FUNCTION f MODIFIES SQL DATA LANGUAGE SQL",
      "alter function f options+='modifies sql data' language='sql'\n" },
    { "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
      "create trigger t.tr timing='before' events=('insert') for each row=true body='SET NEW.a = 1'\n" },
    { "CREATE DEFINER=`a`@`%` TRIGGER IF NOT EXISTS db.tr AFTER UPDATE ON db.t FOR EACH ROW FOLLOWS other "
      "BEGIN IF NEW.a <> OLD.a THEN INSERT INTO log VALUES (NEW.a); END IF; END",
      "create trigger db.t.tr [if not exists] definer='a' timing='after' events=('update') for each row=true "
      "options=('follows other') body='BEGIN IF NEW.a <> OLD.a THEN INSERT INTO log VALUES (NEW.a); END IF; "
      "END' depends on=(log)\n" },
    { "DROP TRIGGER IF EXISTS db.tr",
      "drop trigger db.tr [if exists]\n" },
    { "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2020-01-01 00:00:00' + INTERVAL 1 HOUR ON COMPLETION "
      "PRESERVE DISABLE COMMENT 'c' DO DELETE FROM t WHERE a < NOW()",
      "create event e schedule='EVERY 1 DAY STARTS ''2020-01-01 00:00:00'' + INTERVAL 1 HOUR' options=('on "
      "completion preserve') enabled='disabled' comment='c' body='DELETE FROM t WHERE a < NOW()' depends "
      "on=(t)\n" },
    { "CREATE EVENT IF NOT EXISTS e ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 HOUR DO CALL p()",
      "create event e [if not exists] schedule='AT CURRENT_TIMESTAMP + INTERVAL 1 HOUR' body='CALL p()'\n" },
    { "ALTER EVENT e RENAME TO f",
      "alter event e\n"
      "rename event e to f\n" },
    { "ALTER DEFINER = u EVENT e ON SCHEDULE EVERY 2 HOUR ENABLE",
      "alter event e definer='u' schedule='EVERY 2 HOUR' enabled=reset\n" },
    { "ALTER EVENT e DISABLE ON SLAVE",
      "alter event e enabled='replica'\n" },
    { "DROP EVENT IF EXISTS e",
      "drop event e [if exists]\n" },
    { "CALL p(1, @a)",
      "run procedure p\n" },
    { "CALL db.p",
      "run procedure db.p\n" },
    { "DO sleep(1), get_lock('x', 1)",
      "run expression=(sleep(1), get_lock('x', 1)){volatile function refs=(sleep, get_lock)}\n" },
    { "PREPARE s FROM 'ALTER TABLE t ADD COLUMN a INT'",
      "run s\n"
      "  create column t.a [in body] type=int\n" },
    { "PREPARE s FROM 'SELECT ''x'''",
      "run s\n"
      "  rows select [in body]\n" },
    { "PREPARE s FROM @sql",
      "opaque: the statement is put together at run time\n" },
    { "EXECUTE s",
      "run s\n" },
    { "EXECUTE s USING @a, @b",
      "run s\n" },
    { "DEALLOCATE PREPARE s",
      "session deallocate value='s'\n" },
    { "DROP PREPARE s",
      "session deallocate value='s'\n" },
    { "CREATE VIEW v AS",
      "opaque: expected a query behind AS\n" },
    { "CREATE TRIGGER t DURING INSERT ON t FOR EACH ROW SET @a = 1",
      "opaque: expected BEFORE or AFTER\n" },
};

static const struct read_case mariadb[] = {
    { "CREATE OR REPLACE PROCEDURE p () BEGIN END",
      "create procedure p [or replace] parameters='' body='BEGIN END'\n" },
    { "CREATE OR REPLACE TRIGGER tr AFTER INSERT OR UPDATE ON t FOR EACH ROW PRECEDES x SET @a = 1",
      "create trigger t.tr [or replace] timing='after' events=('insert', 'update') for each row=true "
      "options=('precedes x') body='SET @a = 1'\n" },
    { "CREATE OR REPLACE PACKAGE pk AS PROCEDURE p1(); END",
      "create package pk [or replace] body='PROCEDURE p1(); END'\n" },
    { "CREATE PACKAGE BODY db.pk AS x INT; PROCEDURE p1() AS BEGIN NULL; END; END",
      "create package db.pk what='body' body='x INT; PROCEDURE p1() AS BEGIN NULL; END; END'\n" },
    { "DROP PACKAGE BODY IF EXISTS pk",
      "drop package pk [if exists]\n" },
    { "CREATE OR REPLACE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
      "create event e [or replace] schedule='EVERY 1 DAY' body='SELECT 1'\n" },
    { "EXECUTE IMMEDIATE 'DROP TABLE t'",
      "run\n"
      "  drop table t [in body]\n" },
    { "EXECUTE IMMEDIATE concat('DROP TABLE ', @t)",
      "opaque: the statement is put together at run time\n" },
    { "EXECUTE IMMEDIATE 'SELECT ?' USING @a",
      "run\n"
      "  rows select [in body]\n" },
    { "BEGIN NOT ATOMIC ALTER TABLE t ADD a INT; IF (SELECT 1) THEN DROP TABLE u; ELSE UPDATE v SET a = 1; "
      "END IF; END",
      "run\n"
      "  create column t.a [in body] type=int(11)\n"
      "  drop table u [in body]\n"
      "  rows update table v [in body] set=(a)\n" },
    { "BEGIN NOT ATOMIC DECLARE x INT DEFAULT 1; DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; "
      "WHILE x < 5 DO SET x = x + 1; INSERT INTO t VALUES (x); END WHILE; PREPARE s FROM concat('a', x); "
      "EXECUTE s; END",
      "run\n"
      "  control rollback [in body]\n"
      "  session x [in body] value='x + 1'\n"
      "  rows insert table t [in body] rows=1\n"
      "  opaque [in body]: the statement is put together at run time\n"
      "  run s [in body]\n" },
    { "IF @a = 1 THEN CREATE TABLE t (a INT); END IF",
      "run\n"
      "  create table t [in body]\n"
      "  create column t.a [in body] type=int(11)\n" },
    { "FOR i IN 1..3 DO INSERT INTO t VALUES (i); END FOR",
      "run\n"
      "  rows insert table t [in body] rows=1\n" },
    { "CASE @a WHEN 1 THEN DROP TABLE x; ELSE DROP TABLE y; END CASE",
      "run\n"
      "  drop table x [in body]\n"
      "  drop table y [in body]\n" },
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
