/* tests/unit/sql/test_quote.c: names and literals come back as they were. */
#include "harness/test.h"

#include "sql/lex.h"
#include "sql/split.h"

#include <sqlite3.h>

static str ident(arena *a, enum dialect_id id, str name)
{
    struct buf b = buf_on(a);

    sql_ident(&b, dialect_get(id), name);
    return buf_view(&b);
}

static str literal(arena *a, enum dialect_id id, str text)
{
    struct buf b = buf_on(a);

    sql_literal(&b, dialect_get(id), text);
    return buf_view(&b);
}

TEST(dialects)
{
    EXPECT(dialect_find(S("postgres")) == dialect_get(DIALECT_POSTGRES));
    EXPECT(dialect_find(S("PostgreSQL")) == dialect_get(DIALECT_POSTGRES));
    EXPECT(dialect_find(S("pg"))->id == DIALECT_POSTGRES);
    EXPECT(dialect_find(S("sqlite3"))->id == DIALECT_SQLITE);
    EXPECT(dialect_find(S("mariadb"))->id == DIALECT_MARIADB);
    EXPECT(dialect_find(S("mysql"))->id == DIALECT_MYSQL);
    EXPECT(!dialect_find(S("oracle")) && !dialect_find(S("")) && !dialect_find(S("postgre")));
}

TEST(names)
{
    EXPECT_STR(ident(a, DIALECT_POSTGRES, S("a\"b`")), S("\"a\"\"b`\""));
    EXPECT_STR(ident(a, DIALECT_MYSQL, S("a\"b`")), S("`a\"b```"));
    EXPECT_STR(ident(a, DIALECT_SQLITE, S("")), S("\"\""));
}

TEST(literals)
{
    EXPECT_STR(literal(a, DIALECT_POSTGRES, S("a'b")), S("'a''b'"));
    EXPECT_STR(literal(a, DIALECT_POSTGRES, S("a\\'b")), S("E'a\\\\''b'"));
    EXPECT_STR(literal(a, DIALECT_SQLITE, S("a\\'b")), S("'a\\''b'"));
    EXPECT_STR(literal(a, DIALECT_MYSQL, S("plain text")), S("'plain text'"));
    EXPECT_STR(literal(a, DIALECT_MYSQL, S("")), S("''"));
    EXPECT_STR(literal(a, DIALECT_MYSQL, S("a'")), S("_utf8mb4 0x6127"));
    EXPECT_STR(literal(a, DIALECT_MARIADB, S("\xC3\xA9\\")), S("_utf8mb4 0xC3A95C"));
}

/* Any bytes, quoted, are one token that stands for them. */
TEST(round_trip)
{
    static const enum dialect_id ids[] = { DIALECT_SQLITE, DIALECT_POSTGRES, DIALECT_MYSQL };

    char all[255];

    for (int c = 1; c < 256; c++)
        all[c - 1] = (char)c;
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        const struct dialect *d = dialect_get(ids[i]);
        struct token t;
        str name = ident(a, ids[i], (str){ all, sizeof(all) });
        struct lex l = lex_of(d, 0, name);

        EXPECT(lex_next(&l, &t) && t.kind == TOKEN_QUOTED && l.at == name.n);
        EXPECT_STR(lex_text(a, d, 0, &t), ((str){ all, sizeof(all) }));
        if (ids[i] == DIALECT_MYSQL)
            continue;
        name = literal(a, ids[i], (str){ all, sizeof(all) });
        l = lex_of(d, 0, name);
        EXPECT(lex_next(&l, &t) && t.kind == TOKEN_STRING && l.at == name.n);
        EXPECT_STR(lex_text(a, d, 0, &t), ((str){ all, sizeof(all) }));
    }
}

TEST(sqlite_reads_it_back)
{
    str text = S("it's \"a\" \\ \n \xE2\x82\xAC");
    char *sql = str_z(a, str_printf(a, "select " STR_FMT " as " STR_FMT,
                                    STR_ARG(literal(a, DIALECT_SQLITE, text)),
                                    STR_ARG(ident(a, DIALECT_SQLITE, text))));
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = NULL;

    EXPECT(sqlite3_open(":memory:", &db) == SQLITE_OK);
    EXPECT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK);
    EXPECT(sqlite3_step(stmt) == SQLITE_ROW);
    EXPECT_STR(str_of((const char *)sqlite3_column_text(stmt, 0)), text);
    EXPECT_STR(str_of(sqlite3_column_name(stmt, 0)), text);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}
