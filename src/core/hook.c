/* core/hook.c: the hooks of one moment; commands (SQL: core/hook_sql.c). See core/hook.h. */
#include "core/hook.h"

#include "base/proc.h"

enum { SECRET_MIN = 4, LINE_MAX_BYTES = 4096 };

static const char *const names[] = { "before", "before-each", "after-each", "after", "on-error" };
_Static_assert(COUNT_OF(names) == HOOK__COUNT, "one name a moment");

const char *hook_when_name(enum hook_when when)
{
    return names[when];
}

bool hook_wanted(const struct hook_list *hooks, enum hook_when when)
{
    for (size_t i = 0; i < hooks->n; i++)
        if (hooks->v[i].when == when)
            return true;
    return false;
}

static str name_of(const struct hook *hook)
{
    return hook->name.n ? hook->name : str_of(names[hook->when]);
}

/* ---- what a command prints ---- */

struct lines {
    const struct hook_run *h;
    const struct hook *hook;
    char text[LINE_MAX_BYTES];
    size_t n;
    arena mem; /* of one line */
};

static str mask_secret(arena *a, str text, str secret)
{
    struct buf b = buf_on(a);
    size_t at;

    if (secret.n < SECRET_MIN || str_find(text, secret) == STR_NONE)
        return text;
    while ((at = str_find(text, secret)) != STR_NONE) {
        buf_str(&b, str_slice(text, 0, at));
        buf_z(&b, "***");
        text = str_skip(text, at + secret.n);
    }
    buf_str(&b, text);
    return buf_view(&b);
}

/* scheme://user:password@ in whatever way the password is written. */
static str mask_urls(arena *a, str text)
{
    struct buf b = buf_on(a);
    size_t at;

    while ((at = str_find(text, S("://"))) != STR_NONE) {
        size_t end = at += 3, colon = at;

        while (end < text.n && !strchr(" \t'\"<>", text.p[end]))
            end++;
        while (end > at && text.p[end - 1] != '@')
            end--;
        while (colon < end && text.p[colon] != ':')
            colon++;
        buf_str(&b, str_slice(text, 0, colon < end ? colon + 1 : at));
        if (colon < end)
            buf_z(&b, "***");
        text = str_skip(text, colon < end ? end - 1 : at);
    }
    buf_str(&b, text);
    return buf_view(&b);
}

static void tell_line(struct lines *l)
{
    str text;

    arena_init(&l->mem);
    text = mask_urls(&l->mem, mask_secret(&l->mem, (str){ l->text, l->n }, l->h->secret));
    ctx_event(l->h->ctx,
              &(struct event){ .kind = EVENT_HOOK_OUTPUT, .name = name_of(l->hook), .text = text });
    arena_done(&l->mem);
    l->n = 0;
}

static void on_output(void *data, str bytes)
{
    struct lines *l = data;

    for (size_t i = 0; i < bytes.n; i++) {
        if (bytes.p[i] == '\n') {
            tell_line(l);
            continue;
        }
        if (l->n == sizeof(l->text))
            tell_line(l);
        l->text[l->n++] = bytes.p[i];
    }
}

/* ---- commands ---- */

static void add_facts(arena *a, struct str_list *out, const struct hook_fact *facts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *vec_push(a, out) =
            str_printf(a, "AFLOAT_%s=" STR_FMT, facts[i].name, STR_ARG(facts[i].value));
}

static const char **environment(arena *a, const struct hook_run *h, const struct hook *hook,
                                const struct hook_fact *more, size_t more_count)
{
    const struct hook_fact own[] = { { "HOOK", str_of(names[hook->when]) } };
    struct str_list list = { 0 };
    const char **out;

    add_facts(a, &list, own, COUNT_OF(own));
    add_facts(a, &list, h->facts, h->fact_count);
    add_facts(a, &list, more, more_count);
    out = arena_new(a, const char *, list.n + 1);
    for (size_t i = 0; i < list.n; i++)
        out[i] = str_z(a, list.v[i]);
    return out;
}

static bool judge(const struct hook_run *h, const struct hook *hook, const struct proc_end *end,
                  struct err *err)
{
    str name = name_of(hook);

    if (end->stopped && !ctx_check(h->ctx, err))
        return false;
    if (end->timed_out) {
        err_set(err, ERR_HOOK, "hook \"" STR_FMT "\" did not end within %lld ms", STR_ARG(name),
                (long long)hook->timeout_ms);
        err_hint(err, "Give it more time with timeout = \"...\" in the hook's table.");
    } else if (end->status) {
        err_set(err, ERR_HOOK, "hook \"" STR_FMT "\" failed: \"%s\" ended with status %d",
                STR_ARG(name), hook->argv[0], end->status);
    } else {
        return true;
    }
    return err_at(err, &hook->place);
}

static bool run_command(const struct hook_run *h, const struct hook *hook,
                        const struct hook_fact *more, size_t more_count, struct err *err)
{
    struct lines lines = { .h = h, .hook = hook };
    struct proc_run p = { .argv = hook->argv,
                          .timeout_ms = hook->timeout_ms,
                          .with_stderr = true,
                          .ctx = h->ctx,
                          .output = on_output,
                          .data = &lines };
    struct proc_end end;
    arena a;
    bool ok;

    arena_init(&a);
    p.env = environment(&a, h, hook, more, more_count);
    p.folder = h->folder.n ? str_z(&a, h->folder) : NULL;
    ok = proc_run(&p, &end, err);
    if (ok && lines.n)
        tell_line(&lines);
    if (!ok)
        err->code = ERR_HOOK;
    ok = ok && judge(h, hook, &end, err);
    arena_done(&a);
    return ok;
}

bool hook_run(const struct hook_run *h, enum hook_when when, const struct hook_fact *more,
              size_t more_count, struct err *err)
{
    for (size_t i = 0; i < h->hooks->n; i++) {
        const struct hook *hook = &h->hooks->v[i];

        if (hook->when != when)
            continue;
        if (hook->argv ? run_command(h, hook, more, more_count, err)
                       : !h->conn || hook_run_sql(h, hook, err))
            continue;
        return hook->argv
                   ? false
                   : err_wrap(err, "running the hook \"" STR_FMT "\"", STR_ARG(name_of(hook)));
    }
    return true;
}
