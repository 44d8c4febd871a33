/* cli/opt.c: see cli/opt.h. */
#include "cli/opt.h"

#include "base/nearest.h"

struct parse {
    arena *mem;
    const struct opt_table *tables;
    char **argv;
    int argc, at;
    char *request;
    struct err *err;
};

static bool positional(const struct opt *o)
{
    return o->name[0] != '-';
}

static const struct opt *find(const struct parse *p, str name, char short_name)
{
    for (size_t t = 0; t < OPT_TABLES; t++)
        for (size_t i = 0; i < p->tables[t].n; i++) {
            const struct opt *o = &p->tables[t].opts[i];

            if (short_name ? o->short_name == short_name : str_eq(name, str_of(o->name)))
                return o;
        }
    return NULL;
}

const char *opt_near(str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word.n > 2 && str_starts(str_of(words[i]), word))
            return words[i];
    return nearest_find(word, words, n);
}

static bool unrecognised(struct parse *p, str name)
{
    const char *names[64], *near;
    size_t n = 0;

    for (size_t t = 0; t < OPT_TABLES; t++)
        for (size_t i = 0; i < p->tables[t].n && n < COUNT_OF(names); i++)
            if (!positional(&p->tables[t].opts[i]))
                names[n++] = p->tables[t].opts[i].name;
    near = opt_near(name, names, n);
    err_set(p->err, ERR_USAGE, "unrecognized option \"" STR_FMT "\"", STR_ARG(name));
    if (near)
        return err_hint(p->err, "Did you mean %s?", near);
    return err_hint(p->err, "See the options with --help.");
}

static bool empty_value(struct parse *p, const struct opt *o)
{
    err_set(p->err, ERR_USAGE, "the value of %s is empty", o->name);
    return err_hint(p->err, "Leave it out, or look whether a variable is not set.");
}

static bool set_value(struct parse *p, const struct opt *o, str value)
{
    char *member = p->request + o->offset;
    int64_t n;

    switch (o->type) {
    case OPT_FLAG:
        *(bool *)(void *)member = true;
        return true;
    case OPT_TEXT:
        /* --url "$LOST" must not mean: take another database. */
        if (!value.n)
            return empty_value(p, o);
        *(str *)(void *)member = value;
        return true;
    case OPT_LIST:
        if (!value.n)
            return empty_value(p, o);
        *vec_push(p->mem, (struct str_list *)(void *)member) = value;
        return true;
    case OPT_COUNT:
        if (!str_to_int64(value, &n) || n < 1)
            return err_set(p->err, ERR_USAGE, "%s takes a number from 1, not \"" STR_FMT "\"",
                           o->name, STR_ARG(value));
        *(int64_t *)(void *)member = n;
        return true;
    }
    UNREACHABLE();
}

/* `joined` absent: the value, if one is needed, is the next argument. */
static bool take(struct parse *p, const struct opt *o, str joined)
{
    if (o->type == OPT_FLAG && joined.p)
        return err_set(p->err, ERR_USAGE, "%s takes no value", o->name);
    if (o->type != OPT_FLAG && !joined.p) {
        if (p->at + 1 >= p->argc)
            return err_set(p->err, ERR_USAGE, "%s needs a value: %s %s", o->name, o->name,
                           o->metavar);
        joined = str_of(p->argv[++p->at]);
    }
    return set_value(p, o, joined);
}

static bool long_option(struct parse *p, str arg)
{
    str value, name = str_cut(arg, '=', &value);
    const struct opt *o = find(p, name, 0);

    if (!o || positional(o))
        return unrecognised(p, name);
    return take(p, o, value);
}

/* "-nq" is -n -q; "-ufoo" and "-u foo" are the same. */
static bool short_options(struct parse *p, str arg)
{
    for (size_t i = 1; i < arg.n; i++) {
        const struct opt *o = find(p, (str){ 0 }, arg.p[i]);
        str rest = str_skip(arg, i + 1);

        if (!o)
            return unrecognised(p, str_printf(p->mem, "-%c", arg.p[i]));
        if (o->type == OPT_FLAG) {
            if (!take(p, o, (str){ 0 }))
                return false;
            continue;
        }
        return take(p, o, rest.n ? rest : (str){ 0 });
    }
    return true;
}

