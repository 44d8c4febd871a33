/* assess/rules/rewrite_under_lock.c: a table is written again while the transaction keeps another one locked.
 *
 * Does      find a long rewrite behind a lock on a relation in use
 * Does not  mind scans and builds (statement-while-holding-ax), tables that the set of files has made
 * See       assess/rules/rewrite-under-lock.sql
 */
#include "assess/rule_sql.h"

void rule_rewrite_under_lock(const struct rule_input *in);

static bool is_rewritten(const struct effect *e, object_id id)
{
    for (size_t i = 0; i < e->rewrites.n; i++)
        if (e->rewrites.v[i] == id)
            return true;
    return false;
}

/* A relation in use, other than those that are written again anyway; 0 = none is held. */
static object_id held_beside(const struct rule_input *in)
{
    if (!ask_holds_any(in, LOCK_SHARE, NULL))
        return 0;
    for (object_id id = 1; id <= schema_count(in->schema); id++)
        if (ask_held(in, id) >= LOCK_SHARE && !is_rewritten(in->effect, id) && ask_in_use(in, id))
            return id;
    return 0;
}

void rule_rewrite_under_lock(const struct rule_input *in)
{
    const struct effect *e = in->effect;
    if (!(e->work & WORK_REWRITE) || !e->rewrites.n ||
        !ask_any_live(in, e->rewrites.v, e->rewrites.n))
        return;
    object_id held = held_beside(in);
    if (!held)
        return;
    const struct object *what = ask_object(in, e->rewrites.v[0]), *locked = ask_object(in, held);
    str a = what ? what->name : S("?"), b = locked ? locked->name : S("another table");
    struct finding *f = say(in);
    say_message(in, f,
                "\"" STR_FMT "\" is written again while the transaction keeps \"" STR_FMT
                "\" locked",
                STR_ARG(a), STR_ARG(b));
    say_happens(
        in, f,
        "An earlier statement has locked \"" STR_FMT "\" to the end of the transaction (%s); "
        "whoever needs it waits until the rewrite of \"" STR_FMT "\" is over: for as long as "
        "that table is large.",
        STR_ARG(b), lock_word(ask_held(in, held)), STR_ARG(a));
    say_instead(in, f, NEXT_FILE STR_FMT ";\n", STR_ARG(in->statement->text));
    say_advice(in, f, "Put the statement into a file, and so a transaction, of its own.");
}
