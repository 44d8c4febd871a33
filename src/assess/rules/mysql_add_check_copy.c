/* assess/rules/mysql_add_check_copy.c: a new check constraint copies the table while writes wait.
 *
 * Does      find ADD CHECK, and ENFORCED of one that was not, on a table in use
 * See       assess/rules/mysql-add-check-copy.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_add_check_copy(const struct rule_input *in);

void rule_mysql_add_check_copy(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->kind != KIND_CHECK || c->verb == CHANGE_DROP || !ask_written(in) || !ask_on_live(in) ||
        in->change_effect->algorithm != ALGO_COPY || in->effect->fails)
        return;
    str waits = ask_waits(in);
    struct finding *f = say(in);
    say_message(in, f, "the check copies \"" STR_FMT "\", and writes wait", STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT
                "; then every write to the table waits while each row is copied and checked: "
                "for as long as it is large.",
                STR_ARG(waits));
    say_advice(
        in, f, "%s",
        in->opts->effect.dialect->id == DIALECT_MYSQL
            ? "There is no way to enforce a check in place. Add it NOT ENFORCED, which takes a "
              "moment, and refuse wrong rows by triggers on INSERT and UPDATE; or change the "
              "table beside itself (gh-ost, pt-online-schema-change)."
            : "There is no way to add a check in place. Refuse wrong rows by triggers on INSERT "
              "and UPDATE; or change the table beside itself (pt-online-schema-change).");
}
