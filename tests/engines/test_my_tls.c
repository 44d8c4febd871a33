/* tests/engines/test_my_tls.c: how the MySQL and MariaDB driver secures a connection.
 *
 * Needs     what my_world.h names, and servers of the harness with the database "test" and the same user:
 *           AFLOAT_TEST_MY_TLS_PORT on loopback, with a certificate for the name localhost only that the
 *           authority of the file AFLOAT_TEST_MY_TLS_CA signed, and not that of _TLS_OTHER_CA;
 *           AFLOAT_TEST_MY_TCP_PORT on loopback, which offers no TLS
 */
#include "engines/my_world.h"

#include "base/clock.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

struct said { /* what the sink heard */
    int warnings;
};

static void hear(void *data, const struct event *e)
{
    struct said *said = data;

    said->warnings += e->kind == EVENT_WARNING;
}

enum authority { NO_CA, OUR_CA, OTHER_CA };

struct tls_case {
    enum dsn_tls tls;
    const char *host;
    enum authority ca;
    enum err_code want; /* ERR_NONE = connected */
    bool encrypted, verified;
};

static str ca_file(enum authority ca)
{
    static const char *const names[] = {
        [OUR_CA] = "AFLOAT_TEST_MY_TLS_CA", [OTHER_CA] = "AFLOAT_TEST_MY_TLS_OTHER_CA"
    };

    return ca ? str_of(getenv(names[ca])) : (str){ 0 };
}

static void run_case(arena *a, const struct tls_case *t, const char *port)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct ctx *ctx = my_test_ctx(a);
    struct said said = { 0 };
    struct conn *c = NULL;
    int64_t number = 0;

    EXPECT(str_to_int64(str_of(port), &number));
    dsn.socket = (str){ 0 };
    dsn.host = str_of(t->host);
    dsn.port = (int)number;
    dsn.tls = t->tls;
    dsn.database = S("test");
    dsn.tls_ca = ca_file(t->ca);
    ctx->sink = (struct sink){ .event = hear, .data = &said };
    if (engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err) != (t->want == ERR_NONE) ||
        err->code != t->want)
        test_fail(__FILE__, __LINE__, "tls %d to %s: %s " STR_FMT, (int)t->tls, t->host,
                  err_code_text(err->code), STR_ARG(err->message));
    EXPECT_INT(said.warnings, 0); /* loopback */
    if (t->want == ERR_TLS)
        EXPECT(err->hint.n > 0);
    if (!c)
        return;
    EXPECT_INT(c->server.encrypted, t->encrypted);
    EXPECT_INT(c->server.verified, t->verified);
    c->engine->close(c);
}

TEST(server_with_tls)
{
    const char *port = getenv("AFLOAT_TEST_MY_TLS_PORT");
    static const struct tls_case cases[] = {
        { TLS_AUTO, "127.0.0.1", NO_CA, ERR_NONE, true, false },
        { TLS_AUTO, "localhost", OUR_CA, ERR_NONE, true,
          true }, /* who names an authority wants it */
        { TLS_OFF, "127.0.0.1", NO_CA, ERR_NONE, false, false },
        { TLS_REQUIRE, "127.0.0.1", NO_CA, ERR_NONE, true, false },
        { TLS_VERIFY, "localhost", NO_CA, ERR_TLS, false, false }, /* not known to the system */
        { TLS_VERIFY, "localhost", OUR_CA, ERR_NONE, true, true },
        { TLS_VERIFY, "127.0.0.1", OUR_CA, ERR_TLS, false, false }, /* another name */
        { TLS_CA, "127.0.0.1", OUR_CA, ERR_NONE, true, false },
        { TLS_CA, "127.0.0.1", NO_CA, ERR_TLS, false, false },
        { TLS_CA, "127.0.0.1", OTHER_CA, ERR_TLS, false, false },
        { TLS_VERIFY, "localhost", OTHER_CA, ERR_TLS, false, false },
        { TLS_AUTO, "localhost", OTHER_CA, ERR_TLS, false, false },
    };

    if (!port)
        test_skip("AFLOAT_TEST_MY_TLS_PORT is not set");
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        run_case(a, &cases[i], port);
}

TEST(server_without_tls)
{
    const char *port = getenv("AFLOAT_TEST_MY_TCP_PORT");
    static const struct tls_case cases[] = {
        { TLS_AUTO, "127.0.0.1", NO_CA, ERR_NONE, false, false },
        { TLS_OFF, "127.0.0.1", NO_CA, ERR_NONE, false, false },
        { TLS_REQUIRE, "127.0.0.1", NO_CA, ERR_TLS, false, false },
        { TLS_CA, "127.0.0.1", NO_CA, ERR_TLS, false, false },
        { TLS_VERIFY, "localhost", NO_CA, ERR_TLS, false, false },
    };

    if (!port)
        test_skip("AFLOAT_TEST_MY_TCP_PORT is not set");
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        run_case(a, &cases[i], port);
}

