/* core/state.c: see core/state.h. */
#include "core/state.h"

#include "base/fault.h"
#include "core/history.h"

static const char *const event_names[] = { [EVENT_OF_UP] = "up",
                                           [EVENT_OF_DOWN] = "down",
                                           [EVENT_OF_BASELINE] = "baseline",
                                           [EVENT_OF_REPAIR] = "repair",
                                           [EVENT_OF_REPEATABLE] = "repeatable" };
_Static_assert(COUNT_OF(event_names) == EVENT_OF__COUNT, "one name an event");

const char *history_event_name(enum history_event e)
{
    return event_names[e];
}

static bool event_find(str name, enum history_event *out)
{
    for (size_t i = 0; i < COUNT_OF(event_names); i++)
        if (str_eq(name, str_of(event_names[i]))) {
            *out = (enum history_event)i;
            return true;
        }
    return false;
}

static str qualified(arena *a, const struct conn *c, str schema, str prefix, const char *name)
{
    struct buf b = buf_on(a);

    if (schema.n) {
        sql_ident(&b, c->dialect, schema);
        buf_char(&b, '.');
    }
    sql_ident(&b, c->dialect, str_printf(a, STR_FMT "%s", STR_ARG(prefix), name));
    return buf_view(&b);
}

void tables_init(arena *a, const struct conn *c, str schema, str prefix, str project,
                 struct tables *out)
{
    out->schema = schema.n ? schema : c->server.schema;
    out->prefix = prefix;
    out->project = project;
    out->history = qualified(a, c, out->schema, prefix, "history");
    out->journal = qualified(a, c, out->schema, prefix, "journal");
    out->fence = qualified(a, c, out->schema, prefix, "fence");
}

static bool says(const struct err *err, const char *sqlstate, const char *text)
{
    if (sqlstate && strcmp(err->sqlstate, sqlstate) == 0)
        return true;
    return text && str_starts_nocase(err->database, str_of(text));
}

bool engine_says_missing(const struct conn *c, const struct err *err)
{
    return says(err, c->engine->words->missing_sqlstate, c->engine->words->missing_text);
}

bool engine_says_null(const struct conn *c, const struct err *err)
{
    return says(err, c->engine->words->null_sqlstate, c->engine->words->null_text);
}

enum { Q_HISTORY, Q_JOURNAL, Q_FENCE, Q__COUNT };

static str select_sql(arena *a, const struct conn *c, const struct tables *t, int which)
{
    struct buf b = buf_on(a);

    if (which == Q_FENCE)
        return fence_read_sql(a, c, t);
    if (which == Q_HISTORY)
        buf_printf(&b,
                   "SELECT seq, version, name, event, applied, format, up_sum, up_code_sum, "
                   "down_sum, down_code_sum, flags, reason, actor, run_id, epoch, finished_at, "
                   "duration_ms, CASE WHEN down_text IS NULL THEN 0 ELSE 1 END, prev_hash, "
                   "row_hash FROM " STR_FMT,
                   STR_ARG(t->history));
    else
        buf_printf(&b,
                   "SELECT version, direction, step, state, rerunnable, prefix_sum, statement, "
                   "snapshot, session, session_start, run_id FROM " STR_FMT,
                   STR_ARG(t->journal));
    buf_z(&b, " WHERE project = ");
    sql_literal(&b, c->dialect, t->project);
    buf_z(&b, which == Q_HISTORY ? " ORDER BY seq" : " ORDER BY version, direction, step");
    return buf_view(&b);
}

static str cell(arena *a, const struct result *r, size_t row, size_t column)
{
    return str_copy(a, result_text(r, row, column));
}

static bool read_entry(arena *a, const struct result *r, size_t i, struct entry *e)
{
    *e = (struct entry){ .seq = result_int(r, i, 0),
                         .version = cell(a, r, i, 1),
                         .name = cell(a, r, i, 2),
                         .applied = result_int(r, i, 4) != 0,
                         .format = cell(a, r, i, 5),
                         .up = { cell(a, r, i, 6), cell(a, r, i, 7) },
                         .down = { cell(a, r, i, 8), cell(a, r, i, 9) },
                         .flags = (unsigned)result_int(r, i, 10),
                         .reason = cell(a, r, i, 11),
                         .actor = cell(a, r, i, 12),
                         .run_id = cell(a, r, i, 13),
                         .epoch = result_int(r, i, 14),
                         .at = cell(a, r, i, 15),
                         .duration_ms = result_int(r, i, 16),
                         .has_down_text = result_int(r, i, 17) != 0,
                         .prev_hash = cell(a, r, i, 18),
                         .row_hash = cell(a, r, i, 19) };
    return event_find(result_text(r, i, 3), &e->event);
}

static bool broken(const struct entry *e, struct err *err)
{
    err_set(err, ERR_HISTORY_BROKEN,
            "row %lld of the history (version \"" STR_FMT "\") was changed or removed by hand",
            (long long)e->seq, STR_ARG(e->version));
    err_detail(err, "Each row carries a hash of itself and of the row before; they do not match.");
    return err_hint(err, "Restore the row from a backup of the history table.");
}

