/* core/run_repeat.c: repeatable files in a transaction, where schema changes are undone with it; see core/run_int.h.
 *
 * Does      make files in rounds, each within a savepoint, until all are made or none more can be; drop what cannot
 *           be replaced, with what depends on it, and give back owner, rights and comments
 * Does not  choose what runs (core/plan_repeat.c), see that a migration is held up (core/run_way.c)
 * Shape     todo = has to be made before this transaction ends; rows are written behind the row of the migration
 */
#include "base/clock.h"
#include "base/fault.h"
#include "core/format.h"
#include "core/run_int.h"

#define SAVE_FILE      "SAVEPOINT afloat_file"
#define UNDO_FILE      "ROLLBACK TO SAVEPOINT afloat_file"
#define KEEP_FILE      "RELEASE SAVEPOINT afloat_file"
#define SAVE_STATEMENT "SAVEPOINT afloat_statement"
#define UNDO_STATEMENT "ROLLBACK TO SAVEPOINT afloat_statement"
#define KEEP_STATEMENT "RELEASE SAVEPOINT afloat_statement"

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

/* ---- errors that mean something ---- */

static bool among(const char *state, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(state, *list) == 0)
            return true;
    return false;
}

/* What stands there cannot be replaced: another kind of object, other columns, other arguments. */
static bool says_taken(const struct err *err)
{
    static const char *const states[] = {
        "42P16", "42P13", "42P07", "42723", "42710", "42809", NULL
    };

    return err->fail == FAIL_OTHER && (among(err->sqlstate, states) ||
                                       str_find(err->database, S("already exists")) != STR_NONE);
}

/* ---- dropping ---- */

struct making { /* one file on its way */
    struct run *run;
    size_t item;          /* whose transaction is open */
    size_t index;         /* in plan->repeats */
    struct plan_item *of; /* stands for the file */
    size_t kept_before;   /* lines kept when it began */
};

static bool exec(struct run *r, const char *sql, struct err *err)
{
    return engine_exec(r->conn, str_of(sql), NULL, err);
}

/* After an error: the statements that undo it have to work, else it is lost with the session. */
static bool undo(struct run *r, const char *sql, struct err *err)
{
    struct err second;
    bool ok;

    if (err->fail == FAIL_LOST)
        return false;
    err_init(&second);
    ok = exec(r, sql, &second);
    if (!ok)
        err_also(err, &second);
    err_done(&second);
    return ok;
}

static size_t maker_of(const struct run *r, const struct outline_object *o)
{
    for (size_t i = 0; i < r->plan->repeats.n; i++)
        for (size_t k = 0; k < repeats(r)[i].makes.n; k++)
            if (object_same(r->conn, &repeats(r)[i].makes.v[k], o))
                return i;
    return SIZE_MAX;
}

/* Writes down what the object has, and drops it. Not there: nothing happens. */
static bool drop_one(struct run *r, size_t item, const struct outline_object *o, struct err *err)
{
    const struct engine *e = r->conn->engine;
    struct kept *kept = vec_push(r->mem, &r->repeat->kept);
    bool keeps = e->keep && (o->kind == OBJECT_VIEW || o->kind == OBJECT_FUNCTION ||
                             o->kind == OBJECT_PROCEDURE);
    str drop = { 0 };

    kept->object = *o;
    kept->dropped_in = item + 1;
    if (keeps && !e->keep(r->mem, r->conn, o, &drop, &kept->sql, err))
        return false;
    if (!keeps)
        drop = object_drop_sql(r->mem, r->conn->dialect, o, false);
    return !drop.n || engine_exec(r->conn, drop, NULL, err);
}

/* SQLite: the triggers of a view go with it. */
static void triggers_too(struct run *r, const struct outline_object *o)
{
    for (size_t i = 0; !r->conn->engine->keep && i < r->plan->repeats.n; i++)
        for (size_t k = 0; k < repeats(r)[i].makes.n; k++) {
            const struct outline_object *t = &repeats(r)[i].makes.v[k];

            if (t->kind == OBJECT_TRIGGER && str_eq_nocase(t->table, o->name))
                r->repeat->todo[i] = true;
        }
}

/* The object, after what depends on it: of other files, which are made again. What no file makes stays, and then the
 * database says why the object cannot be dropped. */
