/* tests/unit/sql/test_lex.c: tokens, what they stand for, and the normal form. */
#include "harness/test.h"

#include "sql/lex.h"
#include "sql/split.h"

/* A token as "K text|", K the kind. */
static str tokens_of(arena *a, enum dialect_id id, unsigned modes, bool comments, const char *text)
{
    struct lex l = lex_of(dialect_get(id), modes, str_of(text));
    struct buf out = buf_on(a);

    l.comments = comments;
    for (struct token t; lex_next(&l, &t);) {
        EXPECT(t.text.p == l.text.p + t.offset);
        buf_printf(&out, "%c " STR_FMT "|", "wqsnpo(),.;c"[t.kind], STR_ARG(t.text));
    }
    return buf_view(&out);
}

struct lex_case {
    enum dialect_id id;
    const char *text, *tokens;
};

static const struct lex_case cases[] = {
    { DIALECT_POSTGRES, "Select a.b, \"c d\" from t;",
      "w Select|w a|. .|w b|, ,|q \"c d\"|w from|w t|; ;|" },
    { DIALECT_POSTGRES, "f($1, 'a''b', E'\\'', $a$ ' $a$)",
      "w f|( (|p $1|, ,|s 'a''b'|, ,|s E'\\''|, ,|s $a$ ' $a$|) )|" },
    { DIALECT_POSTGRES, "a::int /* x /* y */ */ -- z\n->>'k' 1.5e-3 .5 1..2 0x1F a$1",
      "w a|o ::|w int|o -|o >|o >|s 'k'|n 1.5e-3|n .5|n 1|. .|. .|n 2|n 0x1F|w a$1|" },
    { DIALECT_POSTGRES, "U&'a' U&\"b\" u&c x'1' a?b :c",
      "s U&'a'|q U&\"b\"|w u|o &|w c|s x'1'|w a|o ?|w b|o :|w c|" },
    { DIALECT_POSTGRES, "'open", "s 'open|" },
    { DIALECT_POSTGRES, "$a$ open", "s $a$ open|" },
    { DIALECT_POSTGRES, "1 /* open", "n 1|" },
    { DIALECT_POSTGRES, "", "" },
    { DIALECT_POSTGRES, " \n", "" },
    { DIALECT_MYSQL, "select `a``b`, \"s\", 'x\\'y', @u, @@g.sql_mode, @`q r`, ?, n'x'",
      "w select|q `a``b`|, ,|s \"s\"|, ,|s 'x\\'y'|, ,|p @u|, ,|p @@g|. .|w sql_mode|, ,|p @`q "
      "r`|, ,|p ?|, ,|s n'x'|" },
    { DIALECT_MYSQL, "1 # c\n--2 -- 3\n/*!50100 a */ b /*M! c */", "n 1|o -|o -|n 2|w a|w b|" },
    { DIALECT_MARIADB, "a /*M!100100 b */ := t.1x", "w a|w b|o :|o =|w t|. .|n 1x|" },
    { DIALECT_SQLITE, "[a b] \"c\" :n @n $n::x ?1 x'00' #",
      "q [a b]|q \"c\"|p :n|p @n|p $n|o ::|w x|p ?1|s x'00'|o #|" },
};

TEST(tokens)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_STR(tokens_of(a, cases[i].id, 0, false, cases[i].text), str_of(cases[i].tokens));
}

TEST(comments_when_asked_for)
{
    EXPECT_STR(tokens_of(a, DIALECT_MYSQL, 0, true, "/* a */ b # c\n-- d\n/*!40101 e */"),
               S("c /* a */|w b|c # c|c -- d|c /*!40101|w e|c */|"));
}

TEST(modes)
{
    EXPECT_STR(tokens_of(a, DIALECT_MYSQL, SPLIT_ANSI_QUOTES, false, "\"a\\\" 'b\\''"),
               S("q \"a\\\"|s 'b\\''|"));
    EXPECT_STR(tokens_of(a, DIALECT_MYSQL, SPLIT_NO_BACKSLASH_ESCAPES, false, "'b\\' \"c\\\""),
               S("s 'b\\'|s \"c\\\"|"));
}

