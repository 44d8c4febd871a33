/* tests/unit/base/test_utf8.c: base/utf8.c. */
#include "harness/test.h"

#include "base/clock.h"
#include "base/utf8.h"

TEST(every_code_point)
{
    for (uint32_t c = 0; c < 0x110100; c += c < 0x900 ? 1 : 7) {
        unsigned char t[5] = { 0 };
        bool valid = c < 0x110000 && (c < 0xd800 || c > 0xdfff);
        size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

        for (size_t i = n; i-- > 1;)
            t[i] = (unsigned char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3f));
        t[0] = (unsigned char)(lead[n] | c >> (6 * (n - 1)));
        EXPECT_INT(utf8_invalid_at((str){ (const char *)t, n }, NULL) == STR_NONE, valid);
    }
}

TEST(where_it_is_invalid)
{
    static const struct {
        str text;
        size_t at;
        bool cut;
    } rows[] = {
        { S_INIT(""), STR_NONE, false },
        { S_INIT("a\0b"), STR_NONE, false },
        { S_INIT("héllo €𝄞"), STR_NONE, false },
        { S_INIT("abcdefgh\xff"), 8, false },
        { S_INIT("\x80"), 0, false },
        { S_INIT("a\xc0\x80"), 1, false },
        { S_INIT("a\xc1\xbf"), 1, false },
        { S_INIT("\xe0\x80\x80"), 0, false },
        { S_INIT("\xed\xa0\x80"), 0, false },
        { S_INIT("\xf0\x80\x80\x80"), 0, false },
        { S_INIT("\xf4\x90\x80\x80"), 0, false },
        { S_INIT("\xf5\x80\x80\x80"), 0, false },
        { S_INIT("ok\xe2\x82"), 2, true },
        { S_INIT("ok\xe2"), 2, true },
        { S_INIT("\xf0\x9d\x84"), 0, true },
        { S_INIT("\xe0\x80"), 0, false }, /* cannot be completed */
        { S_INIT("\xe2\x82x"), 0, false },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool cut = true;

        EXPECT_INT(utf8_invalid_at(rows[i].text, &cut), rows[i].at);
        EXPECT_INT(cut, rows[i].cut);
    }
}

TEST(invalid_byte_is_found_at_every_offset)
{
    char text[100];

    for (size_t n = 1; n < sizeof(text); n++)
        for (size_t at = 0; at < n; at++) {
            memset(text, 'x', sizeof(text));
            text[at] = '\xfe';
            EXPECT_INT(utf8_invalid_at((str){ text, n }, NULL), at);
        }
}

TEST(fast_on_ascii)
{
    const size_t n = 16 << 20;
    char *p = arena_new(a, char, n);
    int64_t best = INT64_MAX;

    memset(p, 'a', n);
    for (int i = 0; i < 5; i++) {
        int64_t t = clock_mono_us();

        EXPECT(utf8_invalid_at((str){ p, n }, NULL) == STR_NONE);
        t = clock_mono_us() - t;
        best = t < best ? t : best;
    }
    test_note(str_printf(a, "%lld MB/s", (long long)n / (best ? best : 1)));
    EXPECT(best < 160000); /* 100 MB/s even on a busy machine with sanitizers */
}

TEST(width)
{
    EXPECT_INT(utf8_width(S("")), 0);
    EXPECT_INT(utf8_width(S("abc")), 3);
    EXPECT_INT(utf8_width(S("é")), 1);
    EXPECT_INT(utf8_width(S("e\u0301")), 1);
    EXPECT_INT(utf8_width(S("日本")), 4);
    EXPECT_INT(utf8_width(S("\xff\xfe")), 2);
}

static str safe(arena *a, str s, bool keep)
{
    struct buf b = buf_on(a);

    utf8_safe(&b, s, keep);
    return buf_view(&b);
}

TEST(nothing_steers_the_terminal)
{
    EXPECT_STR(safe(a, S("plain é 日"), false), S("plain é 日"));
    EXPECT_STR(safe(a, S("\x1b[31m\x07\0x\x7f\r"), false), S("\\x1b[31m\\x07\\x00x\\x7f\\x0d"));
    EXPECT_STR(safe(a, S("a\n\tb\r\n"), true), S("a\n\tb\\x0d\n"));
    EXPECT_STR(safe(a, S("a\n\tb"), false), S("a\\x0a\\x09b"));
    EXPECT_STR(safe(a,
                    S("\xc2\x9b"
                      "1m"),
                    true),
               S("\\u{009b}1m"));
    EXPECT_STR(safe(a, S("\u202Egpj.\u2066\u200F"), true), S("\\u{202e}gpj.\\u{2066}\\u{200f}"));
    EXPECT_STR(safe(a, S("\xff\xc3"), true), S("\\xff\\xc3"));
    EXPECT_STR(safe(a, S("👩\u200D🚀"), true), S("👩\u200D🚀"));
}

TEST(cut)
{
    EXPECT_STR(utf8_cut(a, S("abcdef"), 6, false), S("abcdef"));
    EXPECT_STR(utf8_cut(a, S("abcdef"), 5, false), S("abcd…"));
    EXPECT_STR(utf8_cut(a, S("abcdef"), 5, true), S("ab..."));
    EXPECT_STR(utf8_cut(a, S("abcdef"), 2, true), S(".."));
    EXPECT_STR(utf8_cut(a, S("abcdef"), 0, false), S(""));
    EXPECT_STR(utf8_cut(a, S("abcdef"), -1, true), S(""));
    EXPECT_STR(utf8_cut(a, S("日本語"), 5, false), S("日本…"));
    EXPECT_STR(utf8_cut(a, S("日本語"), 4, false), S("日…"));
    EXPECT_STR(utf8_cut(a, S("e\u0301abc"), 2, false), S("e\u0301…"));
    EXPECT_STR(utf8_cut(a, S(""), 0, false), S(""));
}
