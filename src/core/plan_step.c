/* core/plan_step.c: the next statement of a migration that stopped half way, for its journal row (core/plan.h). */
#include "core/plan_int.h"
#include "core/run_int.h"

static bool refuse_prefix(const struct migration *m, int64_t step, struct err *err)
{
    struct place place = { .file = m->file };

    err_set(err, ERR_PREFIX_CHANGED, "migration \"" STR_FMT "\" was changed above statement %lld",
            STR_ARG(m->version), (long long)step);
    err_hint(err, "Put the statements that ran back as they were.");
    return err_at(err, &place);
}

bool plan_next_row(arena *a, const struct conn *c, const struct migration *m,
                   const struct journal_row *last, struct journal_row *row, struct err *err)
{
    struct script_source source = plan_file_source(m, last->dir, c);
    struct script *script;
    struct stmt st;
    str chain = S("");
    bool end = false, masked;

    source.ctx = NULL; /* notes were told when the project was loaded */
    row->prefix_sum = (str){ 0 };
    script = script_open(a, &source, err);
    while (script && script_next(script, &st, &end, err) && !end) {
        chain = run_chain(a, c, chain, st.raw);
        if (st.number == last->step && !str_eq(chain, last->prefix_sum))
            return refuse_prefix(m, st.number, err);
        if (st.number < row->step)
            continue;
        row->prefix_sum = chain;
        row->statement = outline_mask(a, c->dialect, st.shown, &masked);
        return true;
    }
    return err->code == ERR_NONE;
}

int64_t plan_statements(const struct plan *plan)
{
    int64_t n = 0;

    for (size_t i = 0; i < plan->items.n; i++)
        n += plan->items.v[i].shape.statements;
    return n;
}
