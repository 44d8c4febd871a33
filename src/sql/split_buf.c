/* sql/split_buf.c: the splitter's window on its input.
 *
 * Does      read ahead, check for NUL and UTF-8, grow; count lines; make places for errors
 * Does not  know SQL
 * Shape     a fill moves the window or makes it half as large again when more than three quarters of
 *           it are in use: what is scanned again stays in proportion to what is new
 * Errors    ERR_FILE_NUL, ERR_FILE_UTF8, the reader's
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "sql/split_int.h"

void split_init_buf(struct split *s, size_t bytes)
{
    s->cap = bytes;
    s->buf = mem_resize(NULL, bytes);
    s->line = 1;
    s->line_blank = true;
}

/* Drops what is no longer needed: all before the piece except a little of its line. */
static void slide(struct split *s)
{
    size_t keep = split_offset(s, s->start) - s->line_offset > SPLIT_KEEP_BYTES
                      ? SPLIT_KEEP_BYTES
                      : (size_t)(split_offset(s, s->start) - s->line_offset);
    size_t drop = s->start > keep ? s->start - keep : 0;

    if (!drop)
        return;
    memmove(s->buf, s->buf + drop, s->raw - drop);
    s->work += s->raw - drop;
    s->base += drop;
    s->start -= drop;
    s->at -= drop;
    s->n -= drop;
    s->raw -= drop;
}

static void make_room(struct split *s)
{
    slide(s);
    if (s->raw <= s->cap / 4 * 3)
        return;
    s->cap += s->cap / 2 + 8;
    s->buf = mem_resize(s->buf, s->cap);
}

/* Looks at the bytes from n to raw and moves n over those that are valid. */
static void check_new(struct split *s)
{
    bool cut = false;
    str fresh = { s->buf + s->n, s->raw - s->n };
    const char *nul = fresh.n ? memchr(fresh.p, 0, fresh.n) : NULL;
    size_t bad;

    if (nul)
        fresh.n = (size_t)(nul - fresh.p);
    bad = utf8_invalid_at(fresh, &cut);
    if (bad != STR_NONE && (!cut || nul || s->eof))
        s->invalid = ERR_FILE_UTF8;
    else if (bad == STR_NONE && nul)
        s->invalid = ERR_FILE_NUL;
    s->n += bad == STR_NONE ? fresh.n : bad;
    s->work += fresh.n;
}

static bool fail_invalid(struct split *s, struct err *err)
{
    char message[64];

    if (s->invalid == ERR_FILE_NUL)
        return split_fail(s, err, s->invalid, split_offset(s, s->n), "NUL byte in the text");
    snprintf(message, sizeof(message), "byte 0x%02x is not valid UTF-8",
             (unsigned)(unsigned char)s->buf[s->n]);
    return split_fail(s, err, s->invalid, split_offset(s, s->n), message);
}

bool split_fill(struct split *s, struct err *err)
{
    if (s->invalid)
        return fail_invalid(s, err);
    ASSERT(!s->eof);
    s->work += s->n - s->at; /* what will be scanned again */
    make_room(s);
    while (s->raw < s->cap && !s->eof) {
        size_t got;

        if (!reader_read(s->reader, s->buf + s->raw, s->cap - s->raw, &got, err)) {
            s->state = AT_END;
            return false;
        }
        s->raw += got;
        s->eof = got == 0;
    }
    check_new(s);
    s->sc.p = s->buf;
    s->sc.n = s->n;
    s->sc.eof = s->eof && !s->invalid;
    return true;
}

static bool all_blank(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!scan_is_blank(p[i]))
            return false;
    return true;
}

/* Moves the start of the next piece, and its line, to `end`. */
static void advance(struct split *s, size_t end)
{
    const char *p = s->buf + s->start, *stop = s->buf + end, *nl;
    bool found = false;

    p += split_bom(s, s->start);
    while ((nl = memchr(p, '\n', (size_t)(stop - p)))) {
        p = nl + 1;
        s->line++;
        found = true;
    }
    if (found)
        s->line_offset = split_offset(s, (size_t)(p - s->buf));
    s->line_blank = (found || s->line_blank) && all_blank(p, (size_t)(stop - p));
    s->start = s->at = end;
}

void split_emit(struct split *s, enum piece_kind kind, size_t end, struct piece *out)
{
    uint64_t offset = split_offset(s, s->start);

    *out = (struct piece){ .kind = kind, .offset = offset, .line = s->line };
    out->text = (str){ s->buf + s->start, end - s->start };
    out->body = out->text;
    out->column = (uint32_t)(offset - s->line_offset) + 1;
    advance(s, end);
}

/* The line around buf[i]; absent when its beginning is far away. */
static str line_around(const struct split *s, size_t i, uint64_t line_offset)
{
    size_t from, end;

    if (split_offset(s, i) - line_offset > SPLIT_KEEP_BYTES)
        return (str){ 0 };
    from = (size_t)(line_offset - s->base);
    for (end = from; end < s->n && end - from < 2 * SPLIT_KEEP_BYTES; end++)
        if (s->buf[end] == '\n' || s->buf[end] == '\r')
            break;
    return (str){ s->buf + from, end - from };
}

bool split_fail(struct split *s, struct err *err, enum err_code code, uint64_t offset,
                const char *message)
{
    struct place place = { .file = s->opts.file, .line = s->line, .length = 1 };
    uint64_t line_offset = s->line_offset;
    size_t end = (size_t)(offset - s->base);

    for (size_t i = s->start; i < end; i++)
        if (s->buf[i] == '\n') {
            place.line++;
            line_offset = split_offset(s, i + 1);
        }
    place.column = (uint32_t)(offset - line_offset) + 1;
    place.line_text = line_around(s, end, line_offset);
    s->state = AT_END;
    err_set(err, code, "%s", message);
    return err_at(err, &place);
}
