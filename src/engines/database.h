/* engines/database.h: the database as a whole: is it there, make it, remove it.
 *
 * Does      give the shapes and signatures of three functions of the table in engines/engine.h
 * Shape     none of them is connected to the database that it is about
 * Errors    those of open, and of the statements
 */
#ifndef AFLOAT_ENGINES_DATABASE_H
#define AFLOAT_ENGINES_DATABASE_H

#include "base/ctx.h"
#include "base/dsn.h"

struct database_info {
    bool exists;
    str reserved;             /* why it must not be dropped; absent = it may be */
    struct str_list sessions; /* who uses it, in words: those that can be seen */
    struct str_list files;    /* SQLite: what there is to remove */
};

struct database_opts {
    str encoding, owner; /* absent = the server's default; ERR_USAGE where there is no such thing */
};

/* Of the database that `dsn` names. */
typedef bool engine_database_look_fn(arena *a, const struct dsn *dsn, struct ctx *ctx,
                                     struct database_info *out, struct err *err);
typedef bool engine_database_create_fn(arena *a, const struct dsn *dsn, struct ctx *ctx,
                                       const struct database_opts *opts, bool *out_existed,
                                       struct err *err);
/* *out_existed = false: it was gone already. */
typedef bool engine_database_drop_fn(arena *a, const struct dsn *dsn, struct ctx *ctx,
                                     bool *out_existed, struct err *err);

#endif
