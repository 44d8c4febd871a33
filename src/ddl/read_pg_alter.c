/* ddl/read_pg_alter.c: ALTER TABLE, and what can be altered like a table.
 *
 * Does      every sub-command of tables, foreign tables, views, materialized views, indexes; each is a change
 *           with a range of its own
 * Does not  ALTER COLUMN (read_pg_alter_column.c), partitions (read_pg_partition.c)
 * Shape     a table of the words of the sub-commands
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_alter_int.h"

static struct change *on_table(struct parser *p, const struct alter *t)
{
    return pgr_change(p, CHANGE_ALTER, t->kind, t->path, t->name);
}

static struct change *on_part(struct parser *p, const struct alter *t, enum change_verb verb,
                              enum object_kind kind)
{
    struct range range;
    str name = pgr_name(p, &range);

    return pgr_change(p, verb, kind, pgr_in(t->path, name), range);
}

/* ---- columns and constraints ---- */

static void add(struct parser *p, const struct alter *t)
{
    size_t i = pgr_count(p);
    bool absent = false;

    if (pgr_at_constraint(p)) {
        pgr_constraint(p, t->path);
    } else {
        (void)parse_take(p, "COLUMN");
        absent = parse_take_words(p, "IF NOT EXISTS");
        pgr_column(p, t->path, COLUMN_FULL);
    }
    if (pgr_count(p) > i) {
        pgr_at(p, i)->flags |= absent ? CHANGE_IF_NOT_EXISTS : 0;
        pgr_at(p, i)->range.length = 0; /* ADD is part of it */
    }
}

static void drop_part(struct parser *p, const struct alter *t, enum object_kind kind)
{
    bool exists = parse_take_words(p, "IF EXISTS");
    struct change *c = on_part(p, t, CHANGE_DROP, kind);

    c->flags |= exists ? CHANGE_IF_EXISTS : 0;
    pgr_behavior(p, pgr_count(p) - 1);
}

static void drop_constraint(struct parser *p, const struct alter *t)
{
    drop_part(p, t, KIND_ANY_CONSTRAINT);
}

static void drop_column(struct parser *p, const struct alter *t)
{
    drop_part(p, t, KIND_COLUMN);
}

static void alter_constraint(struct parser *p, const struct alter *t)
{
    struct change *c = on_part(p, t, CHANGE_ALTER, KIND_ANY_CONSTRAINT);

    (void)(parse_is(p, "SET") && (parse_is_at(p, 1, "INHERIT") || parse_is_at(p, 1, "NO")) &&
           parse_take(p, "SET"));
    while (pgr_constraint_attribute(p, c, true))
        ;
    if (!c->edits.n)
        parse_stuck(p, "expected what to alter of the constraint");
}

static void validate(struct parser *p, const struct alter *t)
{
    size_t from = p->at;
    struct change *c = on_part(p, t, CHANGE_ALTER, KIND_ANY_CONSTRAINT);

    c->flags |= CHANGE_VALIDATE;
    pgr_reset(p, c, ATTR_NOT_VALID, from);
}

static void alter_column(struct parser *p, const struct alter *t)
{
    pgr_alter_column(p, t->path);
}

static void rename_constraint(struct parser *p, const struct alter *t)
{
    struct change *c = on_part(p, t, CHANGE_RENAME, KIND_ANY_CONSTRAINT);

    parse_expect(p, "TO");
    c->to.name = pgr_name(p, NULL);
}

static void rename_column(struct parser *p, const struct alter *t)
{
    struct change *c = on_part(p, t, CHANGE_RENAME, KIND_COLUMN);

    parse_expect(p, "TO");
    c->to.name = pgr_name(p, NULL);
}

/* ---- triggers, rules, row security ---- */

static void enable(struct parser *p, const struct alter *t, const char *state)
{
    size_t from = p->at - 1;
    enum object_kind kind = parse_take(p, "RULE") ? KIND_RULE : KIND_TRIGGER;
    int all = -1;
    struct change *c;

    if (kind == KIND_TRIGGER && parse_expect(p, "TRIGGER"))
        all = parse_take_any(p, "ALL|USER");
    if (all < 0) {
        c = on_part(p, t, CHANGE_ALTER, kind);
    } else {
        c = pgr_change(p, CHANGE_ALTER, kind, pgr_in(t->path, (str){ 0 }), t->name);
        pgr_say(p, c, ATTR_WHAT, all ? "user" : "all", p->at - 1);
    }
    if (state)
        pgr_say(p, c, ATTR_ENABLED, state, from);
    else
        pgr_reset(p, c, ATTR_ENABLED, from);
}

