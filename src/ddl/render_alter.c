/* ddl/render_alter.c: ALTER TABLE.
 *
 * Does      write changes of columns, constraints and tables as clauses; put those of one table that follow each
 *           other into one statement where the dialect takes several
 * Does not  rename tables, set their schema (render_object.c)
 * Shape     a clause writer a verb and kind; a part that a clause before has named ends the statement, but one
 *           that was dropped may come again
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

/* The table that the clause is of. */
static struct path table_of(const struct change *c)
{
    if (c->kind == KIND_TABLE)
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
        return part || (index && (c->path.name.p || change_edit(c, ATTR_PARTS)));
    case CHANGE_DROP:
        return part || index;
    case CHANGE_ALTER:
        return part || index || (c->kind == KIND_TABLE && r->engine != IN_SQLITE);
    case CHANGE_RENAME:
        return part || index;
    default:
        return false;
    }
}

/* ---- what begins each clause ---- */

static size_t clause_begin(struct render *r, bool *first)
{
    say_z(r, *first ? " " : ",\n    ");
    *first = false;
    return r->out.n;
}

static const char *exists(const struct change *c)
{
    return c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS "
           : c->flags & CHANGE_IF_EXISTS   ? "IF EXISTS "
                                           : "";
}

static void say_position(struct render *r, const struct change *c)
{
    const struct edit *e = r->engine == IN_MY ? say_take(r, c, ATTR_POSITION) : NULL;

    if (!e)
        return;
    say_z(r, e->value.text.n ? " AFTER " : " FIRST");
    if (e->value.text.n)
        say_name(r, e->value.text);
}

static bool add_clause(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];

    (void)clause_begin(r, first);
    if (c->kind == KIND_COLUMN) {
        say_z(r, "ADD COLUMN ");
        say_z(r, exists(c));
        if (!say_column(r, i))
            return false;
        say_position(r, c);
        return true;
    }
    if (r->engine == IN_SQLITE &&
        (c->kind != KIND_CHECK || (r->opts->version && r->opts->version < 3053000)))
        return false;
    say_z(r, "ADD ");
    return c->kind == KIND_INDEX && !(c->flags & CHANGE_INLINE) ? say_key(r, c)
                                                                : say_constraint(r, c);
}

static const char *drop_words(const struct render *r, const struct change *c)
{
    if (c->kind == KIND_COLUMN)
        return "DROP COLUMN ";
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
    say_z(r, exists(c));
    say_name(r, c->path.name);
    say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
    return true;
}

static bool rename_clause(struct render *r, const struct change *c, bool *first)
{
    if (r->engine == IN_MY && c->kind != KIND_COLUMN && c->kind != KIND_INDEX)
        return false;
    if (r->engine == IN_SQLITE && c->kind != KIND_COLUMN)
        return false;
    (void)clause_begin(r, first);
    say_z(r, c->kind == KIND_COLUMN  ? "RENAME COLUMN "
             : c->kind == KIND_INDEX ? "RENAME INDEX "
                                     : "RENAME CONSTRAINT ");
    say_name(r, c->path.name);
    say_z(r, " TO ");
    say_name(r, c->to.name);
    return true;
}

/* ---- ALTER COLUMN ---- */

struct form {
    enum attr attr;
    const char *set, *reset; /* NULL = no words */
    enum phrase_how how;
};

static const struct form pg_column[] = {
    { ATTR_TYPE, "TYPE", NULL, AS_TYPE },
    { ATTR_DEFAULT, "SET DEFAULT", "DROP DEFAULT", AS_EXPR },
    { ATTR_NOT_NULL, "SET NOT NULL", "DROP NOT NULL", AS_YES },
    { ATTR_GENERATED, "SET EXPRESSION AS", "DROP EXPRESSION", AS_PAREN },
    { ATTR_IDENTITY, NULL, "DROP IDENTITY", AS_RAW },
    { ATTR_STATISTICS_TARGET, "SET STATISTICS", "SET STATISTICS -1", AS_NUMBER },
    { ATTR_STORAGE, "SET STORAGE", "SET STORAGE DEFAULT", AS_RAW },
    { ATTR_COMPRESSION, "SET COMPRESSION", "SET COMPRESSION default", AS_RAW },
};

