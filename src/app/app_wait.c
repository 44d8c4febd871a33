/* app/app_wait.c: see app/app_wait.h.
 *
 * Each try is a new connection: a server that restarts, or a file that is made meanwhile, is seen. What no
 * waiting can mend (a wrong password, TLS that is refused, an old server) ends it at once.
 */
#include "app/app_wait.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/fs.h"

#include <poll.h>

enum { TIMEOUT_MS = 60000, PAUSE_FIRST_MS = 100, PAUSE_MAX_MS = 2000, CONNECT_MS = 10000 };

static const struct field wait_fields[] = {
    { "waited_ms", "", FIELD_MS, 0, "how long it took, in milliseconds" },
    { "tries", "", FIELD_INT, 0, "connections that were tried" },
    { "product", "", FIELD_TEXT, 0, "database product, null = the database is not there yet" },
    { "version", "", FIELD_TEXT, 0, "version of the server" },
    { "applied", "", FIELD_INT, 0, "with --applied: migrations of the folder, all applied" },
    { "repeatables", "", FIELD_INT, 0,
      "with --applied: repeatable files of the folder, all as they are there" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype wait_type = { "wait", RECORD_ONE, wait_fields, COUNT_OF(wait_fields),
                                          "{message}" };

struct waiting {
    struct ctx *ctx;
    const struct app_wait *req;
    struct config config;
    struct project project;
    int64_t start_ms, timeout_ms, tries;
    str product, version;
    int64_t pending; /* versions of the last try that could see it; -1 = none could */
    bool read;       /* the repeatable files */
    int64_t texts;   /* … and repeatable files that are new or changed */
    char first[160]; /* the first of them */
};

/* A number alone is seconds. */
static bool read_timeout(const struct app_wait *req, int64_t *out, struct err *err)
{
    int64_t s;

    *out = TIMEOUT_MS;
    if (!req->timeout.n || config_duration(req->timeout, out))
        return true;
    if (str_to_int64(req->timeout, &s) && s >= 0 && s <= INT32_MAX) {
        *out = s * 1000;
        return true;
    }
    return err_set(err, ERR_USAGE,
                   "--timeout takes a duration such as 60s or 5min, not \"" STR_FMT "\"",
                   STR_ARG(req->timeout));
}

static int64_t waited(const struct waiting *w)
{
    return clock_mono_ms() - w->start_ms;
}

/* ---- one try ---- */

static bool file_absent(const struct dsn *dsn)
{
    return dsn->engine == DSN_SQLITE && !str_eq(dsn->database, S(":memory:")) &&
           !fs_exists(dsn->database);
}

static bool says_no_database(const struct err *err)
{
    return strcmp(err->sqlstate, "3D000") == 0 || err->native == 1049;
}

static bool half_way(const struct state *s, str version)
{
    for (size_t i = 0; i < s->journal.n; i++)
        if (str_eq(s->journal.v[i].version, version))
            return true;
    return false;
}

static void count_texts(struct waiting *w, const struct state *s)
{
    const struct project *p = &w->project;

    w->texts = 0;
    for (size_t i = 0; i < p->repeatables.n; i++) {
        const struct migration *m = &p->repeatables.v[i];

        if (repeatable_state(m, map_find(&s->repeatables, m->name)) == FILE_APPLIED &&
            !half_way(s, m->version))
            continue;
        if (!w->texts++ && !w->pending)
            snprintf(w->first, sizeof(w->first), "%.*s", STR_ARG(m->version));
    }
}

static void count_pending(struct waiting *w, const struct state *s)
{
    w->pending = 0;
    for (size_t i = 0; i < w->project.migrations.n; i++) {
        str version = w->project.migrations.v[i].version;

        if (state_applied(s, version) && !half_way(s, version))
            continue;
        if (!w->pending++)
            snprintf(w->first, sizeof(w->first), "%.*s", STR_ARG(version));
    }
    count_texts(w, s);
}

/* What is in the versions is for who applies them. Of the repeatable files it says whether they are as they were made,
 * which takes the server's own words to read. */
static bool read_repeatables(struct waiting *w, struct conn *c, struct err *err)
{
    struct project_opts o = { .dir = w->config.dir,
                              .format = w->config.format_files,
                              .dialect = c->dialect,
                              .split_modes = c->server.split_modes,
                              .database = str_copy(w->ctx->mem, c->server.database),
                              .schema = str_copy(w->ctx->mem, c->server.schema),
                              .user = str_copy(w->ctx->mem, c->server.user),
                              .vars = &w->config.vars,
                              .names_only = true,
                              .repeatables = true };
    bool ok = w->read || !w->project.repeatables.n ||
              project_load(w->ctx->mem, &o, NULL, &w->project, err);

    w->read = ok;
    return ok;
}

/* *out_done: what is waited for is there. False: *err says whether it may come. */
static bool look(struct waiting *w, arena *a, struct ctx *ctx, bool *out_done, struct err *err)
{
    const struct config *c = &w->config;
    struct dsn dsn = c->dsn;
    struct tables tables;
    struct state state;
    struct conn *conn;
    int64_t left = w->timeout_ms - waited(w);

    dsn.connect_timeout_ms = left > CONNECT_MS ? CONNECT_MS : left < 100 ? 100 : (int)left;
    if (!fault_call("open", err) || !engine_get(dsn.engine)->open(a, &dsn, ctx, &conn, err))
        return false;
    w->product = str_copy(w->ctx->mem, conn->server.product);
    w->version = str_copy(w->ctx->mem, conn->server.version);
    *out_done = true;
    if (!w->req->applied)
        return true;
    tables_init(a, conn, c->history_schema, c->history_prefix, c->project, &tables);
    if (!state_load(a, conn, &tables, &state, err) || !read_repeatables(w, conn, err))
        return false;
    count_pending(w, &state);
    *out_done = w->pending + w->texts == 0;
    return true;
}

/* A database that is not there: for plain waiting the server has answered. */
static bool no_database(struct waiting *w, bool *out_done)
{
    w->pending = (int64_t)w->project.migrations.n;
    w->texts = (int64_t)w->project.repeatables.n;
    if (w->pending)
        snprintf(w->first, sizeof(w->first), "%.*s", STR_ARG(w->project.migrations.v[0].version));
    *out_done = !w->req->applied;
    if (w->config.dsn.engine == DSN_SQLITE)
        w->product = S("SQLite");
    if (*out_done)
        ctx_say(w->ctx, EVENT_NOTE,
                "the database does not exist yet: make it with \"afloat create\"");
    return true;
}

static bool one_try(struct waiting *w, bool *out_done, struct err *err)
{
    struct ctx quiet = *w->ctx;
    arena a;
    bool ok;

    w->tries++;
    *out_done = false;
    if (file_absent(&w->config.dsn) && fs_exists(fs_dirname(w->ctx->mem, w->config.dsn.database)))
        return no_database(w, out_done);
    arena_init(&a);
    quiet.mem = &a;
    quiet.sink = (struct sink){ 0 }; /* the same warnings at every try */
    ok = look(w, &a, &quiet, out_done, err);
    arena_done(&a);
    if (ok || !says_no_database(err))
        return ok;
    err_clear(err);
    return no_database(w, out_done);
}

/* ---- waiting ---- */

/* Refused, unreachable, starting up, full, cut off: it may come. */
static bool may_come(const struct err *err)
{
    switch (err->fail) {
    case FAIL_NOT_READY:
    case FAIL_RESOURCE:
    case FAIL_LOST:
    case FAIL_LOCK_TIMEOUT:
        return true;
    case FAIL_CONNECT:
        return err->code == ERR_CONNECT;
    case FAIL_NONE:
    case FAIL_OTHER:
    case FAIL_SERIALIZE:
    case FAIL_CANCELED:
    case FAIL_READ_ONLY:
    case FAIL_LOGIN:
        return false;
    }
    UNREACHABLE();
}

static str reason_of(const struct err *err)
{
    str words = str_trim(err->database), line;

    return words.n && str_next_line(&words, &line) ? line : err->message;
}

static str what_is_pending(arena *a, const struct waiting *w)
{
    if (!w->pending)
        return str_printf(a, "%lld repeatable file%s to be made, %s first", (long long)w->texts,
                          STR_PLURAL(w->texts), w->first);
    return str_printf(a, "%lld pending migration%s, from %s on", (long long)w->pending,
                      STR_PLURAL(w->pending), w->first);
}

static void tell_waiting(const struct waiting *w, const struct err *err)
{
    arena a;
    str what;

    arena_init(&a);
    if (err->code != ERR_NONE)
        what = str_printf(&a, "the database (" STR_FMT ")", STR_ARG(reason_of(err)));
    else
        what = what_is_pending(&a, w);
    ctx_event(w->ctx, &(struct event){
                          .kind = EVENT_WAIT, .ms = w->tries == 1 ? 0 : waited(w), .text = what });
    arena_done(&a);
}

/* Wakes at once when a signal comes. */
static void pause_for(const struct ctx *ctx, int64_t ms)
{
    struct pollfd fd = { .fd = ctx->wake_fd, .events = POLLIN };

    if (ms > 0 && !ctx_signal(ctx))
        (void)poll(&fd, 1, (int)ms);
}

static bool too_late(const struct waiting *w, struct err *err)
{
    long long s = (long long)(w->timeout_ms / 1000);

    if (err->code != ERR_NONE) {
        err_wrap(err, "waited %lld s for the database to answer", s);
        return false;
    }
    if (w->pending)
        err_set(err, ERR_NOT_YET, "%lld migration%s still pending after %lld s",
                (long long)w->pending, w->pending == 1 ? " is" : "s are", s);
    else
        err_set(err, ERR_NOT_YET, "%lld repeatable file%s still to be made after %lld s",
                (long long)w->texts, w->texts == 1 ? " is" : "s are", s);
    err_detail(err, "The first is \"%s\". Nothing was locked or changed.", w->first);
    return err_hint(err, "Look at the run that applies them, or wait longer with --timeout.");
}

static bool wait_until(struct waiting *w, struct err *err)
{
    int64_t pause = PAUSE_FIRST_MS, left;
    bool done;

    for (;;) {
        if (!ctx_check(w->ctx, err) || (!one_try(w, &done, err) && !may_come(err)))
            return false;
        if (err->code == ERR_NONE && done)
            return true;
        left = w->timeout_ms - waited(w);
        if (left <= 0)
            return too_late(w, err);
        tell_waiting(w, err);
        err_clear(err);
        pause_for(w->ctx, pause < left ? pause : left);
        pause = pause * 2 < PAUSE_MAX_MS ? pause * 2 : PAUSE_MAX_MS;
    }
}

static void tell(const struct waiting *w)
{
    arena *a = w->ctx->mem;
    int64_t ms = waited(w);
    str took = ms < 1000 ? str_printf(a, "%lld ms", (long long)ms)
                         : str_printf(a, "%lld s", (long long)(ms / 1000));
    long long n = (long long)w->project.migrations.n;
    int64_t texts = (int64_t)w->project.repeatables.n;
    str more =
        texts ? str_printf(a, ", %lld repeatable file%s made", (long long)texts, STR_PLURAL(texts))
              : S("");
    struct field_value v[COUNT_OF(wait_fields)];

    v[0] = field_int(ms);
    v[1] = field_int(w->tries);
    v[2] = field_text(w->product);
    v[3] = field_text(w->version);
    v[4] = w->req->applied ? field_int(n) : field_null();
    v[5] = w->req->applied ? field_int(texts) : field_null();
    v[6] = field_text(
        w->req->applied ? str_printf(a,
                                     "nothing is pending: %lld migration%s applied" STR_FMT
                                     " (waited " STR_FMT ")",
                                     n, STR_PLURAL(n), STR_ARG(more), STR_ARG(took))
        : w->version.n  ? str_printf(a, STR_FMT " " STR_FMT " answers (waited " STR_FMT ")",
                                     STR_ARG(w->product), STR_ARG(w->version), STR_ARG(took))
                        : str_printf(a, "the server answers (waited " STR_FMT ")", STR_ARG(took)));
    ctx_record(w->ctx, &wait_type, v);
}

/* The names are enough: what is in the files is for who applies them. */
static bool load_names(struct waiting *w, struct err *err)
{
    struct project_opts o = { .dir = w->config.dir,
                              .format = w->config.format_files,
                              .dialect = dialect_get(DIALECT_SQLITE),
                              .names_only = true };

    return !w->req->applied || project_load(w->ctx->mem, &o, w->ctx, &w->project, err);
}

bool app_wait(struct ctx *ctx, const struct app_wait *req, struct app_outcome *out, struct err *err)
{
    struct waiting w = { .ctx = ctx, .req = req, .start_ms = clock_mono_ms(), .pending = -1 };

    (void)out;
    if (!read_timeout(req, &w.timeout_ms, err) ||
        !config_load(ctx->mem, &req->common.config, ctx, &w.config, err) ||
        !config_need_database(&w.config, err) || !load_names(&w, err) || !wait_until(&w, err))
        return false;
    tell(&w);
    return true;
}

const struct rectype *const app_wait_records[] = { &wait_type, NULL };
