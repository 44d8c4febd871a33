/* tests/unit/base/test_shell.c: a word comes back from a shell as it was. */
#include "harness/test.h"

#include "base/shell.h"

static str quoted(arena *a, str word)
{
    struct buf b = buf_on(a);

    shell_word(&b, word);
    return buf_view(&b);
}

TEST(plain_words_stay)
{
    EXPECT_STR(quoted(a, S("0003")), S("0003"));
    EXPECT_STR(quoted(a, S("--dir=a/b_c-1.2,3:4@5%6+")), S("--dir=a/b_c-1.2,3:4@5%6+"));
}

TEST(others_are_quoted)
{
    EXPECT_STR(quoted(a, S("")), S("''"));
    EXPECT_STR(quoted(a, S("white space")), S("'white space'"));
    EXPECT_STR(quoted(a, S("$HOME;`x`")), S("'$HOME;`x`'"));
    EXPECT_STR(quoted(a, S("it's")), S("'it'\\''s'"));
    EXPECT_STR(quoted(a, S("a\nb")), S("'a\nb'"));
}
