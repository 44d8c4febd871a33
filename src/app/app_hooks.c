/* app/app_hooks.c: see app/app_hooks.h. */
#include "app/app_hooks.h"

static str versions_of(arena *a, const struct plan *plan)
{
    struct buf b = buf_on(a);

    for (size_t i = 0; i < plan->items.n; i++)
        buf_printf(&b, "%s" STR_FMT, i ? " " : "", STR_ARG(plan->items.v[i].version));
    return buf_view(&b);
}

static bool call(void *data, enum hook_when when, const struct plan_item *item, struct err *err)
{
    struct app_hooks *h = data;
    const struct hook_fact more[] = { { "VERSION", item->version }, { "NAME", item->name } };

    return hook_run(&h->run, when, more, COUNT_OF(more), err);
}

static bool before_each(void *data, const struct plan_item *item, struct err *err)
{
    return call(data, HOOK_BEFORE_EACH, item, err);
}

/* What the hook before it has set in the session ends with the migration. */
static bool after_each(void *data, const struct plan_item *item, struct err *err)
{
    struct app_hooks *h = data;

    return call(data, HOOK_AFTER_EACH, item, err) && (!hook_wanted(h->list, HOOK_BEFORE_EACH) ||
                                                      h->run.conn->engine->reset(h->run.conn, err));
}

static void fill_facts(struct app_hooks *h, const struct app_session *s,
                       const struct run_lock *lock, const struct plan *plan)
{
    struct buf where = buf_on(h->ctx->mem);

    dsn_print(&where, &s->config.dsn);
    h->facts[0] = (struct hook_fact){ "RUN_ID", lock->run.id };
    h->facts[1] = (struct hook_fact){ "COMMAND", plan->both            ? S("both")
                                                 : plan->dir == DIR_UP ? S("up")
                                                                       : S("down") };
    h->facts[2] = (struct hook_fact){ "ENV", s->config.env };
    h->facts[3] = (struct hook_fact){ "ENGINE", dsn_engine_name(s->config.dsn.engine) };
    h->facts[4] = (struct hook_fact){ "DATABASE", buf_view(&where) };
    h->facts[5] = (struct hook_fact){ "VERSIONS", versions_of(h->ctx->mem, plan) };
    h->facts[6] = (struct hook_fact){ "PROJECT", s->config.project };
    h->facts[7] = (struct hook_fact){ "VERSION_OF_AFLOAT", S(AFLOAT_VERSION) };
}

/* Those of afloat.toml, then the callbacks of the tool whose files these are. */
static const struct hook_list *all_hooks(arena *a, const struct app_session *s)
{
    struct hook_list *all;

    if (!s->project.callbacks.n)
        return &s->config.hooks;
    all = arena_new(a, struct hook_list, 1);
    for (size_t i = 0; i < s->config.hooks.n; i++)
        *vec_push(a, all) = s->config.hooks.v[i];
    for (size_t i = 0; i < s->project.callbacks.n; i++)
        *vec_push(a, all) = s->project.callbacks.v[i];
    return all;
}

bool app_hooks_open(struct ctx *ctx, struct app_session *s, const struct run_lock *lock,
                    const struct plan *plan, struct app_hooks *out, struct err *err)
{
    const struct hook_list *list = all_hooks(ctx->mem, s);

    *out = (struct app_hooks){ .ctx = ctx, .list = list };
    if (!plan->items.n)
        return true;
    if (!role_open(ctx->mem, s->conn, s->config.role, &out->role, err))
        return false;
    if (!list->n)
        return true;
    fill_facts(out, s, lock, plan);
    out->run = (struct hook_run){ .hooks = list,
                                  .conn = s->conn,
                                  .ctx = ctx,
                                  .folder = s->config.root,
                                  .secret = s->config.dsn.password.text,
                                  .facts = out->facts,
                                  .fact_count = COUNT_OF(out->facts),
                                  .role = &out->role };
    out->each.data = out;
    if (hook_wanted(list, HOOK_BEFORE_EACH))
        out->each.before = before_each;
    if (hook_wanted(list, HOOK_BEFORE_EACH) || hook_wanted(list, HOOK_AFTER_EACH))
        out->each.after = after_each;
    return true;
}

bool app_hooks_before(struct app_hooks *h, struct err *err)
{
    const struct hook_fact more[] = { { "STATUS", S("running") } };

    return !h->run.hooks || hook_run(&h->run, HOOK_BEFORE, more, COUNT_OF(more), err);
}

static str number(arena *a, int64_t n)
{
    return str_printf(a, "%lld", (long long)n);
}

static void on_error(struct app_hooks *h, const struct run_report *r, const struct err *first)
{
    const struct hook_fact more[] = {
        { "STATUS", S("failed") },
        { "ERROR_CODE", str_of(err_code_text(first->code)) },
        { "ERROR", str_of(err_code_summary(first->code)) },
        { "VERSION", r->failed_version },
        { "MIGRATIONS", number(h->ctx->mem, r->migrations) },
    };
    struct err second;

    if (first->fail == FAIL_LOST)
        h->run.conn = NULL;
    err_init(&second);
    if (!hook_run(&h->run, HOOK_ON_ERROR, more, COUNT_OF(more), &second))
        ctx_say(h->ctx, EVENT_WARNING, STR_FMT, STR_ARG(second.message));
    err_done(&second);
}

bool app_hooks_end(struct app_hooks *h, bool ok, const struct run_report *r, struct err *err)
{
    const struct hook_fact more[] = {
        { "STATUS", S("ok") },
        { "MIGRATIONS", number(h->ctx->mem, r->migrations) },
    };

    if (!h->run.hooks)
        return ok;
    if (ok)
        ok = hook_run(&h->run, HOOK_AFTER, more, COUNT_OF(more), err);
    if (!ok)
        on_error(h, r, err);
    return ok;
}
