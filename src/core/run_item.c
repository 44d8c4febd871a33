/* core/run_item.c: one migration as a stream of statements; see core/run_int.h.
 *
 * Reads the statements a second time (the plan read them first), sends them in units, and compares the sum of
 * what was read with the plan's before the last commit: a file that moved meanwhile is not kept.
 */
#include "base/fault.h"
#include "core/run_int.h"

enum { ITEMS_A_BATCH = 128 };

struct stream { /* one item on its way */
    struct run *run;
    size_t index;
    const struct plan_item *item;
    struct script *script;
    struct grouping group;
    bool chained;    /* prefix sums are needed: more than one unit */
    str chain;       /* prefix sum up to the last statement read */
    arena unit;      /* of one statement */
    arena texts[2];  /* chain lives in one of them, the next is made in the other */
    int64_t tx_last; /* last statement sent in the open transaction */
    char tx_chain[HASH_TEXT];
    bool finished; /* history row and COMMIT are sent */
};

static bool begin(struct stream *s, struct err *err)
{
    struct run *r = s->run;

    if (r->tx_open)
        return true;
    if (!run_set_lock_timeout(r, s->index, r->lock_try_ms, err) ||
        !run_send_other(r, s->index, str_of(r->conn->engine->words->begin), 0, err))
        return false;
    r->tx_open = true;
    return run_repeat_clear(r, s->index, err);
}

/* The open unit ends and the migration goes on: a journal row says how far it came. */
static bool end_unit(struct stream *s, struct err *err)
{
    struct run *r = s->run;
    struct journal_row row = { .version = s->item->version,
                               .dir = s->item->dir,
                               .step = s->tx_last,
                               .state = JOURNAL_DONE,
                               .prefix_sum = str_of(s->tx_chain),
                               .statement = S(""),
                               .snapshot = S("") };
    struct sent what = { .kind = SENT_HISTORY, .item = s->index };
    str sql;

    if (s->item->unrecorded)
        return run_commit(r, s->index, s->tx_last, false, true, err);
    if (!run_repeat_remake(r, s->index, false, err))
        return false;
    sql = journal_insert_sql(&r->scratch, r->conn, r->lock->tables, &r->lock->run, &row);
    fault_point("journal-insert");
    return run_leave_role(r, s->index, err) && window_send(r, &what, sql, REQ_BOOKKEEPING, err) &&
           run_repeat_rows(r, s->index, err) &&
           run_commit(r, s->index, s->tx_last, false, true, err);
}

/* Reads what stands after the last statement, so that the sums are complete, and compares them. */
static bool check_sums(struct stream *s, struct err *err)
{
    const struct migration *m = s->item->mig;
    struct place place = { 0 };
    struct stmt rest;
    str want;
    bool end = false;

    while (!end)
        if (!script_next(s->script, &rest, &end, err))
            return false;
    (void)!script_down(s->script, &s->run->down_text);
    if (!s->item->source.mig)
        return true; /* a stored text cannot move */
    want = s->item->dir == DIR_UP ? m->up.text : m->down.text;
    if (str_eq(want, script_sums(s->script).text))
        return true;
    place.file = s->item->dir == DIR_UP || !m->down_file.n ? m->file : m->down_file;
    err_set(err, ERR_FILE_MOVED, "the file changed while it was being applied");
    return err_at(err, &place);
}

/* A COMMIT need not end the batch: the window bounds what is unanswered. A Sync is awaited, and meanwhile the
 * server has nothing to do, so there is one now and then only. */
static bool sync_now(const struct run *r, size_t index)
{
    return index + 1 == r->plan->items.n || index % ITEMS_A_BATCH == ITEMS_A_BATCH - 1;
}

static bool finish(struct stream *s, struct err *err)
{
    struct run *r = s->run;

    s->finished = true;
    return check_sums(s, err) && begin(s, err) && run_repeat_remake(r, s->index, true, err) &&
           run_finish_item(r, s->index, s->item->shape.leaks || sync_now(r, s->index), err);
}

static bool send_statement(struct stream *s, const struct stmt *st, bool session, struct err *err)
{
    struct run *r = s->run;
    struct sent what = { .kind = SENT_STATEMENT,
                         .item = s->index,
                         .step = st->number,
                         .place = st->place,
                         .session = session };
    /* In a pipeline it would be part of the transaction that follows, and undone with it. */
    unsigned flags = session && !r->tx_open ? REQ_SYNC : 0;
    int64_t ms = st->timeouts.statement_ms;

    if (!ms && s->item->mig)
        ms = s->item->mig->timeouts.statement_ms;
    run_set_label(&what, st->shown);
    what.shown = st->shown;
    if (!run_take_role(r, s->index, err))
        return false;
    if (ms && !run_set_statement_timeout(r, s->index, ms, err))
        return false;
    if (st->copy ? !run_copy(r, s->script, &what, st->sql, err)
                 : !window_send(r, &what, st->sql, flags, err))
        return false;
    return !ms || run_set_statement_timeout(r, s->index, r->opts->statement_timeout_ms, err);
}

