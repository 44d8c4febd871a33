/* assess/rules/pg14_cic_corruption.c: on PostgreSQL 14.0 to 14.3 a concurrent build may leave rows out.
 *
 * Does      find CREATE INDEX and REINDEX CONCURRENTLY on these versions
 * See       assess/rules/pg14-cic-corruption.sql; PostgreSQL 14.4 release notes
 */
#include "assess/rule.h"

void rule_pg14_cic_corruption(const struct rule_input *in);

enum { BROKEN_FROM = 140000, BROKEN_TO = 140003 };

void rule_pg14_cic_corruption(const struct rule_input *in)
{
    const struct change *c = in->change;
    int version = in->opts->effect.version;
    bool builds = ask_is(in, CHANGE_CREATE, KIND_INDEX) ||
                  (c->verb == CHANGE_MAINTAIN && c->upkeep == UPKEEP_REINDEX);
    if (!builds || !ask_written(in) || !(c->flags & CHANGE_CONCURRENTLY) || version < BROKEN_FROM ||
        version > BROKEN_TO || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    say_message(in, f, "PostgreSQL 14.%d may build the index without some of the rows",
                version - BROKEN_FROM);
    say_happens(in, f,
                "Rows that are updated while the index is built concurrently can be missing in it: "
                "queries do not find them, and unique indexes let duplicates in. No message says "
                "so.");
    say_advice(in, f,
               "Update the server to 14.4 or newer first. Indexes that were built concurrently on "
               "14.0 to 14.3 have to be checked (pg_amcheck --heapallindexed) or built again.");
}
