/* ddl/render_object.c: views, sequences, types, schemas; DROP, RENAME and COMMENT of anything.
 *
 * Does      write what is not a table, a part of one or an index
 * Does not  write routines and triggers of servers (render_code.c), grants (render_grant.c)
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

const char *kind_words(enum object_kind kind)
{
    static const char *const words[KIND__COUNT] = {
        [KIND_SCHEMA] = "SCHEMA",
        [KIND_EXTENSION] = "EXTENSION",
        [KIND_ROLE] = "ROLE",
        [KIND_TABLE] = "TABLE",
        [KIND_FOREIGN_TABLE] = "FOREIGN TABLE",
        [KIND_VIEW] = "VIEW",
        [KIND_MATVIEW] = "MATERIALIZED VIEW",
        [KIND_SEQUENCE] = "SEQUENCE",
        [KIND_INDEX] = "INDEX",
        [KIND_COLUMN] = "COLUMN",
        [KIND_TRIGGER] = "TRIGGER",
        [KIND_POLICY] = "POLICY",
        [KIND_RULE] = "RULE",
        [KIND_STATISTICS] = "STATISTICS",
        [KIND_ENUM] = "TYPE",
        [KIND_COMPOSITE] = "TYPE",
        [KIND_RANGE] = "TYPE",
        [KIND_TYPE] = "TYPE",
        [KIND_DOMAIN] = "DOMAIN",
        [KIND_FUNCTION] = "FUNCTION",
        [KIND_PROCEDURE] = "PROCEDURE",
        [KIND_AGGREGATE] = "AGGREGATE",
        [KIND_EVENT] = "EVENT",
        [KIND_PACKAGE] = "PACKAGE",
        [KIND_DATABASE] = "DATABASE",
        [KIND_COLLATION] = "COLLATION",
        [KIND_EVENT_TRIGGER] = "EVENT TRIGGER",
        [KIND_PUBLICATION] = "PUBLICATION",
        [KIND_SUBSCRIPTION] = "SUBSCRIPTION",
    };

    return words[kind];
}

/* name ON table of PostgreSQL */
static bool is_on(const struct render *r, const struct change *c)
{
    return r->engine == IN_POSTGRES &&
           (c->kind == KIND_TRIGGER || c->kind == KIND_POLICY || c->kind == KIND_RULE ||
            (kind_flags(c->kind) & KIND_CONSTRAINT));
}

void say_target(struct render *r, const struct change *c)
{
    if (is_on(r, c)) {
        say_name(r, c->path.name);
        say_z(r, " ON ");
        say_z(r, is_domain_part(r, c) ? "DOMAIN " : "");
        say_table(r, &c->path);
    } else if (c->kind == KIND_COLUMN) {
        render_path(&r->out, r->opts, &c->path);
    } else if (c->kind == KIND_AGGREGATE && c->path.args.p && !c->path.args.n) {
        say_path(r, &(struct path){ .schema = c->path.schema, .name = c->path.name });
        say_z(r, "(*)");
    } else if (c->kind == KIND_INDEX && r->engine == IN_POSTGRES && !c->path.name.p) {
        say_table(r, &c->path);
    } else {
        say_path(r, &c->path);
    }
}

/* ---- DROP, RENAME, SET SCHEMA, COMMENT ---- */

/* DROP TABLE a, b: objects that need each other go together. */
static void say_more_drops(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];
    bool many = r->engine == IN_POSTGRES
                    ? !is_on(r, c)
                    : r->engine == IN_MY && (c->kind == KIND_TABLE || c->kind == KIND_VIEW);

    for (size_t k = say_next(r, i); many && k < r->n; k = say_next(r, k)) {
        const struct change *d = &r->v[k];

        if (d->verb != CHANGE_DROP || d->kind != c->kind || d->flags != c->flags || r->done[k] ||
            !d->path.name.p || is_domain_part(r, d))
            return;
        r->done[k] = true;
        say_z(r, ", ");
        say_target(r, d);
    }
}

static bool say_drop(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];
    const char *words = kind_words(c->kind);

    if (!words || !c->path.name.p || (r->engine == IN_MY && c->kind == KIND_ROLE))
        return false; /* a user or a role: it is not kept which */
    say_z(r, r->engine == IN_MY && c->flags & CHANGE_TEMPORARY ? "DROP TEMPORARY " : "DROP ");
    say_z(r, words);
    say_z(r, c->flags & CHANGE_CONCURRENTLY ? " CONCURRENTLY " : " ");
    say_z(r, c->flags & CHANGE_IF_EXISTS ? "IF EXISTS " : "");
    say_target(r, c);
    say_more_drops(r, i);
    say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
    return true;
}

