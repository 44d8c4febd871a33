/* report/diag_sarif.c: findings as SARIF 2.1.0 (OASIS), one run.
 *
 * Columns count UTF-16 units, ours are bytes: they are counted in the excerpt, which has the line up to a few hundred
 * bytes. Behind those, lines of other than ASCII may be marked a little to the right.
 */
#include "report/diag_int.h"

#include <string.h>

enum { EXCERPT_WHOLE = 400 }; /* a place up to this column has the line from its begin */

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

/* A relative reference: what a path may have and a URI may not is escaped (RFC 3986). */
static str uri_of(arena *a, str path)
{
    static const char plain[] = "-._~/!$&'()*+,;=@";
    struct buf out = buf_on(a);

    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (word || (c && strchr(plain, c)))
            buf_char(&out, (char)c);
        else
            buf_printf(&out, "%%%02X", c);
    }
    return buf_view(&out);
}

/* UTF-16 units before a column of bytes; the text before it is not known: as bytes. */
static int64_t units_before(const struct diag *d, int64_t column)
{
    int64_t n = column;

    if (column < 1 || d->column > EXCERPT_WHOLE || (size_t)column > d->excerpt.n + 1)
        return column;
    for (int64_t i = 0; i + 1 < column; i++) {
        unsigned char c = (unsigned char)d->excerpt.p[i];

        n -= (c & 0xC0) == 0x80; /* of four bytes two units, else one */
        n += c >= 0xF0;
    }
    return n;
}

static void put_location(struct json_out *j, arena *a, const struct diag *d)
{
    json_key(j, S("locations"));
    json_open(j, '[');
    json_open(j, '{');
    json_key(j, S("physicalLocation"));
    json_open(j, '{');
    json_key(j, S("artifactLocation"));
    json_open(j, '{');
    put(j, "uri", uri_of(a, d->file));
    json_close(j);
    if (d->line > 0) {
        json_key(j, S("region"));
        json_open(j, '{');
        put_number(j, "startLine", d->line);
        put_number(j, "startColumn", units_before(d, d->column));
        put_number(j, "endLine", d->end_line);
        if (d->end_line == d->line) /* else to the end of that line */
            put_number(j, "endColumn", units_before(d, d->end_column));
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
        put_location(j, a, d);
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
    put(&j, "columnKind", S("utf16CodeUnits"));
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
