/* app/app_doctor_server.c: what the connection and the engine say; see app/app_doctor_int.h. */
#include "app/app_doctor_int.h"

#include "base/clock.h"
#include "base/fs.h"

enum { CLOCK_WARN_S = 5, SPACE_WARN_MB = 200 };

static void check_session(struct doctor *d)
{
    const struct server_info *s = &d->s.conn->server;
    const struct dsn *dsn = &d->s.config.dsn;
    arena *a = d->ctx->mem;
    bool lite = dsn->engine == DSN_SQLITE, local = dsn->socket.n > 0;

    doctor_tell(d, "server", FINDING_OK,
                str_printf(a, STR_FMT " " STR_FMT ", client " STR_FMT, STR_ARG(s->product),
                           STR_ARG(s->version), STR_ARG(s->client)),
                (str){ 0 });
    if (s->read_only)
        doctor_tell(d, "writes", FINDING_FAIL, S("it takes none (standby or read-only)"),
                    S("Point afloat at the primary server."));
    if (lite)
        return;
    if (s->encrypted)
        doctor_tell(d, "TLS", s->verified ? FINDING_OK : FINDING_WARN,
                    s->verified ? S("on, certificate and name checked")
                                : S("on, the certificate is not checked"),
                    s->verified ? (str){ 0 }
                                : S("Set tls = \"verify\" and sslrootcert: anybody in between can "
                                    "read and change."));
    else
        doctor_tell(d, "TLS", local ? FINDING_OK : FINDING_WARN,
                    local ? S("not needed: a Unix socket") : S("off: everything is sent in clear"),
                    local ? (str){ 0 } : S("Set tls = \"verify\"."));
    doctor_tell(d, "pooler", s->pooled ? FINDING_WARN : FINDING_OK,
                s->pooled ? S("one that pools sessions stands in between") : S("none"),
                s->pooled ? S("Give the address of the server itself where you can.") : (str){ 0 });
}

static bool check_clock(struct doctor *d, struct err *err)
{
    struct buf sql = buf_on(d->ctx->mem);
    struct result r;
    int64_t there, off;

    buf_printf(&sql, "SELECT %s", d->s.conn->engine->words->now);
    if (!engine_exec(d->s.conn, buf_view(&sql), &r, err))
        return false;
    if (!clock_parse_iso(result_text(&r, 0, 0), &there))
        return true;
    off = (clock_wall_us() - there) / 1000000;
    off = off < 0 ? -off : off;
    doctor_tell(d, "clock", off > CLOCK_WARN_S ? FINDING_WARN : FINDING_OK,
                str_printf(d->ctx->mem, "%lld s between here and the server", (long long)off),
                off > CLOCK_WARN_S ? S("New versions get the time of this machine: put its clock "
                                       "right.")
                                   : (str){ 0 });
    return true;
}

/* ---- questions of the engine ---- */

struct name {
    str mark, value;
};

static str with_names(arena *a, const struct dialect *dialect, str sql, const struct name *names,
                      size_t n)
{
    struct buf b = buf_on(a);

    while (sql.n) {
        size_t i = 0;

        while (i < n && !str_starts(sql, names[i].mark))
            i++;
        if (i < n) {
            sql_literal(&b, dialect, names[i].value);
            sql = str_skip(sql, names[i].mark.n);
        } else {
            buf_char(&b, sql.p[0]);
            sql = str_skip(sql, 1);
        }
    }
    return buf_view(&b);
}

static str question(const struct doctor *d, const char *sql)
{
    const struct app_session *s = &d->s;
    arena *a = d->ctx->mem;
    str schema = s->tables.schema.n         ? s->tables.schema
                 : s->conn->server.schema.n ? s->conn->server.schema
                                            : s->conn->server.database;
    const struct name names[] = {
        { S("@schema@"), schema },
        { S("@history@"), str_printf(a, STR_FMT "history", STR_ARG(s->tables.prefix)) },
        { S("@journal@"), str_printf(a, STR_FMT "journal", STR_ARG(s->tables.prefix)) },
        { S("@fence@"), str_printf(a, STR_FMT "fence", STR_ARG(s->tables.prefix)) },
        { S("@role@"), s->config.role.n ? s->config.role : S("") },
    };

    return with_names(a, s->conn->dialect, str_trim_end(str_of(sql)), names, COUNT_OF(names));
}

static enum finding state_of(str word)
{
    static const char *const words[] = { "ok", "warn", "fail" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(word, str_of(words[i])))
            return (enum finding)i;
    return FINDING_UNKNOWN;
}

static bool ask(struct doctor *d, const struct engine_question *q, struct err *err)
{
    arena *a = d->ctx->mem;
    struct result r;

    if (!engine_exec(d->s.conn, question(d, q->sql), &r, err)) {
        if (err->fail == FAIL_LOST)
            return false;
        doctor_tell_err(d, q->check, FINDING_UNKNOWN, err);
        return true;
    }
    for (size_t i = 0; i < r.rows; i++)
        doctor_tell(d, str_z(a, result_text(&r, i, 0)), state_of(result_text(&r, i, 1)),
                    str_copy(a, result_text(&r, i, 2)), str_copy(a, result_text(&r, i, 3)));
    return true;
}

static void check_disk(struct doctor *d)
{
    str path = d->s.config.dsn.database;
    bool there = fs_exists(path);
    struct fs_space space;
    int64_t mb;

    if (str_eq(path, S(":memory:")))
        return;
    space = fs_space(there ? path : fs_dirname(d->ctx->mem, path));
    if (!there)
        doctor_tell(d, "file", FINDING_OK, S("not there yet: up makes it"), (str){ 0 });
    if (space.network)
        doctor_tell(d, "file system", FINDING_WARN,
                    str_printf(d->ctx->mem, "%s, over a network", space.network),
                    S("Locks cannot be relied on there: two programs can damage the file."));
    else
        doctor_tell(d, "file system", FINDING_OK, S("local"), (str){ 0 });
    if (space.free_bytes < 0)
        return;
    mb = space.free_bytes / (1024 * 1024);
    doctor_tell(d, "free disk", mb < SPACE_WARN_MB ? FINDING_WARN : FINDING_OK,
                str_printf(d->ctx->mem, "%lld MB", (long long)mb),
                mb < SPACE_WARN_MB
                    ? S("A change that copies a table needs as much as the table again.")
                    : (str){ 0 });
}

bool doctor_server(struct doctor *d, struct err *err)
{
    const struct engine_question *q = d->s.conn->engine->health;

    check_session(d);
    if (d->s.config.dsn.engine == DSN_SQLITE)
        check_disk(d);
    else if (!check_clock(d, err))
        return false;
    for (; q && q->sql; q++)
        if (!ask(d, q, err))
            return false;
    return true;
}
