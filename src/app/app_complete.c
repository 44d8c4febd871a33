/* app/app_complete.c: see app/app_complete.h. */
#include "app/app_complete.h"

#include "core/format.h"

static bool load(struct ctx *ctx, const struct app_common *common, struct config *out)
{
    struct ctx quiet = *ctx;
    struct err ignored;
    bool ok;

    quiet.sink = (struct sink){ 0 };
    err_init(&ignored);
    ok = config_load(ctx->mem, &common->config, &quiet, out, &ignored);
    err_done(&ignored);
    return ok;
}

static void tell(const struct app_words *out, str text, str help)
{
    out->fn(out->data, &(struct app_word){ text, help });
}

void app_complete_versions(struct ctx *ctx, const struct app_common *common,
                           const struct app_words *out)
{
    struct ctx quiet = *ctx;
    struct config config;
    struct project_opts o = { .names_only = true };
    struct project p;
    struct err ignored;

    if (!load(ctx, common, &config))
        return;
    quiet.sink = (struct sink){ 0 };
    o.dir = config.dir;
    o.format = config.format_files;
    o.dialect = dialect_get(DIALECT_SQLITE);
    err_init(&ignored);
    if (project_load(ctx->mem, &o, &quiet, &p, &ignored))
        for (size_t i = 0; i < p.migrations.n; i++)
            tell(out, p.migrations.v[i].version, p.migrations.v[i].name);
    err_done(&ignored);
}

void app_complete_environments(struct ctx *ctx, const struct app_common *common,
                               const struct app_words *out)
{
    struct config config;

    if (!load(ctx, common, &config))
        return;
    for (size_t i = 0; i < config.envs.n; i++)
        tell(out, config.envs.v[i], (str){ 0 });
}

void app_complete_formats(const struct app_words *out)
{
    for (size_t i = 0; formats[i]; i++)
        tell(out, str_of(formats[i]->name), (str){ 0 });
}
