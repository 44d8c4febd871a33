/* assess/rules/sqlite_long_write_lock.c: the only writer of the database is busy for long.
 *
 * Does      find statements that go through a table in use, or write all of it
 * Does not  look at indexes (index-build-blocking)
 * See       assess/rules/sqlite-long-write-lock.sql
 */
#include "assess/rule_sql.h"

void rule_sqlite_long_write_lock(const struct rule_input *in);

void rule_sqlite_long_write_lock(const struct rule_input *in)
{
    const struct change *c = in->change;
    bool fills = c->verb == CHANGE_ROWS && c->rows && c->rows->from_select;
    bool all = c->verb == CHANGE_ROWS && c->rows && !c->rows->where && !c->rows->limit &&
               (c->rows->verb == ROWS_UPDATE || c->rows->verb == ROWS_DELETE);
    if (!ask_written(in) || (!fills && !all) || (all && !ask_on_live(in)) || in->at->backfill)
        return;
    struct finding *f = say(in);
    say_message(in, f, "nobody can write to the database while \"" STR_FMT "\" is %s",
                STR_ARG(ask_said(in)), fills ? "filled" : "gone through");
    say_happens(in, f,
                "SQLite has one writer: every other write waits for its busy time-out, then fails, "
                "until this transaction ends. In WAL mode the log grows by all that is written.");
    say_advice(in, f,
               "Stop the writers meanwhile, or write in batches, each a transaction of its own.");
}