static int on_loopback(int port, bool listening, int *port_out)
{
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    socklen_t n = sizeof(in);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!listening)
        return connect(fd, (struct sockaddr *)(void *)&in, n) == 0 ? fd : -1;
    EXPECT(bind(fd, (struct sockaddr *)(void *)&in, n) == 0 && listen(fd, 1) == 0);
    EXPECT(getsockname(fd, (struct sockaddr *)(void *)&in, &n) == 0);
    *port_out = ntohs(in.sin_port);
    return fd;
}

/* Somebody on the way, who takes the offer of TLS out of the server's first packet. Exits with 0 when the
   client says nothing after that. */
static void strip_tls(int listener, int server_port)
{
    enum { HEAD = 5, TO_CAPABILITIES = 14, OFFERS_TLS = 0x0800 >> 8 };

    char packet[512], answer;
    int up = on_loopback(server_port, false, NULL), client = accept(listener, NULL, NULL);
    struct pollfd p = { .fd = client, .events = POLLIN };
    ssize_t n = read(up, packet, sizeof(packet));
    size_t high;

    if (n <= HEAD)
        _exit(2);
    high = HEAD + strlen(packet + HEAD) + 1 + TO_CAPABILITIES;
    packet[high] = (char)(packet[high] & ~OFFERS_TLS);
    if (write(client, packet, (size_t)n) != n)
        _exit(3);
    poll(&p, 1, 2000);
    _exit(read(client, &answer, 1) > 0 ? 1 : 0);
}

/* Passes on the server's first packet, and then nothing more. */
static void fall_silent(int listener, int server_port)
{
    char packet[512];
    int up = on_loopback(server_port, false, NULL), client = accept(listener, NULL, NULL);
    ssize_t n = read(up, packet, sizeof(packet));

    if (n <= 0 || write(client, packet, (size_t)n) != n)
        _exit(2);
    while (read(client, packet, sizeof(packet)) > 0)
        continue;
    _exit(0);
}

TEST(a_server_that_falls_silent_in_the_handshake_is_given_up)
{
    const char *real = getenv("AFLOAT_TEST_MY_TLS_PORT");
    int port, status, fd = on_loopback(0, true, &port);
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;
    int64_t server_port = 0, start = clock_mono_ms();

    if (!real)
        test_skip("AFLOAT_TEST_MY_TLS_PORT is not set");
    EXPECT(str_to_int64(str_of(real), &server_port));
    if (fork() == 0)
        fall_silent(fd, (int)server_port);
    dsn.socket = (str){ 0 };
    dsn.host = S("127.0.0.1");
    dsn.port = port;
    dsn.tls = TLS_REQUIRE;
    dsn.connect_timeout_ms = 1000;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err));
    EXPECT(err->code == ERR_TLS || err->code == ERR_CONNECT);
    EXPECT(clock_mono_ms() - start < 10000);
    EXPECT(wait(&status) > 0 && WEXITSTATUS(status) == 0);
    close(fd);
}

TEST(nothing_is_said_when_the_offer_of_tls_is_taken_away)
{
    static const enum dsn_tls modes[] = { TLS_REQUIRE, TLS_CA, TLS_VERIFY };

    const char *real = getenv("AFLOAT_TEST_MY_TLS_PORT");
    int port, status, fd = on_loopback(0, true, &port);
    int64_t server_port = 0;

    if (!real)
        test_skip("AFLOAT_TEST_MY_TLS_PORT is not set");
    EXPECT(str_to_int64(str_of(real), &server_port));
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        const struct tls_case want = { modes[i], "127.0.0.1", OUR_CA, ERR_TLS, false, false };

        if (fork() == 0)
            strip_tls(fd, (int)server_port);
        run_case(a, &want, str_printf(a, "%d", port).p);
        EXPECT(wait(&status) > 0);
        EXPECT_INT(WEXITSTATUS(status), 0);
    }
    close(fd);
}

/* Bytes both ways until one side ends. */
static void relay(int client, int server)
{
    struct pollfd p[2] = { { .fd = client, .events = POLLIN }, { .fd = server, .events = POLLIN } };
    char bytes[4096];

    while (poll(p, 2, 20000) > 0)
        for (int i = 0; i < 2; i++) {
            ssize_t n = p[i].revents ? read(p[i].fd, bytes, sizeof(bytes)) : 0;

            if (p[i].revents && (n <= 0 || write(p[1 - i].fd, bytes, (size_t)n) != n))
                _exit(0);
        }
    _exit(1);
}

/* Somebody who lets the first connection be, and takes TLS away from the second. */
static void strip_second(int listener, int server_port)
{
    int client = accept(listener, NULL, NULL), up = on_loopback(server_port, false, NULL);

    if (fork() == 0)
        relay(client, up);
    close(client);
    close(up);
    strip_tls(listener, server_port);
}

