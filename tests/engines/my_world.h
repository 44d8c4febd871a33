/* tests/engines/my_world.h: what the tests of the MySQL and MariaDB driver share.
 *
 * Needs     AFLOAT_TEST_MY_SOCKET (path) or AFLOAT_TEST_MY_HOST and AFLOAT_TEST_MY_PORT,
 *           AFLOAT_TEST_MY_USER, AFLOAT_TEST_MY_PASSWORD (may be absent), AFLOAT_TEST_MY_DATABASE: a
 *           user with all rights and a database of its own; every case is skipped without them
 */
#ifndef AFLOAT_TESTS_ENGINES_MY_WORLD_H
#define AFLOAT_TESTS_ENGINES_MY_WORLD_H

#include "engines/engine.h"

#include "harness/test.h"

struct dsn my_test_dsn(void);
struct ctx *my_test_ctx(arena *a);
struct err *my_test_err(arena *a);
struct conn *my_test_open(arena *a);
void my_run(arena *a, struct conn *c, const char *sql);
void my_new_table(arena *a, struct conn *c, const char *name, const char *columns);
str my_ask(arena *a, struct conn *c, const char *sql);
void my_submit_one(arena *a, struct conn *c, const char *sql, int64_t tag, unsigned flags);
struct result my_await(arena *a, struct conn *c);

#endif
