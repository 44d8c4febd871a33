/* engines/postgres/pg_lock.c: the run's lock, an advisory lock of this session.
 *
 * Does      try it once, say who has it, give it back
 * Does not  wait in the server: a waiting session holds a snapshot, and an index build that waits for
 *           that snapshot would deadlock with it
 * Shape     key = first 8 bytes of the SHA-256 of database and key text
 */
#include "engines/postgres/pg_int.h"

#include "base/sha256.h"

extern const char sql_postgres_lock[];
extern const char sql_postgres_lock_holder[];
extern const char sql_postgres_session_alive[];

enum { NUMBER_BYTES = 24 };

/* Advisory locks are per database already; its oid makes the number differ in messages too. */
static void lock_number(const struct pg_conn *c, str key, char out[NUMBER_BYTES])
{
    unsigned char hash[SHA256_BYTES];
    uint64_t number = 0;
    int64_t as_signed;
    arena a;

    arena_init(&a);
    sha256_bytes_of(str_printf(&a, "afloat run lock\n" STR_FMT "\n" STR_FMT,
                               STR_ARG(c->database_oid), STR_ARG(key)),
                    hash);
    arena_done(&a);
    for (int i = 0; i < 8; i++)
        number = number << 8 | hash[i];
    memcpy(&as_signed, &number, sizeof(as_signed));
    snprintf(out, NUMBER_BYTES, "%lld", (long long)as_signed);
}

static void add_since(struct buf *out, int64_t seconds)
{
    if (seconds < 120)
        buf_printf(out, ", connected for %lld s", (long long)seconds);
    else if (seconds < 7200)
        buf_printf(out, ", connected for %lld min", (long long)(seconds / 60));
    else
        buf_printf(out, ", connected for %lld h", (long long)(seconds / 3600));
}

static str describe(arena *a, const struct result *r)
{
    struct buf out = buf_on(a);

    if (r->rows == 0)
        return S("a session that has just ended");
    buf_printf(&out, "pid %lld", (long long)result_int(r, 0, 0));
    if (!result_null(r, 0, 1)) {
        buf_z(&out, " on ");
        buf_str(&out, result_text(r, 0, 1));
    }
    if (result_text(r, 0, 2).n) {
        buf_z(&out, " (");
        buf_str(&out, result_text(r, 0, 2));
        buf_char(&out, ')');
    }
    if (!result_null(r, 0, 3))
        add_since(&out, result_int(r, 0, 3));
    return buf_view(&out);
}

bool pg_try_lock(struct conn *conn, str key, bool *out_got, str *out_holder, struct err *err)
{
    struct pg_conn *c = pg_of(conn);
    char number[NUMBER_BYTES];
    const char *params[] = { number };
    struct result r;

    lock_number(c, key, number);
    if (!pg_call(c, sql_postgres_lock, params, 1, &r, err))
        return false;
    *out_got = str_eq(result_text(&r, 0, 0), S("t"));
    *out_holder = (str){ 0 };
    if (*out_got)
        return true;
    if (!pg_call(c, sql_postgres_lock_holder, params, 1, &r, err))
        return false;
    *out_holder = describe(&c->results, &r); /* until the next call */
    return true;
}

bool pg_unlock(struct conn *conn, str key, bool *out_was_held, struct err *err)
{
    struct pg_conn *c = pg_of(conn);
    char number[NUMBER_BYTES];
    const char *params[] = { number };
    struct result r;

    lock_number(c, key, number);
    /* Without the lock the server would warn; the answer says enough. */
    if (!pg_call(c, "SELECT pg_advisory_unlock($1::bigint)", params, 1, &r, err))
        return false;
    *out_was_held = str_eq(result_text(&r, 0, 0), S("t"));
    return true;
}

bool pg_session_alive(struct conn *conn, int64_t session, str session_start, bool *out,
                      struct err *err)
{
    char pid[NUMBER_BYTES], start[64];
    const char *params[] = { pid, start };
    struct result r;

    snprintf(pid, sizeof(pid), "%d", (int)session);
    snprintf(start, sizeof(start), STR_FMT, STR_ARG(session_start));
    if (!pg_call(pg_of(conn), sql_postgres_session_alive, params, 2, &r, err))
        return false;
    *out = str_eq(result_text(&r, 0, 0), S("t"));
    return true;
}
