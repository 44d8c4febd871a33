/* core/excerpt.c: the line of a file that a message shows (core/excerpt.h). */
#include "core/excerpt.h"

#include "base/fs.h"

enum { EXCERPT_MAX = 400, READ_BYTES = 4096 };

/* Bytes of the wanted line within [from, from + EXCERPT_MAX). */
struct excerpt {
    uint32_t line, want;
    size_t at, from, n; /* at: bytes of the line so far */
    char text[EXCERPT_MAX];
};

static void take(struct excerpt *e, str part)
{
    size_t skip = e->at < e->from ? e->from - e->at : 0, n;

    if (e->line == e->want && skip < part.n) {
        n = part.n - skip < EXCERPT_MAX - e->n ? part.n - skip : EXCERPT_MAX - e->n;
        memcpy(e->text + e->n, part.p + skip, n);
        e->n += n;
    }
    e->at += part.n;
}

/* False when all is there that is shown of the line. */
static bool excerpt_add(struct excerpt *e, str chunk)
{
    while (chunk.n) {
        size_t end = str_find_char(chunk, '\n');

        take(e, str_slice(chunk, 0, end));
        if (e->n == EXCERPT_MAX)
            return false;
        if (end == STR_NONE)
            return true;
        if (e->line == e->want)
            return false;
        e->line++;
        e->at = 0;
        chunk = str_skip(chunk, end + 1);
    }
    return true;
}

/* No half character at either end, no CR. */
static str excerpt_text(const struct excerpt *e)
{
    str s = { e->text, e->n };
    size_t last = s.n;

    while (e->from && s.n && ((unsigned char)s.p[0] & 0xC0) == 0x80)
        s = str_skip(s, 1);
    if (e->n < EXCERPT_MAX)
        return str_trim_end(s);
    last = s.n;
    while (last && ((unsigned char)s.p[last - 1] & 0xC0) == 0x80)
        last--;
    return str_slice(s, 0, last ? last - 1 : 0);
}

/* ---- where to begin ---- */

static bool is_before(const struct excerpt_mark *m, const struct excerpt *e)
{
    return m->line < e->want || (m->line == e->want && m->at <= e->from);
}

/* The last mark that is not behind what is wanted. */
static struct excerpt_mark mark_before(const struct excerpts *x, const struct excerpt *e)
{
    size_t low = 0, high = x->marks.n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (is_before(&x->marks.v[mid], e))
            low = mid + 1;
        else
            high = mid;
    }
    return low ? x->marks.v[low - 1] : (struct excerpt_mark){ .line = 1 };
}

static void mark(arena *a, struct excerpts *x, const struct excerpt *e, uint64_t offset)
{
    if (!x->marks.n || x->marks.v[x->marks.n - 1].offset < offset)
        *vec_push(a, &x->marks) =
            (struct excerpt_mark){ .line = e->line, .at = e->at, .offset = offset };
}

static bool excerpt_read(arena *keep, arena *unit, struct excerpts *x, struct excerpt *e,
                         struct err *err)
{
    struct excerpt_mark m = mark_before(x, e);
    struct reader r;
    char *chunk = arena_new(unit, char, READ_BYTES);
    size_t n = 1;

    e->line = m.line;
    e->at = m.at;
    if (!fs_reader_at(unit, x->file, m.offset, &r, err))
        return false;
    while (n > 0) {
        if (!reader_read(&r, chunk, READ_BYTES, &n, err))
            return false;
        x->read += n;
        if (!excerpt_add(e, (str){ chunk, n }))
            return true;
        m.offset += n;
        mark(keep, x, e, m.offset);
    }
    return e->line == e->want && e->at > 0;
}

static void fill(arena *a, arena *keep, struct excerpts *x, struct place *place)
{
    arena unit;
    struct err err;
    struct excerpt e = { .want = place->line };

    if (!place->line || !place->file.n || place->line_text.p)
        return;
    if (!str_eq(x->file, place->file))
        *x = (struct excerpts){ .file = str_copy(keep, place->file), .read = x->read };
    if (place->column > EXCERPT_MAX)
        e.from = place->column - 1 - EXCERPT_MAX / 2;
    arena_init(&unit);
    err_init(&err);
    if (excerpt_read(keep, &unit, x, &e, &err)) {
        str text = excerpt_text(&e);

        place->line_text = str_copy(a, text);
        place->moved = (int32_t)(e.from + (size_t)(text.p - e.text));
    }
    err_done(&err);
    arena_done(&unit);
}

void excerpts_fill(arena *a, struct excerpts *x, struct place *place)
{
    fill(a, a, x, place);
}

void place_excerpt(arena *a, struct place *place)
{
    struct excerpts x = { 0 };
    arena keep;

    arena_init(&keep);
    fill(a, &keep, &x, place);
    arena_done(&keep);
}
