/* tests/real/count.c: how many statements files hold, and how many of them afloat does not understand.
 *
 * Does      split each file and read the outline of its statements, as the runner does; prints
 *           "<files> <statements> <opaque>", then file:line and first line of each opaque statement
 * Errors    exit 2 when a file cannot be read or split
 * Usage     count DIALECT FILE…
 */
#include "base/fs.h"
#include "ddl/outline.h"
#include "sql/split.h"

#include <stdio.h>

struct count {
    const struct dialect *dialect;
    int files, statements, opaque;
    struct buf said;
};

static void count_piece(arena *a, struct count *c, const char *file, const struct piece *p)
{
    struct outline o = { 0 };
    str line = p->body;

    outline_read(a, c->dialect, 0, 0, p->body, &o);
    c->statements++;
    if (o.cls != CLASS_OPAQUE)
        return;
    c->opaque++;
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == '\n')
            line.n = i;
    buf_printf(&c->said, "%s:%u: " STR_FMT "\n", file, p->line, STR_ARG(line));
}

static bool count_file(arena *a, struct count *c, const char *file, struct err *err)
{
    struct split_opts opts = { .dialect = c->dialect, .file = str_of(file) };
    struct reader reader;
    struct split *split;
    struct piece p;
    bool end = false;

    if (!fs_reader(a, opts.file, &reader, err))
        return false;
    split = split_open(a, &opts, &reader);
    while (split_next(split, &p, &end, err) && !end)
        if (p.kind == PIECE_STATEMENT)
            count_piece(a, c, file, &p);
    c->files++;
    return err->code == ERR_NONE;
}

int main(int argc, char **argv)
{
    struct count c = { .dialect = argc > 1 ? dialect_find(str_of(argv[1])) : NULL };
    struct err err;
    arena a;
    int status = c.dialect ? 0 : 2;

    arena_init(&a);
    err_init(&err);
    c.said = buf_on(&a);
    for (int i = 2; i < argc && !status; i++)
        if (!count_file(&a, &c, argv[i], &err))
            status = 2;
    if (status)
        fprintf(stderr, "count: " STR_FMT "\n", STR_ARG(err.message));
    else
        printf("%d %d %d\n" STR_FMT, c.files, c.statements, c.opaque, STR_ARG(buf_view(&c.said)));
    err_done(&err);
    arena_done(&a);
    return status;
}
