/* ddl/render_alter.c: ALTER TABLE.
 *
 * Does      write changes of columns, constraints and tables as clauses; put those of one table that follow each
 *           other into one statement where the dialect takes several
 * Does not  rename tables, set their schema (render_object.c), alter a column (render_alter_column.c)
 * Shape     a clause writer a verb and kind; a part that a clause before has named ends the statement, but one
 *           that was dropped may come again
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

static bool is_a_table(const struct change *c)
{
    return c->kind == KIND_TABLE || c->kind == KIND_FOREIGN_TABLE;
}

/* The table that the clause is of. */
static struct path table_of(const struct change *c)
{
    if (is_a_table(c))
        return (struct path){ .schema = c->path.schema, .name = c->path.name };
    return (struct path){ .schema = c->path.schema, .name = c->path.table };
}

bool is_alter_clause(const struct render *r, const struct change *c)
{
    bool part = c->kind == KIND_COLUMN || (kind_flags(c->kind) & KIND_CONSTRAINT);
    bool index = c->kind == KIND_INDEX && r->engine == IN_MY;

    if (is_domain_part(r, c) || is_partition_clause(c) ||
        (r->engine == IN_POSTGRES && change_edit(c, ATTR_COMMENT)))
        return false;
    switch ((int)c->verb) {
    case CHANGE_CREATE:
        return part || is_period(c) ||
               (index && !(c->flags & CHANGE_OR_REPLACE) &&
                (c->path.name.p || change_edit(c, ATTR_PARTS)));
    case CHANGE_DROP:
        return part || index || is_period(c);
    case CHANGE_ALTER:
        return part || index || (is_a_table(c) && r->engine != IN_SQLITE);
    case CHANGE_RENAME:
        return part || index;
    default:
        return false;
    }
}

/* ---- clauses ---- */

static bool add_clause(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];

    (void)clause_begin(r, first);
    if (c->kind == KIND_COLUMN) {
        say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "ADD COLUMN IF NOT EXISTS " : "ADD COLUMN ");
        if (!say_column(r, i))
            return false;
        say_position(r, c);
        return true;
    }
    if (r->engine == IN_SQLITE &&
        (c->kind != KIND_CHECK || (r->opts->version && r->opts->version < 3053000)))
        return false;
    say_z(r, "ADD ");
    if (is_period(c))
        return say_period_for(r, c);
    return c->kind == KIND_INDEX && !(c->flags & CHANGE_INLINE) ? say_key(r, c)
                                                                : say_constraint(r, c);
}

static const char *drop_words(const struct render *r, const struct change *c)
{
    if (c->kind == KIND_COLUMN)
        return "DROP COLUMN ";
    if (c->kind == KIND_OTHER)
        return "DROP PERIOD ";
    if (r->engine != IN_MY)
        return "DROP CONSTRAINT ";
    return c->kind == KIND_PRIMARY_KEY                       ? "DROP PRIMARY KEY"
           : c->kind == KIND_FOREIGN_KEY                     ? "DROP FOREIGN KEY "
           : c->kind == KIND_INDEX || c->kind == KIND_UNIQUE ? "DROP INDEX "
                                                             : "DROP CONSTRAINT ";
}

static bool drop_clause(struct render *r, const struct change *c, bool *first)
{
    bool primary = c->kind == KIND_PRIMARY_KEY && r->engine == IN_MY;

    if (!c->path.name.p && !primary)
        return false;
    (void)clause_begin(r, first);
    say_z(r, drop_words(r, c));
    if (primary)
        return true;
    say_z(r, exists_words(c));
    say_z(r, c->kind == KIND_OTHER ? "FOR " : "");
    if (str_eq_nocase(c->path.name, S("system_time")) && c->kind == KIND_OTHER)
        say_z(r, "SYSTEM_TIME");
    else
        say_name(r, c->path.name);
    say_all(r, c);
    say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
    return true;
}

static bool rename_clause(struct render *r, const struct change *c, bool *first)
{
    if (r->engine == IN_MY && c->kind != KIND_COLUMN && c->kind != KIND_INDEX && !is_a_table(c))
        return false;
    if (r->engine == IN_SQLITE && c->kind != KIND_COLUMN)
        return false;
    (void)clause_begin(r, first);
    if (is_a_table(c)) {
        say_z(r, "RENAME TO ");
        say_path(r, &c->to);
        return true;
    }
    say_z(r, c->kind == KIND_COLUMN  ? "RENAME COLUMN "
             : c->kind == KIND_INDEX ? "RENAME INDEX "
                                     : "RENAME CONSTRAINT ");
    say_z(r, r->engine == IN_MY ? exists_words(c) : "");
    say_name(r, c->path.name);
    say_z(r, " TO ");
    say_name(r, c->to.name);
    return true;
}

