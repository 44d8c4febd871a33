/* tests/unit/base/test_ini.c: base/ini.h: service files, option files, bad lines. */
#include "harness/test.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/ini.h"

struct seen {
    arena *mem;
    struct buf text;
    size_t count, stop_after;
};

static bool take(void *data, const struct ini_item *item, struct err *err)
{
    struct seen *s = data;

    buf_printf(&s->text, "%u:%u [" STR_FMT "] " STR_FMT, item->line, item->column,
               STR_ARG(item->section), STR_ARG(item->key));
    if (item->has_value)
        buf_printf(&s->text, "=<" STR_FMT ">", STR_ARG(item->value));
    buf_char(&s->text, '\n');
    if (++s->count == s->stop_after)
        return err_set(err, ERR_USAGE, "enough");
    return true;
}

static str items(arena *a, str text)
{
    struct seen s = { .mem = a, .text = buf_on(a) };
    struct err err;

    err_init(&err);
    EXPECT_OK(ini_read(text, S("f"), take, &s, &err), &err);
    return buf_view(&s.text);
}

TEST(service_file)
{
    EXPECT_STR(items(a, S("# comment\n\n[mydb]\nhost=db.example\nport=6543\n; x\n"
                          "password=a#b;c=d e\n[other]\noptions=-c a=b")),
               S("4:1 [mydb] host=<db.example>\n5:1 [mydb] port=<6543>\n"
                 "7:1 [mydb] password=<a#b;c=d e>\n9:1 [other] options=<-c a=b>\n"));
}

TEST(option_file)
{
    EXPECT_STR(items(a, S("\xef\xbb\xbf[client] # all\r\n  user = joe \r\n\tskip-ssl\r\n"
                          "password = \"# quoted \"\r\nempty=\r\n[ mysql ]\r\nno-beep  \r\n")),
               S("2:3 [client] user=<joe>\n3:2 [client] skip-ssl\n"
                 "4:1 [client] password=<\"# quoted \">\n5:1 [client] empty=<>\n"
                 "7:1 [mysql] no-beep\n"));
}

TEST(nothing_in_it)
{
    EXPECT_STR(items(a, (str){ 0 }), S(""));
    EXPECT_STR(items(a, S("\n \t\n\r\n#")), S(""));
    EXPECT_STR(items(a, S("a=1")), S("1:1 [] a=<1>\n"));
}

TEST(bad_lines)
{
    static const struct {
        str text;
        const char *place, *message;
    } rows[] = {
        { S_INIT("[a]\n [b\n"), "2:2", "the name of the section does not end with \"]\"" },
        { S_INIT("[]\n"), "1:1", "the section has no name" },
        { S_INIT("[ ]\n"), "1:1", "the section has no name" },
        { S_INIT("[a] b=1\n"), "1:5", "text follows the name of the section: \"b=1\"" },
        { S_INIT("a=1\r\n  = x\n"), "2:3", "there is no key before \"=\"" },
        { S_INIT("!includedir /etc/x.d\n"), "1:1",
          "cannot follow an include: \"!includedir /etc/x.d\"" },
        { S_INIT("[a]\n!include \x1b[0m\n"), "2:1",
          "cannot follow an include: \"!include \\x1b[0m\"" },
        { S_INIT("a=1\nb=\0c\n"), "2:3", "the line holds a NUL byte" },
        { S_INIT("# \xff\n"), "1:3", "the line is not valid UTF-8" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct seen s = { .mem = a, .text = buf_on(a) };
        struct err err;

        err_init(&err);
        EXPECT(!ini_read(rows[i].text, S("f.ini"), take, &s, &err));
        EXPECT_INT(err.code, ERR_INI);
        EXPECT_STR(err.message, str_of(rows[i].message));
        EXPECT_STR(err.place.file, S("f.ini"));
        EXPECT_STR(str_printf(a, "%u:%u", err.place.line, err.place.column), str_of(rows[i].place));
        err_done(&err);
    }
}

TEST(callback_ends_the_reading)
{
    struct seen s = { .mem = a, .text = buf_on(a), .stop_after = 2 };
    struct err err;

    err_init(&err);
    EXPECT(!ini_read(S("a\nb\nc\n"), S("f"), take, &s, &err));
    EXPECT_INT(err.code, ERR_USAGE);
    EXPECT_INT(s.count, 2);
    err_done(&err);
}

static bool count(void *data, const struct ini_item *item, struct err *err)
{
    (void)err;
    *(size_t *)data += item->key.n > 0;
    return true;
}

TEST(linear_time)
{
    static const char *const parts[] = { "k=v\n", "[s]\n", " ", "k", "[", "k =", "#\n", "\n" };
    int64_t start = clock_mono_ms();

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct buf b = buf_on(a);
        struct err err;
        size_t n = 0;

        for (int k = 0; k < 300000; k++)
            buf_z(&b, parts[i]);
        err_init(&err);
        if (ini_read(buf_view(&b), S("f"), count, &n, &err) && i == 0)
            EXPECT_INT(n, 300000);
        err_done(&err);
    }
    EXPECT(clock_mono_ms() - start < 20000);
}
