/* report/diag_sarif.c: findings as SARIF 2.1.0 (OASIS), one run.
 *
 * Columns count UTF-16 units by default; ours are bytes, which SARIF has no word for: lines of other than ASCII
 * may be marked a little to the right.
 */
#include "report/diag_int.h"

static const char schema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

static void put(struct json_out *j, const char *key, str text)
{
    json_key(j, str_of(key));
    json_text(j, text);
}

static void put_text(struct json_out *j, const char *key, str text)
{
    json_key(j, str_of(key));
    json_open(j, '{');
    put(j, "text", text);
    json_close(j);
}

static str level_of(const struct diag *d)
{
    return diag_is(d, "info") ? S("note") : d->severity;
}

static bool first_of_rule(const struct diag_list *list, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(list->v[k].code, list->v[i].code))
            return false;
    return true;
}

static void put_rules(struct json_out *j, const struct diag_list *list)
{
    json_key(j, S("rules"));
    json_open(j, '[');
    for (size_t i = 0; i < list->n; i++) {
        const struct diag *d = &list->v[i];

        if (!first_of_rule(list, i))
            continue;
        json_open(j, '{');
        put(j, "id", d->code);
        put(j, "name", d->slug);
        put_text(j, "shortDescription", d->title.n ? d->title : d->slug);
        json_close(j);
    }
    json_close(j);
}

static void put_tool(struct json_out *j, const struct diag_list *list)
{
    json_key(j, S("tool"));
    json_open(j, '{');
    json_key(j, S("driver"));
    json_open(j, '{');
    put(j, "name", S("afloat"));
    put(j, "semanticVersion", str_of(list->version));
    put_rules(j, list);
    json_close(j);
    json_close(j);
}

static void put_number(struct json_out *j, const char *key, int64_t n)
{
    if (n > 0) {
        json_key(j, str_of(key));
        json_int(j, n);
    }
}

static void put_location(struct json_out *j, const struct diag *d)
{
    json_key(j, S("locations"));
    json_open(j, '[');
    json_open(j, '{');
    json_key(j, S("physicalLocation"));
    json_open(j, '{');
    json_key(j, S("artifactLocation"));
    json_open(j, '{');
    put(j, "uri", d->file);
    json_close(j);
    if (d->line > 0) {
        json_key(j, S("region"));
        json_open(j, '{');
        put_number(j, "startLine", d->line);
        put_number(j, "startColumn", d->column);
        put_number(j, "endLine", d->end_line);
        put_number(j, "endColumn", d->end_column);
        json_close(j);
    }
    json_close(j);
    json_close(j);
    json_close(j);
}

static void put_suppression(struct json_out *j, const struct diag *d)
{
    json_key(j, S("suppressions"));
    json_open(j, '[');
    json_open(j, '{');
    put(j, "kind", S("inSource"));
    put(j, "justification", d->allowed);
    json_close(j);
    json_close(j);
}

static void put_result(struct json_out *j, arena *a, const struct diag *d)
{
    struct buf words = buf_on(a);

    diag_words(&words, d);
    json_open(j, '{');
    put(j, "ruleId", d->code);
    put(j, "level", level_of(d));
    put_text(j, "message", buf_view(&words));
    if (d->file.n)
        put_location(j, d);
    if (d->fingerprint.n) {
        json_key(j, S("partialFingerprints"));
        json_open(j, '{');
        put(j, "afloat/v1", d->fingerprint);
        json_close(j);
    }
    if (d->allowed.n)
        put_suppression(j, d);
    json_close(j);
}

void diag_sarif(struct buf *out, const struct diag_list *list)
{
    struct json_out j = json_to(out);

    json_open(&j, '{');
    put(&j, "$schema", str_of(schema));
    put(&j, "version", S("2.1.0"));
    json_key(&j, S("runs"));
    json_open(&j, '[');
    json_open(&j, '{');
    put_tool(&j, list);
    json_key(&j, S("results"));
    json_open(&j, '[');
    for (size_t i = 0; i < list->n; i++)
        put_result(&j, out->mem, &list->v[i]);
    json_close(&j);
    json_close(&j);
    json_close(&j);
    json_close(&j);
    buf_char(out, '\n');
}
