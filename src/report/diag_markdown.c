/* report/diag_markdown.c: findings as a comment for a pull request: a count, a table, and what to do. */
#include "report/diag_int.h"

/* Text between marks of Markdown: what would be a mark is escaped, lines become one. */
static void put_text(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n') {
            buf_char(out, ' ');
            continue;
        }
        if (s.p[i] == '<' || s.p[i] == '>') {
            buf_z(out, s.p[i] == '<' ? "&lt;" : "&gt;");
            continue;
        }
        if (s.p[i] && strchr("\\`*_{}[]|#@~", s.p[i]))
            buf_char(out, '\\');
        buf_char(out, s.p[i]);
    }
}

/* SQL in a fence that is longer than any in it. */
static void put_code(struct buf *out, str sql)
{
    size_t run = 0, longest = 2;

    for (size_t i = 0; i < sql.n; i++) {
        run = sql.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    buf_char(out, '\n');
    buf_pad(out, '`', longest + 1);
    buf_z(out, "sql\n");
    buf_str(out, str_trim_end(sql));
    buf_char(out, '\n');
    buf_pad(out, '`', longest + 1);
    buf_char(out, '\n');
}

static void put_row(struct buf *out, const struct diag *d)
{
    buf_printf(out, "| %s | ",
               diag_is(d, "error")  ? "**error**"
               : diag_is(d, "info") ? "info"
                                    : "warning");
    put_text(out, d->file);
    if (d->line)
        buf_printf(out, ":%lld", (long long)d->line);
    buf_z(out, " | ");
    put_text(out, d->message);
    buf_z(out, " | ");
    put_text(out, d->slug);
    buf_z(out, " |\n");
}

/* Inside an element of HTML nothing is Markdown. */
static void put_html(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '<' || s.p[i] == '>' || s.p[i] == '&')
            buf_printf(out, "&#%d;", s.p[i]);
        else
            buf_char(out, s.p[i]);
}

static void put_detail(struct buf *out, const struct diag *d)
{
    buf_z(out, "\n<details><summary>");
    put_html(out, d->slug);
    buf_z(out, " in ");
    put_html(out, d->file);
    if (d->line)
        buf_printf(out, ":%lld", (long long)d->line);
    buf_z(out, "</summary>\n\n");
    put_text(out, d->happens);
    if (d->advice.n) {
        buf_char(out, ' ');
        put_text(out, d->advice);
    }
    buf_char(out, '\n');
    if (d->instead.n)
        put_code(out, d->instead);
    buf_z(out, "\n</details>\n");
}

void diag_markdown(struct buf *out, const struct diag_list *list)
{
    size_t errors = diag_count(list, "error"), warnings = diag_count(list, "warning");

    buf_printf(out, "### afloat lint: %zu error%s, %zu warning%s\n", errors, STR_PLURAL(errors),
               warnings, STR_PLURAL(warnings));
    if (!list->n)
        return;
    buf_z(out, "\n| | where | what | rule |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < list->n; i++)
        if (!list->v[i].allowed.n)
            put_row(out, &list->v[i]);
    for (size_t i = 0; i < list->n; i++)
        if (!list->v[i].allowed.n)
            put_detail(out, &list->v[i]);
}
