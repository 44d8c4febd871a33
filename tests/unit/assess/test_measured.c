/* tests/unit/assess/test_measured.c: the rules against what PostgreSQL was seen to do.
 *
 * Every statement of the effects' own test, which was run on real servers, is linted: what blocks a table in use
 * while it reads or writes it whole is found, and an error is not given for what is over in a moment and breaks
 * nothing.
 */
#include "../effects/test_postgres.c"

#include "assess/rule.h"
#include "ddl/outline.h"

struct verdict {
    bool blocks, works, fails, breaks;
    enum severity worst;
    str found;
};

static bool locks_others(const struct schema *s, const struct effect *e)
{
    for (size_t i = 0; i < e->locks.n; i++) {
        const struct object *o = schema_get(s, e->locks.v[i].relation);
        if (lock_blocks(e->locks.v[i].mode) >= BLOCKS_WRITES && (!o || o->state != STATE_COMING))
            return true;
    }
    return false;
}

static struct verdict verdict_of(arena *a, const struct effect_case *c)
{
    struct effect_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };
    struct schema *s = schema_after(a, &opts, setup);
    opts.version = c->version;
    struct assess_opts o = { .effect = opts, .runner = true, .live = true };
    struct assess *as = assess_begin(a, &o, s);
    struct outline outline;
    outline_read(a, opts.dialect, 0, opts.version, str_of(c->sql), &outline);
    assess_file(as, &(struct assess_file){ .version = S("1"), .native = true });
    const struct assessment *x =
        assess_statement(as, &(struct assess_statement){ .text = str_of(c->sql),
                                                         .transaction = outline.in_transaction });
    const struct effect *e = &x->effect;
    struct verdict v = { .blocks = locks_others(s, e),
                         .works = e->work & (WORK_SCAN | WORK_REWRITE | WORK_BUILD),
                         .fails = e->fails,
                         .breaks = x->cls >= EFFECT_BREAKING };
    struct buf found = buf_on(a);
    for (size_t i = 0; i < x->findings.n; i++) {
        buf_printf(&found, " %s", x->findings.v[i].rule->slug);
        if (x->findings.v[i].severity > v.worst)
            v.worst = x->findings.v[i].severity;
    }
    v.found = buf_view(&found);
    return v;
}

static void complain_of(arena *a, const struct effect_case *c, const struct verdict *v,
                        const char *what, unsigned *bad)
{
    (*bad)++;
    test_note(
        str_printf(a, "%s: %d %s: found" STR_FMT, what, c->version, c->sql, STR_ARG(v->found)));
}

TEST(what_was_measured_is_found)
{
    unsigned bad = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct effect_case *c = &cases[i];
        struct verdict v = verdict_of(a, c);
        bool read = !str_eq(str_of(c->row), S("opaque"));
        /* Readers go on, and nobody but a refresh writes to it. */
        bool calm = str_starts(str_of(c->sql), S("REFRESH MATERIALIZED VIEW CONCURRENTLY"));
        if (read && !calm && ((v.blocks && v.works) || v.fails) && v.worst < SEVERITY_WARNING)
            complain_of(a, c, &v, "not found", &bad);
        if (v.worst == SEVERITY_ERROR && !(v.blocks && v.works) && !v.fails && !v.breaks &&
            str_find(v.found, S("unknown-object")) == STR_NONE &&
            str_find(v.found, S("tx-nested")) == STR_NONE)
            complain_of(a, c, &v, "an error for what does no harm", &bad);
    }
    EXPECT_INT(bad, 0);
}
