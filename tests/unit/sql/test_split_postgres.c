/* tests/unit/sql/test_split_postgres.c: pieces of PostgreSQL texts, and what holds for every dialect. */
#include "split_check.h"

static const struct split_case cases[] = {
    { { "S|select 1;", "_|\n", "S|select 2" } },
    { { "_|\xEF\xBB\xBF", "S|select 1;", "_|\n" } },
    { { "_|\xEF\xBB\xBF\n ; ", "S|select 1 ;" } },
    { { "C|-- a\n", "C|/* b */\n", "C|/* c */", "_| ", "C|-- d" } },
    { { "C|-- a\r\n", "S|select 1;", "_|\r\n", "C|/* b */\r\n" } },
    { { "C|-- a\r", "S|select 1;" } },
    { { "S|select ';' ';' \";\" ;", "S|select 'it''s;';" } },
    { { "S|select '\\';", "S|select 1;" } },
    { { "S|select E'\\';', e'a''\\\\';", "S|select 1;" } },
    { { "S|select E'a'\n  'b\\';';", "S|select 1;" } },
    { { "S|select E'a' -- c ' \n -- d\n 'b\\';';", "S|select 1;" } },
    { { "S|select E'a' 'b\\';", "S|select 1;" } },
    { { "S|select U&'\\0041;' , U&\"a;\"\"b\" UESCAPE '!';", "S|select u;" } },
    { { "S|select b'1;', X'A;', n';';", "S|select u&1;" } },
    { { "S|select $$;$$, $a$;$$;$a$, $a$$a$;", "S|select 1;" } },
    { { "S|select a$b$;", "S|select $1;", "S|select c$b$;" } },
    { { "S|select $\xC3\xA9$;$\xC3\xA9$;", "S|x;" } },
    { { "S|select $a $b$;$b$;", "S|x;" } },
    { { "S|select 1 /* ; /* ; */ ; */ ;", "S|x;" } },
    { { "S|select 1+--;\n2;", "S|select 1*/*;*/2;", "S|a//b;" } },
    { { "S|select (1;2);", "S|select 1));", "S|x;" } },
    { { "S|CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO l VALUES (1); DELETE FROM x);",
        "_|\n", "S|x;" } },
    { { "S|CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE 1 WHEN 1 THEN 2 "
        "END; END;",
        "S|x;" } },
    { { "S|create or replace procedure p() begin atomic begin; end; end;", "S|x;" } },
    { { "S|create or replace function p() language sql begin atomic; end;", "S|x;" } },
    { { "S|BEGIN;", "S|create table t(a int);", "S|END;", "S|create view begin as select 1;",
        "S|x;" } },
    { { "S|create function f(\"begin\" int) returns int as 'begin' language sql;", "S|x;" } },
    { { "S|create temp function begin;", "S|x;" } },
    { { "M|\\restrict abc\n", "S|select 1;", "_| ", "M|\\unrestrict abc\n", "M|\\q" } },
    { { "S|select 1", "_| ", "M|\\gset x_\n", "S|select 2;" } },
    { { "S|select (1", "_|\n", "M|\\g\n", "S|select 2;" } },
    { { "S|select 1\\; select 2;", "S|\\; x;", "S|select \\:y;" } },
    { { "S|copy t from stdin;", "_|\n", "D|1\t2\n;\n'\n", "E|\\.\n", "S|x;" } },
    { { "S|COPY t (a, \"from\") FROM /* c */ STDIN WITH (format csv);", "_|  \r\n", "D|1\r\n",
        "E|\\.\r\n", "_|\r\n" } },
    { { "S|copy t from stdin;", "_|\n", "E|\\." } },
    { { "S|copy t from stdin;", "_| ", "C|-- c\n", "D|1\n\\.x\n\n \\.\n", "E|\\.\n" } },
    { { "S|copy t from 'stdin';", "_|\n", "S|copy (select 1 from stdin) to stdout;", "S|x;" } },
    { { "S|copy t to stdout;", "S|select 1 from stdin;", "S|x;" } },
    { { "S|select 1", "_|\n", "X|-- afloat:down\n", "S|select 2", "_|\n\n" } },
    { {
        "S|select (1,\n '2' -- c",
        "_|\n  ",
        "X|-- afloat:down",
    } },
    { { "S|select ' \n-- afloat:x\n', $$\n-- afloat:y\n$$, \"\n-- afloat:z\n\";" } },
    { { "C|/*\n-- afloat:x\n*/\n", "S|select 1;", "_| ", "C|-- afloat:x\n", "X|-- afloat:x\r\n" } },
    { { "S|create function f() begin atomic select 1;", "_|\n", "X|-- afloat:down\n", "S|x" } },
    { { "S|select 1 -- afloat:x\n;", "_|\n" } },
    { { "_|;;;" } },
    { { "S|\xC3\xA9 ;", "_| \n ;\n", "C|-- \xE2\x82\xAC\n", "S|\xF0\x9F\x98\x80" } },
};

TEST(pieces)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_case(a, DIALECT_POSTGRES, 0, &cases[i]);
}

