/* core/config_vars.c: the variables that migration files may use.
 *
 * Does      read [variables] and [env.NAME.variables]; put file, environment and --var together
 * Does not  put values into statements (core/vars.c)
 * Shape     NAME = "value", or NAME = { value = "..." | env = "NAME", secret = true }; {} = given by --var only
 * Errors    ERR_CONFIG with place, ERR_USAGE, ERR_VAR_UNKNOWN for a --var that is not declared
 * See       docs/FILES.md#variables
 */
#include "core/config_int.h"

#include "base/nearest.h"
#include "base/toml.h"

#define VALUE_WANTED                                                                               \
    "a text, or a table with value or env, and secret: { env = \"NAME\", secret = true }"

/* Letters, digits and underscores, no digit first: what ${name} can hold. */
static bool name_ok(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool digit = c >= '0' && c <= '9';

        if (!(c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (digit && i)))
            return false;
    }
    return s.n > 0;
}

static bool text_ok(const struct toml *v)
{
    return v->kind == TOML_STRING && !(v->text.n && memchr(v->text.p, 0, v->text.n));
}

static bool read_part(const struct toml *v, str key, struct var_row *row)
{
    if (str_eq(key, S("secret")) && v->kind == TOML_BOOL)
        row->secret = v->i != 0;
    else if (str_eq(key, S("value")) && text_ok(v))
        row->value = v->text.p ? v->text : S("");
    else if (str_eq(key, S("env")) && text_ok(v) && v->text.n)
        row->env = v->text;
    else
        return false;
    return true;
}

static bool read_row(const struct toml *v, struct var_row *row)
{
    if (text_ok(v)) {
        row->value = v->text.p ? v->text : S("");
        return true;
    }
    if (v->kind != TOML_TABLE)
        return false;
    for (size_t i = 0; i < v->table.entries.n; i++)
        if (!read_part(v->table.entries.v[i].value, v->table.entries.v[i].key, row))
            return false;
    return !row->value.p || !row->env.p;
}

bool config_read_vars(const struct config_reading *r, const struct toml *table, struct settings *to,
                      struct err *err)
{
    for (size_t i = 0; table && i < table->table.entries.n; i++) {
        const struct map_entry *e = &table->table.entries.v[i];
        struct var_row *row = vec_push(r->mem, &to->vars);

        *row = (struct var_row){ .name = e->key, .secret = -1 };
        if (!name_ok(e->key))
            return config_bad_value(r, e->key, e->value,
                                    "under a name of letters, digits and underscores", err);
        if (!read_row(e->value, row))
            return config_bad_value(r, e->key, e->value, VALUE_WANTED, err);
    }
    return true;
}

struct gather {
    arena *mem;
    const struct config_vars_in *in;
    struct vars *out;
};

static bool add_rows(struct gather *g, const struct settings *s, struct err *err)
{
    for (size_t i = 0; s && i < s->vars.n; i++) {
        const struct var_row *row = &s->vars.v[i];
        const struct var *before = vars_find(g->out, row->name, false);
        struct var v = { .name = row->name, .value = row->value };

        v.secret = row->secret < 0 ? before && before->secret : row->secret != 0;
        if (row->env.n) {
            if (!g->in->where.find(g->in->where.data, row->env, &v.value, err))
                return false;
            v.hint = str_printf(g->mem,
                                "The variable \"" STR_FMT "\" of the environment, which "
                                "afloat.toml names for it, is not set.",
                                STR_ARG(row->env));
        } else if (!row->value.p && before) {
            v.value = before->value;
            v.hint = before->hint;
        }
        vars_set(g->mem, g->out, &v);
    }
    return true;
}

static bool refuse_undeclared(struct gather *g, str name, struct err *err)
{
    const char **names = arena_new(g->mem, const char *, g->out->list.n + 1), *near;

    for (size_t i = 0; i < g->out->list.n; i++)
        names[i] = str_z(g->mem, g->out->list.v[i].name);
    near = nearest_find(name, names, g->out->list.n);
    err_set(err, ERR_VAR_UNKNOWN, "--var names \"" STR_FMT "\", which is not declared",
            STR_ARG(name));
    return near ? err_hint(err, "The nearest one is \"%s\".", near)
                : err_hint(err, "Declare it under [variables] in afloat.toml: " STR_FMT " = {}.",
                           STR_ARG(name));
}

static bool add_flags(struct gather *g, const struct str_list *flags, struct err *err)
{
    for (size_t i = 0; i < flags->n; i++) {
        str value, name = str_cut(flags->v[i], '=', &value);
        const struct var *v = vars_find(g->out, name, false);
        struct var given;

        if (!value.p || !name.n)
            return err_set(err, ERR_USAGE, "--var takes NAME=VALUE");
        if (!v)
            return refuse_undeclared(g, name, err);
        if (v->secret) {
            err_set(err, ERR_USAGE, "the secret variable \"" STR_FMT "\" cannot be given by --var",
                    STR_ARG(name));
            return err_hint(err, "Other users see the command line. Name a variable of the "
                                 "environment for it in afloat.toml: { env = \"NAME\" }.");
        }
        given = *v;
        given.value = value;
        vars_set(g->mem, g->out, &given);
    }
    return true;
}

bool config_vars(arena *a, const struct config_vars_in *in, struct vars *out, struct err *err)
{
    struct gather g = { a, in, out };

    *out = (struct vars){ 0 };
    return add_rows(&g, in->top, err) && add_rows(&g, in->env, err) &&
           add_flags(&g, in->flags, err);
}
