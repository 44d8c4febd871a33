/* core/url_uri.c: scheme://user:password@host:port/database?parameters.
 *
 * Does      choose how a text with raw special characters in its password is read; decode the parts
 * Does not  know what the parameters mean (core/url_params.c)
 * Shape     a reading cuts the text at one '@' (or none); the usual one is judged first, later ones only
 *           matter where that is impossible or odd; two possible readings are an error, not a guess
 * Errors    ERR_URL without any part of the text
 * See       core/url.h
 */
#include "core/url_int.h"

struct reading {
    str login; /* "user:password", absent = no '@' */
    str host;  /* with its port */
    str path;  /* without the slash */
    str query;
    const char *wrong; /* NULL = possible */
    bool odd;          /* possible, but a raw '@' is left in it */
};

static bool is_host_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == '%' || (unsigned char)c >= 0x80;
}

static bool all_host_chars(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_host_char(s.p[i]))
            return false;
    return true;
}

static bool is_port(str s)
{
    int64_t port;

    return str_all_digits(s) && str_to_int64(s, &port) && port >= 1 && port <= 65535;
}

/* "[address]" or "name", and the port after the last colon. */
static const char *cut_host(str s, str *host, str *port)
{
    size_t end = str_find_char(s, ']');

    *port = (str){ 0 };
    if (s.n && s.p[0] == '[') {
        if (end == STR_NONE)
            return "the IPv6 address has no closing bracket";
        *host = str_slice(s, 1, end);
        s = str_skip(s, end + 1);
        if (s.n && s.p[0] != ':')
            return "after the bracket of the IPv6 address only a port can follow";
        *port = str_skip(s, 1);
        return NULL;
    }
    *host = str_cut(s, ':', port);
    return NULL;
}

static bool is_address(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ':' && !is_host_char(s.p[i]))
            return false;
    return s.n && str_find_char(s, ':') != STR_NONE;
}

static const char *judge_host(str s)
{
    str host, port;
    const char *wrong;

    if (str_find_char(s, ',') != STR_NONE)
        return "more than one host is not supported";
    wrong = cut_host(s, &host, &port);
    if (wrong)
        return wrong;
    if (port.n && !is_port(port))
        return "the port is not a number from 1 to 65535";
    if (s.n && s.p[0] == '[')
        return is_address(host) ? NULL : "the text in brackets is not an IPv6 address";
    return all_host_chars(host) ? NULL : "the host holds a character that no host name has";
}

/* "tcp(host:port)" and "unix(/path)" of Go's MySQL driver; absent when s begins otherwise. */
static str go_address(enum dsn_engine engine, str s)
{
    size_t end = str_find_char(s, ')');

    if (engine != DSN_MYSQL || end == STR_NONE ||
        !(str_starts_nocase(s, S("tcp(")) || str_starts_nocase(s, S("unix("))))
        return (str){ 0 };
    return str_slice(s, 0, end + 1);
}

static size_t find_end(str s)
{
    size_t i = 0;

    while (i < s.n && s.p[i] != '/' && s.p[i] != '?')
        i++;
    return i;
}

/* An '@' in the value of a parameter that exists is no reason to doubt. */
static const char *judge_query(enum dsn_engine engine, struct reading *r)
{
    str rest = r->query;

    while (rest.n) {
        str value, item = str_cut(rest, '&', &rest), key = str_cut(item, '=', &value);

        if (!item.n)
            continue;
        if (!value.p)
            return "a parameter has no \"=\"";
        if (str_find_char(key, '@') != STR_NONE)
            return "the name of a parameter holds an @";
        if (str_find_char(value, '@') != STR_NONE && !url_param_known(engine, key))
            r->odd = true;
    }
    return NULL;
}

static void judge(enum dsn_engine engine, struct reading *r)
{
    str go = go_address(engine, r->host);
    bool at = str_find_char(r->path, '@') != STR_NONE;

    r->odd = at;
    r->wrong = go.n ? (go.n == r->host.n ? NULL : "after the closing parenthesis comes no slash")
                    : judge_host(r->host);
    if (!r->wrong && at && str_find_char(r->path, '/') != STR_NONE)
        r->wrong = "the user or password holds a raw special character";
    if (!r->wrong)
        r->wrong = judge_query(engine, r);
}

static struct reading read_at(enum dsn_engine engine, str rest, size_t at)
{
    struct reading r = { 0 };
    size_t end;

    if (at != STR_NONE) {
        r.login = str_slice(rest, 0, at);
        rest = str_skip(rest, at + 1);
    }
    end = go_address(engine, rest).n;
    end += find_end(str_skip(rest, end));
    r.host = str_slice(rest, 0, end);
    rest = str_skip(rest, end);
    r.path = str_cut(rest, '?', &r.query);
    if (r.path.n)
        r.path = str_skip(r.path, 1);
    judge(engine, &r);
    return r;
}

/* A later '@' can end the password only if one has begun, and a host must follow. */
static bool is_possible_later(const struct reading *r)
{
    size_t colon = str_find_char(r->login, ':');

    return !r->wrong && r->host.n && colon != STR_NONE && colon < find_end(r->login);
}