static const struct form my_column[] = {
    { ATTR_DEFAULT, "SET DEFAULT", "DROP DEFAULT", AS_DEFAULT },
    { ATTR_INVISIBLE, "SET INVISIBLE", "SET VISIBLE", AS_YES },
};

static const struct form lite_column[] = {
    { ATTR_NOT_NULL, "SET NOT NULL", "DROP NOT NULL", AS_YES },
};

static const struct form pg_constraint[] = {
    { ATTR_DEFERRABLE, "DEFERRABLE", "NOT DEFERRABLE", AS_YES },
    { ATTR_INITIALLY_DEFERRED, "INITIALLY DEFERRED", "INITIALLY IMMEDIATE", AS_YES },
    { ATTR_NOT_ENFORCED, "NOT ENFORCED", "ENFORCED", AS_YES },
};

static const struct form pg_table[] = {
    { ATTR_OWNER, "OWNER TO", NULL, AS_NAME },
    { ATTR_TABLESPACE, "SET TABLESPACE", NULL, AS_NAME },
    { ATTR_ROW_SECURITY, "ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY", AS_YES },
    { ATTR_FORCE_ROW_SECURITY, "FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY", AS_YES },
    { ATTR_ACCESS_METHOD, "SET ACCESS METHOD", NULL, AS_NAME },
    { ATTR_PERSISTENCE, "SET UNLOGGED", "SET LOGGED", AS_YES },
};

static const struct form my_table[] = {
    { ATTR_ENGINE, "ENGINE =", NULL, AS_RAW },
    { ATTR_ROW_FORMAT, "ROW_FORMAT =", NULL, AS_RAW },
    { ATTR_COMMENT, "COMMENT =", NULL, AS_LITERAL },
    { ATTR_AUTO_INCREMENT_NEXT, "AUTO_INCREMENT =", NULL, AS_NUMBER },
    { ATTR_SYSTEM_VERSIONED, "ADD SYSTEM VERSIONING", "DROP SYSTEM VERSIONING", AS_YES },
    { ATTR_FORCE, "FORCE", NULL, AS_YES },
};

static const struct form my_other[] = {
    { ATTR_INVISIBLE, "INVISIBLE", "VISIBLE", AS_YES },
    { ATTR_NOT_ENFORCED, "NOT ENFORCED", "ENFORCED", AS_YES },
};

static void take_edit(struct render *r, const struct change *c, const struct edit *e)
{
    size_t i = (size_t)(e - c->edits.v);

    if (i < 64)
        r->said[c - r->v] |= UINT64_C(1) << i;
}

/* A clause for each edit that has a form; `head` names the part and is said each time. */
static void say_forms(struct render *r, const struct change *c, const char *head,
                      const struct form *rows, size_t n, bool *first)
{
    for (size_t i = 0; i < n; i++) {
        const struct edit *e = change_edit(c, rows[i].attr);
        bool set = e && e->verb == EDIT_SET && !(e->value.kind == VALUE_BOOL && !e->value.yes);
        const char *words = !e ? NULL : set ? rows[i].set : rows[i].reset;

        if (!words || (!set && e->verb != EDIT_RESET && e->verb != EDIT_SET))
            continue;
        take_edit(r, c, e);
        (void)clause_begin(r, first);
        say_z(r, head);
        if (head[0]) {
            say_name(r, c->path.name);
            say_z(r, " ");
        }
        say_z(r, words);
        if (set && rows[i].how != AS_YES) {
            say_z(r, " ");
            say_value(r, &e->value, rows[i].how);
        }
        if (rows[i].attr == ATTR_TYPE) {
            static const struct phrase more[] = {
                { ATTR_COLLATION, IN_POSTGRES, "COLLATE", AS_NAME },
                { ATTR_USING, IN_POSTGRES, "USING", AS_EXPR },
            };

            say_phrases(r, c, more, COUNT_OF(more));
        }
    }
}

