/* ddl/render_rest.c: kinds of PostgreSQL with a statement of their own.
 *
 * Does      write foreign tables, ranges, base types, aggregates, rules, event triggers, statistics, publications,
 *           collations, databases, roles
 * Does not  write subscriptions and roles with a password: what is secret is not kept; what has no kind (KIND_OTHER)
 * Shape     a writer a kind
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

/* ---- foreign tables ---- */

bool is_foreign(const struct render *r, const struct change *c)
{
    struct path table = { .schema = c->path.schema, .name = c->path.table };
    const struct object *o = r->s ? schema_find_path(r->s, KIND_FOREIGN_TABLE, &table) : NULL;

    if (r->engine != IN_POSTGRES)
        return false;
    if (c->kind == KIND_FOREIGN_TABLE || (o && o->kind == KIND_FOREIGN_TABLE))
        return true;
    /* a column of a table has no options but two */
    for (size_t i = 0; !r->s && c->kind == KIND_COLUMN && i < c->edits.n; i++)
        if (c->edits.v[i].attr == ATTR_OPTIONS && c->edits.v[i].value.kind == VALUE_TEXT &&
            !str_starts(c->edits.v[i].value.text, S("n_distinct")))
            return true;
    return false;
}

/* name 'value' */
static void say_foreign_option(struct render *r, str option)
{
    size_t at = str_find_char(option, '=');

    say_name(r, at == STR_NONE ? option : str_slice(option, 0, at));
    if (at == STR_NONE)
        return;
    say_z(r, " ");
    say_literal(r, str_skip(option, at + 1));
}

void say_foreign_options(struct render *r, const struct change *c)
{
    const struct edit *e = r->engine == IN_POSTGRES ? change_edit(c, ATTR_OPTIONS) : NULL;

    if (!e || e->value.kind != VALUE_LIST || !say_take(r, c, ATTR_OPTIONS))
        return;
    say_z(r, " OPTIONS (");
    for (size_t i = 0; i < e->value.list->n; i++) {
        say_z(r, i ? ", " : "");
        say_foreign_option(r, e->value.list->v[i]);
    }
    say_z(r, ")");
}

/* Has the object the option, with whatever value? */
static bool has_option(const struct render *r, const struct change *c, str option)
{
    const struct object *o = object_before(r, c);
    const struct value *v = o ? object_value(o, ATTR_OPTIONS) : NULL;
    str rest, key = str_cut(option, '=', &rest);

    for (size_t i = 0; v && v->kind == VALUE_LIST && i < v->list->n; i++)
        if (str_eq(str_cut(v->list->v[i], '=', &rest), key))
            return true;
    return false;
}

void say_foreign_edits(struct render *r, const struct change *c)
{
    bool any = false;

    say_z(r, " OPTIONS (");
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.v[i];

        if (e->attr != ATTR_OPTIONS || e->value.kind != VALUE_TEXT)
            continue;
        say_mark(r, c, e);
        say_z(r, any ? ", " : "");
        say_z(r, e->verb == EDIT_RESET ? "DROP " : has_option(r, c, e->value.text) ? "SET " : "");
        say_foreign_option(r, e->value.text);
        any = true;
    }
    say_z(r, ")");
}

bool say_foreign_table(struct render *r, size_t i)
{
    static const struct phrase of[] = { { ATTR_PARTITION_OF, IN_POSTGRES, "PARTITION OF",
                                          AS_PATH } };
    static const struct phrase ends[] = {
        { ATTR_INHERITS, IN_POSTGRES, "INHERITS", AS_PATHS },
        { ATTR_PARTITION_BOUND, IN_POSTGRES, "", AS_EXPR },
        { ATTR_ENGINE, IN_POSTGRES, "SERVER", AS_NAME },
    };
    const struct change *c = &r->v[i];

    say_z(r, "CREATE FOREIGN TABLE ");
    say_z(r, exists_words(c));
    say_path(r, &c->path);
    say_phrases(r, c, of, 1);
    if (!say_parts(r, i) && !change_edit(c, ATTR_PARTITION_OF))
        say_z(r, " ()");
    say_phrases(r, c, ends, COUNT_OF(ends));
    say_foreign_options(r, c);
    return true;
}

/* ---- types, aggregates ---- */

static bool say_type(struct render *r, const struct change *c)
{
    static const struct phrase range[] = { { ATTR_OPTIONS, IN_POSTGRES, "AS RANGE", AS_OPTIONS } };
    static const struct phrase base[] = { { ATTR_OPTIONS, IN_POSTGRES, "", AS_OPTIONS } };

    say_z(r, "CREATE TYPE ");
    say_path(r, &c->path);
    say_phrases(r, c, c->kind == KIND_RANGE ? range : base, 1);
    return true;
}

static bool say_aggregate(struct render *r, const struct change *c)
{
    static const struct phrase options[] = { { ATTR_OPTIONS, IN_POSTGRES, "", AS_OPTIONS } };
    const struct edit *e = say_take(r, c, ATTR_PARAMETERS);

    (void)say_take(r, c, ATTR_ARGUMENTS);
    say_z(r, c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE AGGREGATE " : "CREATE AGGREGATE ");
    say_path(r, &(struct path){ .schema = c->path.schema, .name = c->path.name });
    if (e)
        buf_printf(&r->out, "(" STR_FMT ")", STR_ARG(e->value.text));
    say_phrases(r, c, options, 1);
    return true;
}

/* ---- rules, event triggers ---- */

static bool say_on_event(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_EVENTS);

    if (!e || e->value.kind != VALUE_LIST || e->value.list->n != 1)
        return false;
    say_z(r, " ON ");
    buf_str(&r->out, e->value.list->v[0]);
    return true;
}

