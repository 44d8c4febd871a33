/* tests/real/read.c: how many statements of files the full readers understand.
 *
 * Does      split each file and read its statements; prints "<files> <statements> <opaque> <seconds>", then
 *           file:line, reason and place of each opaque one; with -p the changes of every statement; with -r the
 *           same for programs: byte 30, statement, byte 31, changes
 * Errors    exit 2 when a file cannot be read or split
 * Usage     read [-p|-r] DIALECT VERSION FILE…
 */
#include "ddl/read.h"
#include "base/fs.h"
#include "sql/split.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct count {
    struct ddl_opts opts;
    char print; /* 0, p, r */
    int files, statements, opaque;
    double seconds;
    struct buf said;
};

static double cpu_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void say_opaque(struct count *c, const char *file, const struct piece *p,
                       const struct statement *st)
{
    c->opaque++;
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *ch = &st->changes.v[i];
        str rest = str_slice(str_skip(st->text, ch->range.offset), 0, 60);

        if (ch->verb != CHANGE_OPAQUE)
            continue;
        buf_printf(&c->said, "%s:%u: " STR_FMT " [" STR_FMT "] at ", file, p->line,
                   STR_ARG(ch->reason), STR_ARG(st->verb));
        for (size_t k = 0; k < rest.n; k++)
            buf_char(&c->said, rest.p[k] < ' ' ? ' ' : rest.p[k]);
        buf_char(&c->said, '\n');
    }
}

static void read_piece(arena *a, struct count *c, const char *file, const struct piece *p)
{
    struct arena_mark mark = arena_mark(a);
    struct statement st;
    double from = cpu_seconds();

    ddl_read(a, &c->opts, p->body, &st);
    c->seconds += cpu_seconds() - from;
    c->statements++;
    if (st.opaque)
        say_opaque(c, file, p, &st);
    if (c->print) {
        struct buf out = buf_on(a);

        statement_print(&out, &st);
        printf(c->print == 'p' ? "-- " STR_FMT "\n" STR_FMT "\n" : "\036" STR_FMT "\037" STR_FMT,
               STR_ARG(p->body), STR_ARG(buf_view(&out)));
    }
    arena_reset(a, mark);
}

static bool read_file(arena *a, struct count *c, const char *file, struct err *err)
{
    struct split_opts opts = { .dialect = c->opts.dialect, .file = str_of(file) };
    struct reader reader;
    struct split *split;
    struct piece p;
    bool end = false;
    arena work;

    if (!fs_reader(a, opts.file, &reader, err))
        return false;
    split = split_open(a, &opts, &reader);
    arena_init(&work);
    while (split_next(split, &p, &end, err) && !end)
        if (p.kind == PIECE_STATEMENT)
            read_piece(&work, c, file, &p);
    arena_done(&work);
    c->files++;
    return err->code == ERR_NONE;
}

int main(int argc, char **argv)
{
    struct count c = { .print = argc > 1 && argv[1][0] == '-' ? argv[1][1] : 0 };
    int at = c.print ? 2 : 1, status;
    int64_t version = 0;
    struct err err;
    arena a;

    arena_init(&a);
    err_init(&err);
    c.said = buf_on(&a);
    c.opts.dialect = argc > at + 1 ? dialect_find(str_of(argv[at])) : NULL;
    status = c.opts.dialect && str_to_int64(str_of(argv[at + 1]), &version) ? 0 : 2;
    c.opts.version = (int)version;
    for (int i = at + 2; i < argc && !status; i++)
        if (!read_file(&a, &c, argv[i], &err))
            status = 2;
    if (status)
        fprintf(stderr, "read: " STR_FMT "\n", STR_ARG(err.message));
    else if (c.print != 'r')
        printf("%d %d %d %.4f\n" STR_FMT, c.files, c.statements, c.opaque, c.seconds,
               STR_ARG(buf_view(&c.said)));
    err_done(&err);
    arena_done(&a);
    return status;
}
