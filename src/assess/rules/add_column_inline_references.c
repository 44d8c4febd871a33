/* assess/rules/add_column_inline_references.c: REFERENCES at a new column locks two tables at once.
 *
 * Does      find it on a table in use: an error where the rows are looked up (a default), else a warning
 * See       assess/rules/add-column-inline-references.sql
 */
#include "assess/rule_sql.h"

void rule_add_column_inline_references(const struct rule_input *in);

/* The other table is new, and the column empty: the lock is that of ADD COLUMN. */
static bool is_free(const struct rule_input *in)
{
    const struct edit *to = change_edit(in->change, ATTR_REFERENCES);
    return !(in->change_effect->work & WORK_SCAN) && to && to->value.kind == VALUE_REF &&
           ask_new(in, to->value.ref->id);
}

static str key_text(const struct rule_input *in)
{
    str clause = ask_clause(in), lower = str_lower(in->mem, clause);
    size_t at = str_find(lower, S("references"));
    return at == STR_NONE ? (str){ 0 } : str_skip(clause, at);
}

void rule_add_column_inline_references(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_COLUMNS);
    if (!ask_is(in, CHANGE_CREATE, KIND_FOREIGN_KEY) || !(c->flags & CHANGE_INLINE) || !e ||
        !ask_on_live(in) || is_free(in))
        return;
    bool scans = (in->change_effect->work & WORK_SCAN) != 0;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in), k = ask_own_name(in, "fkey"), key = key_text(in);
    str columns = ask_columns(in, &e->value);
    if (!scans && f->severity > SEVERITY_WARNING)
        f->severity = SEVERITY_WARNING;
    say_message(in, f, "REFERENCES at the new column of \"" STR_FMT "\" %s", STR_ARG(ask_said(in)),
                scans ? "looks up every row while both tables are locked"
                      : "locks both tables at once");
    say_happens(in, f, STR_FMT ", and \"" STR_FMT "\" is locked against reads too%s.",
                STR_ARG(waits), STR_ARG(ask_said(in)),
                scans ? "; both stay locked while each row is looked up: for as long as the table "
                        "is large"
                      : "; both locks are held for a moment, to the end of the transaction");
    say_instead(in, f,
                STR_FMT NEXT_FILE "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT
                                  " FOREIGN KEY (" STR_FMT ") " STR_FMT " NOT VALID;\n" NEXT_FILE
                                  "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                STR_ARG(ask_rest(in)), STR_ARG(t), STR_ARG(k), STR_ARG(columns), STR_ARG(key),
                STR_ARG(t), STR_ARG(k));
    say_advice(in, f,
               "VALIDATE looks the rows up while reads and writes of both tables go on; it has to "
               "be in a later transaction than the constraint.");
}
