/* engines/postgres/pg_errmap.c: what the server's error codes mean.
 *
 * Does      map SQLSTATE to fail class and error code; turn an error result into a struct err
 * Does not  decide about retries (core/)
 * Shape     one table; the longest matching prefix wins
 * See       https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
#include "engines/postgres/pg_int.h"

struct row {
    const char *prefix; /* of the SQLSTATE */
    struct pg_meaning meaning;
};

static const struct row rows[] = {
    { "", { FAIL_OTHER, ERR_STATEMENT, "the server refused the statement" } },
    { "08", { FAIL_LOST, ERR_LOST, "the connection to the server was lost" } },
    { "0A", { FAIL_OTHER, ERR_STATEMENT, "the server does not support the statement" } },
    { "22", { FAIL_OTHER, ERR_STATEMENT, "the data does not fit the statement" } },
    { "23", { FAIL_OTHER, ERR_STATEMENT, "the statement breaks a constraint" } },
    { "25006", { FAIL_READ_ONLY, ERR_READ_ONLY, "the server takes no writes" } },
    { "25P02", { FAIL_OTHER, ERR_STATEMENT, "the transaction had already failed" } },
    { "25P03", { FAIL_LOST, ERR_LOST, "the server ended the idle session" } },
    { "25P04",
      { FAIL_LOST, ERR_LOST, "the server ended the session: its transaction took too long" } },
    { "28", { FAIL_LOGIN, ERR_LOGIN, "the server refused the login" } },
    { "40", { FAIL_SERIALIZE, ERR_CONFLICT, "the transaction lost a conflict with another one" } },
    { "40002", { FAIL_OTHER, ERR_STATEMENT, "the statement breaks a constraint" } },
    { "40003", { FAIL_LOST, ERR_LOST, "whether the statement was completed is not known" } },
    { "40P01", { FAIL_SERIALIZE, ERR_CONFLICT, "the transaction was chosen to end a deadlock" } },
    { "42501", { FAIL_OTHER, ERR_RIGHTS, "the database role may not do this" } },
    { "42601", { FAIL_OTHER, ERR_STATEMENT, "the server does not understand the statement" } },
    { "53", { FAIL_RESOURCE, ERR_RESOURCE, "the server ran out of a resource" } },
    { "53100", { FAIL_RESOURCE, ERR_RESOURCE, "the server's disk is full" } },
    { "53300", { FAIL_RESOURCE, ERR_RESOURCE, "the server takes no more connections" } },
    { "55P03", { FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT, "a lock was not obtained in time" } },
    { "57014",
      { FAIL_CANCELED, ERR_CANCELED, "the statement was cancelled or ran out of its time" } },
    { "57P01", { FAIL_LOST, ERR_LOST, "the server ended the session" } },
    { "57P02", { FAIL_LOST, ERR_LOST, "the server ended the session after a crash" } },
    { "57P03", { FAIL_NOT_READY, ERR_CONNECT, "the server is not ready for connections" } },
    { "57P04", { FAIL_LOST, ERR_LOST, "the server ended the session: the database was dropped" } },
    { "57P05", { FAIL_LOST, ERR_LOST, "the server ended the idle session" } },
    { "58030", { FAIL_RESOURCE, ERR_RESOURCE, "the server could not read or write a file" } },
};

const struct pg_meaning *pg_errmap(const char *sqlstate)
{
    const struct row *best = &rows[0];

    for (size_t i = 1; i < COUNT_OF(rows); i++) {
        size_t n = strlen(rows[i].prefix);

        if (strncmp(sqlstate, rows[i].prefix, n) == 0 && n > strlen(best->prefix))
            best = &rows[i];
    }
    return &best->meaning;
}

int64_t pg_byte_offset(str sql, int64_t position)
{
    int64_t chars = 0;

    for (size_t i = 0; i < sql.n; i++) {
        chars += ((unsigned char)sql.p[i] & 0xc0) != 0x80; /* not a continuation byte */
        if (chars == position)
            return (int64_t)i;
    }
    return position == chars + 1 ? (int64_t)sql.n : -1; /* "at end of input" */
}

static str field(const struct pg_lib *lib, const PGresult *res, int code)
{
    return str_of(lib->PQresultErrorField(res, code));
}

static void set_position(const struct pg_lib *lib, const PGresult *res, str sql, struct err *err)
{
    int64_t position;

    if (!str_to_int64(field(lib, res, PG_DIAG_STATEMENT_POSITION), &position) || position < 1)
        return;
    if (sql.p)
        err->statement_offset = pg_byte_offset(sql, position);
    else
        err->statement_offset = position - 1; /* plain ASCII: nothing was kept */
}

void pg_err_from_result(const struct pg_lib *lib, const PGresult *res, str sql, struct err *err)
{
    str state = field(lib, res, PG_DIAG_SQLSTATE);
    str words = field(lib, res, PG_DIAG_MESSAGE_PRIMARY);
    str detail = field(lib, res, PG_DIAG_MESSAGE_DETAIL);
    str hint = field(lib, res, PG_DIAG_MESSAGE_HINT);
    str where = field(lib, res, PG_DIAG_CONTEXT), line;
    const struct pg_meaning *m = pg_errmap(state.p ? state.p : "");

    err_set(err, m->code, "%s", m->message);
    err_database(err, m->fail, state.p, 0, words);
    if (detail.n)
        err_detail(err, STR_FMT, STR_ARG(detail));
    if (hint.n)
        err_hint(err, STR_FMT, STR_ARG(hint));
    while (str_next_line(&where, &line))
        err_wrap(err, STR_FMT, STR_ARG(line));
    set_position(lib, res, sql, err);
}

static size_t find_secret(str text, const struct str_list *secrets, size_t *out_length)
{
    size_t best = STR_NONE;

    for (size_t i = 0; i < secrets->n; i++) {
        size_t at = secrets->v[i].n ? str_find(text, secrets->v[i]) : STR_NONE;

        if (at < best) {
            best = at;
            *out_length = secrets->v[i].n;
        }
    }
    return best;
}

str pg_scrub(arena *a, str text, const struct str_list *secrets)
{
    struct buf out = buf_on(a);
    size_t at, n = 0;

    while ((at = find_secret(text, secrets, &n)) != STR_NONE) {
        buf_str(&out, str_slice(text, 0, at));
        buf_z(&out, "***");
        text = str_skip(text, at + n);
    }
    buf_str(&out, text);
    return buf_view(&out);
}
