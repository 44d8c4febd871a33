/* assess/rules/rename_table.c: a relation that running code names gets another name.
 *
 * Does      find RENAME TO and SET SCHEMA of tables and views in use; give a view under the new name
 * Does not  mind what the same set of files has made
 * Shape     a rename within a transaction is judged at the end: a view of the old name saves the code
 * See       assess/rules/rename-table.sql
 */
#include "assess/rule_sql.h"

void rule_rename_table(const struct rule_input *in);

static const char *const words[] = {
    [KIND_TABLE] = "TABLE",
    [KIND_VIEW] = "VIEW",
    [KIND_MATVIEW] = "MATERIALIZED VIEW",
    [KIND_FOREIGN_TABLE] = "FOREIGN TABLE",
};

static bool is_known_kind(enum object_kind kind)
{
    return kind < COUNT_OF(words) && words[kind];
}

/* The name from outside of the table's schema. */
static str new_name(const struct rule_input *in)
{
    const struct change *c = in->change;
    str name = ask_quoted(in, c->to.name.n ? c->to.name : ask_said(in));
    str schema = c->to.schema.n ? c->to.schema : c->path.schema;
    if (!schema.n)
        return name;
    str q = ask_quoted(in, schema);
    return str_printf(in->mem, STR_FMT "." STR_FMT, STR_ARG(q), STR_ARG(name));
}

static void say_view(const struct rule_input *in, struct finding *f)
{
    str t = ask_table(in), to = new_name(in);
    if (in->opts->effect.dialect->id == DIALECT_SQLITE) {
        say_advice(in, f,
                   "Stop the programs that use the file, rename, and start the new release.");
        return;
    }
    str after = S("");
    if (in->file->native)
        after = str_printf(in->mem,
                           NEXT_FILE "-- afloat:contract\nDROP VIEW " STR_FMT
                                     ";\n-- afloat:contract\n" STR_FMT ";\n",
                           STR_ARG(to), STR_ARG(in->statement->text));
    say_instead(in, f, "CREATE VIEW " STR_FMT " AS SELECT * FROM " STR_FMT ";\n" STR_FMT,
                STR_ARG(to), STR_ARG(t), STR_ARG(after));
    say_advice(in, f,
               "A view of one table takes INSERT, UPDATE and DELETE as the table does. Release "
               "code that uses the new name; when none uses the old one, drop the view and rename "
               "the table%s.",
               in->opts->effect.dialect->id == DIALECT_POSTGRES
                   ? " in one transaction"
                   : ", when few use it: between the two statements the new name is not there");
}

/* ---- PostgreSQL: a view may take the old name before the transaction ends ---- */

static bool may_get_view(const struct rule_input *in)
{
    return in->opts->effect.dialect->id == DIALECT_POSTGRES && !in->at->down && !in->at->contract &&
           (in->at->transaction || ask_own_transaction(in));
}

static void judge_later(const struct rule_input *in)
{
    const struct finding *said = in->kept->said;
    if (schema_find_path(in->schema, KIND_VIEW, &in->kept->path))
        return; /* code that is running reads and writes the view */
    struct finding *f = say(in);
    f->message = said->message;
    f->happens = said->happens;
    f->instead = said->instead;
    f->advice = said->advice;
}

static void judge(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *o = ask_relation(in);
    enum object_kind kind = o ? o->kind : c->kind;
    if ((c->verb != CHANGE_RENAME && c->verb != CHANGE_MOVE) || !is_known_kind(kind) ||
        (kind_flags(c->kind) & KIND_PART) || !ask_written(in) || !ask_on_live(in) ||
        ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "running code names \"" STR_FMT "\", which gets %s", STR_ARG(ask_said(in)),
                c->verb == CHANGE_RENAME ? "another name" : "into another schema");
    say_happens(in, f,
                STR_FMT ". It is done in a moment, and from then on every query of the release "
                        "that is running fails.",
                STR_ARG(waits));
    say_view(in, f);
    if (may_get_view(in))
        ask_put_off(in, c->object);
}

void rule_rename_table(const struct rule_input *in)
{
    if (in->kept)
        judge_later(in);
    else
        judge(in);
}