static bool in_tx(struct stream *s, const struct stmt *st, const struct outline *o,
                  const struct unit_step *u, struct err *err)
{
    const struct sent what = { .item = s->index, .step = st->number, .place = st->place };

    if (!begin(s, err) || !run_take_role(s->run, s->index, err) ||
        !run_lock_gently(s->run, &what, o, err) || !send_statement(s, st, false, err))
        return false;
    run_repeat_lost(s->run, o);
    s->tx_last = st->number;
    snprintf(s->tx_chain, sizeof(s->tx_chain), "%.*s", STR_ARG(s->chain));
    if (st->number == s->item->shape.last_real)
        return finish(s, err);
    return !u->end_after || end_unit(s, err);
}

static bool outside_tx(struct stream *s, const struct stmt *st, const struct outline *o,
                       struct err *err)
{
    struct run *r = s->run;
    struct stmt copy = *st;
    struct alone w = { .item = s->index,
                       .stmt = &copy,
                       .outline = o,
                       .prefix_sum = s->chain,
                       .last = st->number == s->item->shape.last_real };

    copy.sql = str_copy(&s->texts[st->number % 2], st->sql);
    copy.shown = str_copy(&s->texts[st->number % 2], st->shown);
    if (s->item->repeat) {
        w.repeat = true;
        copy.sql = run_replacing(&s->texts[st->number % 2], r->conn, o, copy.sql, &w.before);
    }
    if (!window_drain(r, err))
        return false;
    if (w.last) {
        s->finished = true;
        if (!check_sums(s, err))
            return false;
    }
    return run_alone(r, &w, err);
}

/* Has the session what this statement gives it, from a try before? A SET of MySQL is run again: it may read what
 * the transaction around it makes. */
static bool session_has(const struct stream *s, const struct stmt *st, const struct outline *o)
{
    const struct run *r = s->run;
    bool again = !(r->conn->server.caps & CAP_DDL_TRANSACTIONAL) && !o->objects.n;

    return !again && r->session_item == s->index && st->number <= r->session_step;
}

static bool session_only(struct stream *s, const struct stmt *st, const struct outline *o,
                         struct err *err)
{
    /* A setting at the end has nothing left to act on: the session is reset after the file. */
    if (s->finished || session_has(s, st, o))
        return true;
    /* What stands behind it must not run without it. */
    return send_statement(s, st, true, err) && (s->run->tx_open || window_drain(s->run, err));
}

static void chain_on(struct stream *s, const struct stmt *st)
{
    arena *to = &s->texts[st->number % 2];

    if (!s->chained)
        return;
    arena_done(to);
    s->chain = run_chain(to, s->run->conn, s->chain, st->raw);
}

/* An earlier run or try did this one. What it did to the session of an earlier run is gone with that. The prefix
 * must be what it was. */
static bool already_done(struct stream *s, const struct stmt *st, const struct outline *o,
                         const struct unit_step *u, int64_t done, struct err *err)
{
    bool lost = o->cls == CLASS_SESSION && st->number <= s->item->done;

    if ((u->act == ACT_SESSION || lost) && !session_only(s, st, o, err))
        return false;
    if (u->act == ACT_SESSION)
        return true;
    if (st->number == done && s->item->done == done && s->item->done_sum.p &&
        !str_eq(s->item->done_sum, s->chain)) {
        err_set(err, ERR_PREFIX_CHANGED,
                "the statements up to this one were changed after they had been applied");
        err_hint(err,
                 "Put them back as they were, or say what is applied with: afloat repair " STR_FMT
                 " --mark applied|not-applied --reason TEXT",
                 STR_ARG(s->item->version));
        return err_at(err, &st->place);
    }
    return true;
}

/* Where schema changes end a transaction, a migration has a unit a data statement, for its journal row. A seed has no
 * such row: its data statements share one transaction up to the next schema change. */
static void keep_together(const struct stream *s, struct unit_step *u)
{
    if (s->run->conn->server.caps & CAP_DDL_TRANSACTIONAL)
        return;
    u->end_before = u->act == ACT_ALONE;
    u->end_after = false;
}

