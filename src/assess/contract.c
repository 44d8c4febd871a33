/* assess/contract.c: findings of a statement that is held back for the contract phase.
 *
 * Does      tell the drops, renames and other ends of an old shape as notes: they are announced, and run when no
 *           released code uses it any more
 * Does not  excuse locks, rewrites, or what may fail on rows: the statement has those then, too
 * See       assess/assess.h: struct assess_statement.contract
 */
#include "assess/assess_int.h"

#include <string.h>

static bool ends_old_shape(const struct rule *r)
{
    static const char *const slugs[] = {
        "drop-column",       "drop-table",         "drop-schema",
        "drop-cascade",      "drop-constraint",    "drop-fk",
        "drop-index",        "drop-view",          "default-dropped",
        "rename-table",      "rename-column",      "rename-schema",
        "rename-enum-value", "change-type-compat",
    };
    for (size_t i = 0; i < COUNT_OF(slugs); i++)
        if (strcmp(r->slug, slugs[i]) == 0)
            return true;
    return false;
}

static enum severity noted(enum severity s)
{
    return s > SEVERITY_INFO ? SEVERITY_INFO : s;
}

/* What rules look at again after the last file. */
static void note_kept(const struct rule_input *in)
{
    struct assess *as = in->own;
    for (size_t i = as->kept.n; i-- > 0;) {
        struct kept *k = &as->kept.v[i];
        if (k->file != as->ordinal || k->statement != in->at->ordinal)
            return;
        if (ends_old_shape(k->rule))
            k->severity = noted(k->severity);
    }
}

void contract_step(const struct rule_input *in)
{
    if (!in->at->contract)
        return;
    if (!in->at->down)
        note_kept(in);
    for (size_t i = 0; i < in->out->n; i++) {
        struct finding *f = &in->out->v[i];
        if (!ends_old_shape(f->rule))
            continue;
        f->severity = noted(f->severity);
        f->instead = (str){ 0 };
        f->fix = NULL;
        f->advice = S("It is held back for the contract phase: let it run when no released code "
                      "uses it any more, and the counters of the server show that.");
    }
}
