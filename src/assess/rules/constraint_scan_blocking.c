/* assess/rules/constraint_scan_blocking.c: a new check is checked for every row while nobody can use the table.
 *
 * Does      find ADD CHECK, and NOT NULL as a constraint, without NOT VALID on a table in use
 * Does not  look at checks written at a new column (add-column-inline-check), at domains
 * See       assess/rules/constraint-scan-blocking.sql
 */
#include "assess/rule_sql.h"

void rule_constraint_scan_blocking(const struct rule_input *in);

/* The name that the next file validates: the server gives one that can be told beforehand, but not always. */
static str with_name(const struct rule_input *in, str k)
{
    str clause = ask_clause(in);
    if (in->change->path.name.n)
        return clause;
    return str_printf(in->mem, "CONSTRAINT " STR_FMT " " STR_FMT, STR_ARG(k), STR_ARG(clause));
}

void rule_constraint_scan_blocking(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *table = ask_relation(in);
    if (c->verb != CHANGE_CREATE || (c->kind != KIND_CHECK && c->kind != KIND_NOT_NULL) ||
        (c->flags & CHANGE_INLINE) || !ask_written(in) || !ask_on_live(in) ||
        !(in->change_effect->work & WORK_SCAN) || (table && table->kind == KIND_DOMAIN))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in), k = ask_own_name(in, "check");
    str clause = with_name(in, k);
    say_message(in, f, "the new %s is checked for every row of \"" STR_FMT "\"", kind_word(c->kind),
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table while each row is looked at: "
                        "for as long as the table is large.",
                STR_ARG(waits));
    say_instead(in, f,
                STR_FMT "ALTER TABLE " STR_FMT " ADD " STR_FMT " NOT VALID;\n" NEXT_FILE
                        "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                STR_ARG(ask_rest(in)), STR_ARG(t), STR_ARG(clause), STR_ARG(t), STR_ARG(k));
    say_fix(in, f, (struct range){ c->range.offset + c->range.length, 0 }, S(" NOT VALID"));
    say_advice(in, f,
               "NOT VALID spares the rows that are there; VALIDATE reads them while reads and "
               "writes go on, and has to be in a later transaction than the constraint.");
}
