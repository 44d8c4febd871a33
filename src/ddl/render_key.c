/* ddl/render_key.c: constraints and indexes.
 *
 * Does      write a constraint at its column or of its table; CREATE INDEX; an index within a MySQL table
 * Does not  write the statement around constraints
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

#include <string.h>

static const struct phrase key_phrases[] = {
    { ATTR_PARTS, IN_ALL, "", AS_PARTS },
    { ATTR_INCLUDE, IN_POSTGRES, "INCLUDE", AS_NAMES },
};

static const struct phrase constraint_ends[] = {
    { ATTR_OPTIONS, IN_POSTGRES, "WITH", AS_OPTIONS },
    { ATTR_TABLESPACE, IN_POSTGRES, "USING INDEX TABLESPACE", AS_NAME },
    { ATTR_DEFERRABLE, IN_POSTGRES | IN_SQLITE, "DEFERRABLE", AS_YES },
    { ATTR_INITIALLY_DEFERRED, IN_POSTGRES | IN_SQLITE, "INITIALLY DEFERRED", AS_YES },
    { ATTR_CONFLICT, IN_SQLITE, "ON CONFLICT", AS_RAW },
    { ATTR_NO_INHERIT, IN_POSTGRES, "NO INHERIT", AS_YES },
    { ATTR_NOT_VALID, IN_POSTGRES, "NOT VALID", AS_YES },
    { ATTR_NOT_ENFORCED, IN_POSTGRES | IN_MY, "NOT ENFORCED", AS_YES },
};

static const struct phrase reference_phrases[] = {
    { ATTR_REFERENCES, IN_ALL, "REFERENCES", AS_PATH },
    { ATTR_REF_COLUMNS, IN_ALL, "", AS_NAMES },
    { ATTR_MATCH, IN_ALL, "MATCH", AS_RAW },
    { ATTR_ON_DELETE, IN_ALL, "ON DELETE", AS_RAW },
    { ATTR_ON_UPDATE_ACTION, IN_ALL, "ON UPDATE", AS_RAW },
};

bool is_period(const struct change *c)
{
    const struct edit *e = c->kind == KIND_OTHER ? change_edit(c, ATTR_WHAT) : NULL;

    return e && e->value.kind == VALUE_TEXT && str_eq(e->value.text, S("period"));
}

bool say_period_for(struct render *r, const struct change *c)
{
    static const struct phrase columns[] = { { ATTR_COLUMNS, IN_MY, "", AS_NAMES } };
    bool of_system = str_eq_nocase(c->path.name, S("system_time"));

    (void)say_take(r, c, ATTR_WHAT);
    say_z(r, "PERIOD ");
    say_z(r, exists_words(c));
    say_z(r, "FOR ");
    if (of_system)
        say_z(r, "SYSTEM_TIME");
    else
        say_name(r, c->path.name);
    say_phrases(r, c, columns, 1);
    return true;
}

static bool is_named(const struct change *c)
{
    return c->path.name.p && !(c->flags & CHANGE_SELF_NAMED);
}

static void say_name_of(struct render *r, const struct change *c)
{
    if (!is_named(c) || (c->kind == KIND_PRIMARY_KEY && r->engine == IN_MY))
        return;
    say_z(r, "CONSTRAINT ");
    say_z(r, c->kind == KIND_CHECK && c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS " : "");
    say_name(r, c->path.name);
    say_z(r, " ");
}

/* At its column a key says no columns, but for the order of SQLite's. */
static void say_inline_parts(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_PARTS);

    if (e && e->value.parts->n == 1 && e->value.parts->v[0].descending)
        say_z(r, " DESC");
}

/* PRIMARY KEY (a AUTOINCREMENT) of SQLite: what the column has. */
static bool counts_up(struct render *r, const struct change *c, const struct part_list *parts)
{
    for (size_t i = 0; r->engine == IN_SQLITE && c->kind == KIND_PRIMARY_KEY && i < r->n; i++)
        if (r->v[i].kind == KIND_COLUMN && r->v[i].verb == CHANGE_CREATE && parts->n &&
            str_eq(r->v[i].path.table, c->path.table) &&
            str_eq(r->v[i].path.name, parts->v[parts->n - 1].column.path.name))
            return say_yes(r, &r->v[i], ATTR_AUTO_INCREMENT);
    return false;
}

/* (a, b), (a, p WITHOUT OVERLAPS) */
static void say_key_parts(struct render *r, const struct change *c)
{
    bool period = say_yes(r, c, ATTR_PERIOD);
    const struct edit *e = say_take(r, c, ATTR_PARTS);

    if (!e)
        return;
    say_z(r, " ");
    say_value(r, &e->value, period ? AS_PERIOD : AS_PARTS);
    if (counts_up(r, c, e->value.parts)) {
        r->out.n--;
        say_z(r, " AUTOINCREMENT)");
    }
}

