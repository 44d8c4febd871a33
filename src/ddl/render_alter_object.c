/* ddl/render_alter_object.c: ALTER of what is no table, on PostgreSQL.
 *
 * Does      owners, options, tablespaces and the like of views, indexes, sequences, types, routines, publications …
 * Does not  write attributes that have statements of their own: labels, constraints of domains, routines' clauses
 * Shape     rows of forms for groups of kinds; false = an edit has no row, and nothing is written
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

#define BIT(kind) (UINT64_C(1) << KIND_##kind)

static const struct form any_forms[] = {
    { ATTR_OWNER, "OWNER TO", NULL, AS_ROLE, NULL, NULL },
};

/* An extension's members are dependences of another kind. */
static const struct form depending_forms[] = {
    { ATTR_DEPENDS, NULL, NULL, AS_NAME, "DEPENDS ON EXTENSION", "NO DEPENDS ON EXTENSION" },
};

static const struct form option_forms[] = {
    { ATTR_OPTIONS, NULL, "RESET", AS_OPTIONS, "SET", NULL },
};

static const struct form stored_forms[] = {
    { ATTR_TABLESPACE, "SET TABLESPACE", NULL, AS_NAME, NULL, NULL },
    { ATTR_CLUSTERED_ON, "CLUSTER ON", "SET WITHOUT CLUSTER", AS_NAME, NULL, NULL },
    { ATTR_ACCESS_METHOD, "SET ACCESS METHOD", "SET ACCESS METHOD DEFAULT", AS_NAME, NULL, NULL },
};

static const struct form sequence_forms[] = {
    { ATTR_PERSISTENCE, "SET UNLOGGED", "SET LOGGED", AS_YES, NULL, NULL },
};

static const struct form statistics_forms[] = {
    { ATTR_STATISTICS_TARGET, "SET STATISTICS", "SET STATISTICS -1", AS_NUMBER, NULL, NULL },
};

static const struct form text_forms[] = {
    { ATTR_DEFINITION, "", NULL, AS_RAW, NULL, NULL },
};

static const struct form publication_forms[] = {
    { ATTR_DEFINITION, "SET", NULL, AS_RAW, "ADD", "DROP" },
};

static const struct {
    uint64_t kinds;
    const struct form *rows;
    size_t n;
} groups[] = {
    { ~BIT(TABLE), any_forms, COUNT_OF(any_forms) },
    { ~(BIT(EXTENSION) | BIT(PUBLICATION) | BIT(SUBSCRIPTION)), depending_forms,
      COUNT_OF(depending_forms) },
    { BIT(VIEW) | BIT(MATVIEW) | BIT(INDEX) | BIT(TYPE) | BIT(PUBLICATION), option_forms,
      COUNT_OF(option_forms) },
    { BIT(MATVIEW) | BIT(INDEX), stored_forms, COUNT_OF(stored_forms) },
    { BIT(SEQUENCE), sequence_forms, COUNT_OF(sequence_forms) },
    { BIT(STATISTICS), statistics_forms, COUNT_OF(statistics_forms) },
    { BIT(COLLATION) | BIT(DATABASE), text_forms, COUNT_OF(text_forms) },
    { BIT(PUBLICATION), publication_forms, COUNT_OF(publication_forms) },
};

/* ALTER INDEX i ATTACH PARTITION j: a change of j. */
static bool say_attach_index(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_PARENT_INDEX);

    if (!e)
        return false;
    say_z(r, "ALTER INDEX ");
    say_value(r, &e->value, AS_PATH);
    say_z(r, " ATTACH PARTITION ");
    say_target(r, c);
    return true;
}

static bool say_update(struct render *r, const struct change *c)
{
    const struct edit *e = say_take(r, c, ATTR_VERSION);

    if (!e)
        return false;
    say_z(r, "ALTER EXTENSION ");
    say_name(r, c->path.name);
    say_z(r, e->value.text.n ? " UPDATE TO " : " UPDATE");
    if (e->value.text.n)
        say_literal(r, e->value.text);
    return true;
}

static bool say_switch(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_ENABLED);

    if (!e || c->edits.n != 1)
        return false;
    buf_printf(&r->out, "ALTER %s ", kind_words(c->kind));
    say_name(r, c->path.name);
    buf_printf(&r->out, " %s", enabled_words(e));
    say_all(r, c);
    return true;
}

static void say_head(struct render *r, const struct change *c)
{
    buf_printf(&r->out, "ALTER %s ", kind_words(c->kind));
    say_z(r, c->flags & CHANGE_IF_EXISTS ? "IF EXISTS " : "");
    say_target(r, c);
}

/* Has each edit a row? */
static bool has_rows(const struct change *c)
{
    for (size_t i = 0; i < c->edits.n; i++) {
        bool found = false;

        for (size_t g = 0; g < COUNT_OF(groups); g++)
            for (size_t k = 0; k < groups[g].n; k++)
                found |= groups[g].kinds & UINT64_C(1) << c->kind &&
                         groups[g].rows[k].attr == c->edits.v[i].attr;
        if (!found && !(c->kind == KIND_PUBLICATION && c->edits.v[i].attr == ATTR_DEPENDS))
            return false;
    }
    return c->edits.n > 0;
}

bool say_alter_object(struct render *r, const struct change *c)
{
    static const struct form_head head = { .words = "" };
    bool first = true;

    if (r->engine != IN_POSTGRES || !kind_words(c->kind) || c->verb != CHANGE_ALTER)
        return false;
    if (c->kind == KIND_INDEX && c->flags & CHANGE_ATTACH)
        return say_attach_index(r, c);
    if (c->kind == KIND_EXTENSION && change_edit(c, ATTR_VERSION))
        return say_update(r, c);
    if (change_edit(c, ATTR_ENABLED) &&
        (c->kind == KIND_EVENT_TRIGGER || c->kind == KIND_SUBSCRIPTION))
        return say_switch(r, c);
    if (!has_rows(c))
        return false;
    say_head(r, c);
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        if (groups[i].kinds & UINT64_C(1) << c->kind)
            say_forms(r, c, &head, groups[i].rows, groups[i].n, &first);
    return !first;
}
