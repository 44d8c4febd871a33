/* core/seed.h: files of data that are run as often as somebody asks.
 *
 * Does      list them, validate and hash each, make a plan of them for core/runner.h
 * Does not  record anything: a seed has no version
 * Shape     a plan of ups whose items are unrecorded; an item's version is the path of its file
 * Errors    those of files and statements, with place
 */
#ifndef AFLOAT_CORE_SEED_H
#define AFLOAT_CORE_SEED_H

#include "core/plan.h"

/* The *.sql of `dir` by name, then those of its folder `env` (absent = none). */
bool MUST seed_list(arena *a, str dir, str env, struct str_list *out, struct err *err);

/* Reads every file once, before any of them is run. */
bool MUST seed_plan(arena *a, struct conn *c, const struct str_list *files, struct plan *out,
                    struct err *err);

#endif
