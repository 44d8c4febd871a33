/* assess/rules/drop_table.c: a table that is in use is dropped.
 *
 * Does      find DROP TABLE of what was there before; name the foreign keys that lock other tables with it
 * Does not  mind tables that the same set of files has made
 * See       assess/rules/drop-table.sql
 */
#include "assess/rule_sql.h"

void rule_drop_table(const struct rule_input *in);

/* The foreign keys of the table, one by one: each locks one other table. */
static str drops_of_keys(const struct rule_input *in, const struct object *table)
{
    struct buf out = buf_on(in->mem);
    str t = ask_table(in);
    const struct object *fk;
    for (object_id id = table->first; (fk = ask_object(in, id)); id = fk->next)
        if (fk->kind == KIND_FOREIGN_KEY && fk->name.n && fk->state == STATE_LEAVING)
            buf_printf(&out, "ALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n" NEXT_FILE,
                       STR_ARG(t), STR_ARG(ask_quoted(in, fk->name)));
    if (!out.n)
        return (str){ 0 };
    buf_printf(&out, "-- afloat:contract\n" STR_FMT ";\n", STR_ARG(in->statement->text));
    return buf_view(&out);
}

static void say_keys(const struct rule_input *in, struct finding *f, str drops)
{
    if (drops.n)
        say_instead(in, f, STR_FMT, STR_ARG(drops));
}

/* ---- SQLite: CREATE new, INSERT INTO new SELECT ... FROM old, DROP old, RENAME new ---- */

static const struct object *named(const struct rule_input *in, str name)
{
    struct path path = { .name = name };
    return schema_find_path(in->schema, KIND_TABLE, &path);
}

/* Rows of a table in use are copied into a new one: kept with the new one's name. */
static void note_copy(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_ROWS || !c->rows || c->rows->verb != ROWS_INSERT ||
        in->opts->effect.dialect->id != DIALECT_SQLITE || !c->rows->from_select ||
        !ask_new(in, c->object))
        return;
    for (size_t i = 0; i < c->rows->from.n; i++)
        if (ask_in_use(in, c->rows->from.v[i].id))
            ask_keep(in, c->rows->from.v[i].id, c->path.name);
}

static const struct object *copy_of(const struct rule_input *in, const struct object *table)
{
    for (struct kept *k = NULL; table && (k = ask_kept_here(in, k));)
        if (str_eq_nocase(k->path.name, table->name))
            return named(in, k->text);
    return NULL;
}

/* Columns of the table that the copy lacks. */
static str lost_columns(const struct rule_input *in, const struct object *table,
                        const struct object *copy)
{
    struct buf out = buf_on(in->mem);
    for (object_id id = table->first; id;) {
        const struct object *o = ask_object(in, id);
        id = o->next;
        if (o->kind == KIND_COLUMN && o->state != STATE_GONE &&
            !schema_find(in->schema, copy->id, KIND_COLUMN, o->name, (str){ 0 }))
            buf_printf(&out, "%s\"" STR_FMT "\"", out.n ? ", " : "", STR_ARG(o->name));
    }
    return out.n ? buf_view(&out) : (str){ 0 };
}

static void judge_rebuild(const struct rule_input *in, const struct object *table,
                          const struct object *copy)
{
    str lost = lost_columns(in, table, copy);
    if (!lost.n)
        return;
    struct finding *f = say(in);
    say_message(in, f, "rebuilding \"" STR_FMT "\" loses the values of " STR_FMT,
                STR_ARG(table->name), STR_ARG(lost));
    say_happens(in, f,
                "The table that takes its place has no such column: the values are gone, and code "
                "that is running and names it fails at once.");
    say_advice(in, f,
               "First release code that does not use it. Then drop it in a migration of its own, "
               "held back with -- afloat:contract.");
}

static void say_gone(const struct rule_input *in, struct finding *f)
{
    say_advice(in, f,
               "First release code that does not use the table, and see %s that nobody reads it "
               "any more. Then drop it in a migration of its own, held back with "
               "-- afloat:contract.",
               in->opts->effect.dialect->id == DIALECT_SQLITE ? "in its programs"
                                                              : "in the server's counters");
}

void rule_drop_table(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (in->kept)
        return;
    note_copy(in);
    if (!ask_is(in, CHANGE_DROP, KIND_TABLE) || (c->flags & CHANGE_TEMPORARY) || !ask_on_live(in))
        return;
    if (ask_new(in, c->object))
        return;
    const struct object *table = ask_relation(in), *copy = copy_of(in, table);
    if (copy) {
        judge_rebuild(in, table, copy);
        return;
    }
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "dropping the table \"" STR_FMT "\" loses its rows", STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT ". Then the rows are gone, and code that is running and names the table "
                        "fails at once.",
                STR_ARG(waits));
    if (table && in->opts->effect.dialect->id == DIALECT_POSTGRES)
        say_keys(in, f, drops_of_keys(in, table));
    say_gone(in, f);
}