/* ---- ALTER of the table, of its constraints and indexes ---- */

static const struct form pg_constraint[] = {
    { ATTR_DEFERRABLE, "DEFERRABLE", "NOT DEFERRABLE", AS_YES, NULL, NULL },
    { ATTR_INITIALLY_DEFERRED, "INITIALLY DEFERRED", "INITIALLY IMMEDIATE", AS_YES, NULL, NULL },
    { ATTR_NOT_ENFORCED, "NOT ENFORCED", "ENFORCED", AS_YES, NULL, NULL },
    { ATTR_NO_INHERIT, "NO INHERIT", "INHERIT", AS_YES, NULL, NULL },
};

static const struct form pg_table[] = {
    { ATTR_OPTIONS, NULL, "RESET", AS_OPTIONS, "SET", NULL },
    { ATTR_OWNER, "OWNER TO", NULL, AS_ROLE, NULL, NULL },
    { ATTR_TABLESPACE, "SET TABLESPACE", NULL, AS_NAME, NULL, NULL },
    { ATTR_ROW_SECURITY, "ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY", AS_YES, NULL,
      NULL },
    { ATTR_FORCE_ROW_SECURITY, "FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY", AS_YES,
      NULL, NULL },
    { ATTR_ACCESS_METHOD, "SET ACCESS METHOD", "SET ACCESS METHOD DEFAULT", AS_NAME, NULL, NULL },
    { ATTR_PERSISTENCE, "SET UNLOGGED", "SET LOGGED", AS_YES, NULL, NULL },
    { ATTR_CLUSTERED_ON, "CLUSTER ON", "SET WITHOUT CLUSTER", AS_NAME, NULL, NULL },
    { ATTR_INHERITS, NULL, NULL, AS_PATH, "INHERIT", "NO INHERIT" },
    { ATTR_OF_TYPE, "OF", "NOT OF", AS_DOTTED, NULL, NULL },
    { ATTR_DEPENDS, NULL, NULL, AS_NAME, "DEPENDS ON EXTENSION", "NO DEPENDS ON EXTENSION" },
};

static const struct form my_table[] = {
    { ATTR_ENGINE, "ENGINE =", NULL, AS_RAW, NULL, NULL },
    { ATTR_ROW_FORMAT, "ROW_FORMAT =", NULL, AS_RAW, NULL, NULL },
    { ATTR_COMMENT, "COMMENT =", NULL, AS_LITERAL, NULL, NULL },
    { ATTR_AUTO_INCREMENT_NEXT, "AUTO_INCREMENT =", NULL, AS_NUMBER, NULL, NULL },
    { ATTR_COMPRESSION, "COMPRESSION =", NULL, AS_LITERAL, NULL, NULL },
    { ATTR_TABLESPACE, "TABLESPACE", NULL, AS_NAME, NULL, NULL },
    { ATTR_SYSTEM_VERSIONED, "ADD SYSTEM VERSIONING", "DROP SYSTEM VERSIONING", AS_YES, NULL,
      NULL },
    { ATTR_FORCE, "FORCE", NULL, AS_YES, NULL, NULL },
};

static const struct form my_index[] = {
    { ATTR_INVISIBLE, "INVISIBLE", "VISIBLE", AS_YES, NULL, NULL },
};

static const struct form maria_index[] = {
    { ATTR_INVISIBLE, "IGNORED", "NOT IGNORED", AS_YES, NULL, NULL },
};

static const struct form my_constraint[] = {
    { ATTR_NOT_ENFORCED, "NOT ENFORCED", "ENFORCED", AS_YES, NULL, NULL },
};

static const struct form_head of_table = { .words = "" };
static const struct form_head of_constraint = { .words = "ALTER CONSTRAINT ", .once = true };
static const struct form_head of_index = { .words = "ALTER INDEX " };

static void mysql_charset(struct render *r, const struct change *c, bool *first)
{
    static const struct phrase phrases[] = {
        { ATTR_CHARSET, IN_MY, "CHARACTER SET", AS_RAW },
        { ATTR_COLLATION, IN_MY, "COLLATE", AS_RAW },
    };

    if (!change_edit(c, ATTR_CHARSET) && !change_edit(c, ATTR_COLLATION))
        return;
    (void)clause_begin(r, first);
    say_z(r, say_yes(r, c, ATTR_CONVERT) ? "CONVERT TO" : "DEFAULT");
    say_phrases(r, c, phrases, COUNT_OF(phrases));
}