static struct conn *open_at(arena *a, enum dsn_tls tls, int port)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    dsn.socket = (str){ 0 };
    dsn.host = S("127.0.0.1");
    dsn.port = port;
    dsn.tls = tls;
    dsn.tls_ca = tls == TLS_CA ? ca_file(OUR_CA) : (str){ 0 };
    dsn.database = S("test");
    EXPECT_OK(engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err), err);
    EXPECT(c->server.encrypted == (tls != TLS_OFF));
    return c;
}

TEST(a_cancel_goes_over_tls_where_the_connection_does)
{
    static const enum dsn_tls modes[] = { TLS_AUTO, TLS_OFF, TLS_REQUIRE, TLS_CA };

    const char *real = getenv("AFLOAT_TEST_MY_TLS_PORT");
    struct err *err = my_test_err(a);
    int64_t port = 0;

    if (!real)
        test_skip("AFLOAT_TEST_MY_TLS_PORT is not set");
    EXPECT(str_to_int64(str_of(real), &port));
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        struct conn *c = open_at(a, modes[i], (int)port);
        int64_t start = clock_mono_ms();

        my_submit_one(a, c, "SELECT SLEEP(10) FROM (SELECT 1 UNION SELECT 2) x", 1, REQ_SYNC);
        clock_sleep_ms(50);
        EXPECT_OK(c->engine->cancel(c, err), err);
        (void)my_await(a, c);
        EXPECT(clock_mono_ms() - start < 5000);
        c->engine->close(c);
    }
}

/* More than any buffer on the way, both ways, while the socket does not block. */
TEST(much_goes_over_tls)
{
    const char *real = getenv("AFLOAT_TEST_MY_TLS_PORT");
    struct buf b = buf_on(a);
    struct conn *c;
    int64_t port = 0;

    if (!real)
        test_skip("AFLOAT_TEST_MY_TLS_PORT is not set");
    EXPECT(str_to_int64(str_of(real), &port));
    c = open_at(a, TLS_REQUIRE, (int)port);
    buf_z(&b, "SELECT '");
    buf_pad(&b, 'x', (size_t)8 << 20);
    buf_z(&b, "' AS x, 1");
    for (int i = 0; i < 3; i++)
        EXPECT_INT((int64_t)my_ask(a, c, b.p).n, (int64_t)8 << 20);
    c->engine->close(c);
}

TEST(a_cancel_says_nothing_when_the_offer_of_tls_is_taken_away)
{
    static const enum dsn_tls modes[] = { TLS_AUTO, TLS_REQUIRE, TLS_CA };

    const char *real = getenv("AFLOAT_TEST_MY_TLS_PORT");
    int port, status, fd = on_loopback(0, true, &port);
    int64_t server_port = 0;

    if (!real)
        test_skip("AFLOAT_TEST_MY_TLS_PORT is not set");
    EXPECT(str_to_int64(str_of(real), &server_port));
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        struct err *err = my_test_err(a);
        struct conn *c;

        if (fork() == 0)
            strip_second(fd, (int)server_port);
        c = open_at(a, modes[i], port);
        my_submit_one(a, c, "DO SLEEP(30)", 1, REQ_SYNC);
        EXPECT(!c->engine->cancel(c, err));
        EXPECT_INT(err->code, ERR_TLS);
        EXPECT(str_find(err->hint, S("No password was sent")) != STR_NONE);
        c->engine->close(c);
        EXPECT(wait(&status) > 0);
        EXPECT_INT(WEXITSTATUS(status), 0);
    }
    close(fd);
}

TEST(authority_file_not_there)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    dsn.socket = (str){ 0 };
    dsn.host = S("127.0.0.1");
    dsn.tls = TLS_VERIFY;
    dsn.tls_ca = S("/nonexistent/ca.pem");
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err));
    EXPECT_INT(err->code, ERR_TLS);
    EXPECT(str_find(err->message, S("/nonexistent/ca.pem")) != STR_NONE);
}

TEST(private_address_without_tls_warns_once)
{
    const char *host = getenv("AFLOAT_TEST_MY_PRIVATE_HOST"); /* not loopback, offers no TLS */
    struct dsn dsn = my_test_dsn();
    struct ctx *ctx = my_test_ctx(a);
    struct err *err = my_test_err(a);
    struct said said = { 0 };
    struct conn *c = NULL;

    if (!host)
        test_skip("AFLOAT_TEST_MY_PRIVATE_HOST is not set");
    dsn.socket = (str){ 0 };
    dsn.host = str_of(host);
    ctx->sink = (struct sink){ .event = hear, .data = &said };
    EXPECT_OK(engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err), err);
    EXPECT_INT(said.warnings, 1);
    EXPECT(!c->server.encrypted);
    dsn.tls = TLS_VERIFY;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err));
    EXPECT_INT(err->code, ERR_TLS);
    err_clear(err);
    dsn.tls = TLS_REQUIRE;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err));
    EXPECT_INT(err->code, ERR_TLS);
}
