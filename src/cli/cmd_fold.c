/* cli/cmd_fold.c: afloat __fold: the schema that files leave, as JSON lines. Not for users. */
#include "app/app_fold.h"
#include "cli/judge_rows.h"

static bool run(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err)
{
    struct buf text = buf_on(ctx->mem);

    (void)out;
    if (!app_fold(ctx, request, &text, err))
        return false;
    fwrite(text.p, 1, text.n, stdout);
    return true;
}

static const struct opt opts[] = {
    { "FILE", 0, OPT_LIST, NULL, JUDGE_AT(paths), "files and folders, each on an empty database" },
    ROWS_ENGINE,
};

static const char *const examples[] = {
    "afloat __fold --engine postgres migrations",
    NULL,
};

const struct cmd cmd_fold = {
    .name = "__fold",
    .summary = "print the schema that files leave",
    .usage = "FILE...",
    .about = "For the tests of afloat: what it knows of a database after these files.\n",
    .group = "Help",
    OPTS(opts),
    .request_size = sizeof(struct judge_opts),
    .examples = examples,
    .hidden = true,
    .run = run,
};
