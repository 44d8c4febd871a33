/* app/app_demo.c: see app/app_demo.h. Every step is the use case that the command of that name runs. */
#include "app/app_demo.h"

#include "app/app_files.h"
#include "app/app_run.h"
#include "app/app_status.h"
#include "base/fs.h"

#include <unistd.h>

static const char up_users[] = "-- afloat:up\n"
                               "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
                               "INSERT INTO users (name) VALUES ('Ada'), ('Grace');\n"
                               "\n"
                               "-- afloat:down\n"
                               "DROP TABLE users;\n";

static const char up_email[] = "-- afloat:up\n"
                               "ALTER TABLE users ADD COLUMN email TEXT;\n"
                               "UPDATE users SET email = lower(name) || '@example.org';\n"
                               "\n"
                               "-- afloat:down\n"
                               "ALTER TABLE users DROP COLUMN email;\n";

static const char broken[] = "-- afloat:up\n"
                             "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER);\n"
                             "CREATE INDEX orders_user ON orders (usr_id);\n"
                             "\n"
                             "-- afloat:down\n"
                             "DROP TABLE orders;\n";

static const char mended[] = "-- afloat:up\n"
                             "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER);\n"
                             "CREATE INDEX orders_user ON orders (user_id);\n"
                             "\n"
                             "-- afloat:down\n"
                             "DROP TABLE orders;\n";

static const struct field fields[] = {
    { "text", "", FIELD_TEXT, 0, "what the demonstration does now" },
};

static const struct rectype type = { "demo", RECORD_ONE, fields, COUNT_OF(fields), "\n# {text}" };

static void say(struct ctx *ctx, str text)
{
    struct field_value v[] = { field_text(text) };

    ctx_record(ctx, &type, v);
}

struct demo {
    struct ctx *ctx;
    struct app_common common; /* of every step */
    str folder;
};

static bool put(const struct demo *d, const char *name, const char *text, struct err *err)
{
    bool exists;
    str path = fs_join(d->ctx->mem, d->common.config.dir, str_of(name));

    (void)unlink(str_z(d->ctx->mem, path)); /* the mended file replaces the broken one */
    return fs_create(path, str_of(text), &exists, err);
}

static bool status(const struct demo *d, struct err *err)
{
    struct app_status req = { .common = d->common };
    struct app_outcome out = { 0 };

    say(d->ctx, S("afloat status"));
    return app_status(d->ctx, &req, &out, err);
}

static bool up(const struct demo *d, struct err *err)
{
    struct app_run req = { .common = d->common };
    struct app_outcome out = { 0 };

    say(d->ctx, S("afloat up"));
    return app_up(d->ctx, &req, &out, err);
}

static bool down_all(const struct demo *d, struct err *err)
{
    struct app_run req = { .common = d->common, .to = S("0") };
    struct app_outcome out = { 0 };

    say(d->ctx, S("afloat down --to 0"));
    return app_down(d->ctx, &req, &out, err);
}

static bool first_two(const struct demo *d, struct err *err)
{
    say(d->ctx, S("two migrations: a table with rows, and a column that is filled"));
    return put(d, "0001_create_users.sql", up_users, err) &&
           put(d, "0002_add_email.sql", up_email, err) && up(d, err);
}

/* The third one fails in its second statement; its first must not stay. */
static bool fail_and_mend(const struct demo *d, struct err *err)
{
    struct err expected;
    bool failed;

    say(d->ctx, S("a third one with a mistake in its second statement"));
    if (!put(d, "0003_create_orders.sql", broken, err))
        return false;
    err_init(&expected);
    failed = !up(d, &expected);
    if (failed && expected.code == ERR_STATEMENT)
        say(d->ctx, str_printf(d->ctx->mem,
                               "it failed as it should: " STR_FMT
                               "; nothing of it was kept, the first two stay",
                               STR_ARG(expected.database)));
    else
        failed = false;
    err_done(&expected);
    if (!failed)
        return err_set(err, ERR_INTERNAL, "the broken migration of the demonstration did not fail");
    if (!status(d, err))
        return false;
    say(d->ctx, S("the file is corrected; the same command goes on where it stopped"));
    return put(d, "0003_create_orders.sql", mended, err) && up(d, err);
}

static bool play(const struct demo *d, struct err *err)
{
    return first_two(d, err) && fail_and_mend(d, err) && status(d, err) && down_all(d, err) &&
           status(d, err);
}

static void remove_folder(const struct demo *d)
{
    static const char *const names[] = { "migrations/0001_create_users.sql",
                                         "migrations/0002_add_email.sql",
                                         "migrations/0003_create_orders.sql",
                                         "migrations",
                                         "demo.db",
                                         "demo.db-afloat-lock",
                                         "demo.db-journal",
                                         "" };
    arena *a = d->ctx->mem;

    for (size_t i = 0; i < COUNT_OF(names); i++)
        (void)remove(str_z(a, fs_join(a, d->folder, str_of(names[i]))));
}

static bool set_up(struct ctx *ctx, const struct app_demo *req, struct demo *d, struct err *err)
{
    const char *tmp = getenv("TMPDIR");
    char *folder =
        str_z(ctx->mem, str_printf(ctx->mem, "%s/afloat-demo-XXXXXX", tmp && *tmp ? tmp : "/tmp"));

    if (!mkdtemp(folder))
        return err_set(err, ERR_FILE_WRITE, "could not make a folder in %s", tmp ? tmp : "/tmp");
    *d = (struct demo){ .ctx = ctx, .common = req->common, .folder = str_of(folder) };
    d->common.yes = true;
    d->common.dry_run = false; /* all of it happens in a folder of its own */
    d->common.config = (struct config_flags){
        .url = str_printf(ctx->mem, "sqlite:%s/demo.db", folder),
        .dir = str_printf(ctx->mem, "%s/migrations", folder),
    };
    return fs_make_folder(d->common.config.dir, err);
}

bool app_demo(struct ctx *ctx, const struct app_demo *req, struct app_outcome *out, struct err *err)
{
    struct demo d;
    bool ok;

    (void)out;
    if (!set_up(ctx, req, &d, err))
        return false;
    ok = play(&d, err);
    if (!req->keep)
        remove_folder(&d);
    if (ok)
        say(ctx, req->keep ? str_printf(ctx->mem, "all of it is in " STR_FMT, STR_ARG(d.folder))
                           : S("that was afloat; start with: afloat init"));
    return ok;
}

const struct rectype *const app_demo_records[] = { &type, NULL };
