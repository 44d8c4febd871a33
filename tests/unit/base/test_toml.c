/* tests/unit/base/test_toml.c: base/toml.h: trees, places, messages, limits, time. */
#include "harness/test.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/toml.h"

#include <math.h>

static struct toml *parse(arena *a, str text)
{
    struct err err;
    struct toml *root;

    err_init(&err);
    root = toml_parse(a, text, S("f.toml"), &err);
    EXPECT_OK(root, &err);
    return root;
}

TEST(values_and_paths)
{
    struct toml *t = parse(a, S("a = 1\n[env.dev]\nurl = \"sqlite:x\"\nlist = [1, 2.5, true]\n"));

    EXPECT_INT(toml_get(t, S("a"))->i, 1);
    EXPECT_STR(toml_get(t, S("env.dev.url"))->text, S("sqlite:x"));
    EXPECT_INT(toml_get(t, S("env.dev.list"))->items.n, 3);
    EXPECT(toml_get(t, S("env.dev.list"))->items.v[1]->f > 2.4);
    EXPECT(toml_get(t, S("env.prod")) == NULL);
    EXPECT(toml_get(t, S("a.b")) == NULL);
    EXPECT(toml_get(t, S("env.")) == NULL);
    EXPECT(toml_get(NULL, S("a")) == NULL);
}

static void expect_at(const struct toml *t, unsigned key_line, unsigned key_column, unsigned line,
                      unsigned column)
{
    EXPECT(t != NULL);
    EXPECT_INT(t->key_line, key_line);
    EXPECT_INT(t->key_column, key_column);
    EXPECT_INT(t->line, line);
    EXPECT_INT(t->column, column);
}

TEST(places)
{
    struct toml *t = parse(a, S("\xef\xbb\xbf"
                                "a = 1\r\n"
                                "  \"é\" =  '''\n\nx'''\n"
                                " [b.c]\n"
                                "d.e = [\n  2,\n\t{ f = 3 } ]\n"
                                "[[g]]\n[[g]]\nh = \"\"\n"));
    const struct toml *list = toml_get(t, S("b.c.d.e")), *g = toml_get(t, S("g"));

    expect_at(toml_get(t, S("a")), 1, 1, 1, 5);
    expect_at(toml_get(t, S("é")), 2, 3, 2, 11);
    expect_at(toml_get(t, S("b")), 5, 3, 5, 2);
    expect_at(toml_get(t, S("b.c")), 5, 5, 5, 2);
    expect_at(toml_get(t, S("b.c.d")), 6, 1, 6, 1);
    expect_at(list, 6, 3, 6, 7);
    expect_at(list->items.v[0], 0, 0, 7, 3);
    expect_at(map_find(&list->items.v[1]->table, S("f")), 8, 4, 8, 8);
    expect_at(g, 9, 3, 9, 1);
    expect_at(g->items.v[1], 10, 3, 10, 1);
    expect_at(map_find(&g->items.v[1]->table, S("h")), 11, 1, 11, 5);
}

