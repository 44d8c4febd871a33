/* engines/engine_help.h: blocking helpers over the table of functions; engines/engine.h includes it.
 *
 * Errors    the engine's, as a value
 */
#ifndef AFLOAT_ENGINES_ENGINE_HELP_H
#define AFLOAT_ENGINES_ENGINE_HELP_H

#include "engines/engine.h"

/* Waits until a result is there or the connection is lost or nothing is outstanding. Calls `tick` (may be
 * NULL) about once a second while it waits. A signal in ctx cancels the statement once; its result is
 * then an error of FAIL_CANCELED. */
enum next MUST engine_await(struct conn *c, struct result *out, engine_tick_fn *tick, void *data,
                            struct err *err);

/* Submits one statement with REQ_SYNC and waits. A RESULT_ERROR becomes *err and false. `out` may be NULL.
 * Needs an empty window. */
bool MUST engine_exec(struct conn *c, str sql, struct result *out, struct err *err);
PRINTF(4, 5)
bool MUST engine_execf(struct conn *c, struct result *out, struct err *err, const char *fmt, ...);

/* Sends statements of afloat's own as one batch: an error ends it, and is *err. What they answer is not kept.
 * Needs an empty window. */
bool MUST engine_exec_all(struct conn *c, const struct str_list *sql, struct err *err);

/* The two halves of it. `end`: the last one ends the batch; else what the caller submits next does. */
bool MUST engine_submit_own(struct conn *c, const struct str_list *sql, bool end, struct err *err);
bool MUST engine_take_all(struct conn *c, size_t n, struct err *err);

/* ROLLBACK after `err`; a failure of that is kept beside it. Always false. */
bool engine_undo(struct conn *c, struct err *err);

/* Runs statements that stand one a line, each with or without its semicolon. */
bool MUST engine_exec_lines(struct conn *c, str statements, struct err *err);

str result_text(const struct result *r, size_t row, size_t column); /* "" for null */
bool result_null(const struct result *r, size_t row, size_t column);
int64_t result_int(const struct result *r, size_t row, size_t column); /* 0 when not a number */

#endif