static bool mysql_rename(struct render *r, const struct change *c)
{
    if (c->kind == KIND_EVENT || c->kind == KIND_ROLE)
        return say_my_rename(r, c);
    if (c->kind != KIND_TABLE && c->kind != KIND_VIEW)
        return false;
    say_z(r, c->flags & CHANGE_IF_EXISTS ? "RENAME TABLE IF EXISTS " : "RENAME TABLE ");
    say_path(r, &c->path);
    say_z(r, " TO ");
    say_path(r, &(struct path){ .schema = c->to.schema,
                                .name = c->to.name.p ? c->to.name : c->path.name });
    return true;
}

static bool say_rename(struct render *r, const struct change *c)
{
    const char *words = kind_words(c->kind);

    if (r->engine == IN_MY)
        return mysql_rename(r, c);
    if (!words || (r->engine == IN_SQLITE && (c->kind != KIND_TABLE || c->verb == CHANGE_MOVE)))
        return false;
    say_z(r, "ALTER ");
    say_z(r, words);
    say_z(r, " ");
    say_z(r, c->flags & CHANGE_IF_EXISTS ? "IF EXISTS " : "");
    say_target(r, c);
    say_z(r, c->verb == CHANGE_MOVE ? " SET SCHEMA " : " RENAME TO ");
    say_name(r, c->verb == CHANGE_MOVE ? c->to.schema : c->to.name);
    return true;
}

static bool say_comment(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_COMMENT);
    bool constraint = kind_flags(c->kind) & KIND_CONSTRAINT;
    const char *words = constraint ? "CONSTRAINT" : kind_words(c->kind);

    if (!words || r->engine != IN_POSTGRES || c->edits.n != 1)
        return false;
    say_z(r, "COMMENT ON ");
    say_z(r, words);
    say_z(r, " ");
    say_target(r, c);
    say_z(r, " IS ");
    if (e->verb == EDIT_SET)
        say_literal(r, e->value.text);
    else
        say_z(r, "NULL");
    say_all(r, c);
    return true;
}

/* ---- views, sequences, schemas ---- */

/* ALGORITHM, DEFINER and SQL SECURITY of MySQL; RECURSIVE of PostgreSQL */
static void say_view_words(struct render *r, const struct change *c)
{
    static const struct phrase security[] = { { ATTR_SECURITY, IN_MY, "SQL SECURITY", AS_RAW } };
    const struct edit *e = r->engine == IN_MY ? say_take(r, c, ATTR_ALGORITHM) : NULL;

    if (e)
        buf_printf(&r->out, "ALGORITHM = " STR_FMT " ", STR_ARG(e->value.text));
    say_definer(r, c);
    r->out.n--; /* the phrase has the blank */
    say_phrases(r, c, security, 1);
    say_z(r, " ");
}

static bool say_view(struct render *r, const struct change *c)
{
    static const struct phrase phrases[] = {
        { ATTR_COLUMN_NAMES, IN_ALL, "", AS_NAMES },
        { ATTR_ACCESS_METHOD, IN_POSTGRES, "USING", AS_NAME },
        { ATTR_OPTIONS, IN_POSTGRES, "WITH", AS_OPTIONS },
        { ATTR_TABLESPACE, IN_POSTGRES, "TABLESPACE", AS_NAME },
        { ATTR_QUERY, IN_ALL, "AS", AS_EXPR },
        { ATTR_NO_DATA, IN_POSTGRES, "WITH NO DATA", AS_YES },
    };

    const struct edit *e = say_take(r, c, ATTR_PERSISTENCE);
    const struct edit *check = NULL;

    say_z(r, c->verb == CHANGE_ALTER        ? "ALTER "
             : c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE "
                                            : "CREATE ");
    say_view_words(r, c);
    say_z(r, e && !(r->engine == IN_SQLITE && c->path.schema.p) ? "TEMPORARY " : "");
    say_z(r, r->engine == IN_POSTGRES && say_take(r, c, ATTR_ALGORITHM) ? "RECURSIVE " : "");
    say_z(r, kind_words(c->kind));
    buf_printf(&r->out, " %s", exists_words(c));
    say_path(r, &c->path);
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    check = say_take(r, c, ATTR_CHECK_OPTION);
    if (check)
        say_z(r, str_eq_nocase(check->value.text, S("local")) ? " WITH LOCAL CHECK OPTION"
                                                              : " WITH CASCADED CHECK OPTION");
    return true;
}

