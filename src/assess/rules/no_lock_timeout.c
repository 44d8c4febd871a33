/* assess/rules/no_lock_timeout.c: a strong lock is waited for without a limit, by another runner than afloat.
 *
 * Does      find the first statement that waits for a table in use while no lock time-out is set
 * Does not  say anything of what afloat runs: it sets the time-outs itself
 * See       assess/rules/no-lock-timeout.sql
 */
#include "assess/rule.h"

void rule_no_lock_timeout(const struct rule_input *in);

void rule_no_lock_timeout(const struct rule_input *in)
{
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    const struct effect *e = in->effect;
    object_id found = 0;
    if (in->opts->runner || ask_locked_before(in) ||
        ask_setting(in, pg ? "lock_timeout" : "lock_wait_timeout").n)
        return;
    for (size_t i = 0; i < e->locks.n && !found; i++)
        if (lock_blocks(e->locks.v[i].mode) >= BLOCKS_DDL && ask_in_use(in, e->locks.v[i].relation))
            found = e->locks.v[i].relation;
    if (!found || e->transaction == TX_NEVER)
        return;
    const struct object *o = ask_object(in, found);
    struct finding *f = say(in);
    say_message(in, f, "no lock time-out is set before \"" STR_FMT "\" is locked",
                STR_ARG(o ? o->name : S("the table")));
    say_happens(in, f,
                "It waits for every transaction that uses the table, and meanwhile everybody else "
                "queues behind it: %s.",
                pg ? "without end" : "for up to a day");
    say_instead(in, f, "SET %s;\n" STR_FMT ";\n",
                pg ? "lock_timeout = '2s'" : "lock_wait_timeout = 2", STR_ARG(in->statement->text));
    say_advice(in, f, "Set a short one, and run the file again when it was not enough.");
}
