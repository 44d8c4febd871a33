/* core/url.c: which form a connection string has.
 *
 * Does      choose by the scheme, else key=value, else file name; read the SQLite forms
 * Does not  read the parts of a server's URL (core/url_uri.c) or key=value pairs (core/url_keyval.c)
 * Shape     a table of schemes
 * Errors    ERR_URL: what is wrong, and at most the scheme; the text can hold a password anywhere
 * See       core/url.h
 */
#include "core/url_int.h"

#include <sys/stat.h>

struct scheme {
    str name;
    enum dsn_engine engine;
};

static const struct scheme schemes[] = {
    { S_INIT("sqlite"), DSN_SQLITE },     { S_INIT("sqlite3"), DSN_SQLITE },
    { S_INIT("postgres"), DSN_POSTGRES }, { S_INIT("postgresql"), DSN_POSTGRES },
    { S_INIT("mysql"), DSN_MYSQL },       { S_INIT("mariadb"), DSN_MYSQL },
};

static bool hint_forms(struct err *err)
{
    return err_hint(err, "Write sqlite:PATH, postgres://USER@HOST/DATABASE, "
                         "mysql://USER@HOST/DATABASE (also sqlite3, postgresql, mariadb), "
                         "host=HOST dbname=DATABASE, or the path of an SQLite file.");
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_scheme_char(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* The scheme before the first ':', absent when there is none. */
static str scheme_of(str text)
{
    size_t n = 0;

    if (!text.n || !is_letter(text.p[0]))
        return (str){ 0 };
    while (n < text.n && is_scheme_char(text.p[n]))
        n++;
    return n < text.n && text.p[n] == ':' ? str_slice(text, 0, n) : (str){ 0 };
}

static const struct scheme *scheme_find(str name)
{
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (name.n && str_eq_nocase(name, schemes[i].name))
            return &schemes[i];
    return NULL;
}

/* "user:password@" in a place where only a path can be. */
static bool looks_like_login(str path)
{
    size_t at = str_find_last_char(path, '@'), colon = str_find_char(path, ':');

    return at != STR_NONE && colon != STR_NONE && colon < at;
}

/* What follows "sqlite:". Forms: path, //relative, ///absolute, :memory:, each with ?parameters. */
static bool parse_sqlite(arena *a, str rest, struct dsn *dsn, struct err *err)
{
    str query, path = str_cut(rest, '?', &query);

    if (str_starts(path, S("//")))
        path = str_skip(path, 2);
    while (str_starts(path, S("//")))
        path = str_skip(path, 1);
    if (str_eq(path, S("/:memory:")))
        path = str_skip(path, 1);
    if (looks_like_login(path)) {
        err_set(err, ERR_URL, "an SQLite connection string has no user, password or host");
        return hint_forms(err);
    }
    if (!url_decode(a, path, &dsn->database, err))
        return false;
    if (!dsn->database.n) {
        err_set(err, ERR_URL, "the SQLite connection string has no file name");
        return err_hint(err, "Write sqlite:PATH, or sqlite::memory: for a database in memory.");
    }
    return url_query_parse(a, query, dsn, err);
}

static bool parse_scheme(arena *a, const struct scheme *scheme, str rest, struct dsn *dsn,
                         struct err *err)
{
    dsn->engine = scheme->engine;
    dsn->scheme = scheme->name;
    if (scheme->engine == DSN_SQLITE)
        return parse_sqlite(a, rest, dsn, err);
    if (!str_starts(rest, S("//"))) {
        err_set(err, ERR_URL, "\"" STR_FMT ":\" is not followed by //", STR_ARG(scheme->name));
        return hint_forms(err);
    }
    return url_uri_parse(a, str_skip(rest, 2), dsn, err);
}

static bool is_file(arena *a, str path)
{
    struct stat st;

    return stat(str_z(a, path), &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_bare_file(arena *a, str text)
{
    static const str ends[] = { S_INIT(".db"), S_INIT(".sqlite"), S_INIT(".sqlite3") };

    if (str_eq(text, S(":memory:")))
        return true;
    if (str_find_char(text, '=') != STR_NONE || str_find(text, S("://")) != STR_NONE)
        return false;
    if (is_file(a, text))
        return true;
    if (looks_like_login(text) || str_starts(text, S("//")))
        return false;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(text, ends[i]))
            return true;
    return str_find_char(text, '/') != STR_NONE;
}

static bool refuse_form(str text, str scheme, struct err *err)
{
    enum { SCHEME_SHOWN = 32 };

    if (scheme.n && scheme.n <= SCHEME_SHOWN && str_starts(str_skip(text, scheme.n), S("://")))
        err_set(err, ERR_URL, "scheme \"" STR_FMT "\" is not recognized", STR_ARG(scheme));
    else if (str_find(text, S("://")) != STR_NONE)
        err_set(err, ERR_URL, "the connection string does not begin with a scheme");
    else
        err_set(err, ERR_URL, "the form of the connection string is not recognized");
    return hint_forms(err);
}

static bool check_text(str text, struct err *err)
{
    if (!text.n) {
        err_set(err, ERR_URL, "the connection string is empty");
        return hint_forms(err);
    }
    if (text.n > URL_TEXT_MAX)
        return err_set(err, ERR_URL, "the connection string is longer than %d bytes", URL_TEXT_MAX);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return err_set(err, ERR_URL, "byte %zu of the connection string is a control byte",
                           i + 1);
    }
    return true;
}

static bool parse(arena *a, str text, struct dsn *dsn, struct err *err)
{
    str scheme;
    const struct scheme *known;

    if (!check_text(text, err))
        return false;
    scheme = scheme_of(text);
    known = scheme_find(scheme);
    if (known)
        return parse_scheme(a, known, str_skip(text, scheme.n + 1), dsn, err);
    if (url_is_keyval(text)) {
        dsn->engine = DSN_POSTGRES;
        dsn->scheme = S("postgres");
        return url_keyval_parse(a, text, dsn, err);
    }
    if (!is_bare_file(a, text))
        return refuse_form(text, scheme, err);
    dsn->engine = DSN_SQLITE;
    dsn->scheme = S("sqlite");
    dsn->database = text;
    return true;
}

bool url_parse(arena *a, str text, struct dsn *out, struct err *err)
{
    struct dsn dsn = { 0 };

    if (!parse(a, str_copy(a, str_trim(text)), &dsn, err))
        return false;
    *out = dsn;
    return true;
}
