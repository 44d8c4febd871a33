/* tests/fuzz/fuzz_split.c: any bytes, any dialect, any chunks: pieces joined give back the input.
 *
 * Shape     byte 0: dialect and modes; byte 1: size of the reads; byte 2: size of the first window; then the
 *           text. Reads of another size must give the same pieces. Build with -fsanitize=fuzzer.
 */
#include "sql/lex.h"
#include "sql/split_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct chunks {
    struct reader reader;
    str rest;
    size_t size;
};

static bool chunk_read(struct reader *r, char *to, size_t n, size_t *out_n, struct err *err)
{
    struct chunks *c = r->data;

    (void)err;
    *out_n = n < c->size ? n : c->size;
    if (*out_n > c->rest.n)
        *out_n = c->rest.n;
    if (*out_n)
        memcpy(to, c->rest.p, *out_n);
    c->rest = str_skip(c->rest, *out_n);
    return true;
}

static bool is_directive(str line, void *data)
{
    (void)data;
    return str_starts(line, S("-- a:")) || str_starts(line, S("#a:"));
}

/* Sum over kinds, places and ends; every way to read the text must give the same. */
struct outcome {
    uint64_t hash;
    enum err_code code;
};

static void mix(struct outcome *o, uint64_t v)
{
    o->hash = (o->hash ^ v) * 0x100000001b3u;
}

static void lex_all(arena *a, const struct dialect *d, unsigned modes, str text)
{
    struct lex l = lex_of(d, modes, text);
    size_t at = 0;

    for (struct token t; lex_next(&l, &t); at = l.at) {
        CHECK(t.offset >= at && l.at > at && l.at <= text.n);
        lex_text(a, d, modes, &t);
    }
}

static struct outcome run(const struct split_opts *opts, str text, size_t read, size_t window)
{
    struct chunks c = { { .read = chunk_read, .data = &c }, text, read };
    struct outcome o = { .hash = 0xcbf29ce484222325u };
    struct split *s;
    struct piece p;
    struct err err;
    arena a;
    bool end = false;
    size_t at = 0;

    arena_init(&a);
    err_init(&err);
    s = split_open_sized(&a, opts, &c.reader, window);
    while (split_next(s, &p, &end, &err) && !end) {
        CHECK(p.offset == at && p.text.n > 0 && at + p.text.n <= text.n);
        CHECK(!memcmp(p.text.p, text.p + at, p.text.n));
        CHECK(p.body.n <= p.text.n);
        at += p.text.n;
        mix(&o, (uint64_t)p.kind + at * 8);
        mix(&o, (uint64_t)p.line << 32 | p.column);
        if (p.kind == PIECE_STATEMENT)
            lex_all(&a, opts->dialect, opts->modes, p.body);
    }
    CHECK(!end || at == text.n);
    o.code = err.code;
    mix(&o, (uint64_t)err.place.line << 32 | err.place.column);
    mix(&o, err.place.line_text.n);
    err_done(&err);
    arena_done(&a);
    return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct split_opts opts = { .file = S_INIT("f"), .is_directive = is_directive };
    struct outcome one, other;
    str text;

    if (size < 3)
        return 0;
    opts.dialect = dialect_get((enum dialect_id)(data[0] % DIALECT__COUNT));
    opts.modes = data[0] / DIALECT__COUNT % 4;
    text = (str){ (const char *)data + 3, size - 3 };
    one = run(&opts, text, data[1] + 1u, data[2] + 4u);
    other = run(&opts, text, SIZE_MAX, 4096);
    CHECK(one.hash == other.hash && one.code == other.code);
    return 0;
}
