/* assess/rules/wide_lock_window.c: one transaction locks several tables against reads.
 *
 * Does      find a statement that waits for such a lock while an earlier one holds another table
 * Does not  look at what one statement locks together
 * See       assess/rules/wide-lock-window.sql
 */
#include "assess/rule_sql.h"

void rule_wide_lock_window(const struct rule_input *in);

/* A table in use that only this statement locks against reads; NULL = none. */
static const struct object *newly_locked(const struct rule_input *in)
{
    const struct effect *e = in->effect;
    for (size_t i = 0; i < e->locks.n; i++) {
        const struct lock *l = &e->locks.v[i];
        const struct object *o = ask_object(in, l->relation);
        if (l->mode == LOCK_ACCESS_EXCLUSIVE && o && (kind_flags(o->kind) & KIND_RELATION) &&
            ask_in_use(in, l->relation) && ask_held(in, l->relation) < LOCK_ACCESS_EXCLUSIVE)
            return o;
    }
    return NULL;
}

void rule_wide_lock_window(const struct rule_input *in)
{
    object_id held = 0;
    const struct object *o = newly_locked(in);
    if (!o || in->effect->transaction != TX_YES || !ask_holds_any(in, LOCK_ACCESS_EXCLUSIVE, &held))
        return;
    const struct object *first = ask_object(in, held);
    str a = first ? first->name : S("another table");
    struct finding *f = say(in);
    say_message(in, f,
                "\"" STR_FMT "\" is locked while the transaction keeps \"" STR_FMT "\" locked",
                STR_ARG(o->name), STR_ARG(a));
    say_happens(in, f,
                "While it waits for \"" STR_FMT "\", nobody can read \"" STR_FMT
                "\". A transaction of the application that uses both in the other order waits for "
                "this one, and this one for it: a deadlock, which ends one of them.",
                STR_ARG(o->name), STR_ARG(a));
    say_instead(in, f, NEXT_FILE STR_FMT ";\n", STR_ARG(in->statement->text));
    say_advice(in, f, "Change one table in use a file: each is then a transaction of its own.");
}
