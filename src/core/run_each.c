/* core/run_each.c: what stands between migrations, and the role of the user's statements; see core/run_int.h.
 *
 * The role is taken just before a statement of the user and left before afloat's own rows are written, in the
 * same transaction: two more statements a migration in the pipeline, and no round trip.
 */
#include "core/run_int.h"

static bool failed(struct run *r, struct err *err)
{
    r->report->hook_failed = true;
    err->fail = err->fail == FAIL_LOST ? FAIL_LOST : FAIL_OTHER; /* it is not tried again */
    return false;
}

bool run_has_hooks(const struct run *r)
{
    return r->each && (r->each->before || r->each->after);
}

bool run_before_item(struct run *r, size_t item, struct err *err)
{
    if (!r->each || !r->each->before || r->hooked > item)
        return true;
    if (!window_drain(r, err))
        return false;
    r->hooked = item + 1;
    r->lock_ms = -1; /* the hook may have set another one */
    if (r->each->before(r->each->data, &r->plan->items.v[item], err))
        return true;
    r->report->failed_version = r->plan->items.v[item].version;
    return failed(r, err);
}

bool run_after_item(struct run *r, size_t item, struct err *err)
{
    if (!run_has_hooks(r))
        return true;
    if (!window_drain(r, err))
        return false;
    r->lock_ms = -1;
    r->timeout_set = false;
    return !r->each->after || r->each->after(r->each->data, &r->plan->items.v[item], err) ||
           failed(r, err);
}

static bool send(struct run *r, size_t item, str sql, struct err *err)
{
    /* Outside a transaction it must not become part of the one that follows. */
    return run_send_other(r, item, sql, r->tx_open ? 0 : REQ_SYNC, err);
}

bool run_take_role(struct run *r, size_t item, struct err *err)
{
    if (!r->opts->role || !r->opts->role->set.n || r->role_on)
        return true;
    r->role_on = true;
    return send(r, item, r->opts->role->set, err);
}

bool run_leave_role(struct run *r, size_t item, struct err *err)
{
    if (!r->role_on)
        return true;
    r->role_on = false;
    return send(r, item, r->opts->role->reset, err);
}

bool run_switch_role(struct run *r, bool on, struct err *err)
{
    if (!r->opts->role || r->role_on == on)
        return true;
    r->role_on = on;
    return on ? role_set(r->conn, r->opts->role, err)
              : role_reset(r->conn, r->opts->role, true, err);
}
