/* core/formats/native_directive.c: what stands after "-- afloat:". One row a directive.
 *
 * Does      read names, arguments, durations; name the nearest one for a mistyped name
 * Does not  know where the directive stands beyond head or not (core/walk_mark.c)
 * Shape     arguments are words, key=value, or key="text until the next quote"
 */
#include "core/formats/formats_int.h"

#include "base/nearest.h"

struct arg {
    str key, value; /* key is absent in a plain word */
};

/* ---- reading ---- */

static bool fail(struct err *err, const char *name, const char *usage, const char *why)
{
    err_set(err, ERR_DIRECTIVE, "directive \"%s\" %s", name, why);
    return err_hint(err, "Write it as \"-- afloat:%s%s%s\".", name, *usage ? " " : "", usage);
}

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t word_end(str s, char extra)
{
    size_t n = 0;

    while (n < s.n && !blank(s.p[n]) && s.p[n] != extra)
        n++;
    return n;
}

/* Takes the next argument off *s; false for a quote that does not end or text stuck to its end. */
static bool arg_next(str *s, struct arg *out)
{
    size_t n = word_end(*s, '='), close;

    *out = (struct arg){ { 0 }, str_slice(*s, 0, n) };
    *s = str_skip(*s, n);
    if (s->n && s->p[0] == '=') {
        out->key = out->value;
        *s = str_skip(*s, 1);
        if (s->n && s->p[0] == '"') {
            *s = str_skip(*s, 1);
            close = str_find_char(*s, '"');
            if (close == STR_NONE || (close + 1 < s->n && !blank(s->p[close + 1])))
                return false;
            out->value = str_slice(*s, 0, close);
            *s = str_skip(*s, close + 1);
        } else {
            n = word_end(*s, ' ');
            out->value = str_slice(*s, 0, n);
            *s = str_skip(*s, n);
        }
    }
    *s = str_trim(*s);
    return true;
}

/* "50ms", "2s", "5min", "1h"; more than nothing, at most a week. */
static bool duration(str s, int64_t *out_ms)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = { { "ms", 1 }, { "s", 1000 }, { "min", 60000 }, { "h", 3600000 } };

    size_t n = 0;
    int64_t v;

    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    if (!str_to_int64(str_slice(s, 0, n), &v) || v <= 0 || v > 604800000)
        return false;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (str_eq(str_skip(s, n), str_of(units[i].unit))) {
            *out_ms = v * units[i].ms;
            return *out_ms <= 604800000;
        }
    return false;
}

/* ---- directives ---- */

struct row {
    const char *name, *usage;
    /* False: *why says what is wrong; NULL reader = no arguments. */
    bool (*read)(str args, const struct mark_at *at, struct mark *m, const char **why);
    struct mark mark;
    bool later;
};

static bool read_reason(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    struct arg arg;

    (void)at;
    *why = "needs a reason";
    if (!arg_next(&args, &arg) || !str_eq(arg.key, S("reason")) || !str_trim(arg.value).n)
        return false;
    *why = "has more than a reason";
    m->reason = arg.value;
    return args.n == 0;
}

static bool read_off(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    (void)at;
    (void)m;
    *why = "takes the word \"off\" only";
    return str_eq(args, S("off"));
}

/* "drop-column" or "AF1101". */
static bool rule_name(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char lower = (char)(s.p[i] | ('a' ^ 'A'));

        if (!(lower >= 'a' && lower <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '-')
            return false;
    }
    return s.n > 0;
}

static bool read_allow(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    struct arg rule;

    *why = "needs the name of a rule";
    if (!arg_next(&args, &rule) || rule.key.p || !rule_name(rule.value))
        return false;
    m->rule = rule.value;
    m->binds = !at->head;
    return read_reason(args, at, m, why);
}

static bool read_timeout(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    struct arg arg;

    *why = "needs lock= or statement=";
    if (!args.n)
        return false;
    while (args.n) {
        int64_t *to;

        *why = "takes lock= and statement= only";
        if (!arg_next(&args, &arg) ||
            (!str_eq(arg.key, S("lock")) && !str_eq(arg.key, S("statement"))))
            return false;
        to = str_eq(arg.key, S("lock")) ? &m->timeouts.lock_ms : &m->timeouts.statement_ms;
        *why = *to ? "says the same thing twice" : "needs times such as 50ms, 2s, 5min or 1h";
        if (*to || !duration(arg.value, to))
            return false;
    }
    m->binds = !at->head;
    return true;
}

