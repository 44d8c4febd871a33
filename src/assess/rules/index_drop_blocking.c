/* assess/rules/index_drop_blocking.c: dropping an index queues behind, and in front of, everybody.
 *
 * Does      find DROP INDEX without CONCURRENTLY on a table in use; give it with the word
 * Does not  ask whether the index is needed (drop-index)
 * See       assess/rules/index-drop-blocking.sql
 */
#include "assess/rule_sql.h"

void rule_index_drop_blocking(const struct rule_input *in);

static size_t written(const struct statement *st)
{
    size_t n = 0;
    for (size_t i = 0; i < st->changes.n; i++)
        n += !(st->changes.v[i].flags & CHANGE_IMPLIED);
    return n;
}

static void say_way(const struct rule_input *in, struct finding *f)
{
    struct range at = { 0 };
    str better = ask_with_words(in, "INDEX", "CONCURRENTLY", &at), i = { 0 };
    bool several = written(in->statement) > 1 || ask_word(in, "CASCADE").length;
    if (ask_partitioned(in, ask_relation(in))) {
        say_advice(in, f,
                   "The index of a partitioned table cannot be dropped CONCURRENTLY: set a "
                   "short lock_timeout and try again until the lock is there.");
        return;
    }
    i = ask_object(in, in->change->object) ? ask_name(in, in->change->object)
                                           : ask_quoted(in, in->change->path.name);
    if (several)
        say_instead(in, f, "DROP INDEX CONCURRENTLY " STR_FMT ";\n", STR_ARG(i));
    else
        say_instead(in, f, STR_FMT ";\n", STR_ARG(better));
    if (!several && in->file->native)
        say_fix(in, f, at, S(" CONCURRENTLY"));
    say_advice(in, f,
               "CONCURRENTLY stops neither reads nor writes; it takes one index a statement and "
               "cannot be in a transaction.");
}

void rule_index_drop_blocking(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *o = ask_object(in, c->object);
    if (!ask_is(in, CHANGE_DROP, KIND_INDEX) || (c->flags & CHANGE_CONCURRENTLY) ||
        !ask_on_live(in) || (o && ask_new(in, o->id) && !in->at->down))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), table = ask_said(in);
    if (table.n)
        say_message(in, f, "dropping the index \"" STR_FMT "\" locks \"" STR_FMT "\"",
                    STR_ARG(c->path.name), STR_ARG(table));
    else
        say_message(in, f, "dropping the index \"" STR_FMT "\" locks its table",
                    STR_ARG(c->path.name));
    say_happens(in, f,
                STR_FMT ". The drop itself takes a moment; the lock is held to the end of the "
                        "transaction.",
                STR_ARG(waits));
    say_way(in, f);
}
