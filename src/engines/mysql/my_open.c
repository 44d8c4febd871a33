/* engines/mysql/my_open.c: connect and close.
 *
 * Does      set every option that matters, connect in a poll loop that a signal ends
 * Does not  read option files or the environment; link a statement to a session (my_session.c)
 * Errors    ERR_CONNECT ERR_LOGIN ERR_TLS ERR_SERVER_VERSION ERR_POOLER ERR_ENGINE, a signal's own
 */
#include "engines/mysql/my_int.h"

#include "base/clock.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

enum { CONNECT_MS = 10000, PACKET_MAX = 1 << 30, DEFAULT_PORT = 3306 };

/* They answer a challenge, or encrypt by themselves; what sends the password as it is needs more. */
static const char plugins_safe[] = "mysql_native_password,client_ed25519,caching_sha2_password,"
                                   "sha256_password,parsec,auth_gssapi_client";
static const char plugins_clear[] = "mysql_native_password,client_ed25519,caching_sha2_password,"
                                    "sha256_password,parsec,auth_gssapi_client,dialog,"
                                    "mysql_clear_password";

static void set_tls(const struct my_lib *lib, MYSQL *mysql, const struct my_tls_plan *t)
{
    my_bool use = t->use, verify = t->verify;

    lib->mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &use);
    lib->mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
    if (!t->use)
        return;
    lib->mysql_options(mysql, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3");
    if (t->ca)
        lib->mysql_options(mysql, MYSQL_OPT_SSL_CA, t->ca);
    if (t->ca_path)
        lib->mysql_options(mysql, MYSQL_OPT_SSL_CAPATH, t->ca_path);
    if (t->cert)
        lib->mysql_options(mysql, MYSQL_OPT_SSL_CERT, t->cert);
    if (t->key)
        lib->mysql_options(mysql, MYSQL_OPT_SSL_KEY, t->key);
}

MYSQL *my_handle(const struct my *m, unsigned timeout_s)
{
    const struct my_lib *lib = m->lib;
    MYSQL *mysql = lib->mysql_init(NULL);
    unsigned no = 0, tcp = m->dsn->socket.n ? MYSQL_PROTOCOL_SOCKET : MYSQL_PROTOCOL_TCP;
    size_t packet = PACKET_MAX;
    my_bool off = 0;

    CHECK(mysql);
    lib->mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &timeout_s);
    lib->mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &no);
    lib->mysql_options(mysql, MYSQL_OPT_RECONNECT, &off);
    lib->mysql_options(mysql, MYSQL_OPT_PROTOCOL, &tcp);
    lib->mysql_options(mysql, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
    lib->mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    lib->mysql_options(mysql, MARIADB_OPT_RESTRICTED_AUTH,
                       m->tls.clear_password ? plugins_clear : plugins_safe);
    lib->mysql_options4(mysql, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "afloat");
    set_tls(lib, mysql, &m->tls);
    return mysql;
}

struct my_where my_where_of(arena *a, const struct dsn *dsn)
{
    bool socket = dsn->socket.n > 0;

    /* Never NULL: the library would look for a user or a password elsewhere. */
    return (struct my_where){
        .host = socket        ? NULL
                : dsn->host.n ? str_z(a, dsn->host)
                              : "127.0.0.1",
        .user = str_z(a, dsn->user),
        .password = str_z(a, dsn->password.text),
        .database = dsn->database.n ? str_z(a, dsn->database) : NULL,
        .socket = socket ? str_z(a, dsn->socket) : NULL,
        .port = socket      ? 0
                : dsn->port ? (unsigned)dsn->port
                            : DEFAULT_PORT,
    };
}

static bool connect_error(struct my *m, struct err *err)
{
    struct my_error e = my_error_of(m->lib, m->mysql);
    struct my_error other = e;
    enum fail_class fail = my_fail_class(&e);
    enum err_code code;

    other.mariadb = !e.mariadb; /* which vendor's number it is cannot be known yet */
    if (fail == FAIL_OTHER)
        fail = my_fail_class(&other);
    code = fail == FAIL_LOGIN ? ERR_LOGIN : ERR_CONNECT;

    if (e.native == 2026) /* CR_SSL_CONNECTION_ERROR */
        code = ERR_TLS;
    err_set(err, code, "%s: " STR_FMT,
            code == ERR_TLS     ? "could not secure the connection"
            : code == ERR_LOGIN ? "the database refused the login"
                                : "could not connect to the database",
            STR_ARG(e.words));
    err_database(err, fail == FAIL_LOGIN || fail == FAIL_RESOURCE ? fail : FAIL_CONNECT, e.sqlstate,
                 e.native, e.words);
    if (code == ERR_TLS)
        err_hint(err, "A certificate that the system does not trust needs its authority: "
                      "sslrootcert=FILE. sslmode=require encrypts without checking it.");
    else if (e.native == 1049)
        err_hint(err, "The database does not exist: make it with \"afloat create\".");
    return false;
}

