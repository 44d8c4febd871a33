/* assess/rules/dml_no_where.c: one statement updates or deletes all rows.
 *
 * Does      find UPDATE and DELETE without a WHERE, or with one that is always true, on a table in use; a
 *           warning only when the columns that are filled are new
 * Does not  mind batches (-- afloat:backfill)
 * See       assess/rules/dml-no-where.sql
 */
#include "assess/rule_sql.h"

void rule_dml_no_where(const struct rule_input *in);

/* Only columns that this set of files has made: there is nothing that could be lost. */
static bool fills_new_columns(const struct rule_input *in)
{
    const struct ref_list *set = &in->change->rows->set;
    for (size_t i = 0; i < set->n; i++)
        if (!ask_new(in, set->v[i].id))
            return false;
    return set->n > 0;
}

static void say_update(const struct rule_input *in, struct finding *f)
{
    bool fills = fills_new_columns(in);
    if (fills && f->severity > SEVERITY_WARNING)
        f->severity = SEVERITY_WARNING;
    say_message(in, f, "one UPDATE writes every row of \"" STR_FMT "\"", STR_ARG(ask_said(in)));
    say_happens(in, f,
                "It waits for each row that somebody else is changing and keeps every row locked "
                "until the transaction ends; each row is written a second time, and replicas and "
                "clean-up fall behind.%s",
                fills ? "" : " The values that were there are gone.");
}

void rule_dml_no_where(const struct rule_input *in)
{
    const struct rows *r = in->change->verb == CHANGE_ROWS ? in->change->rows : NULL;
    if (!r || (r->verb != ROWS_UPDATE && r->verb != ROWS_DELETE) || r->where || r->limit ||
        in->at->backfill || !ask_written(in) || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    if (r->verb == ROWS_UPDATE) {
        say_update(in, f);
    } else {
        say_message(in, f, "one DELETE takes every row of \"" STR_FMT "\"", STR_ARG(ask_said(in)));
        say_happens(in, f,
                    "All rows are gone, and each stays locked until the transaction ends: for as "
                    "long as the table is large.");
    }
    if (in->file->native)
        say_instead(in, f, "-- afloat:backfill\n" STR_FMT ";\n", STR_ARG(in->statement->text));
    say_advice(in, f,
               "Say with a WHERE which rows are meant, and let it run in batches: each locks its "
               "own rows only, for a moment.");
}
