/* tests/engines/conf_text.c: what is sent comes back: nulls, UTF-8, quoting, sizes. */
#include "engines/target.h"

TEST(null_and_empty_differ)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct result r = target_sql(t, c, "SELECT NULL, '', ' ', '0'");

    EXPECT_INT(r.columns, 4);
    EXPECT(result_null(&r, 0, 0) && result_text(&r, 0, 0).n == 0);
    EXPECT(!result_null(&r, 0, 1) && result_text(&r, 0, 1).n == 0);
    EXPECT_STR(result_text(&r, 0, 2), S(" "));
    EXPECT_STR(result_text(&r, 0, 3), S("0"));
    EXPECT(result_text(&r, 0, 3).p[1] == '\0');
}

TEST(no_rows_is_not_an_error)
{
    struct target *t = target_new(a);
    struct result r = target_sql(t, target_open(t), "SELECT 1, 2 WHERE 1 = 0");

    EXPECT_INT(r.rows, 0);
    EXPECT_INT(r.columns, 2);
}

static void join_row(void *data, const struct cell *cells, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        buf_printf(data, "%s" STR_FMT, cells[i].null ? "NULL " : " ", STR_ARG(cells[i].text));
    buf_char(data, ';');
}

/* Whoever takes the rows as they come finds none in the result, which still counts them. */
TEST(rows_can_be_taken_as_they_come)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct buf rows = buf_on(a);
    struct row_sink sink = { join_row, &rows };
    struct request r = { .sql = S("SELECT 1, 'a' UNION ALL SELECT 2, NULL UNION ALL SELECT 3, ''"),
                         .rows = &sink };
    struct result out;

    EXPECT_OK(c->engine->submit(c, &r, &t->err), &t->err);
    r.rows = NULL;
    r.flags = REQ_SYNC;
    EXPECT_OK(c->engine->submit(c, &r, &t->err), &t->err);
    EXPECT_INT(engine_await(c, &out, NULL, NULL, &t->err), NEXT_RESULT);
    EXPECT_INT(out.rows, 3);
    EXPECT(out.cells == NULL);
    EXPECT_STR(buf_view(&rows), S(" 1 a; 2NULL ; 3 ;"));
    EXPECT_INT(engine_await(c, &out, NULL, NULL, &t->err), NEXT_RESULT);
    EXPECT_STR(result_text(&out, 2, 0), S("3"));
}

static void put_code_point(struct buf *b, unsigned cp)
{
    if (cp < 0x80) {
        buf_char(b, (char)cp);
    } else if (cp < 0x800) {
        buf_char(b, (char)(0xc0 | cp >> 6));
        buf_char(b, (char)(0x80 | (cp & 0x3f)));
    } else if (cp < 0x10000) {
        buf_char(b, (char)(0xe0 | cp >> 12));
        buf_char(b, (char)(0x80 | (cp >> 6 & 0x3f)));
        buf_char(b, (char)(0x80 | (cp & 0x3f)));
    } else {
        buf_char(b, (char)(0xf0 | cp >> 18));
        buf_char(b, (char)(0x80 | (cp >> 12 & 0x3f)));
        buf_char(b, (char)(0x80 | (cp >> 6 & 0x3f)));
        buf_char(b, (char)(0x80 | (cp & 0x3f)));
    }
}

/* Characters that quoting may trip over are frequent; never NUL, never half of a pair. */
static str random_text(arena *a, unsigned *seed)
{
    static const char tricky[] = "'\"\\`;-$%_/*#@?:\n\r\t\b\x1a{}";
    struct buf b = buf_on(a);
    int n = rand_r(seed) % 40;

    for (int i = 0; i < n; i++) {
        unsigned r = (unsigned)rand_r(seed), cp = (unsigned)rand_r(seed) % 0x110000;

        if (r % 3 == 0)
            cp = (unsigned char)tricky[r / 3 % (sizeof(tricky) - 1)];
        else if (r % 3 == 1)
            cp = 1 + cp % 0x7f;
        if (cp == 0 || (cp >= 0xd800 && cp < 0xe000))
            cp = 'x';
        put_code_point(&b, cp);
    }
    return b.n ? buf_view(&b) : S("");
}

