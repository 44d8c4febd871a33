/* tests/unit/base/test_err.c: base/err.c and the small containers it stands on. */
#include "harness/test.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/map.h"

TEST(error_keeps_its_parts)
{
    struct err err, copy;

    err_init(&err);
    err_init(&copy);
    EXPECT(!err_set(&err, ERR_URL, "no %s", "host"));
    err_hint(&err, "Write it.");
    err_wrap(&err, "reading \"%s\"", "x");
    err_copy(&copy, &err);
    err_done(&err);
    EXPECT_STR(copy.message, S("no host"));
    EXPECT_STR(copy.hint, S("Write it."));
    EXPECT_STR(copy.context.v[0], S("reading \"x\""));
    EXPECT_INT(err_code_exit(copy.code), 2);
    EXPECT_INT(err_code_find(S("af2003")), ERR_URL);
    err_done(&copy);
}

TEST(codes_are_unique_and_sorted)
{
    for (int i = ERR_NONE + 2; i < ERR__COUNT; i++)
        EXPECT(str_cmp(str_of(err_code_text((enum err_code)(i - 1))),
                       str_of(err_code_text((enum err_code)i))) < 0);
}

TEST(map_keeps_insertion_order)
{
    struct map m = { 0 };
    int v[200];

    for (int i = 0; i < 200; i++)
        EXPECT(map_put(a, &m, str_printf(a, "key %d", i), &v[i]) == NULL);
    for (int i = 0; i < 200; i++)
        EXPECT(map_find(&m, str_printf(a, "key %d", i)) == &v[i]);
    EXPECT(map_find(&m, S("key 200")) == NULL);
    EXPECT_STR(m.entries.v[7].key, S("key 7"));
}

TEST(clock_round_trip)
{
    int64_t us;

    EXPECT(clock_parse_iso(S("2024-02-29T23:59:58.25Z"), &us));
    EXPECT_STR(clock_iso(a, us), S("2024-02-29T23:59:58Z"));
    EXPECT_STR(clock_stamp14(a, us), S("20240229235958"));
    EXPECT_INT(us % 1000000, 250000);
}

TEST(buf_latches_its_limit)
{
    struct buf b = buf_limited(a, 5);

    buf_z(&b, "abc");
    buf_z(&b, "def");
    buf_z(&b, "g");
    EXPECT(b.bad);
    EXPECT_STR(buf_view(&b), S("abc"));
}
