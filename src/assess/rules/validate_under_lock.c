/* assess/rules/validate_under_lock.c: a constraint is validated while its table is still locked.
 *
 * Does      find VALIDATE CONSTRAINT in the transaction, or the very statement, that has locked the table
 * Does not  mind it in a transaction of its own
 * See       assess/rules/validate-under-lock.sql
 */
#include "assess/rule_sql.h"

void rule_validate_under_lock(const struct rule_input *in);

/* By another clause of this statement. */
static bool locked_here(const struct rule_input *in, object_id table)
{
    for (size_t i = 0; i < in->effect->locks.n; i++)
        if (in->effect->locks.v[i].relation == table)
            return lock_blocks(in->effect->locks.v[i].mode) >= BLOCKS_WRITES;
    return false;
}

void rule_validate_under_lock(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *table = ask_relation(in);
    if (c->verb != CHANGE_ALTER || !(c->flags & CHANGE_VALIDATE) || !ask_written(in) || !table ||
        !(in->change_effect->work & WORK_SCAN) || !ask_on_live(in))
        return;
    bool here = locked_here(in, table->id);
    enum lock_mode held = ask_held(in, table->id);
    if (lock_blocks(held) < BLOCKS_WRITES && !here)
        return;
    struct finding *f = say(in);
    str t = ask_table(in), k = ask_quoted(in, c->path.name);
    say_message(in, f,
                "\"" STR_FMT "\" stays locked while the constraint \"" STR_FMT "\" is validated",
                STR_ARG(ask_said(in)), STR_ARG(c->path.name));
    say_happens(in, f,
                "%s holds a lock (%s) to the end of the transaction; while VALIDATE looks at each "
                "row, %s: for as long as the table is large.",
                here ? "Another clause of the statement"
                     : "An earlier statement of the transaction",
                here ? "of this very ALTER TABLE" : lock_word(held),
                !here && lock_blocks(held) == BLOCKS_WRITES ? "nobody can write to the table"
                                                            : "nobody can use the table");
    say_instead(in, f,
                STR_FMT NEXT_FILE "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                STR_ARG(ask_rest(in)), STR_ARG(t), STR_ARG(k));
    say_advice(in, f, "In a transaction of its own VALIDATE stops neither reads nor writes.");
}
