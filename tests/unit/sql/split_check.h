/* tests/unit/sql/split_check.h: cases of the splitter as lists of the pieces they must come to.
 *
 * Shape     a case is a list of "K|text", K the kind: _ space, C comment, S statement, D data, E end of
 *           data, L delimiter line, M meta command, X directive; the input is all texts joined. It is
 *           cut with readers that give 1, 2, 3, 7, 4096 bytes at a time and with windows of several
 *           sizes: all must agree, positions too.
 */
#ifndef AFLOAT_TESTS_UNIT_SQL_SPLIT_CHECK_H
#define AFLOAT_TESTS_UNIT_SQL_SPLIT_CHECK_H

#include "harness/test.h"

#include "sql/split_int.h"

enum { CASE_PIECES = 24 };

struct split_case {
    const char *pieces[CASE_PIECES];
};

struct error_case {
    const char *text;
    enum err_code code;
    uint32_t line, column;
    const char *line_text; /* NULL = not looked at */
};

struct chunks {
    struct reader reader;
    str rest;
    size_t size;
};

static inline bool chunk_read(struct reader *r, char *to, size_t n, size_t *out_n,
                              UNUSED struct err *err)
{
    struct chunks *c = r->data;

    *out_n = n < c->size ? n : c->size;
    if (*out_n > c->rest.n)
        *out_n = c->rest.n;
    if (*out_n)
        memcpy(to, c->rest.p, *out_n);
    c->rest = str_skip(c->rest, *out_n);
    return true;
}

static inline struct reader *chunks_of(struct chunks *c, str text, size_t size)
{
    *c = (struct chunks){ .reader = { .read = chunk_read, .data = c }, .rest = text, .size = size };
    return &c->reader;
}

static inline bool check_directive(str line, UNUSED void *data)
{
    return str_starts(line, S("-- afloat:")) || str_starts(line, S("# afloat:"));
}

static inline struct split_opts check_opts(enum dialect_id id, unsigned modes)
{
    return (struct split_opts){
        .dialect = dialect_get(id),
        .modes = modes,
        .file = S("x.sql"),
        .is_directive = check_directive,
    };
}

/* Line and column of a byte, counted the slow way. */
static inline void check_position(str text, uint64_t at, const struct piece *p)
{
    uint32_t line = 1, column = 1;

    for (uint64_t i = 0; i < at; i++) {
        column = text.p[i] == '\n' ? 1 : column + 1;
        line += text.p[i] == '\n';
    }
    EXPECT_INT(p->offset, at);
    EXPECT_INT(p->line, line);
    EXPECT_INT(p->column, column);
}

static inline char check_letter(enum piece_kind kind)
{
    return "_CSDELMX"[kind];
}

static inline void check_pieces(const char *const *pieces, size_t n, str text, struct split *s)
{
    struct err err;
    struct piece p;
    bool end;
    uint64_t at = 0;

    err_init(&err);
    for (size_t i = 0; i < n; i++) {
        EXPECT_OK(split_next(s, &p, &end, &err), &err);
        if (end)
            test_fail(__FILE__, __LINE__, "end before piece \"%s\"", pieces[i]);
        if (check_letter(p.kind) != pieces[i][0] || !str_eq(p.text, str_of(pieces[i] + 2)))
            test_fail(__FILE__, __LINE__, "got \"%c|" STR_FMT "\", want \"%s\"",
                      check_letter(p.kind), STR_ARG(p.text), pieces[i]);
        check_position(text, at, &p);
        at += p.text.n;
    }
    EXPECT_OK(split_next(s, &p, &end, &err), &err);
    if (!end)
        test_fail(__FILE__, __LINE__, "piece too many: \"" STR_FMT "\"", STR_ARG(p.text));
    EXPECT_INT(at, text.n);
    err_done(&err);
}

static const size_t check_sizes[] = { 1, 2, 3, 7, 4096 };
static const size_t check_windows[] = { 4, 37, 4096 };

static inline void check_case(arena *a, enum dialect_id id, unsigned modes,
                              const struct split_case *c)
{
    struct buf text = buf_on(a);
    struct split_opts opts = check_opts(id, modes);
    size_t n = 0;

    for (; n < CASE_PIECES && c->pieces[n]; n++)
        buf_z(&text, c->pieces[n] + 2);
    for (size_t i = 0; i < COUNT_OF(check_sizes) * COUNT_OF(check_windows); i++) {
        struct chunks chunks;
        struct reader *r =
            chunks_of(&chunks, buf_view(&text), check_sizes[i % COUNT_OF(check_sizes)]);

        check_pieces(c->pieces, n, buf_view(&text),
                     split_open_sized(a, &opts, r, check_windows[i / COUNT_OF(check_sizes)]));
    }
}

static inline void check_error_with(struct split *s, const struct error_case *c)
{
    struct err err;
    struct piece p;
    bool end = false;

    err_init(&err);
    while (split_next(s, &p, &end, &err) && !end)
        ;
    if (end)
        test_fail(__FILE__, __LINE__, "no error in \"%s\"", c->text);
    EXPECT_INT(err.code, c->code);
    EXPECT_INT(err.place.line, c->line);
    EXPECT_INT(err.place.column, c->column);
    EXPECT_STR(err.place.file, S("x.sql"));
    if (c->line_text)
        EXPECT_STR(err.place.line_text, str_of(c->line_text));
    err_clear(&err);
    EXPECT(split_next(s, &p, &end, &err) && end);
    err_done(&err);
}

static inline void check_error(arena *a, enum dialect_id id, const struct error_case *c)
{
    struct split_opts opts = check_opts(id, 0);

    for (size_t i = 0; i < COUNT_OF(check_sizes) * COUNT_OF(check_windows); i++) {
        struct chunks chunks;
        struct reader *r =
            chunks_of(&chunks, str_of(c->text), check_sizes[i % COUNT_OF(check_sizes)]);

        check_error_with(split_open_sized(a, &opts, r, check_windows[i / COUNT_OF(check_sizes)]),
                         c);
    }
}

/* For texts that a case list cannot hold: everything read, pieces counted, bytes compared. */
struct check_totals {
    size_t pieces[PIECE__COUNT];
    size_t longest; /* bytes of a piece */
    uint64_t work;
    size_t window; /* bytes at the end */
};

static inline struct check_totals check_whole(arena *a, enum dialect_id id, str text, size_t size)
{
    struct split_opts opts = check_opts(id, 0);
    struct chunks chunks;
    struct split *s = split_open(a, &opts, chunks_of(&chunks, text, size));
    struct check_totals totals = { 0 };
    struct err err;
    struct piece p;
    bool end;
    size_t at = 0;

    err_init(&err);
    for (;;) {
        EXPECT_OK(split_next(s, &p, &end, &err), &err);
        if (end)
            break;
        EXPECT(p.text.n > 0 && at + p.text.n <= text.n && !memcmp(text.p + at, p.text.p, p.text.n));
        at += p.text.n;
        totals.pieces[p.kind]++;
        if (p.text.n > totals.longest)
            totals.longest = p.text.n;
    }
    EXPECT_INT(at, text.n);
    totals.work = split_work(s);
    totals.window = s->cap;
    err_done(&err);
    return totals;
}

static inline str repeat(arena *a, const char *one, size_t times, const char *before,
                         const char *after)
{
    struct buf b = buf_on(a);

    buf_z(&b, before);
    for (size_t i = 0; i < times; i++)
        buf_z(&b, one);
    buf_z(&b, after);
    return buf_view(&b);
}

#endif
