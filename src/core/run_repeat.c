/* core/run_repeat.c: repeatable files in a transaction, where schema changes are undone with it; see core/run_repeat.h.
 *
 * Does      make files in rounds until all are made or none more can be, with another text where one cannot stand
 * Does not  choose what runs (core/plan_repeat.c), make one file (core/run_make.c), see that a migration is held up
 *           (core/run_way.c)
 * Shape     todo = has to be made before this transaction ends; rows are written behind the row of the migration
 */
#include "base/clock.h"
#include "base/fault.h"
#include "core/format.h"
#include "core/run_int.h"

static struct plan_repeat *repeats(const struct run *r)
{
    return r->plan->repeats.v;
}

void run_repeat_init(struct run *r)
{
    size_t n = r->plan->repeats.n;

    if (!n)
        return;
    r->repeat = arena_new(r->mem, struct repeat_run, 1);
    r->repeat->todo = arena_new(r->mem, bool, n);
    r->repeat->made_in = arena_new(r->mem, size_t, n);
    r->repeat->gone_in = arena_new(r->mem, size_t, n);
    r->repeat->row = arena_new(r->mem, const struct plan_repeat *, n);
    r->repeat->way_item = SIZE_MAX;
}

void run_repeat_rewind(struct run *r)
{
    struct repeat_run *p = r->repeat;

    for (size_t i = 0; p && i < r->plan->repeats.n; i++) {
        p->todo[i] = false;
        p->row[i] = NULL;
        if (p->made_in[i] > r->at.item)
            p->made_in[i] = 0;
        if (p->gone_in[i] > r->at.item)
            p->gone_in[i] = 0;
    }
    while (p && p->kept.n && p->kept.v[p->kept.n - 1].dropped_in > r->at.item)
        p->kept.n--;
    for (size_t i = 0; p && i < p->kept.n; i++)
        if (p->kept.v[i].given_in > r->at.item)
            p->kept.v[i].given_in = 0;
}

/* The text names what is not there, or uses it as what it is not: only that is a reason for the other text. */
static bool cannot_stand(const struct err *err)
{
    bool definition = strncmp(err->sqlstate, "42", 2) == 0 && strcmp(err->sqlstate, "42501") != 0;

    return run_is_missing(err) || (err->fail == FAIL_OTHER && definition);
}

/* In place of a text that cannot stand. False: *err tells of the first, unless the other one failed in another way. */
static bool try_other(struct run *r, size_t item, size_t index, const struct script_source *other,
                      struct err *err)
{
    struct err second;
    bool ok;

    if (!other->format || !cannot_stand(err))
        return false;
    err_init(&second);
    ok = run_make_text(r, item, index, other, &second);
    if (ok)
        err_clear(err);
    if (!ok && !cannot_stand(&second)) {
        err_clear(err);
        err_copy(err, &second);
    }
    err_done(&second);
    return ok;
}

/* What is only missing may come with another file: then the alternative is the last resort. */
static bool may_give_up(const struct run *r, const struct plan_repeat *p, const struct err *err)
{
    return p->alternative && (r->repeat->last_resort || !run_is_missing(err));
}

static void put_alternative(struct run *r, size_t item, size_t index)
{
    const struct plan_repeat *alt = repeats(r)[index].alternative;
    bool moment = r->plan->round && alt->flags & ENTRY_REDO;

    r->repeat->row[index] = alt;
    r->repeat->made_in[index] = moment ? 0 : item + 1;
    r->repeat->gone_in[index] = moment ? item + 1 : 0;
}

/* The wanted text; within a migration also another one: that which stood there, when the wanted one has to wait for
 * more; in a down the alternative, when what stood there cannot any more. */
static bool make_one(struct run *r, size_t item, size_t index, struct err *err)
{
    struct plan_repeat *p = &repeats(r)[index];
    const struct plan_item *within = &r->plan->items.v[item];

    r->repeat->row[index] = NULL;
    if (run_make_text(r, item, index, &p->source, err)) {
        if (!p->changed && !r->repeat->gone_in[index])
            return true;
        r->repeat->made_in[index] = item + 1;
        r->repeat->row[index] = p;
        return true;
    }
    if (within->repeat)
        return false;
    if (p->changed && try_other(r, item, index, &p->before, err)) {
        r->repeat->made_in[index] = 0;
        return true;
    }
    if (within->dir == DIR_UP || !may_give_up(r, p, err) ||
        !try_other(r, item, index, &p->alternative->source, err))
        return false;
    put_alternative(r, item, index);
    return true;
}

/* ---- all of them ---- */

static bool any_todo(const struct run *r)
{
    for (size_t i = 0; i < r->plan->repeats.n; i++)
        if (r->repeat->todo[i])
            return true;
    return false;
}

struct round {
    bool progress;
    struct err first; /* error that another round may mend … */
    str version;      /* … of this file */
    int64_t step;
    bool waits; /* … which only waits for another file */
};

