/* assess/rules/truncate.c: all rows of a table in use are thrown away.
 *
 * Does      find TRUNCATE of what was there before
 * Does not  look at CASCADE (truncate-cascade), at tables that the same set of files has made
 * See       assess/rules/truncate.sql
 */
#include "assess/rule_sql.h"

void rule_truncate(const struct rule_input *in);

void rule_truncate(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_ROWS || !c->rows || c->rows->verb != ROWS_TRUNCATE || c->rows->cascade ||
        !ask_written(in) || !ask_on_live(in))
        return;
    bool mysql = in->opts->effect.dialect->id != DIALECT_POSTGRES;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in);
    say_message(in, f, "TRUNCATE throws away all rows of \"" STR_FMT "\"", STR_ARG(ask_said(in)));
    say_happens(in, f, STR_FMT "; then the rows are gone, and the table stays locked %s.",
                STR_ARG(waits),
                mysql ? "until it is made anew; it commits at once and cannot be rolled back"
                      : "against reads and writes until the transaction ends");
    if (in->file->native)
        say_instead(in, f, "-- afloat:backfill\nDELETE FROM " STR_FMT ";\n", STR_ARG(t));
    say_advice(in, f,
               "Delete in batches, which lock the rows of one batch at a time, and copy what may "
               "be needed again before that.");
}
