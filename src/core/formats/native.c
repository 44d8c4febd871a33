/* core/formats/native.c: afloat's own format: <version>_<snake_name>.sql, cut by "-- afloat:" comments.
 *
 * Does      names, new files, which comments are directives; the directives are in native_directive.c
 * Does not  run a file of another tool by mistake: its markers are refused by name
 */
#include "core/formats/formats_int.h"

enum { STAMP_DIGITS = 14 };

/* ---- names ---- */

static int number(const char *p, int digits)
{
    int v = 0;

    while (digits--)
        v = v * 10 + (*p++ - '0');
    return v;
}

static int month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* 14 digits that are a date and a time of the calendar. */
static bool real_time(const char *v)
{
    int month = number(v + 4, 2), day = number(v + 6, 2);

    return month >= 1 && month <= 12 && day >= 1 && day <= month_days(number(v, 4), month) &&
           number(v + 8, 2) < 24 && number(v + 10, 2) < 60 && number(v + 12, 2) < 60;
}

static bool snake(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '_')
            return false;
    return s.n > 0;
}

static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    str digits, rest;

    (void)a;
    (void)conf;
    if (!name_split(file_name, &digits, &rest) || !name_cut_suffix(&rest, S(".sql")) ||
        !snake(rest) || digits.n > STAMP_DIGITS ||
        (digits.n == STAMP_DIGITS && !real_time(digits.p)))
        return false;
    *out = (struct format_name){ .version = digits, .name = rest, .up = true, .down = true };
    return true;
}

static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    *vec_push(a, out_names) =
        str_printf(a, STR_FMT "_" STR_FMT ".sql", STR_ARG(what->version), STR_ARG(what->name));
    *vec_push(a, out_texts) = S("-- afloat:up\n\n\n-- afloat:down\n\n");
}

/* ---- directives ---- */

/* Markers that cut a file of another tool: here everything without one is up, so a down would run. */
static const struct foreign {
    str start;
    const char *tool, *format; /* format = NULL: no such format here */
} foreigns[] = {
    { S_INIT("migrate:up"), "dbmate", "dbmate" },
    { S_INIT("migrate:down"), "dbmate", "dbmate" },
    { S_INIT("+goose"), "goose", "goose" },
    { S_INIT("+migrate Up"), "sql-migrate", NULL },
    { S_INIT("+migrate Down"), "sql-migrate", NULL },
    { S_INIT("+micrate Up"), "micrate", NULL },
    { S_INIT("+micrate Down"), "micrate", NULL },
    { S_INIT("rambler up"), "rambler", NULL },
    { S_INIT("rambler down"), "rambler", NULL },
    { S_INIT("//@UNDO"), "MyBatis Migrations", NULL },
    { S_INIT("-- create above / drop below"), "tern", NULL },
    { S_INIT("Up Migration"), "node-pg-migrate", NULL },
    { S_INIT("Down Migration"), "node-pg-migrate", NULL },
};

static const struct foreign *foreign_find(str body)
{
    for (size_t i = 0; i < COUNT_OF(foreigns); i++)
        if (str_starts_nocase(body, foreigns[i].start))
            return &foreigns[i];
    return NULL;
}

static bool is_directive(str line, void *data)
{
    str body;

    (void)data;
    if (!str_starts(line, S("--")))
        return false;
    body = comment_body(line);
    return str_starts_nocase(body, S("afloat:")) || foreign_find(body);
}

static struct mark foreign_mark(const struct foreign *f, struct err *err)
{
    struct mark bad = mark_bad(err,
                               "the line is a marker of @, and the file is read in afloat's "
                               "own format",
                               str_of(f->tool));

    if (f->format)
        err_hint(err, "Use --format-files %s for files of that tool.", f->format);
    else
        err_hint(err, "Files of that tool cannot be read yet; cut the file with \"-- afloat:up\" "
                      "and \"-- afloat:down\".");
    return bad;
}

static struct mark mark_read(str line, const struct mark_at *at, struct err *err)
{
    str body = comment_body(line);
    const struct foreign *f = foreign_find(body);

    return f ? foreign_mark(f, err) : native_directive(str_skip(body, S("afloat:").n), at, err);
}

const struct format format_native = {
    .name = "native",
    .strict_names = true,
    .tool_files = "afloat.toml",
    .name_form = "<14-digit UTC time or number>_<snake_name>.sql",
    .name_read = name_read,
    .is_directive = is_directive,
    .mark_read = mark_read,
    .sections = true,
    .vars = &var_rules_native,
    .new_files = new_files,
    .sequence_width = 4,
};
