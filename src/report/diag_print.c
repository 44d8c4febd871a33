/* report/diag_print.c: a finding for a person: what and where, the line with a caret, what happens, what instead. */
#include "base/utf8.h"
#include "report/diag_int.h"

enum { TEXT_COLUMNS = 100, INDENT = 4 };

static enum style style_of(const struct diag *d)
{
    return diag_is(d, "error") ? STYLE_BAD : diag_is(d, "warning") ? STYLE_MIND : STYLE_FAINT;
}

static void put_head(struct buf *out, const struct diag *d, bool color)
{
    enum style style = d->allowed.n ? STYLE_FAINT : style_of(d);

    buf_printf(out, "%s" STR_FMT "[" STR_FMT "]%s ", style_on(style, color), STR_ARG(d->severity),
               STR_ARG(d->code), style_off(style, color));
    buf_printf(out, "%s" STR_FMT "%s: ", style_on(STYLE_STRONG, color), STR_ARG(d->slug),
               style_off(STYLE_STRONG, color));
    utf8_safe(out, d->message, false);
    buf_char(out, '\n');
}

static size_t width_of(arena *a, str s)
{
    struct buf b = buf_on(a);

    utf8_safe(&b, s, false);
    return (size_t)utf8_width(buf_view(&b));
}

static void put_excerpt(struct buf *out, const struct diag *d, bool color)
{
    size_t column = d->column > 0 ? (size_t)d->column - 1 : 0;
    size_t end = d->end_line == d->line && d->end_column > d->column ? (size_t)d->end_column - 1
                                                                     : d->excerpt.n;
    size_t width = width_of(out->mem, str_trim_end(str_slice(d->excerpt, column, end)));
    str number = str_printf(out->mem, "%lld", (long long)d->line);

    buf_printf(out, "  %*s |\n  " STR_FMT " | ", (int)number.n, "", STR_ARG(number));
    utf8_safe(out, d->excerpt, false);
    buf_printf(out, "\n  %*s | ", (int)number.n, "");
    buf_pad(out, ' ', width_of(out->mem, str_slice(d->excerpt, 0, column)));
    buf_z(out, style_on(style_of(d), color));
    buf_pad(out, '^', width ? width : 1);
    buf_z(out, style_off(style_of(d), color));
    buf_char(out, '\n');
}

static void put_place(struct buf *out, const struct diag *d, const struct report_opts *o)
{
    if (!d->file.n)
        return;
    buf_z(out, o->utf8 ? "  → " : "  --> ");
    utf8_safe(out, d->file, false);
    if (d->line)
        buf_printf(out, ":%lld:%lld", (long long)d->line, (long long)(d->column ? d->column : 1));
    buf_char(out, '\n');
    if (d->line && d->excerpt.p)
        put_excerpt(out, d, o->color_out);
}

/* Words in lines that fit, behind a heading. */
static void put_wrapped(struct buf *out, const char *title, str text, const struct report_opts *o)
{
    int most = o->width && o->width < TEXT_COLUMNS ? o->width : TEXT_COLUMNS, at;
    struct buf safe = buf_on(out->mem);
    str rest, word;

    if (!text.n)
        return;
    utf8_safe(&safe, report_one_line(out->mem, text), false);
    buf_printf(out, "  %s%s:%s", style_on(STYLE_STRONG, o->color_out), title,
               style_off(STYLE_STRONG, o->color_out));
    at = 3 + (int)strlen(title);
    for (rest = buf_view(&safe); rest.n;) {
        word = str_cut(rest, ' ', &rest);
        if (at + 1 + utf8_width(word) > most) {
            buf_char(out, '\n');
            buf_pad(out, ' ', INDENT - 1);
            at = INDENT - 1;
        }
        buf_char(out, ' ');
        buf_str(out, word);
        at += 1 + utf8_width(word);
    }
    buf_char(out, '\n');
}

static void put_sql(struct buf *out, str sql, const struct report_opts *o)
{
    str line;

    if (!sql.n)
        return;
    buf_printf(out, "  %sinstead:%s\n", style_on(STYLE_STRONG, o->color_out),
               style_off(STYLE_STRONG, o->color_out));
    for (sql = str_trim_end(sql); str_next_line(&sql, &line);) {
        buf_pad(out, ' ', line.n ? INDENT : 0);
        utf8_safe(out, line, false);
        buf_char(out, '\n');
    }
}

void diag_print(struct buf *out, const struct diag *d, const struct report_opts *o)
{
    put_head(out, d, o->color_out);
    put_place(out, d, o);
    put_wrapped(out, "allowed", d->allowed, o);
    if (!d->allowed.n) {
        put_wrapped(out, "what happens", d->happens, o);
        put_wrapped(out, "advice", d->advice, o);
        put_sql(out, d->instead, o);
    }
    buf_char(out, '\n');
}