static void say_key_body(struct render *r, const struct change *c, const char *words)
{
    const struct edit *e = say_take(r, c, ATTR_USING_INDEX);

    say_z(r, words);
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? " IF NOT EXISTS" : "");
    if (e) {
        say_z(r, " USING INDEX ");
        say_name(r, e->value.ref->path.name);
        return;
    }
    if (say_yes(r, c, ATTR_NULLS_NOT_DISTINCT))
        say_z(r, " NULLS NOT DISTINCT");
    if (c->flags & CHANGE_INLINE) {
        say_inline_parts(r, c);
        say_phrases(r, c, key_phrases + 1, COUNT_OF(key_phrases) - 1);
    } else {
        say_key_parts(r, c);
        say_phrases(r, c, key_phrases + 1, COUNT_OF(key_phrases) - 1);
    }
}

static void say_foreign(struct render *r, const struct change *c)
{
    static const struct phrase columns[] = { { ATTR_COLUMNS, IN_ALL, "FOREIGN KEY", AS_NAMES } };
    static const struct phrase quietly[] = { { ATTR_COLUMNS, IN_ALL, "FOREIGN KEY IF NOT EXISTS",
                                               AS_NAMES } };
    static const struct phrase periods[] = {
        { ATTR_COLUMNS, IN_POSTGRES, "FOREIGN KEY", AS_PERIOD },
        { ATTR_REFERENCES, IN_POSTGRES, "REFERENCES", AS_PATH },
        { ATTR_REF_COLUMNS, IN_POSTGRES, "", AS_PERIOD },
    };

    size_t at = r->out.n;

    if (c->flags & CHANGE_INLINE)
        (void)say_take(r, c, ATTR_COLUMNS);
    else if (say_yes(r, c, ATTR_PERIOD))
        say_phrases(r, c, periods, COUNT_OF(periods));
    else
        say_phrases(r, c, c->flags & CHANGE_IF_NOT_EXISTS ? quietly : columns, COUNT_OF(columns));
    say_phrases(r, c, reference_phrases, COUNT_OF(reference_phrases));
    /* a phrase begins with a blank, and one stands in front already */
    memmove(r->out.p + at, r->out.p + at + 1, r->out.n - at);
    r->out.n--;
}

static bool say_exclusion(struct render *r, const struct change *c)
{
    static const struct phrase phrases[] = {
        { ATTR_METHOD, IN_POSTGRES, "USING", AS_NAME },
        { ATTR_DEFINITION, IN_POSTGRES, "", AS_RAW },
        { ATTR_INCLUDE, IN_POSTGRES, "INCLUDE", AS_NAMES },
    };
    static const struct phrase where[] = { { ATTR_PREDICATE, IN_POSTGRES, "WHERE", AS_PAREN } };

    const struct edit *e = change_edit(c, ATTR_DEFINITION);

    if (!e || !str_starts(e->value.text, S("(")))
        return false;
    say_z(r, "EXCLUDE");
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    (void)say_take(r, c, ATTR_PARTS);
    say_phrases(r, c, where, 1);
    return true;
}

static void say_not_null(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_COLUMNS);

    say_z(r, "NOT NULL");
    if (e && !(c->flags & CHANGE_INLINE) && e->value.refs->n) {
        say_z(r, " ");
        say_name(r, e->value.refs->v[0].path.name);
    }
}

static bool say_body(struct render *r, const struct change *c)
{
    static const struct phrase check[] = { { ATTR_EXPRESSION, IN_ALL, "CHECK", AS_PAREN } };

    switch ((int)c->kind) {
    case KIND_PRIMARY_KEY:
        say_key_body(r, c, "PRIMARY KEY");
        return true;
    case KIND_UNIQUE:
        say_key_body(r, c, "UNIQUE");
        return true;
    case KIND_INDEX: /* MySQL: UNIQUE at a column */
        if (!(c->flags & CHANGE_INLINE) || !say_yes(r, c, ATTR_UNIQUE_INDEX))
            return false;
        say_key_body(r, c, "UNIQUE");
        return true;
    case KIND_CHECK:
        r->out.n--; /* the phrase has the blank */
        say_phrases(r, c, check, 1);
        return true;
    case KIND_FOREIGN_KEY:
        say_foreign(r, c);
        return true;
    case KIND_EXCLUSION:
        return say_exclusion(r, c);
    case KIND_NOT_NULL:
        say_not_null(r, c);
        return true;
    default:
        return false;
    }
}

