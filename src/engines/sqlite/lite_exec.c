/* engines/sqlite/lite_exec.c: the queue of requests and their execution.
 *
 * Does      run one statement for each call of next, keep its rows; abort the rest of a batch after an
 *           error
 * Does not  wait (lite_wait.c), read SQL beyond its first word
 * Shape     submit copies into a list; next takes the head, prepares, steps to the end, finalizes
 * Errors    lite_errmap.c; ERR_INTERNAL for a NUL byte or a second statement in a request
 */
#include "engines/sqlite/lite_int.h"

#include "base/clock.h"
#include "base/mem.h"

#include <ctype.h>

/* ---- statement text ---- */

/* Without blanks, comments and stray semicolons at the start. */
static str skip_blanks(str s)
{
    for (;;) {
        size_t end;

        while (s.n && (isspace((unsigned char)s.p[0]) || s.p[0] == ';'))
            s = str_skip(s, 1);
        if (str_starts(s, S("--")))
            end = str_find_char(s, '\n');
        else if (str_starts(s, S("/*")))
            end = str_find(str_skip(s, 2), S("*/"));
        else
            return s;
        s = end == STR_NONE ? str_skip(s, s.n) : str_skip(s, end + (s.p[0] == '/' ? 4 : 1));
    }
}

static str first_word(str *s)
{
    size_t n = 0;
    str word;

    *s = skip_blanks(*s);
    while (n < s->n && isalpha((unsigned char)s->p[n]))
        n++;
    word = str_slice(*s, 0, n);
    *s = str_skip(*s, n);
    return word;
}

static bool changes_rows(str sql)
{
    static const char *const verbs[] = { "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH" };
    str word = first_word(&sql);

    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_eq_nocase(word, str_of(verbs[i])))
            return true;
    return false;
}

static bool is_rollback(str sql)
{
    str word;

    if (!str_eq_nocase(first_word(&sql), S("ROLLBACK")))
        return false;
    word = first_word(&sql);
    if (str_eq_nocase(word, S("TRANSACTION")))
        word = first_word(&sql);
    return word.n == 0 && skip_blanks(sql).n == 0;
}

/* ---- one statement ---- */

struct cells {
    struct cell *v;
    size_t n, cap;
};

/* Valid until the next step. */
static struct cell cell_of(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);

    if (text)
        return (struct cell){ { text, (size_t)sqlite3_column_bytes(stmt, column) }, false };
    return (struct cell){ S(""), sqlite3_column_type(stmt, column) == SQLITE_NULL };
}

static void keep_row(struct lite *c, sqlite3_stmt *stmt, int columns, struct cells *cells)
{
    for (int i = 0; i < columns; i++) {
        struct cell *cell = vec_push(&c->unit, cells);

        *cell = cell_of(stmt, i);
        if (!cell->null)
            cell->text = str_copy(&c->unit, cell->text);
    }
}

static void tell_row(struct lite *c, const struct row_sink *rows, sqlite3_stmt *stmt, int columns)
{
    struct arena_mark mark = arena_mark(&c->unit);
    struct cell *cells = arena_new(&c->unit, struct cell, (size_t)columns);

    for (int i = 0; i < columns; i++)
        cells[i] = cell_of(stmt, i);
    rows->row(rows->data, cells, (size_t)columns);
    arena_reset(&c->unit, mark);
}

static int step_all(struct lite *c, sqlite3_stmt *stmt, struct result *out)
{
    const struct row_sink *rows = c->first->rows;
    struct cells cells = { 0 };
    int rc, columns = sqlite3_column_count(stmt);

    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (rows)
            tell_row(c, rows, stmt, columns);
        else if (c->running & REQ_BOOKKEEPING || c->unit.used_bytes < LITE_KEEP_BYTES)
            keep_row(c, stmt, columns, &cells);
        else
            continue;
        out->rows++;
    }
    out->columns = (size_t)columns;
    out->cells = cells.v;
    return rc;
}

static bool refuse(struct err *err, const char *why)
{
    err_set(err, ERR_INTERNAL, "cannot send the statement: %s", why);
    return err_database(err, FAIL_OTHER, NULL, 0, S(""));
}

static bool run_prepared(struct lite *c, sqlite3_stmt *stmt, str sql, struct result *out)
{
    bool counted = !sqlite3_stmt_readonly(stmt) && changes_rows(sql);
    int rc = step_all(c, stmt, out);

    if (rc != SQLITE_DONE) {
        lite_fail(c, rc, &c->error);
    } else if (counted) {
        out->affected = sqlite3_changes64(c->db);
    }
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE;
}

