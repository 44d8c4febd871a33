/* tests/unit/sql/test_split_mysql.c: pieces of MySQL and MariaDB texts. */
#include "split_check.h"

static const struct split_case cases[] = {
    { { "S|select 1;", "_|\n", "S|select 2" } },
    { { "S|select '\\';', \"\\\";\", `\\`;", "S|x;" } },
    { { "S|select 'it''s;', \"a\"\";\", `a``;`;", "S|x;" } },
    { { "C|# a;\n", "C|-- b;\n", "C|--\n", "C|--c;\n", "S|select 1 -- ;\n;", "S|x;" } },
    { { "S|select 5--1;", "S|select 5 --\t;\n -- ;\n #;\n;", "S|x;" } },
    { { "S|select 1 /* ; /* ; */ ;", "S|x;" } },
    { { "S|/*!40101 SET NAMES utf8 */;", "_|\n", "S|/*! set @a='*/;' */;", "S|x;" } },
    { { "S|/*!50003 CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN a; END */;", "S|x;" } },
    { { "S|/*!50001 a /* ; */ b */;", "S|x;" } },
    { { "S|select 1\\G", "_|\n", "S|select 2\\g", "S|x;" } },
    { { "L|DELIMITER //\n", "S|select 1; select 2//", "_|\n", "L|delimiter ;\n", "S|x;" } },
    { { "_| ", "L|delimiter $$ -- c\r\n", "S|a;'$$'$$", "_| $$ ", "S|b $$", "_|\n",
        "L|Delimiter ';'\n", "S|x;" } },
    { { "L|delimiter ;;\n", "S|create trigger t begin a; end ;;", "_|\n", "S|b;c;;", "_|\n",
        "L|delimiter ;" } },
    { { "L|delimiter go\n", "S|a;\ngo", "_|\n", "S|x g;o go", "_|\n" } },
    { { "L|delimiter $$\n", "S|begin a; end$$", "_|\n", "S|$a$b$$", "S|c$ d$$" } },
    { { "S|a;", "_| ", "S|delimiter //\nb;" } },
    { { "S|a\ndelimiter //\nb;", "_|\n", "S|delimiters x;" } },
    { { "C|/* c */", "_| ", "S|delimiter //;" } },
    { { "S|CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\n  IF a THEN b; ELSEIF c THEN d; ELSE e; END "
        "IF;\nEND;",
        "_|\n", "S|x;" } },
    { { "S|create definer=`a`@`b` procedure if not exists s.p(in a int) comment 'c;' begin "
        "begin end; end;",
        "S|x;" } },
    { { "S|create definer=current_user() procedure if not exists p() begin a; end;", "S|x;" } },
    { { "S|create function f() returns int deterministic return if(1,2,3);", "S|x;" } },
    { { "S|create function f() returns set('a') begin a; end;", "S|x;" } },
    { { "S|create function f returns string soname 'a.so';", "S|x;" } },
    { { "S|create procedure p() select case a when 1 then 2 end, if(1,2,3), repeat('a',3);",
        "S|x;" } },
    { { "S|create procedure p() l: begin declare c cursor for select 1; declare continue handler "
        "for not found begin a; end; declare exit handler for sqlexception set x = if(1,2,3); "
        "m: loop leave m; end loop m; while a do b; end while; repeat a; until b end repeat; "
        "case a when 1 then b; else c; end case; set a = case when 1 then if(1,2,3) else 4 end; "
        "end l;",
        "S|x;" } },
    { { "S|create procedure p() begin if case a when 1 then 0 end then begin b; end; end if; "
        "end;",
        "S|x;" } },
    { { "S|create procedure p() begin if exists(select 1) then a; else if b then c; end if; end "
        "if; do if(1,2,3); end;",
        "S|x;" } },
    { { "S|create procedure p() if a then b; end if;", "S|x;" } },
    { { "S|create procedure p() while a do b; end while;", "S|x;" } },
    { { "S|create procedure p() begin for i in 1..10 do a; end for; select 1 for update; end;",
        "S|x;" } },
    { { "S|create procedure p() begin select t.begin, t.end, `case` from t; select @end; end;",
        "S|x;" } },
    { { "S|create trigger begin before insert on t for each row set new.a = if(1,2,3);", "S|x;" } },
    { { "S|create trigger a after update on t for each row follows `b` begin c; end;", "S|x;" } },
    { { "S|create trigger a after update on t for each row precedes b if c then d; end if;",
        "S|x;" } },
    { { "S|create event if not exists e on schedule every 1 day ends '2020-01-01' do begin a; "
        "end;",
        "S|alter event e do begin a; b; end;", "S|alter event e disable;", "S|x;" } },
    { { "S|begin not atomic a; if b then c; end if; end;", "S|begin;", "S|begin work;", "S|x;" } },
    { { "S|if a then b; end if;", "S|while a do b; end while;", "S|x;" } },
    { { "S|create table begin (a int);", "S|create view v as select 1 as `begin`;",
        "S|alter table t add begin int;", "S|create temporary table event (x int);",
        "S|drop procedure p;", "S|insert into trigger values ('begin');", "S|x;" } },
    { { "S|create procedure p() begin a;", "_|\n", "X|-- afloat:down\n", "S|drop procedure p;" } },
    { { "S|select 1", "_|\n", "X|# afloat:down\n", "S|select (1", "_|\n", "X|-- afloat:x" } },
    { { "S|set sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES';", "S|select '\\';",
        "S|select \"\\\";", "S|set session sql_mode=default;", "S|select '\\';', \"\\\";\";" } },
    { { "S|set @@session.sql_mode := \"no_backslash_escapes\";", "S|select '\\';",
        "S|SET sql_mode=@old;", "S|select '\\';';" } },
    { { "S|/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='ANSI_QUOTES' */;",
        "S|select \"\\\", '\\';';", "S|/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;",
        "S|select \"\\\";\";" } },
    { { "S|set global sql_mode='NO_BACKSLASH_ESCAPES';", "S|set @sql_mode='ANSI_QUOTES';",
        "S|set x=1, @@global.sql_mode='NO_BACKSLASH_ESCAPES';",
        "S|set sql_mode=concat(@@sql_mode, 'x');", "S|select '\\';', \"\\\";\";" } },
};

