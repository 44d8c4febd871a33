/* core/walk_int.h: one pass over a migration file: sections, directives, statements, sums.
 *
 * Does      tell the statements of both directions, bind directives, skip client commands, feed the sums
 * Does not  open files, choose a direction (core/script.c), know projects
 * Shape     struct walk *w = walk_open(a, &opts, &reader); while walk_next … WALK_END
 * Errors    AF21xx, AF22xx, AF23xx with place
 */
#ifndef AFLOAT_CORE_WALK_INT_H
#define AFLOAT_CORE_WALK_INT_H

#include "core/canon_int.h"
#include "core/format.h"

enum walk_kind {
    WALK_STATEMENT,
    WALK_DATA, /* COPY data */
    WALK_DATA_END,
    WALK_END,
};

struct walk_item {
    enum walk_kind kind;
    enum direction dir;
    struct stmt stmt; /* WALK_STATEMENT */
    str data;         /* WALK_DATA */
};

struct walk_sums { /* by enum direction */
    struct canon text[2], code[2];
};

struct walk_opts {
    const struct format *format;
    const struct dialect *dialect;
    unsigned modes;
    str file;                     /* for places */
    const struct line_map *lines; /* places of a text from several files; may be NULL */
    str database;                 /* connected to; absent = not known */
    enum direction dir;           /* at the beginning */
    bool inside;                  /* the text is a section without its marker */
    bool lenient;                 /* a bad directive is a note (the file is applied already) */
    const struct ctx *ctx;        /* notes; may be NULL */
    const struct ctx *meta;       /* notes about skipped client commands; may be NULL */
    struct migration *mig;        /* what the file says about itself is added here … */
    arena *keep;                  /* … with texts in this memory */
    struct walk_sums *sums;
};

struct walk_facts {
    int64_t statements[2];
    unsigned sections[2];   /* markers */
    unsigned down_sections; /* that hold statements */
};

/* Opens a file of a migration as its format reads it. */
bool MUST walk_reader(arena *a, const struct format *format, struct walk_opts *io,
                      struct reader *out, struct err *err);

struct walk;

struct walk *walk_open(arena *a, const struct walk_opts *opts, struct reader *reader);
bool MUST walk_next(struct walk *w, struct walk_item *out, struct err *err);
const struct walk_facts *walk_facts(const struct walk *w);

#endif