/* On MySQL an option is kept as it is written. */
static void mysql_options(struct render *r, const struct change *c, bool *first)
{
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.v[i];

        if (e->attr != ATTR_OPTIONS || e->value.kind != VALUE_TEXT || e->verb != EDIT_ADD)
            continue;
        say_mark(r, c, e);
        (void)clause_begin(r, first);
        say_my_option(r, e->value.text);
    }
}

/* REPLICA IDENTITY: "index i" is USING INDEX i. */
static void say_replica_identity(struct render *r, const struct change *c, bool *first)
{
    const struct edit *e = change_edit(c, ATTR_REPLICA_IDENTITY);

    if (!e)
        return;
    say_mark(r, c, e);
    (void)clause_begin(r, first);
    say_z(r, "REPLICA IDENTITY ");
    if (e->verb == EDIT_RESET) {
        say_z(r, "DEFAULT");
    } else if (str_starts(e->value.text, S("index "))) {
        say_z(r, "USING INDEX ");
        say_name(r, str_skip(e->value.text, 6));
    } else {
        buf_str(&r->out, e->value.text);
    }
}

/* ORDER BY a, DISABLE KEYS: their words. ALTER IGNORE is none of them. */
static void mysql_words(struct render *r, const struct change *c, bool *first)
{
    const struct edit *e = change_edit(c, ATTR_WHAT);

    if (!e || str_eq(e->value.text, S("ignore")))
        return;
    say_mark(r, c, e);
    (void)clause_begin(r, first);
    buf_str(&r->out, e->value.text);
}

static bool alter_table(struct render *r, const struct change *c, bool *first)
{
    if (c->kind == KIND_FOREIGN_TABLE && change_edit(c, ATTR_OPTIONS)) {
        (void)clause_begin(r, first);
        r->out.n--; /* the words have a blank of their own */
        say_foreign_edits(r, c);
    }
    if (r->engine == IN_POSTGRES) {
        SAY_FORMS(r, c, &of_table, pg_table, first);
        say_replica_identity(r, c, first);
        return true;
    }
    mysql_options(r, c, first);
    mysql_words(r, c, first);
    SAY_FORMS(r, c, &of_table, my_table, first);
    mysql_charset(r, c, first);
    return true;
}

static bool alter_constraint(struct render *r, const struct change *c, bool *first)
{
    if (c->flags & CHANGE_VALIDATE) {
        say_all(r, c);
        (void)clause_begin(r, first);
        say_z(r, "VALIDATE CONSTRAINT ");
        say_name(r, c->path.name);
    } else if (r->engine == IN_POSTGRES) {
        SAY_FORMS(r, c, &of_constraint, pg_constraint, first);
    } else if (r->engine == IN_MY) {
        SAY_FORMS(r, c, &of_constraint, my_constraint, first);
    } else {
        return false;
    }
    return true;
}

static bool alter_clause(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];

    if (c->kind == KIND_TABLE || c->kind == KIND_FOREIGN_TABLE)
        return alter_table(r, c, first);
    if (kind_flags(c->kind) & KIND_CONSTRAINT)
        return alter_constraint(r, c, first);
    if (c->kind != KIND_INDEX)
        return say_alter_column(r, i, first);
    if (r->opts->dialect->id == DIALECT_MARIADB)
        SAY_FORMS(r, c, &of_index, maria_index, first);
    else
        SAY_FORMS(r, c, &of_index, my_index, first);
    return true;
}

static bool say_clause(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];

    switch ((int)c->verb) {
    case CHANGE_CREATE:
        return add_clause(r, i, first);
    case CHANGE_DROP:
        return drop_clause(r, c, first);
    case CHANGE_RENAME:
        return rename_clause(r, c, first);
    default:
        return alter_clause(r, i, first);
    }
}

/* ---- the statement ---- */

/* RENAME COLUMN a TO b, RENAME COLUMN b TO a of MySQL: names go round, so one statement has them all. */
static bool goes_round(const struct render *r, const struct change *b, size_t k)
{
    if (r->engine != IN_MY || b->verb != CHANGE_RENAME ||
        (b->kind != KIND_COLUMN && b->kind != KIND_INDEX))
        return false;
    for (; k < r->n && r->v[k].verb == CHANGE_RENAME && r->v[k].kind == b->kind; k = say_next(r, k))
        if (str_eq_nocase(r->v[k].to.name, b->path.name))
            return true;
    return false;
}