static bool read_backfill(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    struct arg arg;
    int64_t n;

    (void)at;
    (void)m;
    while (args.n) {
        *why = "takes key=, batch= and pause= only";
        if (!arg_next(&args, &arg) || !arg.key.n)
            return false;
        if (str_eq(arg.key, S("batch"))) {
            *why = "needs a number of rows after batch=";
            if (!str_to_int64(arg.value, &n) || n <= 0)
                return false;
        } else if (str_eq(arg.key, S("pause"))) {
            *why = "needs a time such as 50ms or 2s after pause=";
            if (!duration(arg.value, &n))
                return false;
        } else if (!str_eq(arg.key, S("key")) || !arg.value.n) {
            return false;
        }
    }
    return true;
}

static bool read_reverse(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    str expression, column = str_cut(args, '=', &expression);

    (void)at;
    (void)m;
    *why = "needs a column, \"=\" and an expression";
    return str_trim(column).n && str_trim(expression).n;
}

static bool read_rename(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    str to, from = str_cut(args, ':', &to);
    size_t dot = str_find_last_char(from, '.');

    (void)at;
    (void)m;
    *why = "needs the old and the new name";
    return to.n && str_find_char(to, ':') == STR_NONE && dot != STR_NONE && dot > 0 &&
           dot + 1 < from.n;
}

static bool read_after(str args, const struct mark_at *at, struct mark *m, const char **why)
{
    struct arg arg;

    (void)at;
    *why = "needs the name of one repeatable file";
    if (!arg_next(&args, &arg) || arg.key.p || args.n)
        return false;
    m->after =
        str_ends(arg.value, S(".sql")) ? str_slice(arg.value, 0, arg.value.n - 4) : arg.value;
    return m->after.n > 0;
}

#define NEXT(flags)                                                                                \
    {                                                                                              \
        .kind = MARK_ANNOTATION, .binds = true, .stmt_flags = (flags)                              \
    }
#define FILEWIDE(flags)                                                                            \
    {                                                                                              \
        .kind = MARK_ANNOTATION, .mig_flags = (flags)                                              \
    }

static const struct row rows[] = {
    { "up", "", NULL, { .kind = MARK_UP }, false },
    { "down", "", NULL, { .kind = MARK_DOWN }, false },
    { "irreversible", "reason=\"...\"", read_reason, FILEWIDE(MIG_IRREVERSIBLE), false },
    { "transaction", "off", read_off, FILEWIDE(MIG_NO_TRANSACTION | MIG_NO_TRANSACTION_DOWN),
      false },
    { "direct", "", NULL, NEXT(STMT_DIRECT), false },
    { "online", "", NULL, NEXT(0), true },
    { "backfill", "[key=...] [batch=...] [pause=...]", read_backfill, NEXT(STMT_BACKFILL), true },
    { "reverse", "COLUMN = expression", read_reverse, NEXT(0), true },
    { "rename", "table.old:new", read_rename, NEXT(0), true },
    { "contract", "", NULL, NEXT(STMT_CONTRACT), true },
    { "rerunnable", "", NULL, NEXT(STMT_RERUNNABLE), false },
    { "park", "off", read_off, NEXT(STMT_PARK_OFF), false },
    { "allow",
      "RULE reason=\"...\"",
      read_allow,
      { .kind = MARK_ANNOTATION, .silent = true },
      false },
    { "after", "NAME", read_after, FILEWIDE(0), false },
    { "timeout", "lock=2s statement=5min", read_timeout, { .kind = MARK_ANNOTATION }, false },
};

static struct mark unrecognised(str name, struct err *err)
{
    const char *names[COUNT_OF(rows)], *near;
    struct mark bad = mark_bad(err, "unrecognized directive \"@\"", name);

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        names[i] = rows[i].name;
    near = nearest_find(name, names, COUNT_OF(names));
    if (near)
        err_hint(err, "The nearest one is \"-- afloat:%s\".", near);
    return bad;
}

static struct mark row_read(const struct row *r, str args, const struct mark_at *at,
                            struct err *err)
{
    struct mark m = r->mark;
    const char *why = "takes nothing after it";

    if (r->read ? !r->read(args, at, &m, &why) : args.n > 0) {
        fail(err, r->name, r->usage, why);
        return (struct mark){ .kind = MARK_BAD };
    }
    if (r->later)
        m.refused = str_of(r->name);
    return m;
}

struct mark native_directive(str text, const struct mark_at *at, struct err *err)
{
    size_t n = word_end(text, ' ');
    str name = str_slice(text, 0, n), args = str_trim(str_skip(text, n));

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(name, str_of(rows[i].name)))
            return row_read(&rows[i], args, at, err);
    return unrecognised(name, err);
}