TEST(texts)
{
    static const struct lex_case rows[] = {
        { DIALECT_POSTGRES, "AbC", "abc" },
        { DIALECT_MYSQL, "AbC", "AbC" },
        { DIALECT_POSTGRES, "\"A\"\"b\"", "A\"b" },
        { DIALECT_POSTGRES, "'a''\\n'", "a'\\n" },
        { DIALECT_POSTGRES, "E'a\\n\\'\\x41\\101\\u00e9\\U0001F600\\q'",
          "a\n'AA\xC3\xA9\xF0\x9F\x98\x80q" },
        { DIALECT_POSTGRES, "E'a\\t'\n -- c'd\n  'b\\''''", "a\tb''" },
        { DIALECT_POSTGRES, "U&'d\\0061t\\+000061\\\\ \\D83D\\DE00 \\x'",
          "data\\ \xF0\x9F\x98\x80 \\x" },
        { DIALECT_POSTGRES, "U&\"\\0061\"", "a" },
        { DIALECT_POSTGRES, "$x$a'$y$$x$", "a'$y$" },
        { DIALECT_POSTGRES, "$$", "" },
        { DIALECT_POSTGRES, "'open", "open" },
        { DIALECT_POSTGRES, "X'41'", "X'41'" },
        { DIALECT_MYSQL, "'a\\'b''c\\n\\%\\\\'", "a'b'c\n\\%\\" },
        { DIALECT_MYSQL, "\"a\\\"b\"\"c\"", "a\"b\"c" },
        { DIALECT_MYSQL, "`a``b\\`", "a`b\\" },
        { DIALECT_SQLITE, "[a\"b]", "a\"b" },
        { DIALECT_SQLITE, "'a\\'", "a\\" },
        { DIALECT_SQLITE, "12", "12" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct dialect *d = dialect_get(rows[i].id);
        struct lex l = lex_of(d, 0, str_of(rows[i].text));
        struct token t;

        EXPECT(lex_next(&l, &t));
        EXPECT_STR(lex_text(a, d, 0, &t), str_of(rows[i].tokens));
        EXPECT(!lex_next(&l, &t));
    }
}

static void add(void *data, str bytes)
{
    buf_str(data, bytes);
}

static str normal(arena *a, enum dialect_id id, const char *text)
{
    struct buf out = buf_on(a);

    lex_normal(dialect_get(id), 0, str_of(text), add, &out);
    return buf_view(&out);
}

TEST(normal_form)
{
    EXPECT_STR(normal(a, DIALECT_POSTGRES, " select  1 -- c\n/* d */,'a  b' "),
               S("select 1 , 'a  b'"));
    EXPECT_STR(normal(a, DIALECT_POSTGRES, "select\n1,'a  b'"), S("select 1 , 'a  b'"));
    EXPECT_STR(normal(a, DIALECT_MYSQL, "/* a */ /*!40101 set  b */"), S("/*!40101 set b */"));
    EXPECT_STR(normal(a, DIALECT_MYSQL, "set b"), S("set b"));
    EXPECT_STR(normal(a, DIALECT_SQLITE, "-- only"), S(""));
}

TEST(every_byte_makes_progress)
{
    for (int id = 0; id < DIALECT__COUNT; id++)
        for (int x = 1; x < 256; x++)
            for (int y = 1; y < 256; y++) {
                char text[3] = { (char)x, (char)y, 0 };
                struct lex l = lex_of(dialect_get((enum dialect_id)id), 0, str_of(text));
                size_t at = 0;

                for (struct token t; lex_next(&l, &t); at = l.at) {
                    EXPECT(t.text.n > 0 && l.at > at && t.offset >= at && l.at <= 2);
                    lex_text(a, l.dialect, 0, &t);
                }
            }
}