static bool one_statement(struct stream *s, const struct stmt *st, struct err *err)
{
    struct run *r = s->run;
    int64_t done =
        r->at.item == s->index && r->at.step > s->item->done ? r->at.step : s->item->done;
    struct outline o;
    struct unit_step u;
    const struct arena_mark mark = arena_mark(&s->unit);
    bool ok;

    outline_read(&s->unit, r->conn->dialect, r->conn->server.split_modes,
                 r->conn->server.version_number, st->sql, &o);
    ok = ctx_check(r->conn->ctx, err) && grouping_next(&s->group, st, &o, &u, err);
    if (ok && s->item->unrecorded)
        keep_together(s, &u);
    if (ok && st->number > done && u.end_before && r->tx_open)
        ok = end_unit(s, err);
    if (ok)
        chain_on(s, st);
    if (!ok || u.act == ACT_LEAVE_OUT)
        ; /* nothing to send */
    else if (st->number <= done)
        ok = already_done(s, st, &o, &u, done, err);
    else if (u.act == ACT_SESSION)
        ok = session_only(s, st, &o, err);
    else
        ok = u.act == ACT_IN_TX ? in_tx(s, st, &o, &u, err) : outside_tx(s, st, &o, err);
    arena_reset(&s->unit, mark);
    return ok;
}

static bool walk(struct stream *s, struct err *err)
{
    struct stmt st;
    bool end = false;

    while (!s->finished) {
        if (!script_next(s->script, &st, &end, err))
            return false;
        if (end)
            return finish(s, err); /* nothing real was left to do */
        if (!one_statement(s, &st, err))
            return false;
        if (!s->run->count)
            arena_done(&s->run->scratch);
    }
    return true;
}

/* What a file changed in the session must not reach the next one. */
static bool clean_session(struct stream *s, struct err *err)
{
    struct run *r = s->run;

    if (!s->item->shape.leaks)
        return true;
    if (!window_drain(r, err) || !fault_call("reset", err) || !r->conn->engine->reset(r->conn, err))
        return false;
    r->lock_ms = -1;
    return r->opts->statement_timeout_ms == 0 ||
           run_set_statement_timeout(r, s->index, r->opts->statement_timeout_ms, err);
}

/* What an earlier try left of either direction makes room for a row that says no more than that there was one. */
static bool mark_again(struct run *r, const struct plan_item *item, struct err *err)
{
    const struct tables *t = r->lock->tables;
    struct journal_row row = { .version = item->version,
                               .dir = item->dir,
                               .state = JOURNAL_INTENT,
                               .rerunnable = true,
                               .prefix_sum = S(""),
                               .statement = S(""),
                               .snapshot = S("") };
    arena *a = &r->scratch;
    struct str_list sql = { 0 };

    *vec_push(a, &sql) = str_of(r->conn->engine->words->begin);
    *vec_push(a, &sql) = journal_clear_sql(a, r->conn, t, item->version, DIR_UP);
    *vec_push(a, &sql) = journal_clear_sql(a, r->conn, t, item->version, DIR_DOWN);
    *vec_push(a, &sql) = journal_insert_sql(a, r->conn, t, &r->lock->run, &row);
    *vec_push(a, &sql) = S("COMMIT");
    return engine_exec_all(r->conn, &sql, err) || engine_undo(r->conn, err);
}

/* A repeatable file that was cut off, or failed, begins anew: its statements have to stand that. */
static bool begin_anew(struct run *r, const struct plan_item *item, size_t index, struct err *err)
{
    if (!item->repeat || !item->again || (r->at.item == index && r->at.step))
        return true;
    return window_drain(r, err) && run_pay(r, err) && mark_again(r, item, err);
}

bool run_item(struct run *r, size_t index, struct err *err)
{
    arena own;
    struct stream s = { .run = r, .index = index, .item = &r->plan->items.v[index] };
    bool ok;

    arena_init(&own);
    arena_init(&s.unit);
    arena_new(&s.unit, char, 1); /* a block that outlives each reset */
    arena_init(&s.texts[0]);
    arena_init(&s.texts[1]);
    r->down_text = (str){ 0 };
    s.chain = S("");
    s.chained = s.item->shape.units > 1 || s.item->shape.alone;
    s.group = grouping_begin(&own, r->conn, s.item->flags, s.item->dir);
    s.script = script_open(&own, &s.item->source, err);
    ok = s.script && begin_anew(r, s.item, index, err) && run_first_timeout(s.run, index, err) &&
         walk(&s, err) && clean_session(&s, err);
    arena_done(&s.unit);
    arena_done(&s.texts[0]);
    arena_done(&s.texts[1]);
    arena_done(&own);
    return ok;
}