static void expect_literal(struct target *t, struct conn *c, str text)
{
    EXPECT_STR(target_value(t, c, "SELECT " STR_FMT, STR_ARG(target_literal(t, c, text))), text);
}

TEST(a_literal_reads_back_as_it_was)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    unsigned seed = 20261121;

    expect_literal(t, c, S("grüße €, 漢字, 😀, e\xcc\x81, \xe2\x80\xae"));
    expect_literal(t, c, S("it's \\' \\\\ \\n \"q\" `b` $$x$$ %s /*!50000 x*/ -- \n#"));
    for (int i = 0; i < 300; i++)
        expect_literal(t, c, random_text(a, &seed));
}

TEST(literals_keep_apart_what_they_hold_in_tables_too)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    unsigned seed = 4711;

    target_sql(t, c, "CREATE TABLE conf_t (i integer PRIMARY KEY, x %s)%s",
               t->engine->words->text_type, t->engine->words->table_options);
    for (int i = 0; i < 50; i++) {
        str text = random_text(a, &seed);

        target_sql(t, c, "INSERT INTO conf_t VALUES (%d, " STR_FMT ")", i,
                   STR_ARG(target_literal(t, c, text)));
        EXPECT_STR(target_value(t, c, "SELECT x FROM conf_t WHERE i = %d", i), text);
        EXPECT_STR(target_value(t, c, "SELECT count(*) FROM conf_t WHERE i = %d AND x = " STR_FMT,
                                i, STR_ARG(target_literal(t, c, text))),
                   S("1"));
    }
}

TEST(a_quoted_name_is_any_name)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    static const char *const names[] = {
        "conf\"q\"",  "conf`b`",   "conf'a'",     "conf [x]",       "conf;--",
        "conf\\n",    "conf.dot",  "conf select", "confUPPER",      "conf %s %d",
        "confgrüße€", "conf\t\nx", "conf/* x */", "conf$1 @x :y ?",
    };

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str name = target_ident(t, c, str_of(names[i]));
        struct str_list tables = { 0 };
        bool found = false;

        target_sql(t, c, "CREATE TABLE " STR_FMT " (" STR_FMT " integer)", STR_ARG(name),
                   STR_ARG(name));
        target_sql(t, c, "INSERT INTO " STR_FMT " (" STR_FMT ") VALUES (%d)", STR_ARG(name),
                   STR_ARG(name), (int)i);
        EXPECT_STR(
            target_value(t, c, "SELECT " STR_FMT " FROM " STR_FMT, STR_ARG(name), STR_ARG(name)),
            str_printf(a, "%zu", i));
        EXPECT_OK(t->engine->user_tables(a, c, S(""), 1000, &tables, &t->err), &t->err);
        for (size_t j = 0; j < tables.n; j++) /* some engines quote what needs it */
            found |= str_eq_nocase(tables.v[j], str_of(names[i])) || str_eq(tables.v[j], name);
        if (!found)
            test_fail(__FILE__, __LINE__, "table %s is not listed", names[i]);
        target_sql(t, c, "DROP TABLE " STR_FMT, STR_ARG(name));
    }
}

TEST(a_statement_may_be_large)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct buf b = buf_on(a);

    buf_pad(&b, 'x', t->words->literal_bytes - 5);
    buf_z(&b, "\xe2\x82\xac'\\");
    expect_literal(t, c, buf_view(&b));
    EXPECT_STR(target_value(t, c, "SELECT 1"), S("1"));
}

TEST(a_nul_byte_is_refused)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct request r = { .sql = S("SELECT 1 -- \0\n + 1"), .flags = REQ_SYNC };

    if (t->engine->submit(c, &r, &t->err))
        EXPECT_INT(target_next(t, c).kind, RESULT_ERROR);
    else
        EXPECT(t->err.fail != FAIL_LOST);
    EXPECT_STR(target_value(t, c, "SELECT 2"), S("2"));
}

TEST(comments_are_sent_along)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);

    EXPECT_STR(target_value(t, c, "-- first\n/* second */ SELECT 3 -- last\n"), S("3"));
}
