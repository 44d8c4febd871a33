/* app/app_drop.c: drop; see app/app_database.h.
 *
 * Nothing but the name of the database says yes: -y answers no question here.
 */
#include "app/app_database.h"

#include "base/fault.h"

static const struct field session_fields[] = {
    { "session", "in use by", FIELD_TEXT, 0, "who is connected, as far as it can be seen" },
};

static const struct rectype session_type = { "sessions", RECORD_MANY, session_fields,
                                             COUNT_OF(session_fields), NULL };

static const struct field file_fields[] = {
    { "file", "file", FIELD_TEXT, 0, "a file that a drop removes (SQLite)" },
};

static const struct rectype file_type = { "files", RECORD_MANY, file_fields, COUNT_OF(file_fields),
                                          NULL };

struct drop {
    struct ctx *ctx;
    const struct app_drop *req;
    struct config config;
    const struct engine *engine;
    struct database_info info;
    str name;
};

static void tell_list(struct ctx *ctx, const struct rectype *type, const struct str_list *list)
{
    ctx_record(ctx, type, NULL);
    for (size_t i = 0; i < list->n; i++)
        ctx_record(ctx, type, (struct field_value[]){ field_text(list->v[i]) });
}

static void tell(const struct drop *d, const char *result, const char *before, const char *after)
{
    app_tell_database(d->ctx, &(struct app_database_told){
                                  .config = &d->config,
                                  .result = result,
                                  .message = str_printf(d->ctx->mem, "%s\"" STR_FMT "\"%s", before,
                                                        STR_ARG(d->name), after) });
}

static bool refuse_reserved(const struct drop *d, struct err *err)
{
    err_set(err, ERR_NOT_DROPPED, "the database \"" STR_FMT "\" cannot be dropped: " STR_FMT,
            STR_ARG(d->name), STR_ARG(d->info.reserved));
    return err_hint(err, "Name the database that was meant with --url or --env.");
}

static bool refuse_used(const struct drop *d, struct err *err)
{
    const struct str_list *s = &d->info.sessions;
    struct buf b = buf_on(d->ctx->mem);

    for (size_t i = 0; i < s->n && i < 5; i++)
        buf_printf(&b, "%s" STR_FMT, i ? "; " : "", STR_ARG(s->v[i]));
    err_set(err, ERR_DATABASE_IN_USE, "the database \"" STR_FMT "\" is in use", STR_ARG(d->name));
    err_detail(err, "Connected: " STR_FMT "%s.", STR_ARG(buf_view(&b)), s->n > 5 ? "; ..." : "");
    return err_hint(err, "Stop what uses it, then run the same command again.");
}

static bool not_confirmed(const struct drop *d, struct err *err)
{
    err_set(err, ERR_CONFIRM, "dropping the database \"" STR_FMT "\" was not confirmed",
            STR_ARG(d->name));
    return err_hint(err, "Its name says yes: --yes-drop " STR_FMT ". -y is not enough.",
                    STR_ARG(d->name));
}

static bool confirm(const struct drop *d, struct err *err)
{
    const struct app_common *common = &d->req->common;
    struct buf where = buf_on(d->ctx->mem);
    str question;

    if (!app_protect(common, &d->config, err))
        return false;
    if (d->req->yes_drop.n || !common->terminal || !common->ask_word)
        return str_eq(d->req->yes_drop, d->name) || not_confirmed(d, err);
    dsn_print(&where, &d->config.dsn);
    question = str_printf(d->ctx->mem,
                          "This drops the database \"" STR_FMT "\" with all that is in it (" STR_FMT
                          "). Type its name to go on: ",
                          STR_ARG(d->name), STR_ARG(buf_view(&where)));
    return common->ask_word(common->ask_data, str_z(d->ctx->mem, question), d->name) ||
           not_confirmed(d, err);
}

static bool carry_out(const struct drop *d, struct app_outcome *out, struct err *err)
{
    bool existed;

    if (!fault_call("database", err) ||
        !d->engine->database_drop(d->ctx->mem, &d->config.dsn, d->ctx, &existed, err)) {
        if (err->fail == FAIL_LOST || err->code == ERR_FILE_WRITE) {
            out->raised = true;
            out->committed = S("It is not known whether the database, or a part of it, is gone.");
            out->next = d->req->common.command;
        }
        return false;
    }
    tell(d, existed ? "dropped" : "not there",
         existed ? "dropped the database " : "nothing to do: there is no database ", "");
    return true;
}

bool app_drop(struct ctx *ctx, const struct app_drop *req, struct app_outcome *out, struct err *err)
{
    struct drop d = { .ctx = ctx, .req = req };

    if (!app_database_config(ctx, &req->common, &d.config, &d.engine, err) ||
        !fault_call("database", err) ||
        !d.engine->database_look(ctx->mem, &d.config.dsn, ctx, &d.info, err))
        return false;
    d.name = app_database_name(&d.config.dsn);
    if (d.info.reserved.n)
        return refuse_reserved(&d, err);
    if (!d.info.exists && !d.info.files.n) {
        tell(&d, req->common.dry_run ? "absent" : "not there",
             "nothing to do: there is no database ", "");
        return true;
    }
    tell_list(ctx, &session_type, &d.info.sessions);
    tell_list(ctx, &file_type, &d.info.files);
    if (req->common.dry_run) {
        tell(&d, "present", "the database ", " would be dropped. Nothing was changed.");
        return true;
    }
    return (!d.info.sessions.n || refuse_used(&d, err)) && confirm(&d, err) &&
           carry_out(&d, out, err);
}

const struct rectype *const app_drop_records[] = { &session_type, &file_type, &app_database_type,
                                                   NULL };
