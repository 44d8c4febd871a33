/* report/diag_gcc.c: findings as lines that editors jump to: file:line:column: severity: message [slug]. */
#include "base/utf8.h"
#include "report/diag_int.h"

void diag_gcc(struct buf *out, const struct diag_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct diag *d = &list->v[i];

        if (d->allowed.n)
            continue;
        utf8_safe(out, d->file, false);
        buf_printf(out, ":%lld:%lld: " STR_FMT ": ", (long long)(d->line ? d->line : 1),
                   (long long)(d->column ? d->column : 1), STR_ARG(d->severity));
        utf8_safe(out, report_one_line(out->mem, d->message), false);
        buf_printf(out, " [" STR_FMT "]\n", STR_ARG(d->slug));
    }
}
