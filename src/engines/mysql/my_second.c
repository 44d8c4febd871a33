/* engines/mysql/my_second.c: a second connection to the server, to look at the first one or to end its statement.
 *
 * Does      log in again with the same credentials, within a time; encrypted where the first connection is
 * Does not  heed signals: it is opened because one came
 * Errors    ERR_CONNECT, ERR_TLS when somebody on the way has taken the offer of TLS away since
 * See       engines/mysql/my_tls.c
 */
#include "engines/mysql/my_int.h"

#include "base/clock.h"

#include <poll.h>
#include <sys/socket.h>

static bool no_answer(struct err *err)
{
    return err_set(err, ERR_CONNECT, "could not connect a second time: no answer in time") ||
           err_database(err, FAIL_CONNECT, NULL, 0, (str){ 0 });
}

static bool no_tls(struct err *err)
{
    err_set(err, ERR_TLS,
            "the server offered TLS at first, and offers none for a second connection");
    return err_hint(err, "No password was sent there. Somebody on the way may have changed what "
                         "the server says.");
}

/* What of `status` has come; 0 = the time is up. */
static int wait_for(const struct my_lib *lib, MYSQL *mysql, int status, int64_t until)
{
    struct pollfd fd = { .fd = lib->mysql_get_socket(mysql) };
    int64_t left = until - clock_mono_ms();

    fd.events = (short)((status & MYSQL_WAIT_READ ? POLLIN : 0) |
                        (status & MYSQL_WAIT_WRITE ? POLLOUT : 0));
    if (left <= 0 || poll(&fd, 1, (int)left) <= 0)
        return 0;
    return (fd.revents & (POLLIN | POLLERR | POLLHUP) ? status & MYSQL_WAIT_READ : 0) |
           (fd.revents & (POLLOUT | POLLERR | POLLHUP) ? status & MYSQL_WAIT_WRITE : 0);
}

/* Looks at the server's first packet before the library reads it. */
static bool check_offer(const struct my_lib *lib, MYSQL *mysql, int64_t until, struct err *err)
{
    int fd = lib->mysql_get_socket(mysql);
    enum my_offer offer;

    while ((offer = my_tls_offer(fd)) == MY_OFFER_NOT_YET) {
        if (!wait_for(lib, mysql, MYSQL_WAIT_READ, until))
            return no_answer(err);
        if (my_tls_offer(fd) == MY_OFFER_NOT_YET)
            clock_sleep_ms(1); /* a part of it is there */
    }
    return offer != MY_OFFER_NONE || no_tls(err);
}

static bool refused(const struct my *m, MYSQL *mysql, struct err *err)
{
    struct my_error e = my_error_of(m->lib, mysql);

    err_set(err, ERR_CONNECT, "could not connect a second time: " STR_FMT, STR_ARG(e.words));
    return err_database(err, my_fail_class(&e), e.sqlstate, e.native, e.words);
}

static bool log_in(const struct my *m, MYSQL *mysql, const struct my_where *w, int64_t until,
                   struct err *err)
{
    const struct my_lib *lib = m->lib;
    bool secure = m->base.server.encrypted, look = secure;
    MYSQL *ret = NULL;
    int status = lib->mysql_real_connect_start(&ret, mysql, w->host, w->user, w->password, NULL,
                                               w->port, w->socket, 0);

    while (status) {
        int ready = wait_for(lib, mysql, status, until);

        if (!ready && clock_mono_ms() >= until)
            return no_answer(err);
        if (!ready)
            continue;
        if (look && !check_offer(lib, mysql, until, err))
            return false;
        if (look)
            my_tls_begins(lib->mysql_get_socket(mysql), until - clock_mono_ms());
        look = false;
        status = lib->mysql_real_connect_cont(&ret, mysql, ready);
    }
    if (!ret)
        return refused(m, mysql, err);
    if (secure)
        my_tls_began(lib->mysql_get_socket(mysql));
    return !secure || lib->mysql_get_ssl_cipher(mysql) || no_tls(err);
}

/* No good-bye where the log-in did not end: it would be read as a part of it. */
static void hang_up(const struct my_lib *lib, MYSQL *mysql)
{
    int fd = lib->mysql_get_socket(mysql);

    if (fd >= 0)
        (void)shutdown(fd, SHUT_RDWR);
    lib->mysql_close(mysql);
}

MYSQL *my_second(const struct my *m, unsigned seconds, struct err *err)
{
    const struct my_lib *lib = m->lib;
    MYSQL *mysql = my_handle(m, seconds);
    struct my_where w;
    arena a;
    bool ok;

    arena_init(&a);
    w = my_where_of(&a, m->dsn);
    lib->mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &seconds);
    lib->mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
    lib->mysql_options(mysql, MYSQL_OPT_NONBLOCK, NULL);
    ok = log_in(m, mysql, &w, clock_mono_ms() + (int64_t)seconds * 1000, err);
    arena_done(&a);
    if (ok)
        return mysql;
    hang_up(lib, mysql);
    return NULL;
}
