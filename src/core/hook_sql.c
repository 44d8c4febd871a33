/* core/hook_sql.c: a hook that is SQL; see core/hook.h.
 *
 * Statements are sent one by one, outside any transaction unless the hook itself begins one. What a hook that stands
 * before or after a whole run has set in the session is put back; what a before-each hook has set stays for its
 * migration (the runner puts it back).
 */
#include "base/fault.h"
#include "base/fs.h"
#include "core/hook.h"
#include "core/migration.h"
#include "sql/split.h"

static bool fail_at(const struct hook *hook, const struct piece *piece, struct err *err)
{
    struct place p = hook->place;

    p.line = (p.line ? p.line - 1 : 0) + piece->line;
    p.column = piece->column;
    if (err->statement_offset > 0)
        place_move(&p, piece->body, (size_t)err->statement_offset);
    return err_at(err, &p);
}

static bool send(const struct hook_run *h, const struct hook *hook, const struct piece *piece,
                 struct err *err)
{
    struct result r;

    if (piece->copy || piece->kind == PIECE_META) {
        err_set(err, piece->copy ? ERR_SQL_COPY : ERR_SQL_META,
                piece->copy ? "COPY from standard input cannot stand in a hook"
                            : "a command of psql cannot stand in a hook");
        return fail_at(hook, piece, err);
    }
    fault_point("hook-statement");
    if (!engine_exec(h->conn, piece->body, &r, err))
        return fail_at(hook, piece, err);
    for (size_t i = 0; i < r.notices.n; i++)
        ctx_event(h->ctx, &(struct event){ .kind = EVENT_NOTE, .text = r.notices.v[i] });
    return true;
}

static bool send_all(arena *a, const struct hook_run *h, const struct hook *hook, str text,
                     struct err *err)
{
    struct reader reader = reader_of_str(text);
    const struct split_opts o = { .dialect = h->conn->dialect,
                                  .modes = h->conn->server.split_modes,
                                  .file = hook->place.file };
    struct split *s = split_open(a, &o, &reader);
    struct piece piece;
    bool end = false;

    for (;;) {
        if (!ctx_check(h->ctx, err) || !split_next(s, &piece, &end, err))
            return false;
        if (end)
            return true;
        if ((piece.kind == PIECE_STATEMENT || piece.kind == PIECE_META) &&
            !send(h, hook, &piece, err))
            return false;
    }
}

static bool put_back(const struct hook_run *h, const struct hook *hook, bool ok, struct err *err)
{
    struct err second;
    bool reset = true;

    if (ok && hook->when == HOOK_BEFORE_EACH)
        return true;
    if (!ok && err->fail == FAIL_LOST)
        return false;
    err_init(&second);
    if (!fault_call("reset", &second) || !h->conn->engine->reset(h->conn, &second)) {
        reset = false;
        if (ok)
            err_copy(err, &second);
        else
            err_also(err, &second);
    }
    err_done(&second);
    return ok && reset;
}

bool hook_run_sql(const struct hook_run *h, const struct hook *hook, struct err *err)
{
    enum { HOOK_FILE_MAX = 64 * 1024 * 1024 };

    str text = hook->sql;
    arena a;
    bool ok;

    arena_init(&a);
    ok = text.p || fs_read(&a, hook->file, HOOK_FILE_MAX, &text, err);
    if (ok) {
        ok = role_set(h->conn, h->role, err) && send_all(&a, h, hook, text, err);
        ok = put_back(h, hook, ok, err);
        ok = role_reset(h->conn, h->role, ok, err);
    }
    arena_done(&a);
    return ok;
}
