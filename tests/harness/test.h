/* tests/harness/test.h: unit tests: one file a program, one TEST a case.
 *
 * Shape     TEST(adds_up) { EXPECT(1 + 1 == 2); EXPECT_INT(1 + 1, 2); EXPECT_STR(str, S("x")); }
 *           TAP on stdout: "ok 1 - name", "not ok 2 - name", "ok 3 - name # SKIP reason"
 *           the program takes names of cases to run; none = all
 * A failed EXPECT ends the case (the test goes on with the next one).
 */
#ifndef AFLOAT_TESTS_HARNESS_TEST_H
#define AFLOAT_TESTS_HARNESS_TEST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <setjmp.h>

struct test_case {
    const char *name;
    void (*run)(arena *a);
    struct test_case *next;
};

void test_register(struct test_case *t);
NORETURN PRINTF(3, 4) void test_fail(const char *file, int line, const char *fmt, ...);
NORETURN PRINTF(1, 2) void test_skip(const char *fmt, ...);
void test_note(str text); /* a TAP comment */

/* Each case gets an arena of its own, `a`. */
#define TEST(ident)                                                                                \
    static void ident(arena *a);                                                                   \
    __attribute__((constructor)) static void register_##ident(void)                                \
    {                                                                                              \
        static struct test_case t = { #ident, ident, NULL };                                       \
        test_register(&t);                                                                         \
    }                                                                                              \
    static void ident(UNUSED arena *a)

#define EXPECT(cond)                                                                               \
    do {                                                                                           \
        if (!(cond))                                                                               \
            test_fail(__FILE__, __LINE__, "%s", #cond);                                            \
    } while (0)

#define EXPECT_INT(got, want)                                                                      \
    do {                                                                                           \
        long long got_ = (long long)(got), want_ = (long long)(want);                              \
        if (got_ != want_)                                                                         \
            test_fail(__FILE__, __LINE__, "%s: got %lld, want %lld", #got, got_, want_);           \
    } while (0)

#define EXPECT_STR(got, want)                                                                      \
    do {                                                                                           \
        str got_ = (got), want_ = (want);                                                          \
        if (!str_eq(got_, want_))                                                                  \
            test_fail(__FILE__, __LINE__, "%s: got \"" STR_FMT "\", want \"" STR_FMT "\"", #got,   \
                      STR_ARG(got_), STR_ARG(want_));                                              \
    } while (0)

/* The call succeeds, else the case fails with the error's message. */
#define EXPECT_OK(call, errp)                                                                      \
    do {                                                                                           \
        if (!(call))                                                                               \
            test_fail(__FILE__, __LINE__, "%s: %s " STR_FMT " / " STR_FMT, #call,                  \
                      err_code_text((errp)->code), STR_ARG((errp)->message),                       \
                      STR_ARG((errp)->database));                                                  \
    } while (0)

#endif
