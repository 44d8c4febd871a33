/* report/report.c: see report/report.h. */
#include "report/report.h"

#include "report/diag_int.h"
#include "report/report_int.h"

#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMNS_MAX = 1000 };

static int columns(int fd)
{
    struct winsize w;

    const char *given = getenv("COLUMNS");
    int64_t n;

    if (!isatty(fd))
        return 0;
    if (given && str_to_int64(str_of(given), &n) && n >= 40 && n <= COLUMNS_MAX)
        return (int)n;
    return ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col >= 40 ? w.ws_col : 80;
}

/* A terminal that only prints what it is given understands no sequences. */
static bool dumb(void)
{
    const char *term = getenv("TERM");

    return !term || !*term || strcmp(term, "dumb") == 0;
}

static bool wants_color(str color, int fd)
{
    const char *no = getenv("NO_COLOR");

    if (str_eq(color, S("always")))
        return true;
    if (str_eq(color, S("never")) || (no && *no) || dumb())
        return false;
    return isatty(fd);
}

struct report_opts report_opts_of(str color, bool json, bool quiet, bool verbose)
{
    setlocale(LC_CTYPE, "");
    return (struct report_opts){ .json = json,
                                 .quiet = quiet,
                                 .verbose = verbose,
                                 .color_out = wants_color(color, STDOUT_FILENO),
                                 .color_err = wants_color(color, STDERR_FILENO),
                                 .live = isatty(STDERR_FILENO) && !dumb(),
                                 .utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
                                 .width = columns(STDOUT_FILENO),
                                 .width_err = columns(STDERR_FILENO) };
}

const char *style_on(enum style s, bool color)
{
    static const char *const codes[] = {
        [STYLE_NONE] = "",         [STYLE_GOOD] = "\033[32m", [STYLE_BAD] = "\033[1;31m",
        [STYLE_MIND] = "\033[33m", [STYLE_FAINT] = "\033[2m", [STYLE_STRONG] = "\033[1m"
    };

    return color ? codes[s] : "";
}

const char *style_off(enum style s, bool color)
{
    return color && s != STYLE_NONE ? "\033[0m" : "";
}

struct report *report_open(arena *a, const struct report_opts *opts)
{
    struct report *r = arena_new(a, struct report, 1);

    r->mem = a;
    r->opts = *opts;
    r->diags.version = opts->version ? opts->version : "";
    r->failure = buf_on(a);
    r->events_fd = -1;
    return r;
}

static void write_out(struct report *r, const struct buf *b)
{
    (void)r;
    fwrite(b->p ? b->p : "", 1, b->n, stdout);
}

static void flush_table(struct report *r)
{
    struct buf out = buf_on(r->mem);

    if (!r->table)
        return;
    progress_end_line(r);
    table_print(r->table, &r->opts, &out);
    write_out(r, &out);
    r->table = NULL;
}

static const struct field_value *value_named(const struct record *rec, str name,
                                             const struct field **f)
{
    for (size_t i = 0; i < rec->type->field_count; i++)
        if (str_eq(name, str_of(rec->type->fields[i].name))) {
            *f = &rec->type->fields[i];
            return &rec->values[i];
        }
    UNREACHABLE(); /* the line names a field that the record has not */
}

/* Fills "{name}" in a template; a part in [ ] vanishes when a field in it is null or empty. */
static bool fill(struct report *r, const struct record *rec, str template, struct buf *out)
{
    bool whole = true;

    for (size_t i = 0; i < template.n; i++) {
        str rest = str_skip(template, i + 1), inside;
        const struct field *f;

        if (template.p[i] == '{') {
            const struct field_value *v = value_named(rec, str_cut(rest, '}', &inside), &f);
            str text = report_value(r->mem, f, v);

            whole = whole && text.n > 0;
            buf_str(out, text);
            i += str_find_char(rest, '}') + 1;
        } else if (template.p[i] == '[') {
            struct buf part = buf_on(r->mem);

            if (fill(r, rec, str_cut(rest, ']', &inside), &part))
                buf_str(out, buf_view(&part));
            i += str_find_char(rest, ']') + 1;
        } else {
            buf_char(out, template.p[i]);
        }
    }
    return whole;
}

static void print_one(struct report *r, const struct record *rec)
{
    struct buf out = buf_on(r->mem);

    flush_table(r);
    progress_end_line(r);
    if (!rec->type->line)
        return;
    fill(r, rec, str_of(rec->type->line), &out);
    buf_char(&out, '\n');
    write_out(r, &out);
    fflush(stdout);
}

static void print_many(struct report *r, const struct record *rec)
{
    if (r->table && table_type(r->table) != rec->type)
        flush_table(r);
    if (!r->table)
        r->table = table_new(r->mem, rec->type);
    table_add(r->table, rec, &r->opts);
}

static void on_finding(struct report *r, const struct record *rec)
{
    const struct diag_format *format = r->opts.format;
    struct diag d = diag_of(rec);
    arena scratch;
    struct buf out;

    if (format && !format->lines) {
        *vec_push(r->mem, &r->diags) = diag_copy(r->mem, &d);
        return;
    }
    arena_init(&scratch);
    out = buf_on(&scratch);
    flush_table(r);
    if (format)
        format->print(&out, &(struct diag_list){ &d, 1, 1, r->diags.version });
    else
        diag_print(&out, &d, &r->opts);
    write_out(r, &out);
    arena_done(&scratch);
}

static void on_record(void *data, const struct record *rec)
{
    struct report *r = data;

    if (!rec->values && !r->opts.json)
        return;
    if (r->opts.json || rec->type->shape == RECORD_LINES)
        json_record(r, rec);
    else if (rec->type->shape == RECORD_FINDINGS)
        on_finding(r, rec);
    else if (r->opts.format)
        return; /* its document stands alone */
    else if (rec->type->shape == RECORD_MANY)
        print_many(r, rec);
    else if (!r->opts.quiet)
        print_one(r, rec);
}

struct sink report_sink(struct report *r)
{
    return (struct sink){ .event = report_event, .record = on_record, .data = r };
}

void report_flush(struct report *r)
{
    flush_table(r);
    fflush(stdout);
}

void report_failure(struct report *r, const struct report_failure *f)
{
    flush_table(r);
    fflush(stdout);
    progress_end_line(r);
    events_failure(r, f);
    if (r->opts.json)
        json_failure(r, f);
    failure_print(r, f);
}

bool report_close(struct report *r)
{
    struct buf out = buf_on(r->mem);

    flush_table(r);
    progress_end_line(r);
    if (r->opts.format)
        r->opts.format->print(&out, &r->diags);
    else if (r->opts.json)
        json_print(r, &out);
    write_out(r, &out);
    return fflush(stdout) == 0 && !ferror(stdout);
}