TEST(pieces)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_case(a, DIALECT_MARIADB, 0, &cases[i]);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_case(a, DIALECT_MYSQL, 0, &cases[i]);
}

TEST(where_mysql_and_mariadb_differ)
{
    static const struct split_case maria[] = {
        { { "S|/*M!999999\\- enable the sandbox mode */\n-- c\n/*!40101 a */;", "_|\n", "S|x;" } },
        { { "S|/*M!100100 a */;" } },
        { { "S|create or replace package p as a int; procedure b(); end;", "S|x;" } },
        { { "S|create procedure p(a int) as b int; begin c; end;", "S|x;" } },
        { { "S|create function f(a int) return int as b int; begin c; end;", "S|x;" } },
    };
    static const struct split_case mysql = { { "C|/*M!100100 a */", "_|;" } };

    for (size_t i = 0; i < COUNT_OF(maria); i++)
        check_case(a, DIALECT_MARIADB, 0, &maria[i]);
    check_case(a, DIALECT_MYSQL, 0, &mysql);
}

TEST(modes_of_the_session)
{
    static const struct split_case ansi = { { "S|select \"\\\", '\\';';", "S|x;" } };
    static const struct split_case plain = { { "S|select '\\';", "S|select \"\\\";" } };

    check_case(a, DIALECT_MYSQL, SPLIT_ANSI_QUOTES, &ansi);
    check_case(a, DIALECT_MYSQL, SPLIT_NO_BACKSLASH_ESCAPES, &plain);
}

TEST(errors)
{
    static const struct error_case errors[] = {
        { "select 'a\\';", ERR_SQL_UNTERMINATED, 1, 8, "select 'a\\';" },
        { "select\n \"a", ERR_SQL_UNTERMINATED, 2, 2, " \"a" },
        { "select `a", ERR_SQL_UNTERMINATED, 1, 8, NULL },
        { "select 1 /*", ERR_SQL_UNTERMINATED, 1, 10, NULL },
        { "x;\n/*!40101 set", ERR_SQL_UNTERMINATED, 2, 1, "/*!40101 set" },
        { "create procedure p()\n begin select 1;", ERR_SQL_UNTERMINATED, 2, 2,
          " begin select 1;" },
        { "a;\ndelimiter\nb", ERR_SQL_META, 2, 1, "delimiter" },
        { "delimiter a\\b\n", ERR_SQL_META, 1, 1, NULL },
        { "delimiter 0123456789abcdef\n", ERR_SQL_META, 1, 1, NULL },
        { "delimiter ''\n", ERR_SQL_META, 1, 1, NULL },
    };

    for (size_t i = 0; i < COUNT_OF(errors); i++)
        check_error(a, DIALECT_MARIADB, &errors[i]);
}

TEST(time_is_linear)
{
    static const struct {
        const char *before, *one, *after;
    } rows[] = {
        { "insert into t values ", "(1,'a\\'b','c'),\n", "(2);" },
        { "create procedure p() begin ", "if a then b; end if; ", "end;" },
        { "create procedure p() begin ", "if a then ", "end" },
        { "set sql_mode='x', ", "@a=1, ", "@b=2;" },
        { "", "delimiter //\na//\ndelimiter ;\n", "" },
        { "delimiter ab\n", "aaaa", "ab" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool open = strcmp(rows[i].after, "end") == 0;
        str text = repeat(a, rows[i].one, 1000000 / strlen(rows[i].one), rows[i].before,
                          open ? "\n-- afloat:x\n" : rows[i].after);

        EXPECT(check_whole(a, DIALECT_MYSQL, text, 100000).work < 12 * (uint64_t)text.n);
    }
}

TEST(deep_nesting)
{
    str text = repeat(a, "begin if a then ", 1000, "create procedure p() ", "");
    str close = repeat(a, " b; end if; end;", 1000, "", "x;");
    struct check_totals t = check_whole(
        a, DIALECT_MYSQL, str_printf(a, STR_FMT STR_FMT, STR_ARG(text), STR_ARG(close)), 4096);

    EXPECT_INT(t.pieces[PIECE_STATEMENT], 2);
}