static bool hint_encode(struct err *err)
{
    return err_hint(err, "Percent-encode special characters in the user and the password: "
                         "@ is %%40, : is %%3A, / is %%2F, ? is %%3F, # is %%23, %% is %%25.");
}

static bool choose(enum dsn_engine engine, str rest, struct reading *out, struct err *err)
{
    size_t end = find_end(rest), later = 0;
    size_t at = str_find_last_char(str_slice(rest, 0, end), '@');
    struct reading usual = read_at(engine, rest, at), other = { 0 };

    for (size_t i = end; i < rest.n && (usual.wrong || usual.odd); i++) {
        struct reading r;

        if (rest.p[i] != '@')
            continue;
        r = read_at(engine, rest, i);
        if (!is_possible_later(&r))
            continue;
        other = r;
        later++;
        if (!r.odd)
            break;
    }
    *out = usual.wrong ? other : usual;
    if (later + !usual.wrong == 1)
        return true;
    err_set(err, ERR_URL, "%s",
            later ? "the connection string can be read in more than one way" : usual.wrong);
    return hint_encode(err);
}

bool url_decode(arena *a, str raw, str *out, struct err *err)
{
    static const char digits[] = "0123456789abcdef";
    struct buf b = buf_on(a);

    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        const char *high = NULL, *low = NULL;

        if (c == '%' && i + 2 < raw.n && raw.p[i + 1] && raw.p[i + 2]) {
            high = strchr(digits, raw.p[i + 1] | 0x20);
            low = strchr(digits, raw.p[i + 2] | 0x20);
        }
        if (high && low) {
            c = (char)((high - digits) * 16 + (low - digits));
            i += 2;
        }
        if (!c)
            return err_set(err, ERR_URL, "the connection string holds a NUL byte (%%00)");
        buf_char(&b, c);
    }
    *out = b.n ? buf_view(&b) : (str){ 0 };
    return true;
}

static bool fill_login(arena *a, str login, struct dsn *dsn, struct err *err)
{
    str password, user = str_cut(login, ':', &password);

    return url_decode(a, user, &dsn->user, err) &&
           url_decode(a, password, &dsn->password.text, err);
}

static bool fill_host(arena *a, str text, struct dsn *dsn, struct err *err)
{
    str go = go_address(dsn->engine, text), host, port;

    if (str_starts_nocase(go, S("unix("))) {
        if (go.n < S("unix(/)").n)
            return err_set(err, ERR_URL, "unix() names no socket");
        return url_decode(a, str_slice(go, S("unix(").n, go.n - 1), &dsn->socket, err);
    }
    if (go.n) {
        const char *wrong = judge_host(text = str_slice(go, S("tcp(").n, go.n - 1));

        if (wrong)
            return err_set(err, ERR_URL, "%s", wrong);
    }
    (void)cut_host(text, &host, &port);
    if (!url_decode(a, host, &host, err))
        return false;
    return (!host.n || url_set_host(dsn, host, err)) && (!port.n || url_set_port(dsn, port, err));
}

bool url_set_host(struct dsn *dsn, str host, struct err *err)
{
    if (str_find_char(host, ',') != STR_NONE)
        return err_set(err, ERR_URL, "more than one host is not supported");
    for (size_t i = 0; i < host.n; i++)
        if ((unsigned char)host.p[i] <= 0x20 || host.p[i] == 0x7f)
            return err_set(err, ERR_URL, "the host holds a blank or a control byte");
    dsn->host = dsn->socket = (str){ 0 };
    if (host.n && (host.p[0] == '/' || host.p[0] == '@'))
        dsn->socket = host;
    else if (host.n)
        dsn->host = host;
    return true;
}

bool url_set_port(struct dsn *dsn, str port, struct err *err)
{
    int64_t n;

    port = str_trim(port);
    if (!is_port(port))
        return err_set(err, ERR_URL, "the port is not a number from 1 to 65535");
    if (str_to_int64(port, &n))
        dsn->port = (int)n;
    return true;
}

/* After a password no key is quoted any more: an unencoded '&' would make the password's tail one. */
bool url_query_parse(arena *a, str query, struct dsn *dsn, struct err *err)
{
    bool secret_seen = false;

    for (size_t number = 1; query.n; number++) {
        str value, item = str_cut(query, '&', &query), key = str_cut(item, '=', &value);
        struct url_param p = { .number = number };

        if (!item.n)
            continue;
        if (!value.p) {
            err_set(err, ERR_URL, "parameter %zu of the connection string has no \"=\"", number);
            return hint_encode(err);
        }
        p.nameable = !secret_seen && str_find_char(value, '@') == STR_NONE &&
                     str_find_char(query, '@') == STR_NONE;
        if (!url_decode(a, key, &p.key, err) || !url_decode(a, value, &p.value, err) ||
            !url_param_set(a, dsn, &p, err))
            return false;
        secret_seen |= str_find(p.key, S("password")) != STR_NONE;
    }
    return true;
}

bool url_uri_parse(arena *a, str rest, struct dsn *dsn, struct err *err)
{
    struct reading r;

    return choose(dsn->engine, rest, &r, err) && fill_login(a, r.login, dsn, err) &&
           fill_host(a, r.host, dsn, err) && url_decode(a, r.path, &dsn->database, err) &&
           url_query_parse(a, r.query, dsn, err);
}
