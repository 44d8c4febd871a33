/* engines/client_lib: a client library that is there, is not there, is too old. */
#include "engines/client_lib.h"

#include "harness/test.h"

struct maths {
    double (*cosine)(double);
    double (*sine)(double);
};

static const struct client_fn functions[] = {
    { "cos", offsetof(struct maths, cosine) },
    { "sin", offsetof(struct maths, sine) },
    { "af_no_such_function", 0 },
};

static struct client_lib lib_of(const char *file, size_t n)
{
    return (struct client_lib){ .product = "Sums",
                                .file = file,
                                .packages = "sums1",
                                .oldest = "9",
                                .functions = functions,
                                .n = n };
}

TEST(fills_the_table)
{
    const struct client_lib lib = lib_of("libm.so.6", 2);
    struct maths table = { 0 };
    struct err err;

    err_init(&err);
    EXPECT_OK(client_lib_load(&lib, &table, &err), &err);
    EXPECT(table.cosine && table.sine && table.cosine(0) > 0.99 && table.sine(0) < 0.01);
    err_done(&err);
}

TEST(says_which_function_is_missing)
{
    const struct client_lib lib = lib_of("libm.so.6", 3);
    struct maths table = { 0 };
    struct err err;

    err_init(&err);
    EXPECT(!client_lib_load(&lib, &table, &err));
    EXPECT_INT(err.code, ERR_ENGINE);
    EXPECT_STR(err.message, S("the Sums client library libm.so.6 is too old"));
    EXPECT_STR(err.detail, S("It has no function af_no_such_function."));
    EXPECT_STR(err.hint, S("Version 9 or newer is needed."));
    err_done(&err);
}

TEST(says_what_to_install)
{
    const struct client_lib lib = lib_of("libaf-no-such.so.1", 2);
    struct maths table = { 0 };
    struct err err;

    err_init(&err);
    EXPECT(!client_lib_load(&lib, &table, &err));
    EXPECT_INT(err.code, ERR_ENGINE);
    EXPECT(
        str_starts(err.message, S("could not load the Sums client library libaf-no-such.so.1: ")));
    EXPECT_STR(err.hint, S("Install the package sums1."));
    EXPECT(!table.cosine && !table.sine);
    err_done(&err);
}