static bool word_byte(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool has_word(str text, str word)
{
    size_t at;

    for (; (at = str_find(text, word)) != STR_NONE; text = str_skip(text, at + word.n)) {
        bool before = at && word_byte(text.p[at - 1]);
        bool after = at + word.n < text.n && word_byte(text.p[at + word.n]);

        if (!before && !after)
            return true;
    }
    return false;
}

/* Do the words name what a file makes that is not made yet? Then the cause is the error of that one. */
static bool waits_for_file(const struct run *r, size_t index, str words)
{
    for (size_t i = 0; i < r->plan->repeats.n; i++)
        for (size_t k = 0; i != index && r->repeat->todo[i] && k < repeats(r)[i].makes.n; k++)
            if (has_word(words, repeats(r)[i].makes.v[k].name))
                return true;
    return false;
}

/* The error that is told if no round mends it: the first one that is not the consequence of another. */
static void keep_error(struct run *r, size_t index, struct round *out, const struct err *err)
{
    bool waits = waits_for_file(r, index, err->database);

    if (out->first.code != ERR_NONE && (!out->waits || waits))
        return;
    err_clear(&out->first);
    err_copy(&out->first, err);
    out->version = repeats(r)[index].version;
    out->step = r->report->failed_step;
    out->waits = waits;
}

/* One go at each. */
static bool round_of(struct run *r, size_t item, struct round *out, struct err *err)
{
    out->progress = false;
    for (size_t i = 0; i < r->plan->repeats.n; i++) {
        if (!r->repeat->todo[i])
            continue;
        if (make_one(r, item, i, err)) {
            out->progress = true;
            if (r->repeat->last_resort)
                return true;
            continue;
        }
        if (!run_is_missing(err))
            return false;
        keep_error(r, i, out, err);
        err_clear(err);
    }
    return true;
}

static bool make_all(struct run *r, size_t item, struct err *err)
{
    struct round round = { .progress = true };
    bool ok = true;

    while (ok && round.progress && any_todo(r)) {
        err_init(&round.first);
        r->report->failed_version = (str){ 0 };
        r->report->failed_step = 0;
        ok = round_of(r, item, &round, err);
        if (ok && !round.progress && !r->repeat->last_resort) {
            round.progress = r->repeat->last_resort = true;
        } else if (ok && !round.progress) {
            err_copy(err, &round.first);
            r->report->failed_version = round.version;
            r->report->failed_step = round.step;
            ok = false;
        } else {
            r->repeat->last_resort = false;
        }
        err_done(&round.first);
    }
    r->repeat->last_resort = false;
    return ok;
}

/* ---- rows ---- */

static bool text_of(arena *a, const struct plan_repeat *p, str *out, struct err *err)
{
    *out = p->source.text;
    return !p->source.mig || migration_text(a, p->mig, DIR_UP, out, err);
}

bool run_repeat_entry(arena *a, struct run *r, const struct plan_repeat *p, struct entry *e,
                      str *out_text, struct err *err)
{
    str text;

    *e = (struct entry){
        .version = p->version,
        .name = p->name,
        .event = EVENT_OF_REPEATABLE,
        .applied = !p->gone,
        .format = str_of(p->source.mig ? p->mig->format->name : p->source.format->name),
        .up = { p->text_sum.p ? p->text_sum : S(""), p->code_sum.p ? p->code_sum : S("") },
        .down = { p->gone || !p->sum.p ? S("") : p->sum, S("") },
        .flags = p->flags,
        .reason = S(""),
        .actor = r->lock->run.actor,
        .run_id = r->lock->run.id,
        .epoch = r->lock->run.epoch,
        .duration_ms = (clock_mono_us() - r->item_started_us) / 1000
    };
    *out_text = (str){ 0 };
    if (p->gone)
        return true;
    if (!text_of(a, p, &text, err))
        return false;
    *out_text = history_keep_down(a, r->conn, text, e);
    return true;
}

static bool put_row(struct run *r, size_t item, const struct plan_repeat *p, struct err *err)
{
    struct sent what = { .kind = SENT_HISTORY, .item = item };
    struct entry e;
    str text, sql;

    if (!run_repeat_entry(&r->scratch, r, p, &e, &text, err))
        return false;
    history_seal(&r->scratch, r->state, &e);
    sql = history_insert_sql(&r->scratch, r->conn, r->lock->tables, &r->lock->run, &e, text);
    fault_point("history-insert");
    if (!window_send(r, &what, sql, REQ_BOOKKEEPING, err))
        return false;
    history_advance(r->state, &e);
    r->state->last_hash = str_copy(r->mem, r->state->last_hash);
    return true;
}

bool run_repeat_rows(struct run *r, size_t item, struct err *err)
{
    for (size_t i = 0; r->repeat && i < r->plan->repeats.n; i++) {
        if (r->repeat->row[i] && !put_row(r, item, r->repeat->row[i], err))
            return false;
        r->repeat->row[i] = NULL;
    }
    return true;
}

/* ---- within a migration ---- */

bool run_repeat_clear(struct run *r, size_t item, struct err *err)
{
    struct repeat_run *p = r->repeat;

    if (!p || p->way_item != item)
        return true;
    if (!window_drain(r, err))
        return false;
    for (size_t i = 0; i < p->way.n; i++) {
        if (!run_drop_made(r, item, &p->way.v[i], err))
            return err_wrap(err, "dropping what stands in the way of migration " STR_FMT,
                            STR_ARG(r->plan->items.v[item].version));
    }
    fault_point("repeatable-dropped");
    return true;
}

void run_repeat_lost(struct run *r, const struct outline *o)
{
    for (size_t i = 0; r->repeat && i < r->plan->repeats.n; i++)
        for (size_t k = 0; repeats(r)[i].now && k < repeats(r)[i].makes.n; k++)
            for (size_t n = 0; n < o->objects.n; n++)
                if (o->objects.v[n].dropped &&
                    trigger_is_on(r->conn, &repeats(r)[i].makes.v[k], &o->objects.v[n]))
                    r->repeat->todo[i] = !r->repeat->gone_in[i];
}

static bool is_last(const struct plan *plan, enum direction dir, size_t item)
{
    for (size_t i = item + 1; i < plan->items.n; i++)
        if (plan->items.v[i].dir == dir && !plan->items.v[i].repeat)
            return false;
    return plan->items.v[item].dir == dir;
}

/* With the last version that is taken back the texts go back; with the last one that is applied comes what was dropped
 * for a moment. */
static void want_with(struct run *r, size_t item)
{
    struct repeat_run *p = r->repeat;
    const struct plan *plan = r->plan;
    bool back = plan->texts_back && plan->repeat_items && !plan->repeats_first &&
                is_last(plan, DIR_DOWN, item);
    bool again = plan->round && is_last(plan, DIR_UP, item);

    for (size_t i = 0; i < plan->repeats.n; i++)
        p->todo[i] |=
            !p->made_in[i] && ((back && repeats(r)[i].changed) || (again && p->gone_in[i]));
}

bool run_repeat_owes(const struct run *r)
{
    for (size_t i = 0; r->repeat && i < r->plan->repeats.n; i++)
        if (r->repeat->gone_in[i] && !r->repeat->made_in[i])
            return true;
    return false;
}

bool run_repeat_remake(struct run *r, size_t item, bool last, struct err *err)
{
    struct repeat_run *p = r->repeat;

    if (!p || r->plan->items.v[item].repeat)
        return true;
    if (last)
        want_with(r, item);
    if (!any_todo(r))
        return true;
    if (!window_drain(r, err))
        return false;
    if (!make_all(r, item, err)) {
        err_wrap(err, "making " STR_FMT " again within migration " STR_FMT,
                 STR_ARG(r->report->failed_version), STR_ARG(r->plan->items.v[item].version));
        r->report->failed_version = r->plan->items.v[item].version;
        r->report->failed_step = 0;
        return false;
    }
    /* The row of the file has to follow that of the migration: in a unit before that, it is made once more. */
    for (size_t i = 0; !last && i < r->plan->repeats.n; i++)
        if (p->row[i] == &repeats(r)[i]) {
            p->made_in[i] = 0;
            p->row[i] = NULL;
        }
    return true;
}

/* ---- after the migrations ---- */

static bool begin(struct run *r, size_t item, struct err *err)
{
    if (!window_drain(r, err) || !run_first_timeout(r, item, err) ||
        !run_set_lock_timeout(r, item, r->lock_try_ms, err) ||
        !run_send_other(r, item, str_of(r->conn->engine->words->begin), 0, err))
        return false;
    r->tx_open = true;
    /* Once, before the first savepoint: going back to one undoes what came after it. */
    return run_take_role(r, item, err) && window_drain(r, err);
}

static bool leaks(const struct run *r, size_t first)
{
    bool any = false;

    for (size_t i = first; i < r->plan->items.n; i++)
        any |= r->plan->items.v[i].shape.leaks;
    return any;
}

bool run_repeat_items(struct run *r, size_t first, struct err *err)
{
    size_t last = r->plan->items.n - 1;
    struct position after = { .item = last + 1, .last_seq = r->state->last_seq };

    if (!window_drain(r, err))
        return false;
    for (size_t i = 0; i < r->plan->repeats.n; i++)
        r->repeat->todo[i] =
            (repeats(r)[i].changed || r->repeat->gone_in[i]) && !r->repeat->made_in[i];
    if (!any_todo(r)) { /* made within migrations, and recorded */
        snprintf(after.last_hash, sizeof(after.last_hash), "%.*s", STR_ARG(r->state->last_hash));
        window_move(r, &after);
        return true;
    }
    if (!begin(r, first, err) || !make_all(r, first, err) || !run_leave_role(r, first, err) ||
        !run_repeat_rows(r, first, err) || !run_commit(r, last, 0, true, true, err))
        return false;
    if (!leaks(r, first))
        return true;
    r->lock_ms = -1;
    return r->conn->engine->reset(r->conn, err);
}