#define SAY_FORMS(r, c, head, rows, first) say_forms(r, c, head, rows, COUNT_OF(rows), first)

static bool has_identity(const struct render *r, const struct change *c)
{
    const struct object *o = r->s ? schema_get(r->s, c->object) : NULL;

    return o && object_value(o, ATTR_IDENTITY)->kind != VALUE_NONE;
}

static void alter_identity(struct render *r, const struct change *c, bool *first)
{
    const struct edit *e = say_take(r, c, ATTR_IDENTITY);

    if (!e)
        return;
    (void)clause_begin(r, first);
    say_z(r, "ALTER COLUMN ");
    say_name(r, c->path.name);
    say_z(r, has_identity(r, c) ? " SET GENERATED " : " ADD GENERATED ");
    say_z(r, str_eq(e->value.text, S("always")) ? "ALWAYS" : "BY DEFAULT");
    say_z(r, has_identity(r, c) ? "" : " AS IDENTITY");
}

/* The whole definition, which MODIFY wants, of what the column has and what the change sets. */
static bool whole_column(struct render *r, const struct change *c, struct change *out)
{
    const struct object *o = r->s ? schema_get(r->s, c->object) : NULL;

    if (!o)
        return false;
    *out = (struct change){ .verb = CHANGE_ALTER, .kind = KIND_COLUMN, .path = c->path };
    for (size_t i = 0; i < o->attrs.n; i++)
        if (!change_edit(c, o->attrs.v[i].attr))
            change_set(r->mem, out, o->attrs.v[i].attr, o->attrs.v[i].value, (struct range){ 0 });
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].verb == EDIT_SET)
            *vec_push(r->mem, &out->edits) = c->edits.v[i];
    say_all(r, c);
    return true;
}

static bool mysql_modify(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];
    size_t next = say_next(r, i);
    const struct change *to = next < r->n ? &r->v[next] : NULL;
    struct change whole;

    if (to && !(to->verb == CHANGE_RENAME && to->kind == KIND_COLUMN &&
                str_eq(to->path.name, c->path.name) &&
                is_part_of(to, &(struct path){ .schema = c->path.schema, .name = c->path.table })))
        to = NULL;
    (void)clause_begin(r, first);
    say_z(r, to ? "CHANGE COLUMN " : "MODIFY COLUMN ");
    say_z(r, exists(c));
    say_name(r, c->path.name);
    if (to) {
        say_z(r, " ");
        say_name(r, to->to.name);
        r->done[next] = true;
    }
    if (c->flags & CHANGE_RESTATES)
        say_definition(r, c);
    else if (whole_column(r, c, &whole))
        say_definition(r, &whole);
    else
        return false;
    say_position(r, c);
    return true;
}

static bool mysql_alter_column(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];
    bool small = !(c->flags & CHANGE_RESTATES);

    for (size_t k = 0; k < c->edits.n; k++)
        small &= c->edits.v[k].attr == ATTR_DEFAULT || c->edits.v[k].attr == ATTR_INVISIBLE;
    if (!small)
        return mysql_modify(r, i, first);
    SAY_FORMS(r, c, "ALTER COLUMN ", my_column, first);
    return true;
}

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

/* SET (a = 1), RESET (a); on MySQL the option as it is. */
static void alter_options(struct render *r, const struct change *c, bool *first)
{
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.v[i];
        struct str_list one = { .v = &c->edits.v[i].value.text, .n = 1 };
        bool add = e->verb == EDIT_ADD;

        if (e->attr != ATTR_OPTIONS || e->value.kind != VALUE_TEXT ||
            (!add && (e->verb != EDIT_RESET || r->engine != IN_POSTGRES)))
            continue;
        take_edit(r, c, e);
        (void)clause_begin(r, first);
        if (r->engine == IN_MY) {
            buf_str(&r->out, e->value.text);
            continue;
        }
        say_z(r, add ? "SET " : "RESET ");
        say_value(r, &(struct value){ .kind = VALUE_LIST, .list = &one }, AS_OPTIONS);
    }
}

