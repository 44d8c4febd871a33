/* assess/rules/several_parents_locked.c: one statement locks several tables in use that it is not about.
 *
 * Does      find statements that wait for two or more tables in use besides their own: DROP TABLE with foreign keys,
 *           and, where another tool than afloat runs it, a new table with several
 * Does not  look at earlier statements of the transaction (wide-lock-window)
 * See       assess/rules/several-parents-locked.sql
 */
#include "assess/rule_sql.h"

void rule_several_parents_locked(const struct rule_input *in);

/* Afloat's runs do not let others queue behind a wait for a lock that is brief. */
static enum lock_mode too_much(const struct rule_input *in)
{
    return in->opts->runner ? LOCK_ACCESS_EXCLUSIVE : LOCK_SHARE_ROW_EXCLUSIVE;
}

static bool is_own(const struct rule_input *in, object_id id)
{
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        if (!(c->flags & CHANGE_IMPLIED) && (c->object == id || c->parent == id))
            return true;
    }
    return false;
}

static void add_drop(const struct rule_input *in, struct buf *out, const struct change *c)
{
    const struct object *o = ask_object(in, c->object);
    if (c->kind == KIND_FOREIGN_KEY && (c->flags & CHANGE_IMPLIED) && o && o->name.n)
        buf_printf(out, "ALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n" NEXT_FILE,
                   STR_ARG(ask_name(in, o->parent)), STR_ARG(ask_quoted(in, o->name)));
}

void rule_several_parents_locked(const struct rule_input *in)
{
    struct buf names = buf_on(in->mem), drops = buf_on(in->mem);
    size_t n = 0;
    for (size_t i = 0; i < in->effect->locks.n; i++) {
        const struct lock *l = &in->effect->locks.v[i];
        const struct object *o = ask_object(in, l->relation);
        if (l->mode < too_much(in) || !o || o->kind != KIND_TABLE || is_own(in, o->id) ||
            !ask_in_use(in, o->id))
            continue;
        buf_printf(&names, "%s\"" STR_FMT "\"", n++ ? ", " : "", STR_ARG(o->name));
    }
    if (n < 2)
        return;
    for (size_t i = 0; i < in->statement->changes.n; i++)
        add_drop(in, &drops, &in->statement->changes.v[i]);
    struct finding *f = say(in);
    say_message(in, f, "one statement locks " STR_FMT " together", STR_ARG(buf_view(&names)));
    say_happens(in, f,
                "It waits for every transaction that uses one of them, holds those that it has "
                "while it waits for the next, and a transaction that uses two of them in another "
                "order is a deadlock with it.");
    if (drops.n)
        say_instead(in, f, STR_FMT STR_FMT ";\n", STR_ARG(buf_view(&drops)),
                    STR_ARG(in->statement->text));
    say_advice(in, f, "Take one foreign key a transaction.");
}
