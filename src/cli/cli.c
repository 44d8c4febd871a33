/* cli/cli.c: see cli/cli.h. */
#include "cli/cli.h"

#include "cli/cmd.h"
#include "cli/help.h"
#include "report/report.h"

#include <unistd.h>

static bool ask(void *data, const char *question)
{
    char answer[16];

    (void)data;
    fprintf(stderr, "%s [y/N] ", question);
    fflush(stderr);
    return fgets(answer, sizeof(answer), stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static bool secret_option(str arg)
{
    return str_eq(arg, S("--url")) || str_eq(arg, S("-u"));
}

/* The command as it was typed, for the line that continues after a failure; a URL may hold a password. */
static str command_line(arena *a, int argc, char **argv)
{
    struct buf b = buf_on(a);

    buf_z(&b, "afloat");
    for (int i = 1; i < argc; i++) {
        str arg = str_of(argv[i]);
        bool url = i > 1 && secret_option(str_of(argv[i - 1]));

        if (str_starts(arg, S("--url=")) || (str_starts(arg, S("-u")) && arg.n > 2))
            arg = S("--url URL");
        buf_printf(&b, " " STR_FMT, STR_ARG(url ? S("URL") : arg));
    }
    return buf_view(&b);
}

/* What is committed raises "failed" to "stopped half way": DESIGN of the exit codes in README.md. */
static int exit_code_of(const struct err *err, const struct app_outcome *out)
{
    int code = err_code_exit(err->code);

    if (out->raised && (code == 5 || code == 7))
        return 6;
    if (!out->raised && code == 6 && err->code == ERR_LOST)
        return 3;
    return code;
}

/* The same command goes on: after a lock that was busy, a lost connection, a signal. */
static bool may_repeat(int code)
{
    return code == 3 || code == 5 || code == 6 || code > 128;
}

static int fail(struct report *r, const struct err *err, const struct app_outcome *out, str command)
{
    struct report_failure f = { .err = err,
                                .exit_code = exit_code_of(err, out),
                                .committed = out->committed,
                                .next = out->next };

    if (!f.committed.n)
        f.committed = S("Nothing was changed.");
    if (!f.next.n && may_repeat(f.exit_code))
        f.next = command;
    report_failure(r, &f);
    return f.exit_code;
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static struct report *open_report(struct ctx *ctx, const struct app_common *c)
{
    struct report_opts o = report_opts_of(c->color, c->json, c->quiet, c->verbose);
    struct report *r = report_open(ctx->mem, &o);

    ctx->sink = report_sink(r);
    ctx->verbose = c->verbose;
    return r;
}

static int finish(struct report *r, const struct cmd *cmd, bool ok, const struct err *err,
                  const struct app_outcome *out, str command)
{
    int code = ok ? out->exit_code : fail(r, err, out, command);
    bool written = cmd && cmd->no_report ? fflush(stdout) == 0 : report_close(r);

    if (!written && code == 0) {
        fputs("afloat: could not write to standard output\n", stderr);
        return 2;
    }
    return code;
}

static bool parse(struct ctx *ctx, const struct cmd *cmd, int argc, char **argv, void *request,
                  struct err *err)
{
    const struct opt_table tables[OPT_TABLES] = { { cmd->opts, cmd->opt_count },
                                                  { common_opts, common_opt_count } };
    struct app_common *common = request;

    if (!opt_parse(ctx->mem, tables, argc - 2, argv + 2, request, err))
        return false;
    common->terminal = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    common->ask = ask;
    common->command = command_line(ctx->mem, argc, argv);
    if (common->color.n && !str_eq(common->color, S("auto")) &&
        !str_eq(common->color, S("always")) && !str_eq(common->color, S("never")))
        return err_set(err, ERR_USAGE, "--color takes auto, always or never");
    return true;
}

int cli_run(struct ctx *ctx, int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "help";
    const struct cmd *cmd;
    struct app_outcome out = { 0 };
    struct report *r;
    struct err err;
    void *request;
    bool ok;
    int code;

    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        word = "help";
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        word = "version";
    err_init(&err);
    cmd = cmd_find(str_of(word));
    if (cmd && argc > 2 && wants_help(argc - 2, argv + 2)) {
        help_command(ctx->mem, cmd);
        return fflush(stdout) == 0 ? 0 : 2;
    }
    request = arena_alloc(ctx->mem, cmd ? cmd->request_size : sizeof(struct app_common),
                          _Alignof(max_align_t), 1);
    ok = cmd ? parse(ctx, cmd, argc, argv, request, &err) : help_no_command(str_of(word), &err);
    r = open_report(ctx, request);
    ok = ok && cmd->run(ctx, request, &out, &err);
    code = finish(r, cmd, ok, &err, &out, ((const struct app_common *)request)->command);
    err_done(&err);
    return code;
}
