/* lib/lib_run.c: a command by its name, on the same tables as the command line.
 *
 * Does      make the words of a command line from the options, parse them by the command's table, run the use case
 * Shape     the request begins with struct app_common, which the handle fills first: options of the call go before
 */
#include "app/app_mask.h"
#include "base/shell.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "lib/lib_int.h"

#include <unistd.h>

struct call {
    struct afloat *a;
    const char *command;
    const struct afloat_option *options;
    size_t count;
    const struct afloat_sink *sink;
    int result;
};

/* ---- words ---- */

struct words {
    char **v;
    int n;
};

/* "--to=0003"; a plain argument stands after "--". */
static struct words words_of(arena *a, const struct call *c)
{
    struct words w = { .v = arena_new(a, char *, c->count + 2) };
    int plain = 0;

    for (size_t i = 0; i < c->count; i++) {
        const struct afloat_option *o = &c->options[i];

        if (!o->name)
            plain++;
        else
            w.v[w.n++] = str_z(a, o->value ? str_printf(a, "--%s=%s", o->name, o->value)
                                           : str_printf(a, "--%s", o->name));
    }
    if (plain)
        w.v[w.n++] = str_z(a, S("--"));
    for (size_t i = 0; i < c->count; i++)
        if (!c->options[i].name)
            w.v[w.n++] = str_z(a, str_of(c->options[i].value ? c->options[i].value : ""));
    return w;
}

/* As a person would type it, without a connection string. */
static str command_line(arena *a, const struct call *c, const struct app_common *common)
{
    struct buf b = buf_on(a);

    buf_z(&b, c->command);
    for (size_t i = 0; i < c->count; i++) {
        const struct afloat_option *o = &c->options[i];

        if (o->name && strcmp(o->name, "url") == 0)
            continue;
        buf_z(&b, o->name ? " --" : " ");
        buf_z(&b, o->name ? o->name : "");
        if (o->name && o->value)
            buf_char(&b, ' ');
        if (o->value)
            shell_word(&b, str_of(o->value));
    }
    return app_command(a, common, b.p);
}

/* ---- running ---- */

static bool ask(void *data, const char *question)
{
    const struct afloat_sink *sink = data;

    return sink->ask(sink->data, question) != 0;
}

static struct ctx ctx_of(struct call *c, struct lib_listener *listener)
{
    struct ctx ctx = {
        .mem = &c->a->run, .signal = &c->a->stop, .wake_fd = c->a->wake[0], .embedded = true
    };

    listener->to = c->sink;
    ctx.sink = lib_sink(listener);
    return ctx;
}

static void given(str *to, str from)
{
    if (from.n)
        *to = from;
}

/* Variables first (AFLOAT_DIR and so on), then the handle's options; those of the call are read last. */
static bool fill_request(struct call *c, struct app_common *common, struct err *err)
{
    const struct opt_table table = { common_opts, common_opt_count };
    const struct config_flags *of_handle = &c->a->common.config;
    struct config_flags *flags = &common->config;

    if (!opt_variables(&c->a->run, &table, common, err))
        return false;
    given(&flags->url, of_handle->url);
    given(&flags->env, of_handle->env);
    given(&flags->dir, of_handle->dir);
    given(&flags->config, of_handle->config);
    given(&flags->format_files, of_handle->format_files);
    common->command = command_line(&c->a->run, c, common);
    common->json = true;
    common->terminal = c->sink->ask != NULL;
    common->ask = ask;
    common->ask_data = (void *)(uintptr_t)c->sink;
    return true;
}

/* Those that stand in the help. */
static const struct cmd *find_command(const char *name)
{
    const struct cmd *cmd = cmd_find(str_of(name));

    return cmd && !cmd->hidden && !cmd->raw ? cmd : NULL;
}

static bool parse(struct ctx *ctx, const struct cmd *cmd, const struct words *w,
                  struct app_common *common, struct err *err)
{
    const struct opt_table tables[OPT_TABLES] = { { cmd->opts, cmd->opt_count },
                                                  { common_opts, common_opt_count } };

    return opt_parse(ctx->mem, tables, w->n, w->v, common, err);
}

static bool run_command(struct call *c, struct ctx *ctx, struct app_outcome *out, str *command,
                        struct err *err)
{
    const struct cmd *cmd = find_command(c->command);
    struct app_common *common;
    struct words w;

    if (!cmd)
        return help_no_command(str_of(c->command), err);
    common = arena_alloc(ctx->mem, cmd->request_size, _Alignof(max_align_t), 1);
    if (!fill_request(c, common, err))
        return false;
    *command = common->command;
    w = words_of(ctx->mem, c);
    if (!parse(ctx, cmd, &w, common, err) || !ctx_check(ctx, err))
        return false;
    ctx->verbose = ctx->tell_sql = common->verbose;
    return cmd->run(ctx, common, out, err);
}

static void run(void *data)
{
    struct call *c = data;
    struct lib_listener listener;
    struct ctx ctx = ctx_of(c, &listener);
    struct app_outcome out = { 0 };
    struct report_failure f;
    struct err err;
    str command = { 0 };

    err_init(&err);
    if (run_command(c, &ctx, &out, &command, &err)) {
        c->result = out.exit_code;
    } else {
        app_mask_err(&ctx, &err);
        f = app_failure(&err, &out, command);
        lib_error_set(c->a, &f);
        c->result = f.exit_code;
    }
    err_done(&err);
}

static void renew(void *data)
{
    struct afloat *a = data;

    arena_done(&a->run);
    arena_init(&a->run);
}

/* A request to stop is used up by the call that it stopped, or that ended before it could. */
static void forget_stop(struct afloat *a)
{
    char bytes[16];

    __atomic_store_n(&a->stop, 0, __ATOMIC_RELAXED);
    while (read(a->wake[0], bytes, sizeof(bytes)) > 0)
        continue;
}

/* Connections live in the arena of the call: they are closed, texts of the error are kept. */
static void close_connections(void *data)
{
    struct afloat *a = data;
    struct arena_mark all = arena_mark(&a->run);

    all.defers = NULL;
    arena_reset(&a->run, all);
}

static int guarded(struct call *c)
{
    struct afloat *a = c->a;

    a->failed = false;
    if (a->broken || !lib_guard(renew, a, a->why, sizeof(a->why)) ||
        !lib_guard(run, c, a->why, sizeof(a->why))) {
        lib_error_broken(a);
        c->result = AFLOAT_INTERNAL;
    }
    if (!a->broken && !lib_guard(close_connections, a, a->why, sizeof(a->why)))
        a->broken = true;
    return c->result;
}

static bool usable(const struct afloat *a, const struct afloat_sink *sink)
{
    return a && (!sink || sink->size >= sizeof(*sink));
}

int afloat_run(struct afloat *a, const char *command, const struct afloat_option *options,
               size_t count, const struct afloat_sink *sink)
{
    static const struct afloat_sink nobody = AFLOAT_SINK_INIT;
    struct call c = { .a = a,
                      .command = command ? command : "",
                      .options = options,
                      .count = options ? count : 0,
                      .sink = sink ? sink : &nobody };
    struct lib_signals signals;
    int result;

    if (!usable(a, sink) || __atomic_exchange_n(&a->busy, 1, __ATOMIC_ACQUIRE))
        return AFLOAT_MISUSE;
    lib_signals_hold(&signals);
    result = guarded(&c);
    lib_signals_release(&signals);
    forget_stop(a);
    __atomic_store_n(&a->busy, 0, __ATOMIC_RELEASE);
    return result;
}
