/* assess/assess.c: statements in order on a schema: effect, class, risk, strategy, findings.
 *
 * Does      read, bind, judge, fold each statement; follow transactions, sessions, up and down sections
 * Does not  know hazards (rules/), locks (effects/)
 * Shape     a file: its ups, then its downs on the schema after them; then the ups once more, so that the
 *           next file finds what it will find
 * Errors    none
 * See       assess/assess.h
 */
#include "assess/assess_int.h"
#include "ddl/read.h"

enum { UPS_BYTES_MAX = 16 << 20 }; /* of a file that has a down; a larger one is not put back */

static void unit_done(void *p)
{
    arena_done(p);
}

struct assess *assess_begin(arena *a, const struct assess_opts *opts, struct schema *schema)
{
    struct assess *as = arena_new(a, struct assess, 1);
    as->mem = a;
    as->opts = *opts;
    as->schema = schema;
    as->ordinal = UINT32_MAX;
    as->up.first_schema = as->up.first_rows = UINT32_MAX;
    as->down = as->up;
    arena_init(&as->unit);
    arena_init(&as->said);
    arena_defer(a, unit_done, &as->unit);
    arena_defer(a, unit_done, &as->said);
    session_begin(as);
    return as;
}

static void unit_reset(struct assess *as)
{
    arena_done(&as->unit);
    arena_init(&as->unit);
    as->now = (struct assessment){ 0 };
    as->bind_errors = (struct bind_error_list){ 0 };
}

/* For the next statement, file or set. */
static void begin(struct assess *as)
{
    unit_reset(as);
    arena_done(&as->said);
    arena_init(&as->said);
}

static struct statement *read_and_bind(struct assess *as, str text)
{
    struct ddl_opts opts = { .dialect = as->opts.effect.dialect,
                             .modes = as->opts.modes,
                             .version = as->opts.effect.version };
    struct statement *st = arena_new(&as->unit, struct statement, 1);
    ddl_read(&as->unit, &opts, text, st);
    schema_bind(&as->unit, as->schema, st, &as->bind_errors);
    absent_mark(as, st);
    return st;
}

static void fold(struct assess *as, struct statement *st)
{
    absent_note(as, st);
    schema_fold(as->schema, st);
}

static void replay(struct assess *as, str text)
{
    unit_reset(as);
    fold(as, read_and_bind(as, text));
}

/* After the downs of a file: its ups once more. */
static void put_back(struct assess *as)
{
    for (size_t i = 0; as->down_seen && i < as->ups.n; i++)
        replay(as, as->ups.v[i]);
    as->down_seen = false;
    as->ups.n = 0;
    as->ups_bytes = 0;
}

void assess_file(struct assess *as, const struct assess_file *file)
{
    bool gone = file->past == PAST_DELETED;
    put_back(as);
    as->file = *file;
    as->ordinal++;
    as->clock++;
    if (!file->applied && (!as->first_new || file->apart))
        as->first_new = as->clock;
    schema_set_clock(as->schema, as->clock);
    as->own_transaction = false;
    as->up = (struct tally){ .first_schema = UINT32_MAX, .first_rows = UINT32_MAX };
    as->down = as->up;
    as->locked = false;
    held_clear(as);
    session_begin(as);
    inverse_begin(as);
    as->altered.n = 0;
    memset(as->kept_here, 0, sizeof as->kept_here);
    allow_file(as);
    *vec_push(as->mem, &as->files) =
        (struct seen_file){ .path = str_copy(as->mem, file->path),
                            .version = gone ? (str){ 0 } : str_copy(as->mem, file->version),
                            .name = str_copy(as->mem, file->name),
                            .ordinal = as->ordinal,
                            .applied = file->applied,
                            .apart = file->apart,
                            .repeatable = file->repeatable };
}

static void follow_section(struct assess *as, const struct assess_statement *at)
{
    if (at->down && !as->down_seen) {
        as->down_seen = true;
        as->own_transaction = as->locked = false;
        held_clear(as);
        session_begin(as);
    }
    if (at->down || !as->file.has_down || as->ups_bytes + at->text.n > UPS_BYTES_MAX)
        return;
    as->ups_bytes += at->text.n;
    *vec_push(as->mem, &as->ups) = str_copy(as->mem, at->text);
}

static struct rule_input input_of(struct assess *as, const struct assess_statement *at)
{
    return (struct rule_input){
        .mem = &as->said,
        .as = as,
        .own = as,
        .opts = &as->opts,
        .schema = as->schema,
        .file = &as->file,
        .at = at,
        .statement = as->now.statement,
        .effect = &as->now.effect,
        .out = &as->now.findings,
    };
}

static void judge(struct assess *as, const struct assess_statement *at, const struct statement *st)
{
    struct assessment *x = &as->now;
    x->statement = st;
    as->session.in_transaction = at->transaction || as->own_transaction;
    effect_of(&as->unit, &as->session, as->schema, st, &x->effect);
    if (x->effect.transaction == TX_COMMITS)
        held_clear(as);
    bool live = live_statement(as, st, &x->effect);
    bool known = x->effect.cls != EFFECT_UNKNOWN && x->effect.cls != EFFECT_ROWS;
    x->cls = !live && known ? EFFECT_ADDITIVE : x->effect.cls;
    x->confidence = as->confidence = live_confidence(as, st, &x->effect);
    x->strategy = strategy_of(x, live);
    risk_of(as, x, live, &x->risk);
}

