/* assess/rules/timeout_late.c: a lock time-out is set after the first lock.
 *
 * Does      find SET of time-outs behind a statement that has waited for a table in use
 * See       assess/rules/timeout-late.sql, timeout_zero.c
 */
#include "assess/rule.h"

void rule_timeout_late(const struct rule_input *in);

static bool is_timeout(str name)
{
    return str_eq_nocase(name, S("lock_timeout")) || str_eq_nocase(name, S("statement_timeout")) ||
           str_eq_nocase(name, S("lock_wait_timeout")) ||
           str_eq_nocase(name, S("innodb_lock_wait_timeout"));
}

void rule_timeout_late(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_SESSION || !ask_written(in) || !is_timeout(c->path.name) ||
        !change_edit(c, ATTR_VALUE) || !ask_locked_before(in) ||
        ask_setting(in, "lock_timeout").n || ask_setting(in, "statement_timeout").n ||
        ask_setting(in, "lock_wait_timeout").n)
        return;
    struct finding *f = say(in);
    say_message(in, f, STR_FMT " is set after a table in use was locked", STR_ARG(c->path.name));
    say_happens(in, f,
                "The statements before it have waited for their locks without this limit, with "
                "everybody else behind them.");
    say_advice(in, f, "Move the setting before the first statement%s",
               in->opts->runner
                   ? ", or remove it: afloat sets short lock time-outs and tries again."
                   : ".");
}
