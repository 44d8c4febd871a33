/* core/state.c: see core/state.h. */
#include "core/state.h"

#include "base/fault.h"
#include "core/history.h"
#include "core/state_int.h"

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
        buf_printf(&b, "SELECT " HISTORY_ROW_COLUMNS " FROM " STR_FMT, STR_ARG(t->history));
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

/* The run that wrote the row has also written the history row that ends what it belongs to. */
static bool has_ended(const struct state *s, const struct journal_row *row)
{
    enum history_event event = row->dir == DIR_UP ? EVENT_OF_UP : EVENT_OF_DOWN;

    for (size_t i = s->entries.n; i-- > 0;) {
        const struct entry *e = &s->entries.v[i];

        if (e->event == event && str_eq(e->run_id, row->run_id) && str_eq(e->version, row->version))
            return true;
    }
    return false;
}

/* A step is begun when all before it are done, and then their end need not be written by itself. */
static void imply_done(struct state *s)
{
    for (size_t i = 1; i < s->journal.n; i++) {
        struct journal_row *row = &s->journal.v[i - 1];
        const struct journal_row *next = row + 1;

        if (row->state != JOURNAL_INTENT || row->dir != next->dir ||
            !str_eq(row->version, next->version))
            continue;
        row->state = JOURNAL_DONE;
        row->implied = true;
    }
}

static bool take_journal(arena *a, const struct result *r, struct state *s)
{
    for (size_t i = 0; i < r->rows; i++) {
        struct journal_row row = {
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

        if (has_ended(s, &row))
            *vec_push(a, &s->stale) = row;
        else
            *vec_push(a, &s->journal) = row;
    }
    imply_done(s);
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
static bool take_answers(arena *a, struct conn *c, struct history_rows *h, struct state *s,
                         bool *out_missing, struct err *err)
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
        ok = q == Q_HISTORY   ? history_rows_check(h, s, err)
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
    struct history_rows rows = { .mem = a };
    struct row_sink sink = { history_rows_add, &rows };
    bool missing = false;

    for (int q = 0; q < Q__COUNT; q++) {
        struct request r = { .sql = select_sql(a, c, t, q),
                             .flags = REQ_BOOKKEEPING | (q == Q__COUNT - 1 ? REQ_SYNC : 0u),
                             .rows = q == Q_HISTORY ? &sink : NULL };

        if (!fault_call("submit", err) || !c->engine->submit(c, &r, err))
            return drop_batch(c, q, err);
    }
    if (!take_answers(a, c, &rows, &s, &missing, err))
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

bool state_redo_open(const struct state *s, str version)
{
    const struct entry *e = map_find(&s->newest, version);

    return e && e->event == EVENT_OF_DOWN && e->flags & ENTRY_REDO;
}

void state_applied_list(arena *a, const struct state *s, struct entry_list *out)
{
    for (size_t i = s->entries.n; i-- > 0;) {
        const struct entry *e = &s->entries.v[i];

        if (e->version.n && e->applied && map_find(&s->newest, e->version) == e)
            *vec_push(a, out) = e;
    }
}