static bool is_schema_change(const struct change *c)
{
    return c->verb <= CHANGE_MOVE && !(c->flags & CHANGE_TEMPORARY);
}

static void note(uint32_t *count, uint32_t *first, uint32_t ordinal)
{
    (*count)++;
    if (first && *first == UINT32_MAX)
        *first = ordinal;
}

static void tally_add(struct assess *as, const struct assess_statement *at,
                      const struct statement *st)
{
    struct tally *t = at->down ? &as->down : &as->up;
    const struct effect *e = &as->now.effect;
    bool schema = false, rows = false;
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        schema = schema || is_schema_change(c);
        rows = rows || (c->verb == CHANGE_ROWS && c->rows && c->rows->verb != ROWS_SELECT);
    }
    t->statements++;
    t->opaque += st->opaque;
    t->never_in_transaction += e->transaction == TX_NEVER;
    t->commits += e->transaction == TX_COMMITS;
    if (schema)
        note(&t->schema, &t->first_schema, at->ordinal);
    if (rows)
        note(&t->rows, &t->first_rows, at->ordinal);
    for (size_t i = 0; i < e->locks.n; i++)
        if (live_relation(as, e->locks.v[i].relation)) {
            t->live_relations += lock_blocks(e->locks.v[i].mode) == BLOCKS_ALL;
            as->locked = as->locked || lock_blocks(e->locks.v[i].mode) >= BLOCKS_DDL;
        }
}

static void follow_transaction(struct assess *as, const struct assess_statement *at,
                               const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        if (c->verb != CHANGE_CONTROL)
            continue;
        if (c->control == CONTROL_BEGIN)
            as->own_transaction = true;
        else if (c->control == CONTROL_COMMIT || c->control == CONTROL_ROLLBACK)
            as->own_transaction = false;
    }
    bool inside = at->transaction || as->own_transaction;
    /* The runner commits before what cannot be in a transaction. */
    bool apart = as->now.effect.transaction == TX_NEVER && !as->own_transaction;
    if (!inside || apart || as->now.effect.transaction == TX_COMMITS)
        held_clear(as);
    else if (as->now.effect.transaction == TX_YES)
        held_add(as, &as->now.effect);
}

const struct assessment *assess_statement(struct assess *as, const struct assess_statement *at)
{
    begin(as);
    if (as->file.applied) {
        if (!at->down)
            fold(as, read_and_bind(as, at->text));
        return &as->now;
    }
    follow_section(as, at);
    if (!at->transaction && !as->own_transaction)
        held_clear(as);
    struct statement *st = read_and_bind(as, at->text);
    judge(as, at, st);
    struct rule_input in = input_of(as, at);
    in.opts = &(struct assess_opts){ .effect = as->session,
                                     .settings = settings_of(as),
                                     .modes = as->opts.modes,
                                     .runner = as->opts.runner,
                                     .live = as->opts.live };
    rules_bind_errors(as, &in);
    rules_run(as, &in, SCOPE_CHANGE);
    rules_run(as, &in, SCOPE_STATEMENT);
    contract_step(&in);
    allow_statement(as, &in);
    tally_add(as, at, st);
    follow_transaction(as, at, st);
    session_note(as, st, at->transaction || as->own_transaction);
    as->opaque_before = as->opaque_before || st->opaque;
    as->opaque_here = as->opaque_here || st->opaque;
    if (!at->down)
        later_note(as, st);
    if (!at->down && as->file.has_down)
        inverse_note(as, st);
    fold(as, st);
    return &as->now;
}

void assess_file_end(struct assess *as, struct finding_list *out)
{
    *out = (struct finding_list){ 0 };
    begin(as);
    struct rule_input in = input_of(as, NULL);
    in.out = out;
    if (as->file.past) {
        as->confidence = CONFIDENCE_REPLAYED;
        rules_run(as, &in, SCOPE_PAST);
        allow_of_file(as, &in);
    } else if (!as->file.applied) {
        as->confidence = as->opaque_before ? CONFIDENCE_STATIC : CONFIDENCE_REPLAYED;
        inverse_compare(as);
        rules_run(as, &in, SCOPE_FILE);
        allow_file_end(as, &in);
    }
    put_back(as);
}

void assess_unread(struct assess *as)
{
    put_back(as);
    schema_open(as->schema);
    as->absent = (struct map){ 0 };
    as->opaque_before = true;
}

bool assess_end(struct assess *as, struct finding_list *out)
{
    bool first = !as->ended;
    *out = (struct finding_list){ 0 };
    begin(as);
    if (first)
        put_back(as);
    as->ended = true;
    as->file = (struct assess_file){ 0 };
    struct rule_input in = input_of(as, NULL);
    in.out = out;
    if (first)
        rules_run(as, &in, SCOPE_SET);
    else if (as->judged < as->kept.n)
        later_run(as, &in, as->judged++);
    else
        return false;
    return true;
}
