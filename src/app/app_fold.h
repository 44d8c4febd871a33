/* app/app_fold.h: the schema that files leave, for tests that compare it with a server's.
 *
 * Does      read files as lint does, on an empty database, and write the schema after them as JSON lines
 * Does not  connect; choose what is worth telling: every object with every attribute
 * Shape     for each path an object a line {"kind","path","flags",…}, then {"file", "statements", "opaque": […],
 *           "refused": […]}; references are arrays of names, what is printed of expressions is their text with
 *           the names of now
 * See       tests/schema/run
 */
#ifndef AFLOAT_APP_APP_FOLD_H
#define AFLOAT_APP_APP_FOLD_H

#include "app/app_judge.h"

/* Of the request only the files, each on a schema of its own, engine and version. */
bool MUST app_fold(struct ctx *ctx, const struct judge_opts *req, struct buf *out, struct err *err);

#endif