static const struct phrase sequence_phrases[] = {
    { ATTR_TYPE, IN_ALL, "AS", AS_TYPE },
    { ATTR_INCREMENT, IN_ALL, "INCREMENT BY", AS_RAW },
    { ATTR_MINVALUE, IN_ALL, "MINVALUE", AS_RAW },
    { ATTR_MAXVALUE, IN_ALL, "MAXVALUE", AS_RAW },
    { ATTR_START, IN_ALL, "START WITH", AS_RAW },
    { ATTR_CACHE, IN_ALL, "CACHE", AS_RAW },
    { ATTR_CYCLE, IN_ALL, "CYCLE", AS_YES },
    { ATTR_OWNED_BY, IN_POSTGRES, "OWNED BY", AS_PATH },
    { ATTR_RESTART, IN_POSTGRES, "RESTART", AS_RAW },
    { ATTR_ENGINE, IN_MY, "ENGINE =", AS_RAW },
};

/* RESTART 5 of MariaDB is kept as its words. */
static bool say_restart(struct render *r, const struct change *c)
{
    if (r->engine != IN_MY)
        return true;
    if (!say_settings(r, c))
        return false;
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].attr == ATTR_OPTIONS)
            say_mark(r, c, &c->edits.v[i]);
    return true;
}

static bool say_sequence(struct render *r, const struct change *c)
{
    const struct edit *e = c->verb == CHANGE_CREATE ? say_take(r, c, ATTR_PERSISTENCE) : NULL;

    if (c->verb == CHANGE_ALTER) {
        say_z(r, "ALTER SEQUENCE ");
        say_z(r, c->flags & CHANGE_IF_EXISTS ? "IF EXISTS " : "");
    } else {
        say_z(r, c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE " : "CREATE ");
        say_z(r, e && str_eq(e->value.text, S("unlogged")) ? "UNLOGGED "
                 : e || c->flags & CHANGE_TEMPORARY        ? "TEMPORARY "
                                                           : "");
        say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "SEQUENCE IF NOT EXISTS " : "SEQUENCE ");
    }
    say_path(r, &c->path);
    say_phrases(r, c, sequence_phrases, COUNT_OF(sequence_phrases));
    say_no_limits(r, c);
    return say_restart(r, c) && (c->verb == CHANGE_CREATE || c->edits.n);
}

/* SQLite keeps all of a trigger: its body is what was written. */
static bool say_trigger(struct render *r, const struct change *c)
{
    static const struct phrase head[] = { { ATTR_TIMING, IN_SQLITE, "", AS_RAW } };
    static const struct phrase tail[] = {
        { ATTR_FOR_EACH_ROW, IN_SQLITE, "FOR EACH ROW", AS_YES },
        { ATTR_WHEN, IN_SQLITE, "WHEN", AS_EXPR },
        { ATTR_BODY, IN_SQLITE, "", AS_RAW },
    };

    const struct edit *e = say_take(r, c, ATTR_EVENTS), *of = say_take(r, c, ATTR_COLUMNS);
    const struct edit *temporary = say_take(r, c, ATTR_PERSISTENCE);

    if (!e || !change_edit(c, ATTR_BODY))
        return false;
    say_z(r, temporary && !c->path.schema.p ? "CREATE TEMPORARY TRIGGER " : "CREATE TRIGGER ");
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS " : "");
    say_path(r, &c->path);
    say_phrases(r, c, head, COUNT_OF(head));
    say_z(r, " ");
    buf_str(&r->out, e->value.list->v[0]);
    for (size_t i = 0; of && i < of->value.refs->n; i++) {
        say_z(r, i ? ", " : " OF ");
        say_name(r, of->value.refs->v[i].path.name);
    }
    say_z(r, " ON ");
    say_name(r, c->path.table);
    say_phrases(r, c, tail, COUNT_OF(tail));
    return true;
}

