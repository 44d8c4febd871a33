/* base/toml_scan.c: see base/toml_int.h. */
#include "base/toml_int.h"

#include "base/utf8.h"

#include <stdarg.h>

int toml_peek_at(const struct toml_parser *p, size_t n)
{
    return n < p->text.n - p->pos.at ? (unsigned char)p->text.p[p->pos.at + n] : -1;
}

int toml_peek(const struct toml_parser *p)
{
    return toml_peek_at(p, 0);
}

bool toml_take(struct toml_parser *p, char c)
{
    if (toml_peek(p) != (unsigned char)c)
        return false;
    p->pos.at++;
    return true;
}

bool toml_take_newline(struct toml_parser *p)
{
    size_t n = toml_peek(p) == '\r' ? 1 : 0;

    if (toml_peek_at(p, n) != '\n')
        return false;
    p->pos.at += n + 1;
    p->pos.line++;
    p->pos.line_start = p->pos.at;
    return true;
}

void toml_skip_blanks(struct toml_parser *p)
{
    while (toml_peek(p) == ' ' || toml_peek(p) == '\t')
        p->pos.at++;
}

bool toml_control(int c)
{
    return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f;
}

bool toml_skip_comment(struct toml_parser *p)
{
    if (toml_peek(p) != '#')
        return true;
    for (;; p->pos.at++) {
        int c = toml_peek(p);

        if (c < 0 || c == '\n' || (c == '\r' && toml_peek_at(p, 1) == '\n'))
            return true;
        if (toml_control(c))
            return toml_fail(p, p->pos, "a comment holds the control byte 0x%02x", (unsigned)c);
    }
}

bool toml_skip_lines(struct toml_parser *p)
{
    do {
        toml_skip_blanks(p);
        if (!toml_skip_comment(p))
            return false;
    } while (toml_take_newline(p));
    return true;
}

bool toml_fail(struct toml_parser *p, struct toml_pos where, const char *fmt, ...)
{
    struct place place = { .file = p->file, .line = where.line };
    str rest = str_skip(p->text, where.line_start);
    char text[512];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    place.column = (uint32_t)(where.at - where.line_start) + 1;
    if (!str_next_line(&rest, &place.line_text))
        place.line_text = (str){ 0 };
    err_set(p->err, ERR_TOML, "%s", text);
    return err_at(p->err, &place);
}

/* One character, or a word of at most 40 bytes, quoted and safe to print. */
str toml_found(struct toml_parser *p)
{
    struct buf out = buf_on(p->mem);
    size_t n = 0;
    int c = toml_peek(p);

    if (c < 0)
        return S("the end of the text");
    if (c == '\n' || (c == '\r' && toml_peek_at(p, 1) == '\n'))
        return S("the end of the line");
    for (; n < 40; n++) {
        c = toml_peek_at(p, n);
        if (c < 0 || strchr(" \t\r\n,=#[]{}\"'", c))
            break;
    }
    n += n == 0;
    while ((toml_peek_at(p, n) & 0xc0) == 0x80 && toml_peek_at(p, n) >= 0) /* whole characters */
        n++;
    buf_char(&out, '"');
    utf8_safe(&out, str_slice(p->text, p->pos.at, p->pos.at + n), false);
    buf_char(&out, '"');
    return buf_view(&out);
}

struct toml_node *toml_node_new(struct toml_parser *p, enum toml_kind kind, struct toml_pos where,
                                int depth)
{
    struct toml_node *node;

    if (depth > TOML_DEPTH_MAX) {
        toml_fail(p, where, "values are nested deeper than %d levels", TOML_DEPTH_MAX);
        return NULL;
    }
    node = arena_new(p->mem, struct toml_node, 1);
    node->depth = depth;
    node->t.kind = kind;
    node->t.line = where.line;
    node->t.column = (uint32_t)(where.at - where.line_start) + 1;
    return node;
}