/* Entries do not move any more when this is called: the map points into the vector. */
static bool check_chain(arena *a, struct state *s, struct err *err)
{
    str prev = S("");
    struct arena_mark mark;

    for (size_t i = 0; i < s->entries.n; i++) {
        struct entry *e = &s->entries.v[i];
        bool good;

        mark = arena_mark(a);
        good = str_eq(e->prev_hash, prev) && str_eq(history_row_hash(a, e), e->row_hash) &&
               e->seq == (int64_t)i + 1;
        arena_reset(a, mark);
        if (!good)
            return broken(e, err);
        prev = e->row_hash;
        if (e->event == EVENT_OF_REPEATABLE)
            map_put(a, &s->repeatables, e->name, e);
        else
            map_put(a, &s->newest, e->version, e);
        s->last_seq = e->seq;
    }
    s->last_hash = prev;
    return true;
}

static bool take_history(arena *a, const struct result *r, struct state *s, struct err *err)
{
    s->entries.v = arena_new(a, struct entry, r->rows + 1);
    s->entries.cap = r->rows + 1;
    for (size_t i = 0; i < r->rows; i++)
        if (!read_entry(a, r, i, vec_push(a, &s->entries)))
            return err_set(err, ERR_HISTORY_NEWER,
                           "the history holds an event \"" STR_FMT
                           "\" that this version of afloat does not know",
                           STR_ARG(result_text(r, i, 3)));
    return check_chain(a, s, err);
}

static bool take_journal(arena *a, const struct result *r, struct state *s)
{
    for (size_t i = 0; i < r->rows; i++)
        *vec_push(a, &s->journal) = (struct journal_row){
            .version = cell(a, r, i, 0),
            .dir = str_eq(result_text(r, i, 1), S("up")) ? DIR_UP : DIR_DOWN,
            .step = result_int(r, i, 2),
            .state = str_eq(result_text(r, i, 3), S("done")) ? JOURNAL_DONE : JOURNAL_INTENT,
            .rerunnable = result_int(r, i, 4) != 0,
            .prefix_sum = cell(a, r, i, 5),
            .statement = cell(a, r, i, 6),
            .snapshot = cell(a, r, i, 7),
            .session = result_int(r, i, 8),
            .session_start = cell(a, r, i, 9),
            .run_id = cell(a, r, i, 10),
        };
    return true;
}

static bool take_fence(const struct result *r, struct state *s, struct err *err)
{
    if (r->rows == 0)
        return true;
    s->epoch = result_int(r, 0, 0);
    if (result_int(r, 0, 1) > HISTORY_LAYOUT)
        return err_set(err, ERR_HISTORY_NEWER,
                       "the history tables have layout %lld; this version of afloat knows %d",
                       (long long)result_int(r, 0, 1), HISTORY_LAYOUT);
    return true;
}

/* Takes the answers of one batch; the first "no such table" means that there is no history. */
static bool take_answers(arena *a, struct conn *c, struct state *s, bool *out_missing,
                         struct err *err)
{
    struct result r;
    bool ok = true;

    for (int q = 0; q < Q__COUNT; q++) {
        struct err lost;

        err_init(&lost);
        if (engine_await(c, &r, NULL, NULL, &lost) != NEXT_RESULT) {
            err_also(err, &lost);
            err_done(&lost);
            return false;
        }
        err_done(&lost);
        if (r.kind == RESULT_ERROR && engine_says_missing(c, r.err))
            *out_missing = true;
        else if (r.kind == RESULT_ERROR && ok) {
            err_copy(err, r.err);
            ok = false;
        }
        if (r.kind != RESULT_OK || !ok)
            continue;
        ok = q == Q_HISTORY   ? take_history(a, &r, s, err)
             : q == Q_JOURNAL ? take_journal(a, &r, s)
                              : take_fence(&r, s, err);
    }
    return ok;
}

/* Takes the answers of a batch that could not be sent whole: the session stays of use. */
static bool drop_batch(struct conn *c, int sent, struct err *err)
{
    const struct request r = { .sql = S("SELECT 1"), .flags = REQ_BOOKKEEPING | REQ_SYNC };
    struct result ignored;
    struct err second;
    bool ok;

    if (err->fail == FAIL_LOST || sent == 0)
        return false;
    err_init(&second);
    ok = c->engine->submit(c, &r, &second);
    for (int i = 0; ok && i <= sent; i++)
        ok = engine_await(c, &ignored, NULL, NULL, &second) == NEXT_RESULT;
    if (!ok)
        err_also(err, &second);
    err_done(&second);
    return false;
}

bool state_load(arena *a, struct conn *c, const struct tables *t, struct state *out,
                struct err *err)
{
    struct state s = { .last_hash = S("") };
    bool missing = false;

    for (int q = 0; q < Q__COUNT; q++) {
        struct request r = { .sql = select_sql(a, c, t, q),
                             .flags = REQ_BOOKKEEPING | (q == Q__COUNT - 1 ? REQ_SYNC : 0u) };

        if (!fault_call("submit", err) || !c->engine->submit(c, &r, err))
            return drop_batch(c, q, err);
    }
    if (!take_answers(a, c, &s, &missing, err))
        return false;
    if (missing && s.entries.n)
        return err_set(err, ERR_HISTORY_BROKEN,
                       "the history is there, but its journal or fence table is missing");
    s.exists = !missing;
    *out = s;
    return true;
}

const struct entry *state_applied(const struct state *s, str version)
{
    const struct entry *e = map_find(&s->newest, version);

    return e && e->applied ? e : NULL;
}

void state_applied_list(arena *a, const struct state *s, struct entry_list *out)
{
    for (size_t i = s->entries.n; i-- > 0;) {
        const struct entry *e = &s->entries.v[i];

        if (e->version.n && e->applied && map_find(&s->newest, e->version) == e)
            *vec_push(a, out) = e;
    }
}
