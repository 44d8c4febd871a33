/* report/diag_gitlab.c: findings as a code quality report of GitLab (the Code Climate form that it reads). */
#include "report/diag_int.h"

static str severity_of(const struct diag *d)
{
    return diag_is(d, "error") ? S("critical") : diag_is(d, "info") ? S("info") : S("minor");
}

static void put_one(struct json_out *j, const struct diag *d)
{
    json_open(j, '{');
    json_key(j, S("description"));
    json_text(j, d->message);
    json_key(j, S("check_name"));
    json_text(j, d->slug);
    json_key(j, S("fingerprint"));
    json_text(j, d->fingerprint);
    json_key(j, S("severity"));
    json_text(j, severity_of(d));
    json_key(j, S("location"));
    json_open(j, '{');
    json_key(j, S("path"));
    json_text(j, d->file);
    json_key(j, S("lines"));
    json_open(j, '{');
    json_key(j, S("begin"));
    json_int(j, d->line ? d->line : 1);
    if (d->end_line) {
        json_key(j, S("end"));
        json_int(j, d->end_line);
    }
    json_close(j);
    json_close(j);
    json_close(j);
}

void diag_gitlab(struct buf *out, const struct diag_list *list)
{
    struct json_out j = json_to(out);

    json_open(&j, '[');
    for (size_t i = 0; i < list->n; i++)
        if (!list->v[i].allowed.n)
            put_one(&j, &list->v[i]);
    json_close(&j);
    buf_char(out, '\n');
}
