/* tests/unit/sql/test_split_sqlite.c: pieces of SQLite texts. */
#include "split_check.h"

static const struct split_case cases[] = {
    { { "S|select 1;", "_|\n", "S|select 2" } },
    { { "S|select '\\';", "S|select 'it''s;', \"a\"\";\", `b``;`, [c;\"'];", "S|x;" } },
    { { "S|select x'00;';", "S|select $a::b(';'), :a, @b, ?1;", "S|x;" } },
    { { "C|--a;\n", "S|select 1--;\n;", "S|select 1 /* ; /* ; */;", "S|x;" } },
    { { "S|CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT 1; SELECT CASE WHEN 1 THEN 2 END; END;",
        "S|x;" } },
    { { "S|create temp trigger if not exists t when new.\"begin\" = 'x;' begin select case case a "
        "when 1 then 2 end when 1 then 2 end; update t set a = 1; /* ; end; */ -- c\n end ;",
        "S|x;" } },
    { { "S|explain query plan create temporary trigger t begin select 1; end;", "S|x;" } },
    { { "S|create trigger end after insert on t begin delete from end; end", "_|\n" } },
    { { "S|create trigger t;", "S|drop trigger t;", "S|create table trigger(a);", "S|begin;",
        "S|insert into t values('begin');", "S|end;", "S|x;" } },
    { { "S|create trigger t begin select 1;", "_|\n", "X|-- afloat:down\n", "S|x" } },
    { { "S|select (1;", "S|2);" } },
    { { "S|select $$;", "S|select E'\\';", "S|x;" } },
    { { "S|select 1 \\ 2;", "S|\\x;", "S|select 1#2;" } },
};

TEST(pieces)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_case(a, DIALECT_SQLITE, 0, &cases[i]);
}

TEST(errors)
{
    static const struct error_case errors[] = {
        { "select 'x", ERR_SQL_UNTERMINATED, 1, 8, "select 'x" },
        { "x;\n select [x", ERR_SQL_UNTERMINATED, 2, 9, " select [x" },
        { "create trigger t\nbegin select case 1 end; x", ERR_SQL_UNTERMINATED, 2, 1, NULL },
        { "/* x", ERR_SQL_UNTERMINATED, 1, 1, "/* x" },
    };

    for (size_t i = 0; i < COUNT_OF(errors); i++)

        check_error(a, DIALECT_SQLITE, &errors[i]);
}
