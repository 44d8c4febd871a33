/* assess/rules/index_build_blocking.c: an index is built while writes wait.
 *
 * Does      find index builds that stop writes to a table in use; give the statement with CONCURRENTLY
 * Does not  look at indexes of constraints, of partitioned tables, at rebuilds (other rules)
 * See       assess/rules/index-build-blocking.sql
 */
#include "assess/rule_sql.h"

void rule_index_build_blocking(const struct rule_input *in);

static void say_postgres(const struct rule_input *in, struct finding *f)
{
    struct range at = { 0 };
    str better = ask_with_words(in, "INDEX", "CONCURRENTLY", &at);
    if (!better.n)
        return;
    say_instead(in, f, STR_FMT ";\n", STR_ARG(better));
    if (in->at->transaction && !in->file->native)
        say_advice(in, f,
                   "CONCURRENTLY cannot be in a transaction: put the statement into a file of its "
                   "own that runs without one.");
    else
        say_fix(in, f, at, S(" CONCURRENTLY"));
}

static void say_others(const struct rule_input *in, struct finding *f)
{
    if (in->opts->effect.dialect->id == DIALECT_SQLITE && f->severity > SEVERITY_WARNING)
        f->severity = SEVERITY_WARNING; /* there is no other way */
    if (in->opts->effect.dialect->id == DIALECT_SQLITE)
        say_advice(in, f,
                   "SQLite has one writer at a time. Build the index when few writes come, and let "
                   "the application wait with a busy timeout.");
    else
        say_advice(in, f,
                   "This kind of index is not built while writes go on. Build it on a copy of the "
                   "table, or when few writes come.");
}

void rule_index_build_blocking(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_CREATE || c->kind != KIND_INDEX || !ask_written(in) || !ask_on_live(in))
        return;
    if (!(in->change_effect->work & WORK_BUILD) || in->change_effect->blocks < BLOCKS_WRITES)
        return;
    if (in->opts->effect.dialect->id == DIALECT_POSTGRES && ask_partitioned(in, ask_relation(in)))
        return; /* index-on-partitioned */
    struct finding *f = say(in);
    str table = c->path.table, index = c->path.name;
    if (index.n)
        say_message(in, f, "building the index \"" STR_FMT "\" blocks writes to \"" STR_FMT "\"",
                    STR_ARG(index), STR_ARG(table));
    else
        say_message(in, f, "building the index blocks writes to \"" STR_FMT "\"", STR_ARG(table));
    str waits = ask_waits(in);
    bool sqlite = in->opts->effect.dialect->id == DIALECT_SQLITE;
    say_happens(in, f, STR_FMT "%s: for as long as the table is large.", STR_ARG(waits),
                sqlite ? "" : "; then it holds up all writes until the index is built");
    if (in->opts->effect.dialect->id == DIALECT_POSTGRES)
        say_postgres(in, f);
    else
        say_others(in, f);
}