static bool plain(struct parse *p, str arg, size_t *used)
{
    const struct opt_table *own = &p->tables[0];
    const struct opt *count = find(p, S("--count"), 0);
    size_t seen = 0;

    for (size_t i = 0; i < own->n; i++)
        if (positional(&own->opts[i]) && seen++ == *used) {
            *used += own->opts[i].type != OPT_LIST; /* it takes all that follow */
            return set_value(p, &own->opts[i], arg);
        }
    if (count && str_all_digits(arg) && arg.n < 10 && !*used) {
        ++*used;
        return set_value(p, count, arg);
    }
    err_set(p->err, ERR_USAGE, "\"" STR_FMT "\" is one word too many", STR_ARG(arg));
    return err_hint(p->err, "%s the command is called with --help.",
                    seen ? "Put a name of several words in quotes, or see how" : "See how");
}

bool opt_parse(arena *a, const struct opt_table tables[OPT_TABLES], int argc, char **argv,
               void *request, struct err *err)
{
    struct parse p = { a, tables, argv, argc, 0, request, err };
    bool only_plain = false;
    size_t used = 0;

    for (; p.at < argc; p.at++) {
        str arg = str_of(argv[p.at]);
        bool ok;

        if (!only_plain && str_eq(arg, S("--"))) {
            only_plain = true;
            continue;
        }
        if (only_plain || arg.n < 2 || arg.p[0] != '-')
            ok = plain(&p, arg, &used);
        else
            ok = arg.p[1] == '-' ? long_option(&p, arg) : short_options(&p, arg);
        if (!ok)
            return false;
    }
    return true;
}

/* ---- variables ---- */

static str variable_of(arena *a, str option)
{
    char *z = str_z(a, str_printf(a, "AFLOAT_" STR_FMT, STR_ARG(str_skip(option, 2))));

    for (char *p = z; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 0x20);
        else if (*p == '-')
            *p = '_';
    return str_of(z);
}

static bool is_configured(const char *option)
{
    static const char *const names[] = { "--url", "--env", "--dir", "--format-files", "--config" };

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(option, names[i]) == 0)
            return true;
    return false;
}

/* 1 = yes, 0 = no, -1 = neither. */
static int truth(str s)
{
    static const char *const words[] = { "0", "1", "false", "true", "no", "yes", "off", "on" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(s, str_of(words[i])))
            return i % 2;
    return -1;
}

static bool take_variable(const struct opt *o, str name, str value, char *request, struct err *err)
{
    switch (o->type) {
    case OPT_FLAG:
        if (truth(value) < 0)
            return err_set(err, ERR_USAGE,
                           "the variable " STR_FMT " takes 1 or 0, not \"" STR_FMT "\"",
                           STR_ARG(name), STR_ARG(value));
        *(bool *)(void *)(request + o->offset) = truth(value) == 1;
        return true;
    case OPT_TEXT:
        *(str *)(void *)(request + o->offset) = value;
        return true;
    case OPT_LIST:
        return true; /* no option of this kind is common to all commands */
    case OPT_COUNT:
        return str_to_int64(value, (int64_t *)(void *)(request + o->offset)) ||
               err_set(err, ERR_USAGE, "the variable " STR_FMT " takes a number", STR_ARG(name));
    }
    UNREACHABLE();
}

bool opt_variables(arena *a, const struct opt_table *table, void *request, struct err *err)
{
    for (size_t i = 0; i < table->n; i++) {
        const struct opt *o = &table->opts[i];
        str name = variable_of(a, str_of(o->name));
        const char *value = getenv(name.p);

        if (is_configured(o->name) || !value || !*value)
            continue;
        if (!take_variable(o, name, str_copy(a, str_of(value)), request, err))
            return false;
    }
    return true;
}
