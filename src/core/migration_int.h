/* core/migration_int.h: the first pass over a migration's files.
 *
 * Does      read each file once as a stream: validate, count, hash, collect what it says about itself
 * Does not  keep statements; memory of one file is released before the next
 */
#ifndef AFLOAT_CORE_MIGRATION_INT_H
#define AFLOAT_CORE_MIGRATION_INT_H

#include "core/project.h"
#include "core/walk_int.h"

struct first_pass {
    const struct project_opts *opts;
    const struct ctx *ctx; /* notes and warnings; may be NULL */
    arena *keep;           /* for what the migration keeps */
    arena unit;            /* of one file */
    arena values;          /* of one statement with the values of variables */
    struct arena_mark mark;
    struct walk_sums sums;
    struct sha256 *repeat_sum; /* of the repeatable file under way; see core/repeatable.h */
    bool repeat_whole;
    struct sha256 *code[2]; /* for sums.code, where it is wanted */
};

void first_pass_init(struct first_pass *fp, arena *keep, const struct project_opts *opts,
                     const struct ctx *ctx);
void first_pass_done(struct first_pass *fp);

/* Fills what the files say; format, version, name, file and down_file are set already. */
bool MUST first_pass_read(struct first_pass *fp, struct migration *m, struct err *err);

/* A file that was read ahead. */
bool first_pass_ahead(const struct first_pass *fp, str file, struct fs_ahead_file *out);

/* The same for a file with the texts that the history knows, from its bytes alone (core/known.c). False = it is not
 * certain: nothing of `m` is changed. */
bool known_read(struct first_pass *fp, struct migration *m, const struct sums *up,
                const struct sums *down);

#endif