/* Waits for what the library waits for; false when a signal came or the time is up. */
static bool wait_connect(struct my *m, int *status, int64_t until, struct err *err)
{
    struct pollfd fds[2] = { { .fd = m->lib->mysql_get_socket(m->mysql) },
                             { .fd = m->base.ctx->wake_fd, .events = POLLIN } };
    int64_t left = until - clock_mono_ms();
    short got;

    fds[0].events = (short)((*status & MYSQL_WAIT_READ ? POLLIN : 0) |
                            (*status & MYSQL_WAIT_WRITE ? POLLOUT : 0));
    if (left <= 0)
        return err_set(err, ERR_CONNECT, "could not connect to the database: no answer in time") ||
               err_database(err, FAIL_CONNECT, NULL, 0, (str){ 0 });
    poll(fds, 2, (int)left);
    if (!ctx_check(m->base.ctx, err))
        return false;
    got = fds[0].revents;
    *status = (got & (POLLIN | POLLERR | POLLHUP) ? *status & MYSQL_WAIT_READ : 0) |
              (got & (POLLOUT | POLLERR | POLLHUP) ? *status & MYSQL_WAIT_WRITE : 0);
    return true;
}

static bool connect_again(struct my *m, const struct my_where *w, int64_t until, struct err *err);

/* Waits for the server's first packet, which the library has not read yet, and looks at it. */
static bool look_first(struct my *m, int64_t until, enum my_offer *out, struct err *err)
{
    int fd = m->lib->mysql_get_socket(m->mysql);

    while ((*out = my_tls_offer(fd)) == MY_OFFER_NOT_YET) {
        int status = MYSQL_WAIT_READ;

        if (!wait_connect(m, &status, until, err))
            return false;
        if (status && my_tls_offer(fd) == MY_OFFER_NOT_YET)
            clock_sleep_ms(1); /* a part of it is there */
    }
    return true;
}

static bool do_connect(struct my *m, const struct my_where *w, int64_t until, struct err *err)
{
    MYSQL *ret = NULL;
    int status = m->lib->mysql_real_connect_start(&ret, m->mysql, w->host, w->user, w->password,
                                                  w->database, w->port, w->socket,
                                                  CLIENT_MULTI_RESULTS | CLIENT_REMEMBER_OPTIONS);
    bool look = m->tls.use;

    while (status) {
        int ready = status;
        enum my_offer offer = MY_OFFER_UNKNOWN;

        if (!wait_connect(m, &ready, until, err))
            return false;
        if (!ready)
            continue; /* woken for nothing: the time is checked above */
        if (look && !look_first(m, until, &offer, err))
            return false;
        if (offer == MY_OFFER_NONE)
            return my_tls_none(m, err) && connect_again(m, w, until, err);
        if (look)
            my_tls_begins(m->lib->mysql_get_socket(m->mysql), until - clock_mono_ms());
        look = false;
        status = m->lib->mysql_real_connect_cont(&ret, m->mysql, ready);
    }
    if (!ret)
        return connect_error(m, err);
    if (m->tls.use)
        my_tls_began(m->lib->mysql_get_socket(m->mysql));
    return true;
}

static MYSQL *new_handle(const struct my *m, int timeout_ms)
{
    MYSQL *mysql = my_handle(m, (unsigned)(timeout_ms + 999) / 1000);

    m->lib->mysql_options(mysql, MYSQL_OPT_NONBLOCK, NULL);
    return mysql;
}

/* Without TLS, as m->tls now says. */
static bool connect_again(struct my *m, const struct my_where *w, int64_t until, struct err *err)
{
    int64_t left = until - clock_mono_ms();

    (void)shutdown(m->lib->mysql_get_socket(m->mysql), SHUT_RDWR);
    m->lib->mysql_close(m->mysql);
    m->mysql = new_handle(m, (int)(left > 1 ? left : 1));
    return do_connect(m, w, until, err);
}