static bool drop_with_dependents(struct making *m, const struct outline_object *o, struct err *err)
{
    struct run *r = m->run;
    struct object_list found = { 0 };

    if (r->conn->engine->keep && !r->conn->engine->dependents(r->mem, r->conn, o, &found, err))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        size_t maker = maker_of(r, &found.v[i]);

        if (maker == SIZE_MAX)
            continue;
        if (!drop_one(r, m->item, &found.v[i], err))
            return false;
        if (maker != m->index)
            r->repeat->todo[maker] = true;
    }
    triggers_too(r, o);
    fault_point("repeatable-dropped");
    return drop_one(r, m->item, o, err);
}

/* ---- giving back ---- */

/* A line about something that the new object does not have is left out with a note. */
static bool give_line(struct run *r, str sql, struct err *err)
{
    static const char *const gone[] = { "42703", "42704", NULL };

    if (!exec(r, SAVE_STATEMENT, err))
        return false;
    if (engine_exec(r->conn, sql, NULL, err))
        return exec(r, KEEP_STATEMENT, err);
    if (!among(err->sqlstate, gone))
        return err_wrap(err, "giving back what the object had: " STR_FMT, STR_ARG(sql));
    if (!undo(r, UNDO_STATEMENT, err))
        return false;
    ctx_say(r->conn->ctx, EVENT_NOTE, "not given back, it has no object any more: " STR_FMT,
            STR_ARG(sql));
    err_clear(err);
    return true;
}

static bool give_back(struct making *m, const struct outline_object *o, struct err *err)
{
    struct run *r = m->run;

    for (size_t i = 0; i < r->repeat->kept.n; i++) {
        struct kept *k = &r->repeat->kept.v[i];

        if (k->given_in || !object_same(r->conn, &k->object, o))
            continue;
        k->given_in = m->item + 1;
        k->given_by = r->repeat->makings;
        for (size_t n = 0; n < k->sql.n; n++)
            if (!give_line(r, k->sql.v[n], err))
                return false;
    }
    return true;
}

/* ---- one file ---- */

static bool send(struct making *m, const struct stmt *st, struct err *err)
{
    struct run *r = m->run;
    struct sent what = {
        .kind = SENT_STATEMENT, .item = m->item, .of = m->of, .step = st->number, .place = st->place
    };

    run_set_label(&what, st->shown);
    what.shown = st->shown;
    return window_send(r, &what, st->sql, REQ_SYNC, err) && window_drain(r, err);
}

/* SQLite takes a view that reads what is not there; a query finds out. */
static bool check_view(struct making *m, const struct stmt *st, const struct outline_object *o,
                       struct err *err)
{
    struct buf sql = buf_on(m->run->mem);

    if (m->run->conn->dialect->id != DIALECT_SQLITE || o->kind != OBJECT_VIEW)
        return true;
    buf_z(&sql, "SELECT 1 FROM ");
    sql_ident(&sql, m->run->conn->dialect, o->name);
    buf_z(&sql, " LIMIT 0");
    if (engine_exec(m->run->conn, buf_view(&sql), NULL, err))
        return true;
    m->run->report->failed_version = m->of->version;
    m->run->report->failed_step = st->number;
    err->statement_offset = -1;
    return err_at(err, &st->place);
}

/* A CREATE: when what is there cannot be replaced, it is dropped first. */
static bool create(struct making *m, const struct stmt *st, const struct outline_object *o,
                   struct err *err)
{
    struct run *r = m->run;

    if (!exec(r, SAVE_STATEMENT, err))
        return false;
    if (!send(m, st, err)) {
        if (!says_taken(err) || !undo(r, UNDO_STATEMENT, err))
            return false;
        err_clear(err);
        if (!drop_with_dependents(m, o, err))
            return err->place.line || err_at(err, &st->place);
        if (!send(m, st, err))
            return false;
    }
    return exec(r, KEEP_STATEMENT, err) && check_view(m, st, o, err) && give_back(m, o, err);
}

static bool one_statement(struct making *m, const struct stmt *st, struct err *err)
{
    const struct conn *c = m->run->conn;
    struct object_list makes = { 0 };
    struct outline o;
    arena a;
    bool ok;

    arena_init(&a);
    outline_read(&a, c->dialect, c->server.split_modes, c->server.version_number, st->sql, &o);
    repeatable_makes(&a, &o, &makes);
    if (!makes.n) {
        ok = send(m, st, err);
    } else {
        struct outline_object made = makes.v[0];

        made.schema = str_copy(m->run->mem, made.schema);
        made.name = str_copy(m->run->mem, made.name);
        made.table = str_copy(m->run->mem, made.table);
        ok = create(m, st, &made, err);
    }
    arena_done(&a);
    return ok;
}

