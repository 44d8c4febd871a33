/* report/diag_github.c: findings as workflow commands of GitHub Actions, which shows them beside the lines. */
#include "report/diag_int.h"

/* In values of properties : and , are escaped too. */
static void put_escaped(struct buf *out, str s, bool property)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '%':
            buf_z(out, "%25");
            break;
        case '\r':
            buf_z(out, "%0D");
            break;
        case '\n':
            buf_z(out, "%0A");
            break;
        case ':':
            buf_z(out, property ? "%3A" : ":");
            break;
        case ',':
            buf_z(out, property ? "%2C" : ",");
            break;
        default:
            buf_char(out, s.p[i]);
        }
}

static void put_one(struct buf *out, const struct diag *d)
{
    struct buf words = buf_on(out->mem);

    diag_words(&words, d);
    buf_printf(out, "::%s file=",
               diag_is(d, "error")  ? "error"
               : diag_is(d, "info") ? "notice"
                                    : "warning");
    put_escaped(out, d->file, true);
    if (d->line)
        buf_printf(out, ",line=%lld", (long long)d->line);
    if (d->column)
        buf_printf(out, ",col=%lld", (long long)d->column);
    if (d->end_line)
        buf_printf(out, ",endLine=%lld", (long long)d->end_line);
    buf_z(out, ",title=");
    put_escaped(out, str_printf(out->mem, STR_FMT " " STR_FMT, STR_ARG(d->code), STR_ARG(d->slug)),
                true);
    buf_z(out, "::");
    put_escaped(out, buf_view(&words), false);
    buf_char(out, '\n');
}

void diag_github(struct buf *out, const struct diag_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!list->v[i].allowed.n)
            put_one(out, &list->v[i]);
}