TEST(errors)
{
    static const struct error_case errors[] = {
        { "select 1;\n select 'x\n;", ERR_SQL_UNTERMINATED, 2, 9, " select 'x" },
        { "select \"x", ERR_SQL_UNTERMINATED, 1, 8, "select \"x" },
        { "select\n$a$ $b$", ERR_SQL_UNTERMINATED, 2, 1, "$a$ $b$" },
        { "select E'\\'", ERR_SQL_UNTERMINATED, 1, 8, NULL },
        { "select 1; /* /* */", ERR_SQL_UNTERMINATED, 1, 11, "select 1; /* /* */" },
        { "select 1 /* ", ERR_SQL_UNTERMINATED, 1, 10, NULL },
        { "create function f()\n  begin atomic case;", ERR_SQL_UNTERMINATED, 2, 3,
          "  begin atomic case;" },
        { "\n copy t from stdin;\n1\n", ERR_SQL_UNTERMINATED, 2, 2, NULL },
        { "copy t from stdin; ", ERR_SQL_UNTERMINATED, 1, 1, NULL },
        { "copy t from stdin; select 1;\n\\.\n", ERR_SQL_COPY, 1, 20,
          "copy t from stdin; select 1;" },
        { "copy t from stdin;;\n\\.\n", ERR_SQL_COPY, 1, 19, NULL },
        { "select 1;\nselect \xC3(;", ERR_FILE_UTF8, 2, 8, "select " },
        { "select 1;\nselect \xE2\x82", ERR_FILE_UTF8, 2, 8, "select " },
        { "copy t from stdin;\n\xFF\n", ERR_FILE_UTF8, 2, 1, "" },
    };

    for (size_t i = 0; i < COUNT_OF(errors); i++)
        check_error(a, DIALECT_POSTGRES, &errors[i]);
}

TEST(nul_is_an_error_at_its_place)
{
    struct split_opts opts = check_opts(DIALECT_POSTGRES, 0);
    static const struct error_case want = { "", ERR_FILE_NUL, 2, 3, "ab" };

    for (size_t i = 0; i < COUNT_OF(check_sizes); i++) {
        struct chunks c;

        check_error_with(
            split_open_sized(a, &opts, chunks_of(&c, S("x;\nab\0cd"), check_sizes[i]), 8), &want);
    }
}

static struct piece first_piece(arena *a, enum dialect_id id, const char *text)
{
    struct split_opts opts = check_opts(id, 0);
    struct reader *r = arena_new(a, struct reader, 1);
    struct err err;
    struct piece p;
    bool end;

    *r = reader_of_str(str_of(text));
    err_init(&err);
    EXPECT_OK(split_next(split_open(a, &opts, r), &p, &end, &err), &err);
    EXPECT(!end);
    err_done(&err);
    return p;
}

TEST(body_and_flags)
{
    struct piece p = first_piece(a, DIALECT_POSTGRES, "select 1 -- c\n ; x");

    EXPECT_STR(p.body, S("select 1 -- c"));
    EXPECT(p.terminated && !p.copy);
    p = first_piece(a, DIALECT_POSTGRES, "select 1\n");
    EXPECT_STR(p.body, S("select 1"));
    EXPECT(!p.terminated);
    EXPECT(first_piece(a, DIALECT_POSTGRES, "copy t from stdin;\n\\.\n").copy);
    EXPECT(!first_piece(a, DIALECT_POSTGRES, "copy t from 'x';\n").copy);
    p = first_piece(a, DIALECT_POSTGRES, "\\connect - bob\n");
    EXPECT_STR(str_of(p.meta_of), S("connect"));
    EXPECT_STR(p.body, S("\\connect - bob\n"));
    EXPECT_STR(str_of(piece_kind_name(PIECE_DATA_END)), S("data_end"));
}

TEST(data_comes_in_runs)
{
    str text = repeat(a, "0123456789\t0123456789\n", 20000, "copy t from stdin;\n", "\\.\n");
    struct check_totals t = check_whole(a, DIALECT_POSTGRES, text, 5000);
    str line = repeat(a, "0123456789", 20000, "copy t from stdin;\n1\n", "\n2\n\\.\n");

    EXPECT(t.longest <= SPLIT_RUN_BYTES && t.longest > SPLIT_RUN_BYTES - 100);
    EXPECT_INT(t.pieces[PIECE_DATA], 7);
    EXPECT_INT(t.window, SPLIT_BUF_BYTES);
    t = check_whole(a, DIALECT_POSTGRES, line, 5000);
    EXPECT_INT(t.pieces[PIECE_DATA], 3);
    EXPECT_INT(t.longest, 200001);
}

TEST(blanks_come_in_runs)
{
    struct check_totals t =
        check_whole(a, DIALECT_POSTGRES, repeat(a, " ;\n", 100000, "", "x"), 4096);

    EXPECT_INT(t.longest, SPLIT_RUN_BYTES);
    EXPECT_INT(t.pieces[PIECE_STATEMENT], 1);
}

/* Texts that would make a scanner which starts again from the beginning take quadratic time. */
TEST(time_is_linear_and_memory_bounded)
{
    static const struct {
        const char *before, *one, *after;
        bool large; /* one piece */
    } rows[] = {
        { "", "select 1, 'abc''def', \"x\";\n", "", false },
        { "select '", "abc''def\n", "';", true },
        { "select E'", "\\'\\\\a\n", "';", true },
        { "select $a$", "$b$ $$", "$a$;", true },
        { "/*", "/* a */ ' \n", "*/", true },
        { "select (", "1;2,'x',(3),\n", "1);", true },
        { "select E'a'", "\n-- c\n 'b'", ";", true },
        { "select 1", "/*a*/ -- b\n", ";", true },
        { "create function f() begin atomic ", "select case when 1 then 2 end;", "end;", true },
        { "", "((((((((", "", true },
        { "", "\\;", ";", true },
        { "", "$a", ";", true },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str text =
            repeat(a, rows[i].one, 2000000 / strlen(rows[i].one), rows[i].before, rows[i].after);
        struct check_totals t = check_whole(a, DIALECT_POSTGRES, text, 100000);

        EXPECT(t.work < 12 * (uint64_t)text.n);
        EXPECT(t.window <= 2 * t.longest + 1024 * 1024 - 64 * 1024);
        EXPECT(!rows[i].large || t.longest + 2 >= text.n);
    }
}