static bool run_text(struct making *m, struct err *err)
{
    struct script *s;
    struct stmt st;
    bool end = false, ok;
    arena own;

    arena_init(&own);
    s = script_open(&own, &m->of->source, err);
    ok = s != NULL;
    while (ok && (ok = ctx_check(m->run->conn->ctx, err) && script_next(s, &st, &end, err)) && !end)
        ok = one_statement(m, &st, err);
    if (ok && m->of->source.mig && !str_eq(script_sums(s).text, m->of->source.mig->up.text)) {
        err_set(err, ERR_FILE_MOVED, "the file changed while it was being applied");
        ok = err_at(err, &(struct place){ .file = m->of->source.mig->file });
    }
    arena_done(&own);
    return ok;
}

static void take_back(struct making *m, const bool *todo)
{
    struct repeat_run *p = m->run->repeat;

    memcpy(p->todo, todo, m->run->plan->repeats.n * sizeof(*todo));
    for (size_t i = 0; i < p->kept.n; i++)
        if (p->kept.v[i].given_by == p->makings)
            p->kept.v[i].given_in = 0;
    p->kept.n = m->kept_before;
}

/* The whole file or nothing of it. */
static bool make_text(struct making *m, const struct script_source *source, struct err *err)
{
    struct run *r = m->run;
    struct plan_repeat *p = &repeats(r)[m->index];
    bool *todo = arena_new(r->mem, bool, r->plan->repeats.n);

    m->of = arena_new(r->mem, struct plan_item, 1);
    *m->of = (struct plan_item){
        .version = p->version, .name = p->name, .mig = p->mig, .source = *source
    };
    m->kept_before = r->repeat->kept.n;
    r->repeat->makings++;
    memcpy(todo, r->repeat->todo, r->plan->repeats.n * sizeof(*todo));
    if (!exec(r, SAVE_FILE, err))
        return false;
    if (run_text(m, err)) {
        fault_point("repeatable-made");
        r->repeat->todo[m->index] = false;
        return exec(r, KEEP_FILE, err);
    }
    if (undo(r, UNDO_FILE, err))
        take_back(m, todo);
    return false;
}

/* The text names what is not there, or uses it as what it is not: only that is a reason for the other text. */
static bool cannot_stand(const struct err *err)
{
    bool definition = strncmp(err->sqlstate, "42", 2) == 0 && strcmp(err->sqlstate, "42501") != 0;

    return run_is_missing(err) || (err->fail == FAIL_OTHER && definition);
}

/* In place of a text that cannot stand. False: *err tells of the first, unless the other one failed in another way. */
static bool try_other(struct making *m, const struct script_source *other, struct err *err)
{
    struct err second;
    bool ok;

    if (!other->format || !cannot_stand(err))
        return false;
    err_init(&second);
    ok = make_text(m, other, &second);
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
    struct repeat_run *p = r->repeat;

    p->row[index] = repeats(r)[index].alternative;
    p->made_in[index] = r->plan->round ? 0 : item + 1;
    p->gone_in[index] = r->plan->round ? item + 1 : 0;
}

/* The wanted text; within a migration also another one: that which stood there, when the wanted one has to wait for
 * more; in a down the alternative, when what stood there cannot any more. */
static bool make_one(struct run *r, size_t item, size_t index, struct err *err)
{
    struct plan_repeat *p = &repeats(r)[index];
    struct making m = { .run = r, .item = item, .index = index };
    const struct plan_item *within = &r->plan->items.v[item];

    r->repeat->row[index] = NULL;
    if (make_text(&m, &p->source, err)) {
        if (!p->changed && !r->repeat->gone_in[index])
            return true;
        r->repeat->made_in[index] = item + 1;
        r->repeat->row[index] = p;
        return true;
    }
    if (within->repeat)
        return false;
    if (p->changed && try_other(&m, &p->before, err)) {
        r->repeat->made_in[index] = 0;
        return true;
    }
    if (within->dir == DIR_UP || !may_give_up(r, p, err) ||
        !try_other(&m, &p->alternative->source, err))
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
        if (!drop_one(r, item, &p->way.v[i], err))
            return err_wrap(err, "dropping what stands in the way of migration " STR_FMT,
                            STR_ARG(r->plan->items.v[item].version));
        p->todo[maker_of(r, &p->way.v[i])] = true;
        triggers_too(r, &p->way.v[i]);
    }
    fault_point("repeatable-dropped");
    return true;
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
