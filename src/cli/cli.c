/* cli/cli.c: see cli/cli.h. */
#include "cli/cli.h"

#include "app/app_failure.h"
#include "app/app_mask.h"
#include "base/dsn.h"
#include "base/shell.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "report/diag.h"
#include "report/report.h"

#include <unistd.h>

static bool ask(void *data, const char *question)
{
    char answer[16];

    report_flush(data);
    fprintf(stderr, "%s [y/N] ", question);
    fflush(stderr);
    return fgets(answer, sizeof(answer), stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static bool ask_word(void *data, const char *question, str want)
{
    char answer[256];

    report_flush(data);
    fputs(question, stderr);
    fflush(stderr);
    return fgets(answer, sizeof(answer), stdin) && str_eq(str_trim(str_of(answer)), want);
}

/* A connection string that was put in the wrong place may hold a password as well. */
static bool secret_value(str arg)
{
    return str_find(arg, S("://")) != STR_NONE || str_find(arg, S("password")) != STR_NONE;
}

static bool takes_url(str arg)
{
    return str_eq(arg, S("--url")) ||
           (arg.n > 1 && arg.p[0] == '-' && arg.p[1] != '-' && arg.p[arg.n - 1] == 'u');
}

/* The command as it was typed, for the line that continues after a failure. */
static str command_line(arena *a, int argc, char **argv)
{
    struct buf b = buf_on(a);

    buf_z(&b, "afloat");
    for (int i = 1; i < argc; i++) {
        str arg = str_of(argv[i]);

        if (str_starts(arg, S("--url=")))
            dsn_put_option(&b, str_skip(arg, 6));
        else if (str_starts(arg, S("-u")) && arg.n > 2)
            dsn_put_option(&b, str_skip(arg, 2));
        else if (dsn_text_has_secret(arg) &&
                 (secret_value(arg) || (i > 1 && takes_url(str_of(argv[i - 1])))))
            buf_z(&b, " URL");
        else {
            buf_char(&b, ' ');
            shell_word(&b, arg);
        }
    }
    return buf_view(&b);
}

static int fail(struct report *r, const struct err *err, const struct app_outcome *out, str command)
{
    struct report_failure f = app_failure(err, out, command);

    report_failure(r, &f);
    return f.exit_code;
}

/* ---- the command line ---- */

struct line { /* of the process, with the command taken out */
    const char *word;
    char **args;
    int n;
    bool named; /* a word stood there */
};

static bool among(const struct line *l, const char *name)
{
    for (int i = 0; i < l->n && strcmp(l->args[i], "--") != 0; i++)
        if (strcmp(l->args[i], name) == 0)
            return true;
    return false;
}

static bool is_option(const char *arg)
{
    return arg[0] == '-' && arg[1] && strcmp(arg, "--") != 0;
}

/* Does the option before the command take the next word as its value? */
static bool takes_next(const char *arg)
{
    for (size_t i = 0; i < common_opt_count; i++) {
        const struct opt *o = &common_opts[i];
        bool here = strcmp(arg, o->name) == 0 ||
                    (arg[1] != '-' && o->short_name && arg[strlen(arg) - 1] == o->short_name);

        if (here)
            return o->type != OPT_FLAG;
    }
    return false;
}

/* The first word that is no option is the command, wherever it stands. */
static struct line read_line(arena *a, int argc, char **argv)
{
    struct line l = { .word = "help", .args = arena_new(a, char *, (size_t)argc + 1) };
    int at = 1;

    while (at < argc && is_option(argv[at]))
        at += takes_next(argv[at]) ? 2 : 1;
    l.named = at < argc;
    if (l.named)
        l.word = argv[at];
    for (int i = 1; i < argc; i++)
        if (!l.named && (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-V") == 0))
            l.word = "version";
        else if (i != at)
            l.args[l.n++] = argv[i];
    return l;
}

/* "text" and "json" are what there is without --format. */
static bool check_format(arena *a, struct app_common *common, struct err *err)
{
    struct buf names = buf_on(a);

    if (str_eq(common->format, S("text")))
        common->format = (str){ 0 };
    if (str_eq(common->format, S("json"))) {
        common->format = (str){ 0 };
        common->json = true;
    }
    if (common->format.n && common->json && diag_format_find(common->format))
        return err_set(err, ERR_USAGE, "--format " STR_FMT " and --json are two documents",
                       STR_ARG(common->format));
    if (!common->format.n || diag_format_find(common->format))
        return true;
    for (const struct diag_format *f = diag_formats; f->name; f++)
        buf_printf(&names, ", %s", f->name);
    err_set(err, ERR_USAGE, "unrecognized format \"" STR_FMT "\"", STR_ARG(common->format));
    return err_hint(err, "The formats are text, json" STR_FMT ".", STR_ARG(buf_view(&names)));
}

static bool parse(struct ctx *ctx, const struct cmd *cmd, const struct line *line, void *request,
                  struct err *err)
{
    const struct opt_table tables[OPT_TABLES] = { { cmd->opts, cmd->opt_count },
                                                  { common_opts, common_opt_count } };
    struct app_common *common = request;

    if (cmd->raw) {
        ((struct cmd_raw *)request)->args = line->args;
        ((struct cmd_raw *)request)->n = line->n;
        return true;
    }
    if (!opt_variables(ctx->mem, &tables[1], request, err) ||
        !opt_parse(ctx->mem, tables, line->n, line->args, request, err))
        return false;
    common->terminal = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    if (common->color.n && !str_eq(common->color, S("auto")) &&
        !str_eq(common->color, S("always")) && !str_eq(common->color, S("never")))
        return err_set(err, ERR_USAGE, "--color takes auto, always or never");
    return check_format(ctx->mem, common, err);
}

/* ---- running ---- */

static struct report *open_report(struct ctx *ctx, const struct app_common *c,
                                  const struct cmd *cmd)
{
    struct report_opts o =
        report_opts_of(c->color, c->json, c->quiet && !(cmd && cmd->loud), c->verbose);
    struct report *r;

    o.version = AFLOAT_VERSION;
    o.format = c->format.n ? diag_format_find(c->format) : NULL;
    r = report_open(ctx->mem, &o);
    ctx->sink = report_sink(r);
    ctx->verbose = c->verbose;
    ctx->tell_sql = c->verbose || c->events.n;
    return r;
}

static int finish(struct report *r, bool ok, const struct err *err, const struct app_outcome *out,
                  str command)
{
    int code = ok ? out->exit_code : fail(r, err, out, command);

    if (!report_close(r) && code == 0) {
        fputs("afloat: could not write to standard output\n", stderr);
        return 2;
    }
    return code;
}

static int dispatch(struct ctx *ctx, const struct cmd *cmd, const struct line *line,
                    struct app_common *common, struct app_outcome *out, struct err *err)
{
    bool raw = cmd && cmd->raw;
    bool help = cmd && !raw && (among(line, "--help") || among(line, "-h"));
    bool ok = help ||
              (cmd ? parse(ctx, cmd, line, common, err) : help_no_command(str_of(line->word), err));
    struct report *r;

    /* A program that asked for JSON gets it for a command line that is wrong, too. */
    common->json =
        common->json || (!raw && among(line, "--json")) || str_eq(common->events, S("-"));
    r = open_report(ctx, common, cmd);
    common->ask = ask;
    common->ask_word = ask_word;
    common->ask_data = r;
    if (help)
        help_show(ctx, line->named ? cmd : NULL, common->json);
    else
        ok = ok && (!common->events.n || report_events_to(r, common->events, err)) &&
             cmd->run(ctx, common, out, err);
    app_mask_err(ctx, err);
    return finish(r, ok, err, out, common->command);
}

int cli_run(struct ctx *ctx, int argc, char **argv)
{
    struct line line = read_line(ctx->mem, argc, argv);
    const struct cmd *cmd = cmd_find(str_of(line.word));
    struct app_outcome out = { 0 };
    struct app_common *common; /* the first member of every request */
    struct err err;
    int code;

    err_init(&err);
    common = arena_alloc(ctx->mem, cmd ? cmd->request_size : sizeof(struct app_common),
                         _Alignof(max_align_t), 1);
    common->command = command_line(ctx->mem, argc, argv);
    code = dispatch(ctx, cmd, &line, common, &out, &err);
    err_done(&err);
    return code;
}
