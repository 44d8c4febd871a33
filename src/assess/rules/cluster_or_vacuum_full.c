/* assess/rules/cluster_or_vacuum_full.c: a table is written anew to win space or order.
 *
 * Does      find CLUSTER and VACUUM FULL of tables in use
 * Does not  mind VACUUM, which stops nobody
 * See       assess/rules/cluster-or-vacuum-full.sql
 */
#include "assess/rule_sql.h"

void rule_cluster_or_vacuum_full(const struct rule_input *in);

void rule_cluster_or_vacuum_full(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_MAINTAIN || !ask_written(in) || !ask_on_live(in) ||
        (c->upkeep != UPKEEP_CLUSTER && c->upkeep != UPKEEP_VACUUM_FULL))
        return;
    bool cluster = c->upkeep == UPKEEP_CLUSTER;
    const char *word = cluster ? "CLUSTER" : "VACUUM FULL";
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_said(in);
    const struct edit *on = change_edit(c, ATTR_CLUSTERED_ON);
    say_message(in, f, "%s writes %s%s" STR_FMT "%s again", word, t.n ? "all of " : "every table",
                t.n ? "\"" : "", STR_ARG(t), t.n ? "\"" : "");
    say_happens(in, f,
                STR_FMT
                "; then nobody can read or write the table while every row and every index "
                "is written anew: for as long as the table is large, with as much free disk "
                "as it takes once more.",
                STR_ARG(waits));
    if (!t.n)
        say_advice(in, f,
                   "Choose the tables that need it, and give the work to pg_repack or "
                   "pg_squeeze: they stop nobody but for a moment at the end.");
    else
        say_advice(in, f,
                   "Run pg_repack --table=" STR_FMT "%s instead: it does the same and stops nobody "
                   "but for a moment at the end. A plain VACUUM is enough where the space may be "
                   "used again by the same table.",
                   STR_ARG(t), cluster && on ? " --order-by=COLUMNS" : "");
}