static bool alter_table(struct render *r, const struct change *c, bool *first)
{
    alter_options(r, c, first);
    if (r->engine == IN_POSTGRES) {
        SAY_FORMS(r, c, "", pg_table, first);
        return true;
    }
    SAY_FORMS(r, c, "", my_table, first);
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
        SAY_FORMS(r, c, "ALTER CONSTRAINT ", pg_constraint, first);
    } else if (r->engine == IN_MY) {
        SAY_FORMS(r, c, "ALTER CONSTRAINT ", my_other, first);
    } else {
        return false;
    }
    return true;
}

static bool alter_clause(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];

    if (c->kind == KIND_TABLE)
        return alter_table(r, c, first);
    if (kind_flags(c->kind) & KIND_CONSTRAINT)
        return alter_constraint(r, c, first);
    if (c->kind == KIND_INDEX)
        SAY_FORMS(r, c, "ALTER INDEX ", my_other, first);
    else if (r->engine == IN_MY)
        return mysql_alter_column(r, i, first);
    else if (r->engine == IN_SQLITE)
        SAY_FORMS(r, c, "ALTER COLUMN ", lite_column, first);
    else {
        SAY_FORMS(r, c, "ALTER COLUMN ", pg_column, first);
        alter_identity(r, c, first);
    }
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
    if (r->engine != IN_MY || b->verb != CHANGE_RENAME || b->kind != KIND_COLUMN)
        return false;
    for (; k < r->n && r->v[k].verb == CHANGE_RENAME && r->v[k].kind == KIND_COLUMN;
         k = say_next(r, k))
        if (str_eq_nocase(r->v[k].to.name, b->path.name))
            return true;
    return false;
}

/* ADD a, DROP a where there is an a: servers drop first, so one statement has both. */
static bool drops_old(const struct render *r, const struct change *b, const struct change *c)
{
    struct path path = table_of(c);
    const struct object *table;

    if (!r->s || b->verb != CHANGE_CREATE || c->verb != CHANGE_DROP)
        return false;
    table = schema_find_path(r->s, KIND_TABLE, &path);
    return table && schema_find(r->s, table->id, c->kind, c->path.name, (str){ 0 });
}

/* Has a clause of the statement, from change i on, named what this one names? */
static bool is_named_before(const struct render *r, size_t i, size_t k)
{
    const struct change *c = &r->v[k];

    for (; i < k; i++) {
        const struct change *b = &r->v[i];

        if (b->flags & CHANGE_IMPLIED || c->kind == KIND_TABLE || !c->path.name.p ||
            goes_round(r, b, k) || drops_old(r, b, c))
            continue;
        if (str_eq_nocase(b->to.name, c->path.name))
            return true;
        if (str_eq_nocase(b->path.name, c->path.name) &&
            !(b->verb == CHANGE_DROP && c->verb == CHANGE_CREATE && b->kind == c->kind))
            return true;
    }
    return false;
}

static bool joins(const struct render *r, size_t i, size_t k)
{
    const struct change *c = &r->v[k], *head = &r->v[i];
    struct path x = table_of(head), y = table_of(c);
    bool renames = c->verb == CHANGE_RENAME || head->verb == CHANGE_RENAME;

    return r->engine != IN_SQLITE && is_alter_clause(r, c) && str_eq(x.schema, y.schema) &&
           str_eq(x.name, y.name) && !(renames && r->engine == IN_POSTGRES) &&
           !((head->flags ^ c->flags) & CHANGE_ONLY) && !is_named_before(r, i, k);
}

bool say_alter_table(struct render *r, size_t i)
{
    struct path table = table_of(&r->v[i]);
    bool first = true;

    say_z(r, "ALTER TABLE ");
    say_z(r, r->v[i].kind == KIND_TABLE && r->v[i].flags & CHANGE_IF_EXISTS ? "IF EXISTS " : "");
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
    return true;
}
