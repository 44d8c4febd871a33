/* assess/rules/dml_in_migration.c: schema and unrelated data changes in one file.
 *
 * Does      find data statements on tables in use in a file that changes the schema
 * Does not  find the data step that a column added in the same file needs, rows of a table that the set has made,
 *           what is marked as a backfill
 * See       assess/rules/dml-in-migration.sql, backfill_in_ddl.c
 */
#include "assess/rule_sql.h"

void rule_dml_in_migration(const struct rule_input *in);

static bool sets_new_column(const struct rule_input *in, const struct rows *r)
{
    for (size_t i = 0; i < r->set.n; i++)
        if (ask_new(in, r->set.v[i].id))
            return true;
    for (size_t i = 0; i < r->condition.refs.n; i++)
        if (r->condition.refs.v[i].use == REF_COLUMN && ask_new(in, r->condition.refs.v[i].id))
            return true;
    return false;
}

void rule_dml_in_migration(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct tally *t = ask_tally(in, in->at->down);
    if (c->verb != CHANGE_ROWS || !c->rows || !ask_written(in) || in->at->backfill ||
        c->rows->verb == ROWS_SELECT || c->rows->verb == ROWS_TRUNCATE || !t->schema ||
        !ask_on_live(in) || (c->flags & CHANGE_IN_BODY) || sets_new_column(in, c->rows))
        return;
    bool tx = in->opts->effect.in_transaction;
    struct finding *f = say(in);
    say_message(in, f, "rows of \"" STR_FMT "\" change in a file that changes the schema",
                STR_ARG(ask_said(in)));
    say_happens(in, f, "%s",
                tx ? "Both are one transaction: the locks of the schema change are held until the "
                     "rows are written, and the rows stay locked until all of the file is done."
                   : "The file is two changes: when one fails, the other stays, and neither can be "
                     "rolled back alone.");
    say_instead(in, f, NEXT_FILE STR_FMT ";\n", STR_ARG(in->statement->text));
    say_advice(in, f, "Put the data into a migration of its own.");
}
