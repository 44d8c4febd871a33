/* tests/unit/core/test_envsub.c: the forms of goose's ENVSUB. */
#include "harness/test.h"

#include "core/envsub.h"

#include <stdlib.h>

static void set_up(void)
{
    setenv("AF_SET", "value", 1);
    setenv("AF_EMPTY", "", 1);
    setenv("AF_PASSWORD", "hush", 1);
    setenv("AF_QUOTE", "a'b;", 1);
    unsetenv("AF_UNSET");
}

TEST(every_form)
{
    static const struct {
        const char *raw, *sent;
    } rows[] = {
        { "a $AF_SET b", "a value b" },
        { "a ${AF_SET}b", "a valueb" },
        { "${AF_UNSET}|${AF_EMPTY}|$AF_UNSET", "||" },
        { "${AF_UNSET:-x y} ${AF_EMPTY:-z} ${AF_SET:-no}", "x y z value" },
        { "${AF_UNSET-x} ${AF_EMPTY-z} ${AF_SET-no}", "x  value" },
        { "${AF_UNSET:-${AF_SET}!} ${AF_UNSET:-$AF_SET}", "value! value" },
        { "${AF_UNSET:-}", "" },
        { "${AF_SET:?why} ${AF_SET?why}", "value value" },
        { "${AF_EMPTY?fine}", "" },
        { "${AF_SET:1} ${AF_SET:1:2} ${AF_SET:0:99} ${AF_SET:9}", "alue al value " },
        { "${AF_SET: -3} ${AF_SET:0:-1}", "lue valu" },
        { "$$AF_SET $${AF_SET} \\$AF_SET", "$AF_SET ${AF_SET} $AF_SET" },
        { "cost $ 5 $1 $", "cost $ 5 $1 $" },
        { "'${AF_QUOTE}'", "'a'b;'" },
        { "nothing", "nothing" },
    };

    set_up();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct var_use use = { 0 };
        struct var_text t;
        struct err err;

        err_init(&err);
        EXPECT_OK(envsub_apply(a, &use, str_of(rows[i].raw), &t, &err), &err);
        EXPECT_STR(t.sent, str_of(rows[i].sent));
        EXPECT_STR(t.shown, str_of(rows[i].sent));
        err_done(&err);
    }
}

TEST(what_is_wrong_has_its_place)
{
    static const struct {
        const char *raw, *message;
        int64_t offset;
    } rows[] = {
        { "ab ${AF_UNSET:?it is needed}", "a variable of the environment is not set: \"AF_UNSET\"",
          5 },
        { "ab ${AF_EMPTY:?}", "a variable of the environment is not set: \"AF_EMPTY\"", 5 },
        { "${AF_UNSET?x}", "a variable of the environment is not set: \"AF_UNSET\"", 2 },
        { "x ${AF_SET", "a variable does not end: \"{AF_SET\"", 3 },
        { "${}", "a variable has no name: \"\"", 2 },
        { "${1x}", "a variable has no name: \"1x\"", 2 },
        { "${AF_SET%x}", "a variable is followed by an operator that is not read: \"AF_SET%x\"",
          2 },
        { "${AF_SET:a}", "the part of a variable is not two numbers: \"a\"", 2 },
    };

    set_up();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct var_use use = { 0 };
        struct var_text t;
        struct err err;

        err_init(&err);
        EXPECT(!envsub_apply(a, &use, str_of(rows[i].raw), &t, &err));
        EXPECT_INT(err.code, ERR_ENVSUB);
        EXPECT_STR(err.message, str_of(rows[i].message));
        EXPECT_INT(err.statement_offset, rows[i].offset);
        err_done(&err);
    }
}

TEST(secrets_are_not_shown)
{
    struct var_use use = { 0 };
    struct var_text t;
    struct err err;

    set_up();
    err_init(&err);
    EXPECT_OK(envsub_apply(a, &use, S("'$AF_PASSWORD' $AF_SET"), &t, &err), &err);
    EXPECT_STR(t.sent, S("'hush' value"));
    EXPECT_STR(t.shown, S("'***' value"));
    EXPECT_INT(t.splices.n, 2);
    err_done(&err);
}

TEST(variables_in_each_other_end)
{
    struct buf b = buf_on(a);
    struct var_use use = { 0 };
    struct var_text t;
    struct err err;

    set_up();
    err_init(&err);
    for (int i = 0; i < 1000; i++)
        buf_z(&b, "${AF_UNSET:-");
    for (int i = 0; i < 1000; i++)
        buf_char(&b, '}');
    EXPECT(!envsub_apply(a, &use, buf_view(&b), &t, &err));
    EXPECT_INT(err.code, ERR_ENVSUB);
    err_done(&err);
}