static bool say_rule(struct render *r, const struct change *c)
{
    static const struct phrase ends[] = { { ATTR_WHEN, IN_POSTGRES, "WHERE", AS_EXPR },
                                          { ATTR_DEFINITION, IN_POSTGRES, "", AS_RAW } };

    say_z(r, c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE RULE " : "CREATE RULE ");
    say_name(r, c->path.name);
    say_z(r, " AS");
    if (!say_on_event(r, c))
        return false;
    say_z(r, " TO ");
    say_table(r, &c->path);
    say_phrases(r, c, ends, COUNT_OF(ends));
    return true;
}

static bool say_event_trigger(struct render *r, const struct change *c)
{
    static const struct phrase ends[] = { { ATTR_DEFINITION, IN_POSTGRES, "WHEN", AS_RAW },
                                          { ATTR_EXECUTES, IN_POSTGRES, "EXECUTE FUNCTION",
                                            AS_PATH } };

    say_z(r, "CREATE EVENT TRIGGER ");
    say_name(r, c->path.name);
    if (!say_on_event(r, c))
        return false;
    say_phrases(r, c, ends, COUNT_OF(ends));
    say_z(r, "()");
    return true;
}

/* ---- statistics, publications, collations, databases ---- */

static void say_kinds(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_OPTIONS);

    for (size_t i = 0; e && i < e->value.list->n; i++)
        buf_printf(&r->out, "%s" STR_FMT, i ? ", " : " (", STR_ARG(e->value.list->v[i]));
    say_z(r, e ? ")" : "");
}

static bool say_statistics(struct render *r, const struct change *c)
{
    static const struct phrase on[] = { { ATTR_DEFINITION, IN_POSTGRES, "ON", AS_RAW } };
    const struct edit *from = say_take(r, c, ATTR_DEPENDS);

    if (!from)
        return false;
    say_z(r, "CREATE STATISTICS");
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? " IF NOT EXISTS" : "");
    if (c->path.name.p) {
        say_z(r, " ");
        say_path(r, &c->path);
    }
    say_kinds(r, c);
    say_phrases(r, c, on, 1);
    say_z(r, " FROM ");
    say_value(r, &from->value, AS_PATH);
    return true;
}

static bool say_publication(struct render *r, const struct change *c)
{
    static const struct phrase phrases[] = { { ATTR_DEFINITION, IN_POSTGRES, "FOR", AS_RAW },
                                             { ATTR_OPTIONS, IN_POSTGRES, "WITH", AS_OPTIONS } };

    say_z(r, "CREATE PUBLICATION ");
    say_name(r, c->path.name);
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    return true;
}

/* Its text is what stands behind the name. */
static bool say_text(struct render *r, const struct change *c)
{
    static const struct phrase text[] = { { ATTR_DEFINITION, IN_POSTGRES, "", AS_RAW } };

    buf_printf(&r->out, "CREATE %s %s", kind_words(c->kind), exists_words(c));
    say_path(r, &c->path);
    say_phrases(r, c, text, 1);
    return true;
}

/* ---- roles ---- */

static bool is_secret(const struct change *c)
{
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].attr != ATTR_OPTIONS || c->edits.v[i].value.kind != VALUE_TEXT ||
            str_eq(c->edits.v[i].value.text, S("password")))
            return true;
    return false;
}

/* "login", "connection limit=5", "valid until=2030-01-01" */
static void say_role_option(struct render *r, str option)
{
    size_t at = str_find_char(option, '=');
    str value = at == STR_NONE ? (str){ 0 } : str_skip(option, at + 1);

    buf_printf(&r->out, " " STR_FMT, STR_ARG(at == STR_NONE ? option : str_slice(option, 0, at)));
    if (at == STR_NONE)
        return;
    say_z(r, " ");
    if (str_starts(option, S("valid until")))
        say_literal(r, value);
    else
        buf_str(&r->out, value);
}

static bool say_role_object(struct render *r, const struct change *c)
{
    bool setting = false;

    if (is_secret(c))
        return false;
    for (size_t i = 0; i < c->edits.n; i++)
        setting |= str_starts(c->edits.v[i].value.text, S("set "));
    say_z(r, c->verb == CHANGE_CREATE ? "CREATE ROLE " : "ALTER ROLE ");
    if (str_eq(c->path.name, S("all")) && setting)
        say_z(r, "ALL");
    else
        say_role(r, c->path.name);
    if (c->path.schema.p) {
        say_z(r, " IN DATABASE ");
        say_name(r, c->path.schema);
    }
    if (setting && !say_settings(r, c))
        return false;
    for (size_t i = 0; i < c->edits.n && !setting; i++)
        say_role_option(r, c->edits.v[i].value.text);
    say_all(r, c);
    return true;
}

bool say_rest(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    if (r->engine != IN_POSTGRES)
        return false;
    switch ((int)c->kind) {
    case KIND_FOREIGN_TABLE:
        return say_foreign_table(r, i);
    case KIND_RANGE:
    case KIND_TYPE:
        return say_type(r, c);
    case KIND_AGGREGATE:
        return say_aggregate(r, c);
    case KIND_RULE:
        return say_rule(r, c);
    case KIND_EVENT_TRIGGER:
        return say_event_trigger(r, c);
    case KIND_STATISTICS:
        return say_statistics(r, c);
    case KIND_PUBLICATION:
        return say_publication(r, c);
    case KIND_COLLATION:
    case KIND_DATABASE:
        return say_text(r, c);
    case KIND_ROLE:
        return say_role_object(r, c);
    default:
        return false;
    }
}
