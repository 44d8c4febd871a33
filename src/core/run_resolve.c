/* core/run_resolve.c: settles what an earlier run left; see core/runner.h.
 *
 * Every intent without an end is looked up in the catalog. Only a statement whose effect cannot be seen there
 * and that was not declared rerunnable needs a person: one question, one command that answers it.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "core/run_int.h"

enum { ALIVE_POLL_MS = 200 };

/* The statement of a killed client may still run on the server. */
static bool wait_for_end(struct conn *c, const struct journal_row *row, int64_t wait_ms,
                         struct err *err)
{
    int64_t start = clock_mono_ms();
    bool alive = true;

    if (row->session == c->server.session && str_eq(row->session_start, c->server.session_start))
        return true;
    while (c->engine->session_alive(c, row->session, row->session_start, &alive, err) && alive) {
        if (clock_mono_ms() - start > wait_ms) {
            err_set(err, ERR_LOCK_BUSY, "the session %lld of an earlier run still works",
                    (long long)row->session);
            return err_hint(err, "Run the same command again when it has ended.");
        }
        ctx_event(c->ctx, &(struct event){ .kind = EVENT_LOCK_WAIT,
                                           .ms = clock_mono_ms() - start,
                                           .text = S("the statement of an earlier run to end") });
        if (!ctx_check(c->ctx, err))
            return false;
        clock_sleep_ms(ALIVE_POLL_MS);
    }
    return err->code == ERR_NONE;
}

static bool ask(const struct journal_row *row, struct err *err)
{
    err_set(err, ERR_DECISION,
            "it is not known whether statement %lld of \"" STR_FMT "\" was applied",
            (long long)row->step, STR_ARG(row->version));
    err_detail(err,
               "An earlier run was cut off while it ran: " STR_FMT ". Its effect cannot be "
               "seen in the catalog.",
               STR_ARG(str_slice(row->statement, 0, 200)));
    return err_hint(err,
                    "Look whether it took effect, then say so with: afloat repair " STR_FMT
                    ":%lld --mark applied|not-applied --reason TEXT",
                    STR_ARG(row->version), (long long)row->step);
}

static bool settle(arena *a, struct run_lock *l, struct journal_row *row, enum probe_answer answer,
                   struct err *err)
{
    struct conn *c = l->conn;
    bool done = answer == PROBE_IS_DONE;
    str sql =
        done ? journal_done_sql(a, c, l->tables, row) : journal_delete_sql(a, c, l->tables, row);

    if (!engine_exec(c, sql, NULL, err))
        return false;
    row->state = done ? JOURNAL_DONE : JOURNAL_INTENT;
    ctx_event(c->ctx, &(struct event){ .kind = EVENT_RESOLVED,
                                       .version = row->version,
                                       .step = row->step,
                                       .text = done ? S("was applied")
                                               : answer == PROBE_IS_PARTIAL
                                                   ? S("was half done: cleaned up, runs again")
                                                   : S("was not applied: runs again") });
    return true;
}

static bool resolve_one(arena *a, struct run_lock *l, struct journal_row *row, int64_t wait_ms,
                        bool again, struct err *err)
{
    struct conn *c = l->conn;
    struct probe_result was = { .answer = PROBE_IS_UNKNOWN };
    struct outline o;

    fault_point("resolve");
    if (!wait_for_end(c, row, wait_ms, err))
        return false;
    outline_read(a, c->dialect, c->server.split_modes, c->server.version_number, row->statement,
                 &o);
    if (!fault_call("probe", err) || !c->engine->probe(a, c, &o, row->snapshot, &was, err))
        return false;
    if (was.answer == PROBE_IS_UNKNOWN && row->rerunnable)
        was.answer = PROBE_IS_ABSENT;
    if (was.answer == PROBE_IS_UNKNOWN)
        return ask(row, err);
    if (was.answer == PROBE_IS_PARTIAL && !engine_exec_lines(c, was.clean_up, err))
        return false;
    fault_point("resolved");
    return again || settle(a, l, row, was.answer, err);
}

/* A repeatable file whose making was cut off is made again as a whole; its rows say so until then. */
static bool is_made_again(const struct state *s, str version)
{
    const struct entry *now;

    if (!is_repeatable_version(version))
        return false;
    now = map_find(&s->repeatables, str_skip(version, sizeof(REPEATABLE_FOLDER)));
    return now && (now->applied || now->flags & ENTRY_REDO);
}

/* Rows that were settled as absent leave the list. */
static void keep_done(struct state *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->journal.n; i++)
        if (s->journal.v[i].state == JOURNAL_DONE || is_made_again(s, s->journal.v[i].version))
            s->journal.v[n++] = s->journal.v[i];
    s->journal.n = n;
}

bool run_resolve(arena *a, struct run_lock *lock, struct state *s, int64_t wait_ms, struct err *err)
{
    for (size_t i = 0; i < s->journal.n; i++)
        if (s->journal.v[i].state == JOURNAL_INTENT &&
            !resolve_one(a, lock, &s->journal.v[i], wait_ms,
                         is_made_again(s, s->journal.v[i].version), err))
            return false;
    keep_done(s);
    return true;
}