/* A firewall that forgets an idle session shall not leave a long build waiting for ever. */
static void keep_alive(int fd)
{
    static const struct {
        int level, name, value;
    } options[] = {
        { SOL_SOCKET, SO_KEEPALIVE, 1 },          { IPPROTO_TCP, TCP_KEEPIDLE, 30 },
        { IPPROTO_TCP, TCP_KEEPINTVL, 10 },       { IPPROTO_TCP, TCP_KEEPCNT, 3 },
        { IPPROTO_TCP, TCP_USER_TIMEOUT, 45000 },
    };

    for (size_t i = 0; i < COUNT_OF(options); i++)
        (void)setsockopt(fd, options[i].level, options[i].name, &options[i].value, sizeof(int));
}

void my_close(struct conn *c)
{
    struct my *m = my_of(c);

    if (!m->mysql)
        return;
    /* With an answer outstanding, a polite good-bye could block: hang up. */
    if (m->phase != MY_IDLE || m->lost)
        (void)shutdown(m->lib->mysql_get_socket(m->mysql), SHUT_RDWR);
    if (m->res)
        m->lib->mysql_free_result(m->res);
    m->res = NULL;
    my_watch_close(m);
    m->lib->mysql_close(m->mysql);
    m->mysql = NULL;
    m->lost = true;
    m->phase = MY_IDLE;
    my_drop_queue(m);
}

static void close_deferred(void *p)
{
    struct my *m = p;

    my_close(&m->base);
    err_done(&m->err);
    arena_done(&m->result_mem);
}

/* Lost before anything was done is a failure to connect. */
static bool start(struct my *m, struct err *err)
{
    if (my_tls_check(m, err) && my_session_start(m, err))
        return true;
    if (err->code == ERR_LOST) {
        err->code = ERR_CONNECT;
        err->fail = FAIL_CONNECT;
    }
    return false;
}

static bool connect_and_start(struct my *m, struct err *err)
{
    int timeout_ms = m->dsn->connect_timeout_ms ? m->dsn->connect_timeout_ms : CONNECT_MS;
    struct arena_mark mark = arena_mark(m->base.mem);
    struct my_where w;

    m->mysql = new_handle(m, timeout_ms);
    w = my_where_of(m->base.mem, m->dsn);
    if (!do_connect(m, &w, clock_mono_ms() + timeout_ms, err)) {
        m->lost = true; /* no good-bye */
        return false;
    }
    arena_reset(m->base.mem, mark);
    if (!m->dsn->socket.n)
        keep_alive(m->lib->mysql_get_socket(m->mysql));
    return start(m, err);
}

static void add_place(const struct dsn *dsn, struct err *err)
{
    arena a;
    struct buf b;

    arena_init(&a);
    b = buf_on(&a);
    dsn_print(&b, dsn);
    err_wrap(err, "connecting to " STR_FMT, STR_ARG(buf_view(&b)));
    arena_done(&a);
}

/* The caller's may be gone when a statement is cancelled. */
static struct dsn *copy_dsn(arena *a, const struct dsn *from)
{
    struct dsn *to = arena_new(a, struct dsn, 1);

    *to = *from;
    to->scheme = str_copy(a, from->scheme);
    to->host = str_copy(a, from->host);
    to->socket = str_copy(a, from->socket);
    to->user = str_copy(a, from->user);
    to->password.text = str_copy(a, from->password.text);
    to->database = str_copy(a, from->database);
    return to;
}

bool my_open(arena *a, const struct dsn *dsn, struct ctx *ctx, struct conn **out, struct err *err)
{
    const struct my_lib *lib = my_lib_get(ctx->embedded, err);
    struct my *m;

    if (!lib || !ctx_check(ctx, err))
        return false;
    m = arena_new(a, struct my, 1);
    m->base = (struct conn){ .engine = &engine_mysql, .ctx = ctx, .mem = a };
    m->lib = lib;
    m->dsn = copy_dsn(a, dsn);
    m->tail = &m->head;
    err_init(&m->err);
    arena_init(&m->result_mem);
    arena_defer(a, close_deferred, m);
    if (!my_tls_plan(a, dsn, lib, &m->tls, err) || !connect_and_start(m, err)) {
        my_close(&m->base);
        add_place(dsn, err);
        return false;
    }
    *out = &m->base;
    return true;
}
