/* assess/risk.c: five scores with their reasons, and one level.
 *
 * Does      score availability, data, compatibility, reversibility and resources from 0 to 4
 * Does not  know sizes and traffic: a table in use is taken for large and busy, and the reason says so
 * See       docs/RULES.md#risk
 */
#include "assess/assess_int.h"

struct score {
    uint8_t score;
    const char *reason;
};

static struct score availability(const struct assess *as, const struct assessment *x)
{
    const struct effect *e = &x->effect;
    enum blocks blocks = BLOCKS_NONE;
    bool is_long = e->work & (WORK_LONG | WORK_WAITS);
    for (size_t i = 0; i < e->locks.n; i++)
        if (!(is_long && e->locks.v[i].at_end) && live_relation(as, e->locks.v[i].relation) &&
            lock_blocks(e->locks.v[i].mode) > blocks)
            blocks = lock_blocks(e->locks.v[i].mode);
    for (size_t i = 0; is_long && i < as->held.n; i++)
        if (live_relation(as, as->held.v[i].relation) && lock_blocks(as->held.v[i].mode) > blocks)
            blocks = lock_blocks(as->held.v[i].mode);
    if (blocks < BLOCKS_WRITES)
        return (struct score){ 0, NULL };
    if (is_long)
        return (struct score){
            3,
            blocks == BLOCKS_ALL
                ? "reads and writes wait as long as the work takes; size and traffic are not known"
                : "writes wait as long as the work takes; size and traffic are not known"
        };
    return as->opts.runner
               ? (struct
                  score){ 1, "the lock is brief, and afloat does not let others queue behind it" }
               : (struct score){
                     2, "the lock is brief, but everybody waits while it waits for others"
                 };
}

static struct score data(const struct assessment *x)
{
    const struct effect *e = &x->effect;
    if (x->cls == EFFECT_DESTRUCTIVE)
        return (struct score){ 4, "values that are there are gone" };
    if (x->cls == EFFECT_UNKNOWN)
        return (struct score){ 3, "what happens to the data is not known" };
    if (e->work & WORK_VALIDATE)
        return (struct score){ 2, "it may fail on rows that are there" };
    if (x->cls == EFFECT_ROWS && e->way_back >= BACK_LOSES_OLD)
        return (struct score){ 2, "values that are there are changed" };
    if (x->cls == EFFECT_ROWS && e->way_back != BACK_EXACT)
        return (struct score){ 1, "rows are added" };
    return (struct score){ 0, NULL };
}

static struct score compatibility(const struct assessment *x)
{
    static const struct score scores[] = {
        [EFFECT_ADDITIVE] = { 0, NULL },
        [EFFECT_HEAVY] = { 0, NULL },
        [EFFECT_RESTRICTING] = { 2, "writes of code that is running may be refused" },
        [EFFECT_BREAKING] = { 3, "code that is running fails" },
        [EFFECT_DESTRUCTIVE] = { 3, "code that is running fails" },
        [EFFECT_ROWS] = { 1, "code that is running sees other values" },
        [EFFECT_UNKNOWN] = { 3, "what it does to code that is running is not known" },
    };
    return scores[x->cls];
}

static struct score reversibility(const struct assessment *x)
{
    switch (x->effect.way_back) {
    case BACK_EXACT:
        return (struct score){ 0, NULL };
    case BACK_REBUILD:
        return (struct score){ 1, "the way back builds or checks it again" };
    case BACK_LOSES_NEW:
        return (struct score){ 1, "the way back loses what was written since" };
    case BACK_LOSES_OLD:
        return x->cls == EFFECT_DESTRUCTIVE
                   ? (struct score){ 4, "there is no way back without a copy" }
                   : (struct score){ 3, "the values before are gone unless a copy is kept" };
    case BACK_NONE:
        break;
    }
    return x->cls == EFFECT_ADDITIVE ? (struct score){ 2, "it cannot be taken away again" }
                                     : (struct score){ 4, "no way back is known" };
}

static struct score resources(const struct assessment *x)
{
    unsigned work = x->effect.work;
    if (work & WORK_REWRITE)
        return (struct score){ 3,
                               "the table is written again: disk, log and replicas have to take it;"
                               " its size is not known" };
    if (work & WORK_BUILD)
        return (struct score){ 2, "an index is written: its size is not known" };
    if (work & WORK_LONG)
        return (struct score){ 1, "the table is read whole: its size is not known" };
    return (struct score){ 0, NULL };
}

static const char *level_of(const struct risk *r)
{
    static const char *const levels[] = { "low", "low", "medium", "high", "critical" };
    unsigned most = 0, high = 0;
    for (size_t i = 0; i < RISK__COUNT; i++) {
        if (r->score[i] > most)
            most = r->score[i];
        high += r->score[i] >= 3;
    }
    return levels[most < 4 && high > 1 ? most + 1 : most];
}

void risk_of(struct assess *as, const struct assessment *x, bool live, struct risk *out)
{
    struct score scores[RISK__COUNT] = { { 0, NULL } };
    if (live) {
        scores[RISK_AVAILABILITY] = availability(as, x);
        scores[RISK_DATA] = data(x);
        scores[RISK_COMPATIBILITY] = compatibility(x);
        scores[RISK_REVERSIBILITY] = reversibility(x);
        scores[RISK_RESOURCES] = resources(x);
    }
    *out = (struct risk){ 0 };
    for (size_t i = 0; i < RISK__COUNT; i++) {
        out->score[i] = scores[i].score;
        out->reason[i] = str_of(scores[i].reason);
    }
    out->level = level_of(out);
}

enum strategy strategy_of(const struct assessment *x, bool live)
{
    const struct effect *e = &x->effect;
    bool slow = e->work & WORK_LONG;
    if (e->fails || x->cls == EFFECT_UNKNOWN)
        return STRATEGY_MANUAL;
    if (!live)
        return STRATEGY_SINGLE;
    if (x->cls == EFFECT_BREAKING || x->cls == EFFECT_DESTRUCTIVE)
        return STRATEGY_EXPAND;
    if (x->cls == EFFECT_ROWS)
        return slow ? STRATEGY_ONLINE : STRATEGY_SINGLE;
    return slow && e->blocks >= BLOCKS_WRITES ? STRATEGY_ONLINE : STRATEGY_SINGLE;
}

const char *severity_word(enum severity s)
{
    static const char *const words[] = { "off", "info", "warning", "error" };
    return words[s];
}

const char *confidence_word(enum confidence c)
{
    static const char *const words[] = { "static", "replayed", "traced", "live" };
    return words[c];
}

const char *strategy_word(enum strategy s)
{
    static const char *const words[] = { "single-step", "online-rewrite", "expand-contract",
                                         "manual" };
    return words[s];
}

const char *risk_word(enum risk_axis r)
{
    static const char *const words[] = { "availability", "data", "compatibility", "reversibility",
                                         "resources" };
    return words[r];
}
