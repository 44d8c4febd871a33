/* report/report_failure.c: a failure in five parts: where, what the database said, what was committed, the command
 * that continues, the code.
 */
#include "base/utf8.h"
#include "report/report_int.h"

struct out {
    struct buf b;
    bool color, utf8;
};

static void put_safe(struct out *o, str s)
{
    utf8_safe(&o->b, s, false);
}

static void put_part(struct out *o, const char *title, str text)
{
    if (!text.n)
        return;
    buf_printf(&o->b, "  %s%s:%s ", style_on(STYLE_STRONG, o->color), title,
               style_off(STYLE_STRONG, o->color));
    put_safe(o, text);
    buf_char(&o->b, '\n');
}

static size_t width_of(str s)
{
    arena a;
    struct buf b;
    size_t w;

    arena_init(&a);
    b = buf_on(&a);
    utf8_safe(&b, s, false);
    w = (size_t)utf8_width(buf_view(&b));
    arena_done(&a);
    return w;
}

/* The line with a caret under the place, in columns as they are printed. */
static void put_excerpt(struct out *o, const struct place *p)
{
    int64_t at = (int64_t)p->column - 1 - p->moved;
    size_t column = at > 0 ? (size_t)at : 0, length = p->length ? p->length : 1;
    size_t width;
    char number[16];
    int w;

    if (!p->line || !p->line_text.p)
        return;
    width = width_of(str_slice(p->line_text, column, column + length));
    w = snprintf(number, sizeof(number), "%u", p->line);
    buf_printf(&o->b, "  %*s |\n  %s | ", w, "", number);
    put_safe(o, p->line_text);
    buf_printf(&o->b, "\n  %*s | ", w, "");
    buf_pad(&o->b, ' ', width_of(str_slice(p->line_text, 0, column)));
    buf_z(&o->b, style_on(STYLE_BAD, o->color));
    buf_pad(&o->b, '^', width ? width : 1);
    buf_z(&o->b, style_off(STYLE_BAD, o->color));
    buf_char(&o->b, '\n');
}

static void put_place(struct out *o, const struct place *p)
{
    if (!p->file.n && !p->line)
        return;
    buf_z(&o->b, o->utf8 ? "  → " : "  --> ");
    put_safe(o, p->file.n ? p->file : S("standard input"));
    if (p->line)
        buf_printf(&o->b, ":%u", p->line);
    if (p->line && p->column)
        buf_printf(&o->b, ":%u", p->column);
    buf_char(&o->b, '\n');
    put_excerpt(o, p);
}

static str database_words(arena *a, const struct err *e)
{
    if (!e->database.n)
        return (str){ 0 };
    if (e->sqlstate[0])
        return str_printf(a, STR_FMT " (SQLSTATE %s)", STR_ARG(e->database), e->sqlstate);
    if (e->native)
        return str_printf(a, STR_FMT " (%d)", STR_ARG(e->database), e->native);
    return e->database;
}

void failure_print(struct report *r, const struct report_failure *f)
{
    const struct err *e = f->err;
    struct out o = { buf_on(r->mem), r->opts.color_err, r->opts.utf8 };

    buf_printf(&o.b, "%serror[%s]%s: ", style_on(STYLE_BAD, o.color), err_code_text(e->code),
               style_off(STYLE_BAD, o.color));
    put_safe(&o, e->message);
    buf_char(&o.b, '\n');
    put_place(&o, &e->place);
    put_part(&o, "database", database_words(r->mem, e));
    put_part(&o, "detail", e->detail);
    for (size_t i = 0; i < e->context.n; i++)
        put_part(&o, "while", e->context.v[i]);
    put_part(&o, "hint", e->hint);
    put_part(&o, "committed", f->committed);
    put_part(&o, "continue", f->next);
    fwrite(o.b.p, 1, o.b.n, stderr);
}