static bool say_schema(struct render *r, const struct change *c)
{
    static const struct phrase owner[] = { { ATTR_OWNER, IN_POSTGRES, "AUTHORIZATION", AS_ROLE } };

    if (r->engine == IN_MY)
        return say_database(r, c);
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "CREATE SCHEMA IF NOT EXISTS " : "CREATE SCHEMA ");
    say_name(r, c->path.name);
    say_phrases(r, c, owner, 1);
    return true;
}

static bool say_extension(struct render *r, const struct change *c)
{
    static const struct phrase version[] = { { ATTR_VERSION, IN_POSTGRES, "VERSION", AS_LITERAL } };

    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "CREATE EXTENSION IF NOT EXISTS "
                                             : "CREATE EXTENSION ");
    say_name(r, c->path.name);
    if (c->path.schema.p) {
        say_z(r, " SCHEMA ");
        say_name(r, c->path.schema);
    }
    say_phrases(r, c, version, 1);
    say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
    return true;
}

static bool say_create(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    switch ((int)c->kind) {
    case KIND_VIEW:
    case KIND_MATVIEW:
        return say_view(r, c);
    case KIND_SEQUENCE:
        return say_sequence(r, c);
    case KIND_ENUM:
        return say_enum(r, c);
    case KIND_DOMAIN:
        return say_domain(r, i);
    case KIND_TRIGGER:
        return r->engine == IN_SQLITE ? say_trigger(r, c) : say_server_trigger(r, c);
    case KIND_FUNCTION:
    case KIND_PROCEDURE:
        return say_routine(r, c);
    case KIND_GRANT:
        return say_grant(r, c);
    case KIND_DEFAULT_PRIVILEGES:
        return say_default_privileges(r, c);
    case KIND_POLICY:
        return say_policy(r, c);
    case KIND_COMPOSITE:
        return say_composite(r, i);
    case KIND_PARTITION:
        return say_partition(r, c);
    case KIND_SCHEMA:
        return say_schema(r, c);
    case KIND_EXTENSION:
        return say_extension(r, c);
    case KIND_EVENT:
        return say_event(r, i);
    case KIND_PACKAGE:
        return say_package(r, c);
    default:
        return say_rest(r, i);
    }
}

static bool alter_my(struct render *r, size_t i)
{
    switch ((int)r->v[i].kind) {
    case KIND_VIEW:
        return say_view(r, &r->v[i]);
    case KIND_EVENT:
        return say_event(r, i);
    case KIND_SCHEMA:
        return say_database(r, &r->v[i]);
    case KIND_FUNCTION:
    case KIND_PROCEDURE:
        return say_routine(r, &r->v[i]);
    case KIND_SEQUENCE:
        return say_sequence(r, &r->v[i]);
    default:
        return false;
    }
}

static bool say_alter(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    if (is_partition_clause(c))
        return say_partition_clause(r, i);
    if (r->engine == IN_MY)
        return alter_my(r, i);
    if (change_edit(c, ATTR_COMMENT) && r->engine == IN_POSTGRES)
        return say_comment(r, c);
    if (say_alter_object(r, c) || (c->kind == KIND_ROLE && say_rest(r, i)))
        return true;
    if (c->kind == KIND_ENUM)
        return alter_enum(r, c);
    if (c->kind == KIND_DOMAIN)
        return alter_domain(r, c);
    if (c->kind == KIND_POLICY)
        return say_policy(r, c);
    if (c->kind == KIND_FUNCTION || c->kind == KIND_PROCEDURE)
        return say_routine(r, c);
    if (c->kind == KIND_TRIGGER || c->kind == KIND_RULE)
        return say_server_trigger(r, c);
    return c->kind == KIND_SEQUENCE && say_sequence(r, c);
}

bool say_object(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    if (c->verb <= CHANGE_RENAME && is_domain_part(r, c) && !change_edit(c, ATTR_COMMENT))
        return say_domain_part(r, c);
    switch ((int)c->verb) {
    case CHANGE_CREATE:
        return say_create(r, i);
    case CHANGE_DROP:
        return c->kind == KIND_PARTITION            ? say_partition(r, c)
               : c->kind == KIND_GRANT              ? say_grant(r, c)
               : c->kind == KIND_DEFAULT_PRIVILEGES ? say_default_privileges(r, c)
                                                    : say_drop(r, i);
    case CHANGE_RENAME:
    case CHANGE_MOVE:
        return say_rename(r, c);
    case CHANGE_ALTER:
        return say_alter(r, i);
    default:
        return false;
    }
}
