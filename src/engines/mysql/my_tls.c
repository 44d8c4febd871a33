/* engines/mysql/my_tls.c: how a connection is secured.
 *
 * Does      turn dsn.tls and the kind of address into options; read from the server's first packet whether
 *           it offers TLS; check what came out of it
 * Does not  connect
 * Errors    ERR_TLS, ERR_CONNECT (the name of the host has no address)
 *
 * Connector/C 3.3 goes on without TLS when the server offers none, even where TLS was asked for, unless the
 * certificate is to be verified; and the plugins of MySQL 8 (caching_sha2_password, sha256_password) then take
 * the connection for safe, as TLS was asked for, and send the password as it is. So the first packet is looked
 * at before the library reads it: without TLS in it the connection ends there, or starts again without asking
 * for TLS, and then those plugins encrypt the password with the server's key.
 *
 * Before it begins TLS the same library sets the socket to blocking, and leaves it so (CONC-594): its non-blocking
 * functions then wait in read(2) until a statement is done, and no signal ends it. So the socket is set back when the
 * log-in is over, and until then its reads end when the time to connect does.
 */
#include "engines/mysql/my_int.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char system_ca_path[] = "/etc/ssl/certs";

static bool ip4_is_local(uint32_t a) /* host order */
{
    return a >> 24 == 127 || a >> 24 == 10 || a >> 20 == (172u << 4 | 1) ||
           a >> 16 == (192u << 8 | 168) || a >> 16 == (169u << 8 | 254);
}

static bool ip6_is_local(const struct in6_addr *a)
{
    uint32_t v4;

    if (IN6_IS_ADDR_V4MAPPED(a)) {
        memcpy(&v4, &a->s6_addr[12], sizeof(v4));
        return ip4_is_local(ntohl(v4));
    }
    return IN6_IS_ADDR_LOOPBACK(a) || IN6_IS_ADDR_LINKLOCAL(a) || (a->s6_addr[0] & 0xfe) == 0xfc;
}

static bool address_is_local(const struct addrinfo *ai)
{
    if (ai->ai_family == AF_INET) {
        struct sockaddr_in in;

        memcpy(&in, ai->ai_addr, sizeof(in));
        return ip4_is_local(ntohl(in.sin_addr.s_addr));
    }
    if (ai->ai_family == AF_INET6) {
        struct sockaddr_in6 in6;

        memcpy(&in6, ai->ai_addr, sizeof(in6));
        return ip6_is_local(&in6.sin6_addr);
    }
    return false;
}

bool my_address_is_local(str host)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
    char name[NI_MAXHOST];
    bool local = true;

    if (host.n >= sizeof(name))
        return false;
    snprintf(name, sizeof(name), STR_FMT, STR_ARG(host));
    if (getaddrinfo(name, NULL, &hints, &list) != 0)
        return false; /* connecting will say why */
    for (const struct addrinfo *ai = list; ai; ai = ai->ai_next)
        local = local && address_is_local(ai);
    freeaddrinfo(list);
    return local;
}

static bool is_loopback(str host)
{
    return str_eq_nocase(host, S("localhost")) || str_starts(host, S("127.")) ||
           str_eq(host, S("::1")) || host.n == 0;
}

/* Files that cannot be read would be reported by the library as a failed handshake. */
static bool check_file(const char *path, const char *what, struct err *err)
{
    if (!path || access(path, R_OK) == 0)
        return true;
    err_set(err, ERR_TLS, "could not read the TLS %s \"%s\": %s", what, path, strerror(errno));
    return err_hint(err, "Name a file that exists and that this user can read.");
}

static void plan_auto(const struct dsn *dsn, struct my_tls_plan *p)
{
    bool local = my_address_is_local(dsn->host.n ? dsn->host : S("127.0.0.1"));

    p->use = true;
    p->must = p->verify = !local || dsn->tls_ca.n > 0;
    p->warn_if_none = local && !is_loopback(dsn->host);
}

