/* core/plan_down.c: the way down; see core/plan.h.
 *
 * The newest application goes first. The text that runs is the one that was stored when the migration was
 * applied: the file may be on another branch, or changed since.
 */
#include "base/sha256.h"
#include "core/format.h"
#include "core/history.h"
#include "core/plan_int.h"

static bool refuse_no_way(const struct entry *e, struct err *err)
{
    if (e->flags & MIG_IRREVERSIBLE) {
        err_set(err, ERR_IRREVERSIBLE, "migration \"" STR_FMT "\" cannot be taken back: " STR_FMT,
                STR_ARG(e->version), STR_ARG(e->reason));
        return false;
    }
    err_set(err, ERR_NO_DOWN, "migration \"" STR_FMT "\" has no down", STR_ARG(e->version));
    return err_hint(err, "Nothing was taken back. Write a new migration that undoes it, or stop "
                         "before it with --to.");
}

static bool refuse_differs(const struct migration *m, struct err *err)
{
    struct place place = { .file = m->down_file.n ? m->down_file : m->file };

    err_set(err, ERR_DOWN_DIFFERS,
            "the down of \"" STR_FMT "\" in the file differs from the one stored when it was "
            "applied",
            STR_ARG(m->version));
    err_hint(err, "Choose one with --down-from history or --down-from file.");
    return err_at(err, &place);
}

/* NULL where the file put in none. */
static bool vars_of(arena *a, const struct plan_in *in, const struct entry *e,
                    const struct vars **out, struct err *err)
{
    const struct migration *m = project_find(in->project, e->version);
    const struct stored_text text = { .format = format_find(e->format),
                                      .dir = DIR_DOWN,
                                      .version = e->version,
                                      .name = e->name,
                                      .file = m ? m->down_file : (str){ 0 } };

    if (!text.format)
        return err_set(err, ERR_HISTORY_NEWER, "the format \"" STR_FMT "\" is not known",
                       STR_ARG(e->format));
    return !(e->flags & MIG_VARS) || project_text_vars(a, in->project, &text, out, err);
}

static bool load_stored(arena *a, const struct plan_in *in, const struct entry *e,
                        struct script_source *out, struct err *err)
{
    const struct vars *vars = NULL;
    struct conn *c = in->conn;
    struct result r;

    if (!engine_exec(c, history_down_text_sql(a, c, in->tables, e->seq), &r, err))
        return false;
    if (r.rows != 1)
        return err_set(err, ERR_HISTORY_BROKEN, "the stored down of \"" STR_FMT "\" is gone",
                       STR_ARG(e->version));
    if (e->down.text.n && !str_eq(sha256_hex_of(a, result_text(&r, 0, 0)), e->down.text)) {
        err_set(err, ERR_HISTORY_BROKEN, "the stored down of \"" STR_FMT "\" was changed by hand",
                STR_ARG(e->version));
        return err_hint(err, "Restore it from a backup of the history table, or take the one of "
                             "the file with: afloat down --down-from file");
    }
    if (!vars_of(a, in, e, &vars, err))
        return false;
    *out = (struct script_source){ .dir = DIR_DOWN,
                                   .text = str_copy(a, result_text(&r, 0, 0)),
                                   .format = format_find(e->format),
                                   .label = str_printf(a, "down of " STR_FMT " (history)",
                                                       STR_ARG(e->version)),
                                   .dialect = c->dialect,
                                   .split_modes = c->server.split_modes,
                                   .database = c->server.database,
                                   .vars = vars,
                                   .ctx = c->ctx };
    return true;
}

static bool choose_source(arena *a, const struct plan_in *in, struct plan_item *item,
                          struct err *err)
{
    const struct plan_opts *opts = in->opts;
    const struct entry *e = item->entry;
    const struct migration *m = item->mig;
    bool file = m && (m->flags & MIG_HAS_DOWN), stored = e->has_down_text;

    if (stored && (e->flags & ENTRY_DOWN_MASKED))
        stored = false; /* a password is masked in it: it cannot run */
    if (stored && file && opts->down_from == DOWN_ASK && plan_down_differs(m, e))
        return refuse_differs(m, err);
    if (file && (!stored || opts->down_from == DOWN_FROM_FILE)) {
        item->source = plan_file_source(m, DIR_DOWN, in->conn);
        return true;
    }
    return stored ? load_stored(a, in, e, &item->source, err) : refuse_no_way(e, err);
}

static bool has_way(const struct plan_item *item)
{
    const struct entry *e = item->entry;
    bool file = item->mig && (item->mig->flags & MIG_HAS_DOWN);

    return file || (e->has_down_text && !(e->flags & ENTRY_DOWN_MASKED));
}

bool plan_add_down(arena *a, const struct plan_in *in, const struct entry *e, struct plan *plan,
                   struct err *err)
{
    struct plan_item *item = vec_push(a, &plan->items);

    item->dir = DIR_DOWN;
    item->version = e->version;
    item->name = e->name;
    item->entry = e;
    item->mig = project_find(in->project, e->version);
    item->flags = e->flags | (item->mig ? item->mig->flags & MIG_NO_TRANSACTION_DOWN : 0u);
    if (!has_way(item))
        return refuse_no_way(e, err);
    return plan_resume(in->state, item, err);
}

bool plan_choose_sources(arena *a, const struct plan_in *in, struct plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->items.n; i++)
        if (plan->items.v[i].dir == DIR_DOWN && !choose_source(a, in, &plan->items.v[i], err))
            return false;
    return true;
}

/* Is this applied entry among those to take back? `stop` = it and all older ones stay. */
static bool wanted_down(const struct plan_opts *opts, const struct plan *plan,
                        const struct entry *e)
{
    if (opts->only.n)
        return str_eq(e->version, opts->only);
    if (opts->to.n)
        return str_eq(opts->to, S("0")) || version_cmp(e->version, opts->to) > 0;
    return (int64_t)plan->items.n < (opts->count ? opts->count : 1);
}

static bool check_target(const struct state *s, const struct plan_opts *opts, struct err *err)
{
    if (opts->only.n && !state_applied(s, opts->only))
        return plan_not_found(opts->only, err);
    if (opts->to.n && !str_eq(opts->to, S("0")) && !state_applied(s, opts->to))
        return plan_not_found(opts->to, err);
    return true;
}

bool plan_down(arena *a, const struct plan_in *in, struct plan *out, struct err *err)
{
    const struct state *s = in->state;
    const struct plan_opts *opts = in->opts;
    struct plan plan = { .dir = DIR_DOWN };
    struct entry_list applied = { 0 };

    if (!plan_check_half(s, DIR_UP, (str){ 0 }, err) || !check_target(s, opts, err))
        return false;
    state_applied_list(a, s, &applied);
    for (size_t i = 0; i < applied.n; i++) {
        plan.applied++;
        if (wanted_down(opts, &plan, applied.v[i]) &&
            !plan_add_down(a, in, applied.v[i], &plan, err))
            return false;
    }
    if (!plan_choose_sources(a, in, &plan, err) || !plan_repeats_down(a, in, &plan, err))
        return false;
    *out = plan;
    return true;
}