/* ADD a, DROP a where there is an a: servers drop first (MySQL renames first, too), so one statement has both. */
static bool drops_old(const struct render *r, const struct change *b, const struct change *c)
{
    struct path path = table_of(c);
    const struct object *table;

    if (!r->s || b->verb != CHANGE_CREATE ||
        (c->verb != CHANGE_DROP && (c->verb != CHANGE_RENAME || r->engine != IN_MY)))
        return false;
    if (c->verb == CHANGE_DROP && c->flags & CHANGE_IF_EXISTS)
        return true;
    table = schema_find_path(r->s, KIND_TABLE, &path);
    return table && (table->flags & OBJECT_OPEN || /* what it has is not known */
                     schema_find(r->s, table->id, c->kind, c->path.name, (str){ 0 }));
}

/* ALTER COLUMN a …, ADD COLUMN a: PostgreSQL adds first, so one statement has both. */
static bool adds_later(const struct render *r, const struct change *b, const struct change *c)
{
    return r->engine == IN_POSTGRES && b->verb == CHANGE_ALTER && c->verb == CHANGE_CREATE;
}

/* Has a clause of the statement, from change i on, named what this one names? */
static bool is_named_before(const struct render *r, size_t i, size_t k)
{
    const struct change *c = &r->v[k];

    for (; i < k; i++) {
        const struct change *b = &r->v[i];

        if (b->flags & CHANGE_IMPLIED || is_a_table(b) || is_a_table(c) || !c->path.name.p ||
            goes_round(r, b, k) || drops_old(r, b, c) || adds_later(r, b, c))
            continue;
        if (str_eq_nocase(b->to.name, c->path.name))
            return true;
        if (str_eq_nocase(b->path.name, c->path.name) &&
            !(b->verb == CHANGE_DROP && c->verb == CHANGE_CREATE && b->kind == c->kind))
            return true;
    }
    return false;
}

/* IF EXISTS of the table: what has no such words itself. DROP has them, on MySQL ALTER and RENAME of a part, too. */
static bool wants(const struct render *r, const struct change *c)
{
    bool own = c->verb == CHANGE_DROP || (r->engine == IN_MY && c->verb != CHANGE_CREATE);

    return c->flags & CHANGE_IF_EXISTS && (is_a_table(c) || !own) && !only_drops_quietly(c);
}

static bool joins(const struct render *r, size_t i, size_t k)
{
    const struct change *c = &r->v[k], *head = &r->v[i];
    struct path x = table_of(head), y = table_of(c);
    bool renames = c->verb == CHANGE_RENAME || head->verb == CHANGE_RENAME;

    if (wants(r, head) ? !(c->flags & CHANGE_IF_EXISTS) : wants(r, c))
        return false;
    return r->engine != IN_SQLITE && is_alter_clause(r, c) && str_eq(x.schema, y.schema) &&
           str_eq(x.name, y.name) && !(renames && r->engine == IN_POSTGRES) &&
           !((head->flags ^ c->flags) & CHANGE_ONLY) && !is_named_before(r, i, k);
}

/* REMOVE PARTITIONING stands behind the clauses: a column of the key can only go with it. */
static void say_removed(struct render *r, const struct path *table)
{
    size_t k = 0;

    while (k < r->n && (r->done[k] || r->v[k].flags & CHANGE_IMPLIED))
        k++;
    if (k < r->n && removes_partitions(&r->v[k]) && str_eq(r->v[k].path.name, table->name) &&
        str_eq(r->v[k].path.schema, table->schema)) {
        say_z(r, " REMOVE PARTITIONING");
        say_all(r, &r->v[k]);
        r->done[k] = true;
    }
}

bool say_alter_table(struct render *r, size_t i)
{
    struct path table = table_of(&r->v[i]);
    bool first = true;

    say_z(r, is_foreign(r, &r->v[i]) ? "ALTER FOREIGN TABLE " : "ALTER TABLE ");
    say_z(r, wants(r, &r->v[i]) ? "IF EXISTS " : "");
    say_z(r, r->v[i].flags & CHANGE_ONLY ? "ONLY " : "");
    say_path(r, &table);
    if (!say_clause(r, i, &first) || first)
        return false;
    for (size_t k = say_next(r, i); k < r->n; k = say_next(r, k)) {
        size_t at = r->out.n;

        if (r->done[k])
            continue;
        if (!joins(r, i, k))
            break;
        if (!say_clause(r, k, &first)) {
            r->out.n = at; /* it is told by itself */
            break;
        }
        r->done[k] = true;
    }
    if (r->engine == IN_MY)
        say_removed(r, &table);
    return true;
}
