/* tests/real/reads.c: what the full reader makes of files.
 *
 * Does      split each file and read its statements into changes; prints "<files> <statements> <opaque>", then
 *           for each opaque change file:line, the reason, and the text where reading stopped
 *           -v: each statement and its changes; -k: "verb changes" a statement, for comparisons; -t N: reads
 *           everything N times and says the seconds of CPU that took
 * Errors    exit 2 when a file cannot be read or split
 * Usage     reads [-v|-k|-t N] DIALECT FILE…
 */
#include "base/fs.h"
#include "ddl/read.h"
#include "sql/split.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct reads {
    const struct dialect *dialect;
    char mode; /* 0, v, k, t */
    int times;
    int files, statements, opaque;
    struct buf said;
    struct str_list texts; /* mode t */
};

static void say_opaque(struct reads *r, const char *file, const struct piece *p,
                       const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        str text = str_slice(st->text, c->range.offset, c->range.offset + 60);

        if (c->verb != CHANGE_OPAQUE)
            continue;
        for (size_t k = 0; k < text.n; k++)
            if (text.p[k] == '\n')
                text.n = k;
        buf_printf(&r->said, "%s:%u: " STR_FMT " | " STR_FMT "\n", file, p->line,
                   STR_ARG(c->reason), STR_ARG(text));
    }
}

static void say_kinds(struct reads *r, const struct statement *st)
{
    buf_printf(&r->said, STR_FMT " %zu\n", STR_ARG(st->verb), st->changes.n);
    for (size_t i = 0; i < st->changes.n; i++) {
        buf_z(&r->said, "  ");
        change_print(&r->said, &st->changes.v[i]);
        buf_char(&r->said, '\n');
    }
}

static void read_piece(arena *a, struct reads *r, const char *file, const struct piece *p)
{
    struct ddl_opts opts = { .dialect = r->dialect };
    struct statement st;

    r->statements++;
    if (r->mode == 't') {
        *vec_push(a, &r->texts) = str_copy(a, p->body);
        return;
    }
    ddl_read(a, &opts, str_copy(a, p->body), &st);
    r->opaque += st.opaque;
    if (r->mode == 'v') {
        buf_printf(&r->said, "-- " STR_FMT "\n", STR_ARG(p->body));
        statement_print(&r->said, &st);
    } else if (r->mode == 'k') {
        say_kinds(r, &st);
    } else {
        say_opaque(r, file, p, &st);
    }
}

static bool read_file(arena *a, struct reads *r, const char *file, struct err *err)
{
    struct split_opts opts = { .dialect = r->dialect, .file = str_of(file) };
    struct reader reader;
    struct split *split;
    struct piece p;
    bool end = false;

    if (!fs_reader(a, opts.file, &reader, err))
        return false;
    split = split_open(a, &opts, &reader);
    while (split_next(split, &p, &end, err) && !end)
        if (p.kind == PIECE_STATEMENT)
            read_piece(a, r, file, &p);
    r->files++;
    return err->code == ERR_NONE;
}

/* As a project is read: the memory of a statement is given back. */
static void time_reads(struct reads *r)
{
    struct ddl_opts opts = { .dialect = r->dialect };
    clock_t begin = clock();
    arena a;

    arena_init(&a);
    for (int k = 0; k < r->times; k++)
        for (size_t i = 0; i < r->texts.n; i++) {
            struct arena_mark mark = arena_mark(&a);
            struct statement st;

            ddl_read(&a, &opts, r->texts.v[i], &st);
            arena_reset(&a, mark);
        }
    arena_done(&a);
    printf("%.3f s\n", (double)(clock() - begin) / CLOCKS_PER_SEC);
}

static int usage(void)
{
    fputs("usage: reads [-v|-k|-t N] DIALECT FILE...\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    struct reads r = { 0 };
    struct err err;
    arena a;
    int at = 1, status = 0;

    if (argc > at && argv[at][0] == '-')
        r.mode = argv[at++][1];
    if (r.mode == 't' && argc > at)
        r.times = (int)strtol(argv[at++], NULL, 10);
    r.dialect = argc > at ? dialect_find(str_of(argv[at++])) : NULL;
    if (!r.dialect)
        return usage();
    arena_init(&a);
    err_init(&err);
    r.said = buf_on(&a);
    for (; at < argc && !status; at++)
        if (!read_file(&a, &r, argv[at], &err))
            status = 2;
    if (status)
        fprintf(stderr, "reads: " STR_FMT "\n", STR_ARG(err.message));
    else if (r.mode == 't')
        time_reads(&r);
    else
        printf("%d %d %d\n" STR_FMT, r.files, r.statements, r.opaque, STR_ARG(buf_view(&r.said)));
    err_done(&err);
    arena_done(&a);
    return status;
}