static bool run(struct lite *c, const struct lite_request *r, struct result *out)
{
    str sql = { r->sql, r->n };
    sqlite3_stmt *stmt = NULL;
    const char *tail = NULL;
    int rc;

    if (str_find_char(sql, '\0') != STR_NONE)
        return refuse(&c->error, "it holds a NUL byte");
    if (r->n >= INT32_MAX)
        return refuse(&c->error, "it is longer than 2 GB");
    /* Some errors roll back by themselves; the runner need not know which. */
    if (sqlite3_get_autocommit(c->db) && is_rollback(sql))
        return true;
    rc = sqlite3_prepare_v3(c->db, r->sql, (int)r->n + 1, 0, &stmt, &tail);
    if (rc != SQLITE_OK)
        return lite_fail(c, rc, &c->error);
    if (!stmt)
        return true; /* comments only */
    if (skip_blanks(str_skip(sql, (size_t)(tail - r->sql))).n) {
        sqlite3_finalize(stmt);
        return refuse(&c->error, "more than one statement in one request");
    }
    return run_prepared(c, stmt, sql, out);
}

static void execute(struct lite *c, const struct lite_request *r, struct result *out)
{
    bool open = !sqlite3_get_autocommit(c->db);

    c->running = r->flags;
    c->started_ms = c->ticked_ms = clock_mono_ms();
    if (!run(c, r, out)) {
        if (open && sqlite3_get_autocommit(c->db))
            err_detail(&c->error, "SQLite rolled the whole transaction back.");
        *out = (struct result){
            .kind = RESULT_ERROR, .tag = r->tag, .affected = -1, .err = &c->error
        };
        c->aborting = true;
    }
    c->cancel = false;
    c->running = REQ_BOOKKEEPING;
}

/* ---- the queue ---- */

bool lite_submit(struct conn *base, const struct request *r, struct err *err)
{
    struct lite *c = lite_of(base);
    struct lite_request *q;

    if (!lite_usable(c, err))
        return false;
    CHECK(!(r->flags & REQ_COPY_IN));
    q = mem_resize(NULL, sizeof(*q) + r->sql.n + 1);
    *q = (struct lite_request){ .tag = r->tag, .flags = r->flags, .rows = r->rows, .n = r->sql.n };
    if (r->sql.n)
        memcpy(q->sql, r->sql.p, r->sql.n);
    q->sql[r->sql.n] = '\0';
    if (c->last)
        c->last->next = q;
    else
        c->first = q;
    c->last = q;
    return true;
}

static void drop_first(struct lite *c)
{
    struct lite_request *q = c->first;

    c->first = q->next;
    if (!c->first)
        c->last = NULL;
    mem_free(q);
}

void lite_drop_queue(struct lite *c)
{
    while (c->first)
        drop_first(c);
    c->aborting = false;
}

enum next lite_next(struct conn *base, struct result *out, struct err *err)
{
    struct lite *c = lite_of(base);
    const struct lite_request *r = c->first;

    if (!lite_usable(c, err))
        return NEXT_LOST;
    if (!r)
        return NEXT_NONE;
    arena_done(&c->unit);
    err_clear(&c->error);
    *out = (struct result){ .kind = RESULT_OK, .tag = r->tag, .affected = -1 };
    if (c->aborting)
        out->kind = RESULT_ABORTED;
    else
        execute(c, r, out);
    if (r->flags & REQ_SYNC)
        c->aborting = false;
    drop_first(c);
    return NEXT_RESULT;
}

/* Never needed: next gives the result itself. */
struct wait lite_wait(struct conn *base)
{
    (void)base;
    return (struct wait){ .fd = -1, .timeout_ms = 0 };
}

bool lite_cancel(struct conn *base, struct err *err)
{
    struct lite *c = lite_of(base);

    if (!lite_usable(c, err))
        return false;
    c->cancel = c->first != NULL;
    return true;
}

/* ---- for the driver itself ---- */

static sqlite3_stmt *prepare(struct lite *c, const char *sql, struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc;

    c->started_ms = c->ticked_ms = clock_mono_ms();
    rc = sqlite3_prepare_v3(c->db, sql, -1, 0, &stmt, NULL);
    if (rc != SQLITE_OK)
        lite_fail(c, rc, err);
    return stmt;
}

bool lite_column(arena *a, struct lite *c, const char *sql, const struct str_list *args,
                 struct str_list *out, struct err *err)
{
    sqlite3_stmt *stmt = prepare(c, sql, err);
    int rc;

    if (!stmt)
        return false;
    for (size_t i = 0; args && i < args->n; i++)
        sqlite3_bind_text64(stmt, (int)i + 1, args->v[i].p ? args->v[i].p : "", args->v[i].n,
                            SQLITE_STATIC, SQLITE_UTF8);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(stmt, 0);

        *vec_push(a, out) = str_copy(a, (str){ text, (size_t)sqlite3_column_bytes(stmt, 0) });
    }
    if (rc != SQLITE_DONE)
        lite_fail(c, rc, err);
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE;
}

bool lite_value(arena *a, struct lite *c, const char *sql, str *out, struct err *err)
{
    struct str_list list = { 0 };

    if (!lite_column(a, c, sql, NULL, &list, err))
        return false;
    *out = list.n ? list.v[0] : (str){ 0 };
    return true;
}

bool lite_exec(struct lite *c, const char *sql, struct err *err)
{
    int rc;

    c->started_ms = c->ticked_ms = clock_mono_ms();
    rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || lite_fail(c, rc, err);
}
