/* assess/rules/sqlite_rebuild_without_fk_check.c: a rebuilt table that others refer to is not checked.
 *
 * Does      find DROP TABLE and RENAME of another to its name without PRAGMA foreign_key_check behind them
 * See       assess/rules/sqlite-rebuild-without-fk-check.sql
 */
#include "assess/rule.h"

void rule_sqlite_rebuild_without_fk_check(const struct rule_input *in);

void rule_sqlite_rebuild_without_fk_check(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (in->kept) {
        if (in->kept->text.n)
            return;
        struct finding *f = say(in);
        say_message(in, f, "the rebuilt \"" STR_FMT "\" is referred to, and nobody checks by what",
                    STR_ARG(in->kept->path.name));
        say_happens(
            in, f,
            "With foreign keys off, rows that refer to one which was not copied stay, and are "
            "found when somebody writes them next.");
        say_instead(in, f,
                    "ALTER TABLE " STR_FMT " RENAME TO " STR_FMT ";\nPRAGMA foreign_key_check;\n",
                    STR_ARG(ask_quoted(in, in->kept->path.table)),
                    STR_ARG(ask_quoted(in, in->kept->path.name)));
        say_advice(in, f,
                   "Run PRAGMA foreign_key_check before the COMMIT: it must return nothing.");
    } else if (c->verb == CHANGE_MAINTAIN && c->upkeep == UPKEEP_CHECK) {
        for (struct kept *k = NULL; (k = ask_kept_here(in, k));)
            k->text = S("checked");
        ask_kept_done(in);
    } else if (ask_is(in, CHANGE_RENAME, KIND_TABLE) && ask_gone(in, KIND_TABLE, c->to.name) &&
               schema_left_behind(in->mem, in->schema, c->to.name)) {
        struct kept *k = ask_keep(in, c->object, S(""));
        if (k) {
            k->path.table = k->path.name;
            k->path.name = ask_hold(in, c->to.name);
        }
    }
}
