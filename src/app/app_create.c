/* app/app_create.c: create, and what it shares with drop; see app/app_database.h. */
#include "app/app_database.h"

#include "base/fault.h"
#include "base/fs.h"

static const struct field database_fields[] = {
    { "database", "", FIELD_TEXT, 0, "where it is, without secrets" },
    { "source", "", FIELD_TEXT, 0, "what named the database" },
    { "environment", "", FIELD_TEXT, 0, "name of the environment, null = none" },
    { "name", "", FIELD_TEXT, 0, "name of the database, or of its file" },
    { "result", "", FIELD_TEXT, 0,
      "created, there already, dropped, not there; with --dry-run: absent, present" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

const struct rectype app_database_type = {
    "database", RECORD_ONE, database_fields, COUNT_OF(database_fields), "{message}",
};

void app_tell_database(struct ctx *ctx, const struct app_database_told *t)
{
    struct buf b = buf_on(ctx->mem);
    struct field_value v[COUNT_OF(database_fields)];

    dsn_print(&b, &t->config->dsn);
    v[0] = field_text(buf_view(&b));
    v[1] = field_text(t->config->dsn.source);
    v[2] = field_text(t->config->env);
    v[3] = field_text(app_database_name(&t->config->dsn));
    v[4] = field_text(str_of(t->result));
    v[5] = field_text(t->message);
    ctx_record(ctx, &app_database_type, v);
}

str app_database_name(const struct dsn *dsn)
{
    if (dsn->engine == DSN_SQLITE)
        return fs_basename(dsn->database);
    return dsn->engine == DSN_POSTGRES && !dsn->database.n ? dsn->user : dsn->database;
}

bool app_database_config(struct ctx *ctx, const struct app_common *common, struct config *out,
                         const struct engine **out_engine, struct err *err)
{
    if (!config_load(ctx->mem, &common->config, ctx, out, err) || !config_need_database(out, err))
        return false;
    *out_engine = engine_get(out->dsn.engine);
    return true;
}

static bool only_look(struct ctx *ctx, const struct config *c, const struct engine *e,
                      struct err *err)
{
    struct database_info info;
    str name = app_database_name(&c->dsn);

    if (!e->database_look(ctx->mem, &c->dsn, ctx, &info, err))
        return false;
    app_tell_database(ctx, &(struct app_database_told){
                               .config = c,
                               .result = info.exists ? "present" : "absent",
                               .message = str_printf(
                                   ctx->mem,
                                   info.exists ? "the database \"" STR_FMT "\" is there already: "
                                                 "nothing to do"
                                               : "the database \"" STR_FMT "\" would be created. "
                                                 "Nothing was changed.",
                                   STR_ARG(name)) });
    return true;
}

bool app_create(struct ctx *ctx, const struct app_create *req, struct app_outcome *out,
                struct err *err)
{
    const struct database_opts opts = { req->encoding, req->owner };
    const struct engine *e;
    struct config c;
    bool existed;

    (void)out;
    if (req->name.n) { /* elsewhere "create NAME" makes a migration */
        err_set(err, ERR_USAGE, "create makes the database, and takes no name");
        return err_hint(err, "Did you mean: afloat new NAME");
    }
    if (!app_database_config(ctx, &req->common, &c, &e, err) || !fault_call("database", err))
        return false;
    if (req->common.dry_run)
        return only_look(ctx, &c, e, err);
    if (!e->database_create(ctx->mem, &c.dsn, ctx, &opts, &existed, err))
        return false;
    app_tell_database(ctx, &(struct app_database_told){
                               .config = &c,
                               .result = existed ? "there already" : "created",
                               .message = str_printf(ctx->mem, "%s the database \"" STR_FMT "\"%s",
                                                     existed ? "nothing to do:" : "created",
                                                     STR_ARG(app_database_name(&c.dsn)),
                                                     existed ? " is there already" : "") });
    return true;
}

const struct rectype *const app_create_records[] = { &app_database_type, NULL };
