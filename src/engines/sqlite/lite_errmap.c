/* engines/sqlite/lite_errmap.c: SQLite's result codes in afloat's words.
 *
 * Does      give each code a class and a public code: retries look at the class only
 * Shape     the extended code is looked up first, then the primary one (its low byte)
 * See       sqlite.org/rescode.html; sqlite3.h
 */
#include "engines/sqlite/lite_int.h"

struct row {
    int rc;
    enum fail_class fail;
    enum err_code code;
};

static const struct row rows[] = {
    /* The snapshot of this transaction is too old to be written: waiting does not help. */
    { SQLITE_BUSY_SNAPSHOT, FAIL_SERIALIZE, ERR_CONFLICT },
    { SQLITE_BUSY, FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT },
    { SQLITE_LOCKED, FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT },
    { SQLITE_PROTOCOL, FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT }, /* race for the WAL lock */
    { SQLITE_INTERRUPT, FAIL_CANCELED, ERR_CANCELED },
    { SQLITE_FULL, FAIL_RESOURCE, ERR_RESOURCE },
    { SQLITE_IOERR, FAIL_RESOURCE, ERR_RESOURCE },
    { SQLITE_NOMEM, FAIL_RESOURCE, ERR_RESOURCE },
    { SQLITE_TOOBIG, FAIL_RESOURCE, ERR_RESOURCE },
    { SQLITE_NOLFS, FAIL_RESOURCE, ERR_RESOURCE },
    { SQLITE_CANTOPEN, FAIL_RESOURCE, ERR_RESOURCE }, /* the journal, once the file is open */
    /* The file was moved or replaced under us: nothing in this session can be trusted. */
    { SQLITE_READONLY_DBMOVED, FAIL_OTHER, ERR_STATEMENT },
    { SQLITE_READONLY, FAIL_READ_ONLY, ERR_READ_ONLY },
    { SQLITE_PERM, FAIL_OTHER, ERR_RIGHTS },
    { SQLITE_AUTH, FAIL_OTHER, ERR_RIGHTS },
    { SQLITE_MISUSE, FAIL_OTHER, ERR_INTERNAL },
};

static const struct row *find(int rc)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].rc == rc)
            return &rows[i];
    return NULL;
}

enum fail_class lite_classify(int rc, enum err_code *out_code)
{
    static const struct row other = { 0, FAIL_OTHER, ERR_STATEMENT };
    const struct row *row = find(rc);

    row = row ? row : find(rc & 0xff);
    row = row ? row : &other;
    *out_code = row->code;
    return row->fail;
}

static void advise(int rc, struct err *err)
{
    switch (rc & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        err_hint(err, "PRAGMA integrity_check shows what is damaged.");
        return;
    case SQLITE_BUSY:
        err_hint(err, "Another process is using the database file.");
        return;
    default:
        return;
    }
}

bool lite_fail(struct lite *c, int rc, struct err *err)
{
    enum err_code code;
    enum fail_class fail = lite_classify(rc, &code);
    int offset = c->db ? sqlite3_error_offset(c->db) : -1;

    err_set(err, code, "%s", err_code_summary(code));
    err_database(err, fail, NULL, rc, str_of(c->db ? sqlite3_errmsg(c->db) : sqlite3_errstr(rc)));
    err->statement_offset = offset;
    advise(rc, err);
    return false;
}

bool lite_usable(struct lite *c, struct err *err)
{
    if (c->db)
        return true;
    err_set(err, ERR_LOST, "the database is closed");
    return err_database(err, FAIL_LOST, NULL, 0, S(""));
}