static void plan_kind(const struct dsn *dsn, const struct my_lib *lib, struct my_tls_plan *p)
{
    switch (dsn->tls) {
    case TLS_AUTO:
        plan_auto(dsn, p);
        break;
    case TLS_OFF:
        break;
    case TLS_REQUIRE:
        p->use = p->must = true;
        break;
    case TLS_CA:
        p->use = p->must = true;
        if (!p->ca)
            p->ca_path = system_ca_path;
        /* From 3.4 on the library checks all or nothing; then the name is checked too. */
        p->verify = lib->mysql_get_client_version() >= 30400;
        break;
    case TLS_VERIFY:
        p->use = p->must = p->verify = true;
        break;
    default:
        UNREACHABLE();
    }
}

bool my_tls_plan(arena *a, const struct dsn *dsn, const struct my_lib *lib, struct my_tls_plan *out,
                 struct err *err)
{
    struct my_tls_plan p = {
        .ca = dsn->tls_ca.n ? str_z(a, dsn->tls_ca) : NULL,
        .cert = dsn->tls_cert.n ? str_z(a, dsn->tls_cert) : NULL,
        .key = dsn->tls_key.n ? str_z(a, dsn->tls_key) : NULL,
    };

    if (dsn->socket.n) { /* stays on this machine */
        *out = (struct my_tls_plan){ .clear_password = true };
        return true;
    }
    plan_kind(dsn, lib, &p);
    p.clear_password = p.verify || (dsn->tls == TLS_CA && p.use);
    if (p.use && (!check_file(p.ca, "certificate authority", err) ||
                  !check_file(p.cert, "certificate", err) || !check_file(p.key, "key", err)))
        return false;
    *out = p;
    return true;
}

enum my_offer my_tls_offer(int fd)
{
    /* 3 length, 1 number, 1 protocol, version and NUL, 4 id, 8 scramble, 1 filler, 2 capabilities */
    enum { HEAD = 5, TO_CAPABILITIES = 1 + 4 + 8 + 1, PROTOCOL = 10, OFFERS_TLS = 0x0800 };

    unsigned char packet[256];
    ssize_t n = recv(fd, packet, sizeof(packet), MSG_PEEK | MSG_DONTWAIT);
    size_t at;

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return MY_OFFER_NOT_YET;
    if (n <= 0)
        return MY_OFFER_UNKNOWN;
    if (n < HEAD)
        return MY_OFFER_NOT_YET;
    if (packet[HEAD - 1] != PROTOCOL)
        return MY_OFFER_UNKNOWN; /* an error: the library tells it */
    at = HEAD + strnlen((const char *)packet + HEAD, (size_t)n - HEAD) + TO_CAPABILITIES;
    if (at + 2 > (size_t)n)
        return n < (ssize_t)sizeof(packet) ? MY_OFFER_NOT_YET : MY_OFFER_NONE; /* no real server */
    return (packet[at] | packet[at + 1] << 8) & OFFERS_TLS ? MY_OFFER_TLS : MY_OFFER_NONE;
}

/* After EAGAIN the library gives up in the handshake; behind it, it asks to be called again. */
void my_tls_begins(int fd, int64_t left_ms)
{
    const int64_t ms = left_ms > 1 ? left_ms : 1;
    const struct timeval left = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };

    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &left, sizeof(left));
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &left, sizeof(left));
}

void my_tls_began(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags >= 0)
        (void)fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

bool my_tls_none(struct my *m, struct err *err)
{
    m->tls.use = false;
    if (!m->tls.must)
        return true;
    err_set(err, ERR_TLS, "the server offers no TLS, and this connection needs it");
    return err_hint(err, "Turn TLS on at the server, or say tls=off in the connection string if "
                         "everything on the way to it can be trusted.");
}

bool my_tls_check(struct my *m, struct err *err)
{
    m->base.server.encrypted = m->lib->mysql_get_ssl_cipher(m->mysql) != NULL;
    m->base.server.verified = m->base.server.encrypted && m->tls.verify;
    if (m->base.server.encrypted)
        return true;
    if (!my_tls_none(m, err))
        return false;
    if (m->tls.warn_if_none)
        ctx_say(m->base.ctx, EVENT_WARNING,
                "the connection to \"" STR_FMT "\" is not encrypted: the server offers no TLS",
                STR_ARG(m->dsn->host));
    return true;
}
