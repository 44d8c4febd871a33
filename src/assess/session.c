/* assess/session.c: settings that a file makes, as far as they change what statements do.
 *
 * Does      follow SET and PRAGMA: time zone, foreign key checks, strict mode, legacy ALTER TABLE
 * Does not  follow settings of roles, databases and servers
 * See       effects/effects.h: struct effect_opts
 */
#include "assess/assess_int.h"

void session_begin(struct assess *as)
{
    as->session = as->opts.effect;
    as->settings.n = 0;
}

static bool is_on(str value)
{
    static const char *const words[] = { "1", "on", "true", "yes" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(value, str_of(words[i])))
            return true;
    return false;
}

static bool is_strict(str value)
{
    str lower = value;
    return str_find(lower, S("STRICT")) != STR_NONE || str_find(lower, S("strict")) != STR_NONE ||
           str_find(lower, S("TRADITIONAL")) != STR_NONE;
}

static void apply(struct assess *as, str name, str value, bool in_transaction)
{
    struct effect_opts *e = &as->session;
    if (str_eq_nocase(name, S("timezone")) || str_eq_nocase(name, S("time zone")))
        e->time_zone = value;
    else if (str_eq_nocase(name, S("foreign_key_checks")))
        e->foreign_key_checks = is_on(value);
    else if (str_eq_nocase(name, S("sql_mode")))
        e->strict = is_strict(value);
    else if (str_eq_nocase(name, S("foreign_keys")) && !in_transaction) /* else SQLite ignores it */
        e->foreign_keys = is_on(value);
    else if (str_eq_nocase(name, S("legacy_alter_table")))
        e->legacy_alter_table = is_on(value);
}

static str value_text(const struct assess *as, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_VALUE);
    if (!e || e->verb == EDIT_RESET)
        return (str){ 0 };
    struct buf out = buf_on(as->mem);
    if (e->value.kind == VALUE_TEXT)
        buf_str(&out, e->value.text);
    else
        value_print(&out, &e->value);
    str s = str_trim(buf_view(&out));
    if (s.n > 1 && (s.p[0] == '\'' || s.p[0] == '"') && s.p[s.n - 1] == s.p[0])
        s = str_slice(s, 1, s.n - 1);
    return s;
}

void session_note(struct assess *as, const struct statement *st, bool in_transaction)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        if (c->verb != CHANGE_SESSION || !c->path.name.n)
            continue;
        struct setting *s = vec_push(as->mem, &as->settings);
        s->name = str_copy(as->mem, c->path.name);
        s->value = value_text(as, c);
        apply(as, s->name, s->value, in_transaction);
    }
}