static void enable_plain(struct parser *p, const struct alter *t)
{
    enable(p, t, NULL);
}

static void enable_replica(struct parser *p, const struct alter *t)
{
    enable(p, t, "replica");
}

static void enable_always(struct parser *p, const struct alter *t)
{
    enable(p, t, "always");
}

static void disable(struct parser *p, const struct alter *t)
{
    enable(p, t, "disabled");
}

static void enable_security(struct parser *p, const struct alter *t)
{
    pgr_yes(p, on_table(p, t), ATTR_ROW_SECURITY, t->from);
}

static void disable_security(struct parser *p, const struct alter *t)
{
    pgr_reset(p, on_table(p, t), ATTR_ROW_SECURITY, t->from);
}

static void force_security(struct parser *p, const struct alter *t)
{
    pgr_yes(p, on_table(p, t), ATTR_FORCE_ROW_SECURITY, t->from);
}

static void no_force_security(struct parser *p, const struct alter *t)
{
    pgr_reset(p, on_table(p, t), ATTR_FORCE_ROW_SECURITY, t->from);
}

/* ---- storage ---- */

static void cluster_on(struct parser *p, const struct alter *t)
{
    struct range range;
    str name = pgr_name(p, &range);
    struct value v = pgr_ref(p, (struct path){ .name = name }, range);

    pgr_set(p, on_table(p, t), ATTR_CLUSTERED_ON, v, t->from);
}

static void without_cluster(struct parser *p, const struct alter *t)
{
    pgr_reset(p, on_table(p, t), ATTR_CLUSTERED_ON, t->from);
}

static void without_oids(struct parser *p, const struct alter *t)
{
    on_table(p, t);
}

static void set_logged(struct parser *p, const struct alter *t)
{
    pgr_reset(p, on_table(p, t), ATTR_PERSISTENCE, t->from);
}

static void set_unlogged(struct parser *p, const struct alter *t)
{
    pgr_say(p, on_table(p, t), ATTR_PERSISTENCE, "unlogged", t->from);
}

static void set_tablespace(struct parser *p, const struct alter *t)
{
    str name = pgr_name(p, NULL);

    (void)parse_take(p, "NOWAIT");
    pgr_set(p, on_table(p, t), ATTR_TABLESPACE, value_text(name), t->from);
}

static void set_method(struct parser *p, const struct alter *t)
{
    str name = pgr_name(p, NULL);

    if (str_eq(name, S("default")))
        pgr_reset(p, on_table(p, t), ATTR_ACCESS_METHOD, t->from);
    else
        pgr_set(p, on_table(p, t), ATTR_ACCESS_METHOD, value_text(name), t->from);
}

static void set_options(struct parser *p, const struct alter *t)
{
    pgr_set_options(p, on_table(p, t));
}

static void reset_options(struct parser *p, const struct alter *t)
{
    pgr_reset_options(p, on_table(p, t));
}

static void foreign_options(struct parser *p, const struct alter *t)
{
    pgr_change_options(p, on_table(p, t));
}

/* ---- what it is of ---- */

static void inherit_edit(struct parser *p, const struct alter *t, enum edit_verb verb)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    struct range range;
    struct path parent = pgr_path(p, &range);

    *vec_push(p->mem, list) = (struct ref){ .path = parent, .range = range };
    pgr_set(p, on_table(p, t), ATTR_INHERITS, value_refs(list), t->from)->verb = verb;
}

static void inherit(struct parser *p, const struct alter *t)
{
    inherit_edit(p, t, EDIT_ADD);
}

static void no_inherit(struct parser *p, const struct alter *t)
{
    inherit_edit(p, t, EDIT_REMOVE);
}

static void of_type(struct parser *p, const struct alter *t)
{
    struct sql_type *type = parse_type(p);

    if (type)
        pgr_set(p, on_table(p, t), ATTR_OF_TYPE, value_text(type->text), t->from);
}

static void not_of(struct parser *p, const struct alter *t)
{
    pgr_reset(p, on_table(p, t), ATTR_OF_TYPE, t->from);
}

