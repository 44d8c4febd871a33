/* tests/oracles/split_json.c: prints the pieces of a file as JSON lines, for compare.py.
 *
 * Shape     split_json DIALECT FILE  ->  {"kind":"statement","offset":0,"length":9,"body_length":8,"line":1,
 *           "column":1} a piece a line; an error goes to standard error and ends with code 1
 */
#include "sql/split.h"

#include <errno.h>
#include <inttypes.h>

static bool read_file(struct reader *r, char *to, size_t n, size_t *out_n, struct err *err)
{
    FILE *f = r->data;

    *out_n = fread(to, 1, n, f);
    if (*out_n == 0 && ferror(f))
        return err_set(err, ERR_FILE_READ, "could not read: %s", strerror(errno));
    return true;
}

static int print_all(struct split *s)
{
    struct piece p;
    struct err err;
    bool end = false;

    err_init(&err);
    for (;;) {
        if (!split_next(s, &p, &end, &err)) {
            fprintf(stderr, "%s: %u:%u: " STR_FMT "\n", err_code_text(err.code), err.place.line,
                    err.place.column, STR_ARG(err.message));
            err_done(&err);
            return 1;
        }
        if (end)
            return 0;
        printf("{\"kind\":\"%s\",\"offset\":%" PRIu64
               ",\"length\":%zu,\"body_length\":%zu,\"line\":%u,\"column\":%u}\n",
               piece_kind_name(p.kind), p.offset, p.text.n, p.body.n, p.line, p.column);
    }
}

int main(int argc, char **argv)
{
    const struct dialect *d = argc == 3 ? dialect_find(str_of(argv[1])) : NULL;
    FILE *f = d ? fopen(argv[2], "rb") : NULL;
    struct reader reader = { .read = read_file, .data = f };
    struct split_opts opts = { .dialect = d };
    arena a;
    int code;

    if (!f) {
        fprintf(stderr, "usage: split_json DIALECT FILE\n");
        return 2;
    }
    arena_init(&a);
    opts.file = str_of(argv[2]);
    code = print_all(split_open(&a, &opts, &reader));
    arena_done(&a);
    fclose(f);
    return code;
}
