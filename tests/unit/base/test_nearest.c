/* tests/unit/base/test_nearest.c: base/nearest.c. */
#include "harness/test.h"

#include "base/nearest.h"

TEST(distance_counts_edits)
{
    EXPECT_INT(nearest_distance(S(""), S("")), 0);
    EXPECT_INT(nearest_distance(S("abc"), S("")), 3);
    EXPECT_INT(nearest_distance(S("abc"), S("abd")), 1);
    EXPECT_INT(nearest_distance(S("abc"), S("acb")), 1);
    EXPECT_INT(nearest_distance(S("abc"), S("ABC")), 0);
    EXPECT_INT(nearest_distance(S("kitten"), S("sitting")), 3);
    EXPECT_INT(nearest_distance(str_printf(a, "%0100d", 1), S("a")), 100);
}

TEST(finds_what_is_near_only)
{
    static const char *const words[] = { "up", "down", "status", "transaction" };

    static const struct {
        const char *word, *want;
    } rows[] = { { "dwon", "down" }, { "transation", "transaction" }, { "STATUS", "status" },
                 { "u", "up" },      { "frobnicate", NULL },          { "", NULL },
                 { "xy", NULL } };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        EXPECT_STR(str_of(nearest_find(str_of(rows[i].word), words, COUNT_OF(words))),
                   str_of(rows[i].want));
}
