/* assess/rules/backfill_in_ddl.c: a column that the file adds is filled in the same file.
 *
 * Does      say what afloat makes of it; with another runner, that the table stays locked meanwhile
 * Does not  look at data that has nothing to do with the schema change (dml-in-migration)
 * See       assess/rules/backfill-in-ddl.sql
 */
#include "assess/rule_sql.h"

void rule_backfill_in_ddl(const struct rule_input *in);

static const struct object *new_column(const struct rule_input *in, const struct rows *r)
{
    for (size_t i = 0; i < r->set.n; i++)
        if (ask_new(in, r->set.v[i].id))
            return ask_object(in, r->set.v[i].id);
    return NULL;
}

void rule_backfill_in_ddl(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_ROWS || !c->rows || c->rows->verb != ROWS_UPDATE || !ask_written(in) ||
        in->at->backfill || !ask_on_live(in) || (c->flags & CHANGE_IN_BODY))
        return;
    const struct object *column = new_column(in, c->rows);
    object_id held = 0;
    if (!column || !ask_holds_any(in, LOCK_ACCESS_EXCLUSIVE, &held))
        return;
    struct finding *f = say(in);
    bool ours = in->file->native && in->opts->runner;
    say_message(in, f,
                "the new column \"" STR_FMT "\" of \"" STR_FMT "\" is filled in the same file",
                STR_ARG(column->name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                "Nobody can read or write \"" STR_FMT
                "\" while every row is written: the lock of ADD COLUMN is held until the "
                "transaction ends.",
                STR_ARG(ask_said(in)));
    if (ours) {
        f->severity = f->severity > SEVERITY_INFO ? SEVERITY_INFO : f->severity;
        say_instead(in, f, NEXT_FILE "-- afloat:backfill\n" STR_FMT ";\n",
                    STR_ARG(in->statement->text));
        say_advice(in, f,
                   "On a small table that is a moment and may stay here. On a large one fill the "
                   "column in the next file.");
        return;
    }
    say_instead(in, f, NEXT_FILE STR_FMT ";\n", STR_ARG(in->statement->text));
    say_advice(in, f,
               "Fill the column in a later file, in batches, each a transaction of its own.");
}