static void replica_identity(struct parser *p, const struct alter *t)
{
    struct change *c = on_table(p, t);
    int which = parse_take_any(p, "DEFAULT|FULL|NOTHING");

    if (which == 0)
        pgr_reset(p, c, ATTR_REPLICA_IDENTITY, t->from);
    else if (which > 0)
        pgr_say(p, c, ATTR_REPLICA_IDENTITY, which == 1 ? "full" : "nothing", t->from);
    else if (parse_take_words(p, "USING INDEX")) {
        str name = pgr_name(p, NULL);

        name = str_printf(p->mem, "index " STR_FMT, STR_ARG(name));
        pgr_set(p, c, ATTR_REPLICA_IDENTITY, value_text(name), t->from);
    } else
        parse_stuck(p, "expected DEFAULT, FULL, NOTHING or USING INDEX");
}

static void attach_index(struct parser *p, const struct alter *t)
{
    struct range range;
    struct path index = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_ALTER, KIND_INDEX, index, range);

    c->flags |= CHANGE_ATTACH;
    change_set(p->mem, c, ATTR_PARENT_INDEX, pgr_ref(p, t->path, t->name), t->name);
}

static void attach(struct parser *p, const struct alter *t)
{
    if (t->kind == KIND_INDEX)
        attach_index(p, t);
    else
        pgr_attach(p, t);
}

/* The first row whose words are there counts. */
static const struct {
    const char *words;
    void (*read)(struct parser *p, const struct alter *t);
} commands[] = {
    { "ADD", add },
    { "ALTER CONSTRAINT", alter_constraint },
    { "ALTER [COLUMN]", alter_column },
    { "DROP CONSTRAINT", drop_constraint },
    { "DROP [COLUMN]", drop_column },
    { "VALIDATE CONSTRAINT", validate },
    { "RENAME CONSTRAINT", rename_constraint },
    { "RENAME [COLUMN]", rename_column },
    { "ENABLE ROW LEVEL SECURITY", enable_security },
    { "DISABLE ROW LEVEL SECURITY", disable_security },
    { "FORCE ROW LEVEL SECURITY", force_security },
    { "NO FORCE ROW LEVEL SECURITY", no_force_security },
    { "ENABLE REPLICA", enable_replica },
    { "ENABLE ALWAYS", enable_always },
    { "ENABLE", enable_plain },
    { "DISABLE", disable },
    { "CLUSTER ON", cluster_on },
    { "SET WITHOUT CLUSTER", without_cluster },
    { "SET WITHOUT OIDS", without_oids },
    { "SET LOGGED", set_logged },
    { "SET UNLOGGED", set_unlogged },
    { "SET TABLESPACE", set_tablespace },
    { "SET ACCESS METHOD", set_method },
    { "SET", set_options },
    { "RESET", reset_options },
    { "OPTIONS", foreign_options },
    { "INHERIT", inherit },
    { "NO INHERIT", no_inherit },
    { "OF", of_type },
    { "NOT OF", not_of },
    { "REPLICA IDENTITY", replica_identity },
    { "ATTACH PARTITION", attach },
    { "DETACH PARTITION", pgr_detach },
    { "SPLIT PARTITION", pgr_split },
    { "MERGE PARTITIONS", pgr_split },
};

static bool read_command(struct parser *p, struct alter *t)
{
    size_t first = pgr_count(p);

    t->from = p->at;
    if (pgr_alter_common(p, t->kind, t->path, t->name, t->from))
        return true;
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (parse_take_pattern(p, commands[i].words)) {
            commands[i].read(p, t);
            pgr_close(p, first, t->from);
            return true;
        }
    return parse_stuck(p, "this sub-command of ALTER TABLE is not known");
}

void read_pg_alter_relation(struct parser *p, const struct read_row *row)
{
    struct alter t = { .kind = row->kind };
    unsigned flags = pgr_flags(p);
    size_t first = pgr_count(p);

    if (parse_take_words(p, "ALL IN TABLESPACE")) {
        parse_stuck(p, "which tables it moves is not known");
        return;
    }
    t.path = pgr_path(p, &t.name);
    (void)parse_take_op(p, "*");
    do
        (void)read_command(p, &t);
    while (parse_take_kind(p, TOKEN_COMMA));
    pgr_command_flags(p, first, flags);
}