TEST(strings)
{
    static const struct {
        str text, want;
    } rows[] = {
        { S_INIT("''"), S_INIT("") },
        { S_INIT("\"\\b\\t\\n\\f\\r\\\"\\\\\""), S_INIT("\b\t\n\f\r\"\\") },
        { S_INIT("\"\\u00E9\\U0001D11E\\u0000x\""), S_INIT("é𝄞\0x") },
        { S_INIT("'C:\\x'"), S_INIT("C:\\x") },
        { S_INIT("\"\"\"\n a\\  \n\n   b \"\" c\"\"\"\"\""), S_INIT(" ab \"\" c\"\"") },
        { S_INIT("'''\r\na\r\nb''''"), S_INIT("a\r\nb'") },
        { S_INIT("\"\"\"\"\"\""), S_INIT("") },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        EXPECT_STR(
            toml_get(parse(a, str_printf(a, "k = " STR_FMT, STR_ARG(rows[i].text))), S("k"))->text,
            rows[i].want);
}

TEST(numbers)
{
    struct toml *t = parse(a, S("a=-9223372036854775808\nb=0x7FFF_ffff_FFFF_FFFF\nc=0b1_0\nd=0o17\n"
                                "e=+1_000\nf=-0\ng=1e0_3\nh=-inf\ni=nan\nj=-1.5E+1\nk=5e-324\n"));

    EXPECT(toml_get(t, S("a"))->i == INT64_MIN);
    EXPECT(toml_get(t, S("b"))->i == INT64_MAX);
    EXPECT_INT(toml_get(t, S("c"))->i, 2);
    EXPECT_INT(toml_get(t, S("d"))->i, 15);
    EXPECT_INT(toml_get(t, S("e"))->i, 1000);
    EXPECT_INT(toml_get(t, S("f"))->i, 0);
    EXPECT_INT((int)toml_get(t, S("g"))->f, 1000);
    EXPECT(isinf(toml_get(t, S("h"))->f) && toml_get(t, S("h"))->f < 0);
    EXPECT(isnan(toml_get(t, S("i"))->f));
    EXPECT_INT((int)toml_get(t, S("j"))->f, -15);
    EXPECT(toml_get(t, S("k"))->f > 0);
}

TEST(moments)
{
    static const struct {
        const char *text;
        enum toml_kind kind;
    } rows[] = {
        { "2024-02-29", TOML_LOCAL_DATE },
        { "23:59:60.123456789123", TOML_LOCAL_TIME },
        { "2024-02-29 00:00:00", TOML_LOCAL_DATETIME },
        { "2024-02-29t00:00:00.5", TOML_LOCAL_DATETIME },
        { "2024-02-29T00:00:00z", TOML_DATETIME },
        { "2024-02-29 00:00:00-23:59", TOML_DATETIME },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct toml *t = parse(a, str_printf(a, "k = %s # c\n", rows[i].text));

        EXPECT_INT(toml_get(t, S("k"))->kind, rows[i].kind);
        EXPECT_STR(toml_get(t, S("k"))->text, str_of(rows[i].text));
    }
}

TEST(messages_and_places)
{
    static const struct {
        const char *text, *place, *message;
    } rows[] = {
        { "a = 1\n b = x\n", "2:6", "a value was expected, found \"x\"" },
        { "a = \n", "1:5", "a value was expected, found the end of the line" },
        { "a 1", "1:3", "\"=\" was expected after the key, found \"1\"" },
        { "= 1", "1:1", "a key was expected, found \"=\"" },
        { "a = 1\n\na = 2", "3:1", "\"a\" is already defined" },
        { "[a]\nb.c = 1\n[a.b]", "3:4", "\"b\" is already defined" },
        { "a = {}\na.b = 1", "2:1", "\"a\" is already defined" },
        { "a = []\n[[a]]", "2:3", "\"a\" is already defined" },
        { "a = 'x", "1:5", "the string does not end on the line where it starts" },
        { "\na = '''x\n\n", "2:5", "the string does not end" },
        { "a = \"\\q\"", "1:6", "the escape after \"\\\" is not recognized: \"q\"" },
        { "a = \"\\uD800\"", "1:6", "U+D800 is no character of Unicode" },
        { "a = \"\\u12\"", "1:6", "the escape \"\\u\" needs 4 hexadecimal digits" },
        { "a = [1\n2]", "2:1", "\",\" or \"]\" was expected in the array, found \"2\"" },
        { "a = [1,\n", "1:5", "the array does not end" },
        { "a = {b = 1", "1:5", "the inline table does not end" },
        { "a = {b = 1,}", "1:12", "an inline table cannot end with a comma" },
        { "a = 1 b = 2", "1:7", "the end of the line was expected, found \"b\"" },
        { "[a", "1:3", "\"]\" was expected, found the end of the text" },
        { "[[a]", "1:5", "\"]]\" was expected, found the end of the text" },
        { "a = 9223372036854775808", "1:5", "the number is out of range" },
        { "a = 0x8000000000000000", "1:5", "the number is out of range" },
        { "a = 1e999", "1:5", "the number is out of range" },
        { "a = 01", "1:5", "a value was expected, found \"01\"" },
        { "a = 1__0", "1:5", "a value was expected, found \"1__0\"" },
        { "a = 2023-02-29", "1:5", "\"2023-02-29\" is no valid date or time" },
        { "a = 24:00:00", "1:5", "\"24:00:00\" is no valid date or time" },
        { "# \x01", "1:3", "a comment holds the control byte 0x01" },
        { "a = '\x7f'", "1:6", "a string holds the control byte 0x7f" },
        { "a = 1\rb = 2", "1:6", "the end of the line was expected, found \"\\x0d\"" },
        { "a = 1\nb = '\xff'", "2:6", "the text is not valid UTF-8: byte 0xff" },
        { "'''a''' = 1", "1:1", "a key cannot be a multi-line string" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err;

        err_init(&err);
        EXPECT(toml_parse(a, str_of(rows[i].text), S("f.toml"), &err) == NULL);
        EXPECT_INT(err.code, ERR_TOML);
        EXPECT_STR(err.message, str_of(rows[i].message));
        EXPECT_STR(err.place.file, S("f.toml"));
        EXPECT_STR(str_printf(a, "%u:%u", err.place.line, err.place.column), str_of(rows[i].place));
        err_done(&err);
    }
}

TEST(duplicate_names_the_first)
{
    struct err err;

    err_init(&err);
    EXPECT(!toml_parse(a, S("x = 1\na = 1\n\n[b]\n[a]\n"), S(""), &err));
    EXPECT_STR(err.detail, S("It was first defined in line 2."));
    EXPECT_STR(err.place.line_text, S("[a]"));
    err_done(&err);
}

static str repeated(arena *a, const char *before, const char *part, const char *after, size_t count)
{
    struct buf b = buf_on(a);

    buf_z(&b, before);
    for (size_t i = 0; i < count; i++)
        buf_z(&b, part);
    buf_z(&b, after);
    return buf_view(&b);
}

TEST(depth_is_limited)
{
    static const char *const rows[][3] = {
        { "a = ", "[", "" },       { "a = ", "{a = ", "" }, { "a = ", "[{a=", "" },
        { "", "a.", "a=1" },       { "[", "a.", "a]" },     { "[[", "a.", "a]]" },
        { "a = {", "a.", "a=1}" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err;

        err_init(&err);
        EXPECT(
            !toml_parse(a, repeated(a, rows[i][0], rows[i][1], rows[i][2], 100000), S(""), &err));
        EXPECT(str_find(err.message, S("128")) != STR_NONE);
        err_done(&err);
    }
    /* Headers, dotted keys and values add up. */
    for (size_t n = 126; n <= 127; n++) {
        struct err err;
        str text = repeated(a, "a = ", "[", "", n);
        struct toml *t;

        err_init(&err);
        text = repeated(a, str_z(a, text), "]", "", n);
        t = toml_parse(a, str_printf(a, "[x]\n" STR_FMT, STR_ARG(text)), S(""), &err);
        EXPECT_INT(t != NULL, n == 126 || n == 127);
        t = toml_parse(a, str_printf(a, "[x]\ny." STR_FMT, STR_ARG(text)), S(""), &err);
        EXPECT_INT(t != NULL, n == 126);
        err_done(&err);
    }
}

/* Half a megabyte of everything that could be quadratic; the limit is generous for sanitizers. */
TEST(linear_time)
{
    static const char *const rows[][3] = {
        { "a = '", "x", "'" },
        { "a = \"", "\\n", "\"" },
        { "a = \"\"\"", "\"\"\\\n", "x\"\"\"" },
        { "a = [", "1,", "]" },
        { "a = '''", "\n", "'''" },
        { "", "[[a]]\n", "" },
        { "", "# c\n", "" },
        { "", "\n", "" },
        { "a = ", "1", ".0" },
        { "a = ", "1", "" },
        { "a = 0", "_", "" },
        { "a = \"", "\\u00e9", "\"" },
        { "", "[", "" },
        { "a = '''", "''\n", "" },
        { "a = \"\"\"", "\\\n ", "" },
        { "a = [", "\n#\n", "" },
    };
    int64_t start = clock_mono_ms();

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err;

        err_init(&err);
        toml_parse(a, repeated(a, rows[i][0], rows[i][1], rows[i][2], 150000), S(""), &err);
        err_done(&err);
    }
    test_note(str_printf(a, "%lld ms", (long long)(clock_mono_ms() - start)));
    EXPECT(clock_mono_ms() - start < 20000);
}

TEST(many_keys)
{
    struct buf b = buf_on(a);
    struct toml *t;

    for (int i = 0; i < 50000; i++)
        buf_printf(&b, "k%d = %d\n", i, i);
    t = parse(a, buf_view(&b));
    EXPECT_INT(t->table.entries.n, 50000);
    EXPECT_INT(toml_get(t, S("k49999"))->line, 50000);
}
