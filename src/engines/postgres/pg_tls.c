/* engines/postgres/pg_tls.c: how a connection is secured.
 *
 * Does      choose sslmode and root certificates from the dsn and the kind of address; tell a TLS
 *           failure from others
 * Does not  connect
 * Shape     Unix socket: none. Loopback and private addresses: if offered. Public addresses: verified
 * Errors    ERR_CONNECT: the host name is not known; ERR_TLS
 *
 * The addresses that the choice was made for are handed to libpq, so a second answer of the name server
 * cannot slip in between.
 */
#include "engines/postgres/pg_int.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { LIBPQ_SYSTEM_ROOTS = 160000 }; /* sslrootcert=system */

static const char root_file[] = "/etc/ssl/certs/ca-certificates.crt";

enum reach { REACH_LOOPBACK, REACH_PRIVATE, REACH_PUBLIC };

struct net {
    uint32_t address, mask; /* host byte order */
    enum reach reach;
};

static const struct net nets[] = {
    { 0x7f000000, 0xff000000, REACH_LOOPBACK }, /* 127.0.0.0/8 */
    { 0x0a000000, 0xff000000, REACH_PRIVATE },  /* 10.0.0.0/8 */
    { 0xac100000, 0xfff00000, REACH_PRIVATE },  /* 172.16.0.0/12 */
    { 0xc0a80000, 0xffff0000, REACH_PRIVATE },  /* 192.168.0.0/16 */
    { 0xa9fe0000, 0xffff0000, REACH_PRIVATE },  /* 169.254.0.0/16 */
};

static enum reach reach_v4(uint32_t address)
{
    for (size_t i = 0; i < COUNT_OF(nets); i++)
        if ((address & nets[i].mask) == nets[i].address)
            return nets[i].reach;
    return REACH_PUBLIC;
}

static enum reach reach_v6(const struct in6_addr *in)
{
    const uint8_t *b = in->s6_addr;

    if (IN6_IS_ADDR_LOOPBACK(in))
        return REACH_LOOPBACK;
    if (IN6_IS_ADDR_V4MAPPED(in))
        return reach_v4((uint32_t)b[12] << 24 | (uint32_t)b[13] << 16 | (uint32_t)b[14] << 8 |
                        b[15]);
    if ((b[0] & 0xfe) == 0xfc || (b[0] == 0xfe && (b[1] & 0xc0) == 0x80))
        return REACH_PRIVATE;
    return REACH_PUBLIC;
}

static enum reach reach_of(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof(v4));
        return reach_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6)
        return REACH_PUBLIC;
    memcpy(&v6, address, sizeof(v6));
    return reach_v6(&v6.sin6_addr);
}

/* Resolves `name`; the answer is the widest reach of all its addresses. */
static bool resolve(arena *a, str name, str shown, struct pg_tls *out, enum reach *out_reach,
                    struct err *err)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
    struct buf hosts = buf_on(a), addresses = buf_on(a);
    enum reach widest = REACH_LOOPBACK;
    int failed = getaddrinfo(str_z(a, name), NULL, &hints, &list);

    if (failed) {
        err_set(err, ERR_CONNECT, "could not find the host \"" STR_FMT "\"", STR_ARG(name));
        return err_database(err, FAIL_CONNECT, NULL, 0, str_of(gai_strerror(failed)));
    }
    for (const struct addrinfo *i = list; i; i = i->ai_next) {
        char text[INET6_ADDRSTRLEN + 32];
        enum reach reach = reach_of(i->ai_addr);

        widest = reach > widest ? reach : widest;
        if (getnameinfo(i->ai_addr, i->ai_addrlen, text, sizeof(text), NULL, 0, NI_NUMERICHOST))
            continue;
        buf_printf(&addresses, "%s%s", addresses.n ? "," : "", text);
        buf_printf(&hosts, "%s" STR_FMT, hosts.n ? "," : "", STR_ARG(shown));
    }
    freeaddrinfo(list);
    out->hosts = str_z(a, buf_view(&hosts));
    out->addresses = str_z(a, buf_view(&addresses));
    *out_reach = widest;
    return true;
}

static bool choose_auto(arena *a, const struct dsn *dsn, const char *roots, struct pg_tls *out,
                        struct err *err)
{
    str name = dsn->hostaddr.n ? dsn->hostaddr : dsn->host;
    enum reach reach = REACH_PUBLIC;

    if (str_find_char(name, ',') == STR_NONE && /* a list is judged as public */
        !resolve(a, name, dsn->host.n ? dsn->host : name, out, &reach, err))
        return false;
    if (dsn->tls_ca.n)
        reach = REACH_PUBLIC; /* who names an authority wants it */
    out->mode = reach == REACH_PUBLIC ? "verify-full" : "prefer";
    out->root = reach == REACH_PUBLIC ? roots : NULL;
    out->warn_plain = reach == REACH_PRIVATE;
    return true;
}

static bool is_local(const struct dsn *dsn)
{
    return dsn->socket.n || (!dsn->host.n && !dsn->hostaddr.n) || str_starts(dsn->host, S("/")) ||
           str_starts(dsn->host, S("@"));
}

bool pg_tls_choose(arena *a, const struct dsn *dsn, int libpq_version, struct pg_tls *out,
                   struct err *err)
{
    static const char *const modes[] = {
        [TLS_OFF] = "disable",
        [TLS_REQUIRE] = "require",
        [TLS_CA] = "verify-ca",
        [TLS_VERIFY] = "verify-full",
    };
    const char *own = dsn->tls_ca.n ? str_z(a, dsn->tls_ca) : NULL;
    const char *system_roots = libpq_version >= LIBPQ_SYSTEM_ROOTS ? "system" : root_file;

    *out = (struct pg_tls){ 0 };
    if (is_local(dsn)) {
        out->mode = "disable"; /* PostgreSQL has no TLS on a Unix socket */
        return true;
    }
    if (dsn->tls == TLS_AUTO)
        return choose_auto(a, dsn, own ? own : system_roots, out, err);
    out->mode = modes[dsn->tls];
    out->root = own;
    if (!own && dsn->tls == TLS_VERIFY)
        out->root = system_roots;
    if (!own && dsn->tls == TLS_CA)
        out->root = root_file; /* "system" goes with verify-full only */
    return true;
}

bool pg_tls_failure(str words, struct err *err)
{
    static const char *const signs[] = { "SSL", "certificate", "sslmode", "sslrootcert", "TLS" };
    bool found = false;

    if (str_find(words, S("pg_hba.conf")) != STR_NONE) /* names SSL, but is a refused login */
        return false;
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        found |= str_find(words, str_of(signs[i])) != STR_NONE;
    if (!found)
        return false;
    err_set(err, ERR_TLS, "could not secure the connection");
    err_hint(err,
             "Name the authority's file with sslrootcert= (tls_ca), or choose what is checked "
             "with sslmode= in the URL or tls = in the configuration: verify-full (certificate "
             "and name), verify-ca (certificate), require (encryption only), disable.");
    return true;
}
