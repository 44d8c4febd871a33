/* assess/rules/statement_while_holding_ax.c: long work while the transaction keeps a table locked.
 *
 * Does      find scans, index builds and data statements after a lock that stops reads, in one transaction
 * Does not  look at VALIDATE and rewrites (validate-under-lock, rewrite-under-lock), at statements that take a
 *           moment, at the data step marked as one
 * See       assess/rules/statement-while-holding-ax.sql
 */
#include "assess/rule_sql.h"

void rule_statement_while_holding_ax(const struct rule_input *in);

enum { ROWS_FEW = 100 };

static bool is_long_rows(const struct change *c)
{
    const struct rows *r = c->verb == CHANGE_ROWS ? c->rows : NULL;
    if (!r || r->verb == ROWS_SELECT || r->verb == ROWS_TRUNCATE)
        return false;
    bool few = r->verb == ROWS_INSERT || r->verb == ROWS_REPLACE;
    return !few || r->from_select || r->row_count > ROWS_FEW;
}

static bool is_long(const struct rule_input *in)
{
    const struct statement *st = in->statement;
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        if (is_long_rows(c))
            return true;
        if (c->flags & CHANGE_VALIDATE)
            return false;
    }
    const struct effect *e = in->effect;
    return e->cls != EFFECT_ROWS && (e->work & (WORK_SCAN | WORK_BUILD | WORK_LONG)) &&
           !(e->work & WORK_REWRITE);
}

/* Work on what the set itself has made is short, unless rows are filled into it. */
static bool is_on_live(const struct rule_input *in)
{
    if (in->effect->cls == EFFECT_ROWS)
        return true;
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        const struct object *o = ask_object(in, c->parent);
        if (!o || !(kind_flags(o->kind) & KIND_RELATION))
            o = ask_object(in, c->object);
        if (!(c->flags & CHANGE_IMPLIED) && (!o || ask_in_use(in, o->id)))
            return true;
    }
    return false;
}

/* It would keep everybody from that table without the earlier statement, too: its own rule says so. */
static bool locks_itself(const struct rule_input *in, object_id held)
{
    for (size_t i = 0; i < in->effect->locks.n; i++)
        if (in->effect->locks.v[i].relation == held)
            return in->effect->locks.v[i].mode == LOCK_ACCESS_EXCLUSIVE;
    return false;
}

/* What stops writes by itself has another way, which its own rule gives. */
static bool has_rule(const struct rule_input *in)
{
    for (size_t i = 0; i < in->effect->locks.n; i++)
        if (in->effect->locks.v[i].mode >= LOCK_SHARE &&
            ask_in_use(in, in->effect->locks.v[i].relation))
            return true;
    return false;
}

/* A new column of the locked table is filled: backfill-in-ddl. */
static bool is_backfill(const struct rule_input *in, object_id held)
{
    const struct change *c = in->statement->changes.n ? &in->statement->changes.v[0] : NULL;
    if (!c || c->verb != CHANGE_ROWS || c->rows->verb != ROWS_UPDATE || c->object != held)
        return false;
    for (size_t i = 0; i < c->rows->set.n; i++)
        if (ask_new(in, c->rows->set.v[i].id))
            return true;
    return false;
}

void rule_statement_while_holding_ax(const struct rule_input *in)
{
    object_id held = 0;
    if (in->effect->transaction != TX_YES || in->at->backfill || !is_long(in) ||
        !ask_holds_any(in, LOCK_ACCESS_EXCLUSIVE, &held) || !is_on_live(in) ||
        is_backfill(in, held) || locks_itself(in, held))
        return;
    const struct object *locked = ask_object(in, held);
    str t = locked ? locked->name : S("a table");
    struct finding *f = say(in);
    say_message(in, f, STR_FMT " runs while the transaction keeps \"" STR_FMT "\" locked",
                STR_ARG(in->statement->verb.n ? in->statement->verb : S("the statement")),
                STR_ARG(t));
    say_happens(in, f,
                "An earlier statement holds ACCESS EXCLUSIVE on \"" STR_FMT
                "\" to the end of the transaction, so nobody can read or write that table until "
                "this one is over: for as long as its rows take, not for a moment.",
                STR_ARG(t));
    if (!has_rule(in))
        say_instead(in, f, NEXT_FILE STR_FMT ";\n", STR_ARG(in->statement->text));
    say_advice(in, f, "Put it into a file, and so a transaction, of its own.");
}