static const struct phrase my_key_ends[] = {
    { ATTR_PARSER, IN_MY, "WITH PARSER", AS_NAME },
    { ATTR_COMMENT, IN_MY, "COMMENT", AS_LITERAL },
};

static bool mysql_method(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_METHOD);
    bool kind = e && (str_eq(e->value.text, S("fulltext")) || str_eq(e->value.text, S("spatial")) ||
                      str_eq(e->value.text, S("vector")));

    if (!kind && e) {
        say_z(r, " USING ");
        buf_str(&r->out, e->value.text);
    }
    return kind;
}

static void mysql_ends(struct render *r, const struct change *c)
{
    say_phrases(r, c, my_key_ends, COUNT_OF(my_key_ends));
    if (say_yes(r, c, ATTR_INVISIBLE))
        say_z(r, r->opts->dialect->id == DIALECT_MARIADB ? " IGNORED" : " INVISIBLE");
    say_my_options(r, c);
}

bool say_constraint(struct render *r, const struct change *c)
{
    say_name_of(r, c);
    if (!say_body(r, c))
        return false;
    say_phrases(r, c, constraint_ends, COUNT_OF(constraint_ends));
    if (r->engine == IN_MY && c->kind == KIND_PRIMARY_KEY && !(c->flags & CHANGE_INLINE)) {
        (void)mysql_method(r, c);
        mysql_ends(r, c);
    }
    return true;
}

/* ---- indexes ---- */

static const char *index_words(const struct change *c, bool unique)
{
    const struct edit *e = change_edit(c, ATTR_METHOD);
    str method = e && e->value.kind == VALUE_TEXT ? e->value.text : S("");

    return unique                          ? "UNIQUE "
           : str_eq(method, S("fulltext")) ? "FULLTEXT "
           : str_eq(method, S("spatial"))  ? "SPATIAL "
           : str_eq(method, S("vector"))   ? "VECTOR "
                                           : "";
}

bool say_key(struct render *r, const struct change *c)
{
    say_z(r, index_words(c, say_yes(r, c, ATTR_UNIQUE_INDEX)));
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "INDEX IF NOT EXISTS" : "INDEX");
    if (is_named(c)) {
        say_z(r, " ");
        say_name(r, c->path.name);
    }
    (void)mysql_method(r, c);
    say_key_parts(r, c);
    mysql_ends(r, c);
    return true;
}

static const struct phrase index_phrases[] = {
    { ATTR_METHOD, IN_POSTGRES, "USING", AS_NAME },
    { ATTR_PARTS, IN_POSTGRES | IN_SQLITE, "", AS_PARTS },
    { ATTR_INCLUDE, IN_POSTGRES, "INCLUDE", AS_NAMES },
    { ATTR_NULLS_NOT_DISTINCT, IN_POSTGRES, "NULLS NOT DISTINCT", AS_YES },
    { ATTR_OPTIONS, IN_POSTGRES, "WITH", AS_OPTIONS },
    { ATTR_TABLESPACE, IN_POSTGRES, "TABLESPACE", AS_NAME },
    { ATTR_PREDICATE, IN_POSTGRES | IN_SQLITE, "WHERE", AS_EXPR },
};

/* CREATE OR REPLACE INDEX of MariaDB; without OR REPLACE it is a clause of ALTER TABLE. */
static bool say_my_index(struct render *r, const struct change *c)
{
    say_z(r, "CREATE OR REPLACE ");
    say_z(r, index_words(c, say_yes(r, c, ATTR_UNIQUE_INDEX)));
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "INDEX IF NOT EXISTS " : "INDEX ");
    say_name(r, c->path.name);
    (void)mysql_method(r, c);
    say_z(r, " ON ");
    say_table(r, &c->path);
    say_key_parts(r, c);
    mysql_ends(r, c);
    return true;
}

bool say_create_index(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];
    bool lite = r->engine == IN_SQLITE;

    if (!is_named(c) && r->engine != IN_POSTGRES)
        return false;
    if (r->engine == IN_MY)
        return say_my_index(r, c);
    say_z(r, say_yes(r, c, ATTR_UNIQUE_INDEX) ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    say_z(r, c->flags & CHANGE_CONCURRENTLY ? "CONCURRENTLY " : "");
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS " : "");
    if (is_named(c)) {
        render_path(
            &r->out, r->opts,
            &(struct path){ .schema = lite ? c->path.schema : (str){ 0 }, .name = c->path.name });
        say_z(r, " ");
    }
    say_z(r, say_yes(r, c, ATTR_ONLY) ? "ON ONLY " : "ON ");
    if (lite)
        say_name(r, c->path.table);
    else
        say_table(r, &c->path);
    say_phrases(r, c, index_phrases, COUNT_OF(index_phrases));
    return true;
}
