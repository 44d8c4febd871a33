/* base/cc.h: the compiler extensions that afloat uses, in one place.
 *
 * Does      name attributes and checks; every other file uses these names only
 * Does not  use statement expressions, nested functions or alloca (docs/STYLE.md)
 * See       docs/STYLE.md
 */
#ifndef AFLOAT_BASE_CC_H
#define AFLOAT_BASE_CC_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST              __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define NORETURN          __attribute__((noreturn))
#define UNUSED            __attribute__((unused))
#define CLEANUP(fn)       __attribute__((cleanup(fn)))

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* ASSERT: a programmer's mistake, checked in debug builds. CHECK: guards data, checked always. */
#ifdef NDEBUG
#define ASSERT(cond) ((void)sizeof(cond))
#else
#define ASSERT(cond) assert(cond)
#endif
#define CHECK(cond)   ((cond) ? (void)0 : check_failed(#cond, __FILE__, __LINE__))
#define UNREACHABLE() check_failed("unreachable", __FILE__, __LINE__)

/* Prints one line and ends the process with code 70: state in the database is resumable by design. */
NORETURN void check_failed(const char *what, const char *file, int line);

#endif
