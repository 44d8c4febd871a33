/* report/diag_junit.c: findings as JUnit XML: a suite a file, a case a finding, accepted ones skipped. */
#include "base/utf8.h"
#include "report/diag_int.h"

static void put_xml(struct buf *out, str s)
{
    struct buf safe = buf_on(out->mem);

    utf8_safe(&safe, s, true);
    for (size_t i = 0; i < safe.n; i++)
        switch (safe.p[i]) {
        case '<':
            buf_z(out, "&lt;");
            break;
        case '>':
            buf_z(out, "&gt;");
            break;
        case '&':
            buf_z(out, "&amp;");
            break;
        case '"':
            buf_z(out, "&quot;");
            break;
        case '\n':
            buf_z(out, "&#10;");
            break;
        default:
            buf_char(out, safe.p[i]);
        }
}

static void put_attr(struct buf *out, const char *name, str value)
{
    buf_printf(out, " %s=\"", name);
    put_xml(out, value);
    buf_char(out, '"');
}

static void put_case(struct buf *out, const struct diag *d)
{
    struct buf words = buf_on(out->mem);

    diag_words(&words, d);
    buf_z(out, "    <testcase");
    put_attr(out, "classname", d->slug);
    put_attr(out, "name",
             str_printf(out->mem, STR_FMT ":%lld " STR_FMT, STR_ARG(d->file), (long long)d->line,
                        STR_ARG(d->message)));
    buf_z(out, ">\n      ");
    if (d->allowed.n) {
        buf_z(out, "<skipped");
        put_attr(out, "message", d->allowed);
    } else {
        buf_z(out, "<failure");
        put_attr(out, "type", d->severity);
        put_attr(out, "message", buf_view(&words));
    }
    buf_z(out, "/>\n    </testcase>\n");
}

static bool first_of_file(const struct diag_list *list, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(list->v[k].file, list->v[i].file))
            return false;
    return true;
}

static void put_suite(struct buf *out, const struct diag_list *list, str file)
{
    size_t n = 0, failed = 0;

    for (size_t i = 0; i < list->n; i++) {
        bool here = str_eq(list->v[i].file, file);

        n += here;
        failed += here && !list->v[i].allowed.n;
    }
    buf_z(out, "  <testsuite");
    put_attr(out, "name", file);
    buf_printf(out, " tests=\"%zu\" failures=\"%zu\" skipped=\"%zu\">\n", n, failed, n - failed);
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->v[i].file, file))
            put_case(out, &list->v[i]);
    buf_z(out, "  </testsuite>\n");
}

void diag_junit(struct buf *out, const struct diag_list *list)
{
    buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"afloat lint\">\n");
    for (size_t i = 0; i < list->n; i++)
        if (first_of_file(list, i))
            put_suite(out, list, list->v[i].file);
    buf_z(out, "</testsuites>\n");
}
