/* ddl/outline.c: from the first words of a statement to its row.
 *
 * Does      see through WITH, EXPLAIN, parentheses and SET STATEMENT … FOR; pick the row; fill the outline
 * Does not  know any statement: the tables of the dialects do
 * See       ddl/outline.h
 */
#include "ddl/outline_int.h"

static const struct row_table *table_of(const struct dialect *d)
{
    static const struct row_table *const tables[] = { [DIALECT_SQLITE] = &rows_sqlite,
                                                      [DIALECT_POSTGRES] = &rows_postgres,
                                                      [DIALECT_MYSQL] = &rows_mysql,
                                                      [DIALECT_MARIADB] = &rows_mysql };

    _Static_assert(COUNT_OF(tables) == DIALECT__COUNT, "a table for each dialect");
    return tables[d->id];
}

/* Leaves the reader behind the pattern. */
static const struct row *pick(struct reader *r, const struct row_table *t, bool *out_if)
{
    struct reader start = *r;

    *out_if = false;
    for (size_t i = 0; i < t->n; i++) {
        if (!reader_is_any(r, t->rows[i].pattern))
            continue;
        if (reader_match(r, t->rows[i].pattern, out_if))
            return &t->rows[i];
        *r = start;
    }
    return &t->unknown;
}

/* ---- what stands before the statement proper ---- */

struct prefix {
    bool changes; /* a WITH query changes data, EXPLAIN runs what it explains */
    bool explain;
};

/* At WITH: to the main statement. A query within that changes data is found by its first word. */
static bool skip_with(struct reader *r)
{
    bool changes = false, name = true;
    size_t depth = 0;

    for (reader_next(r); !r->end; reader_next(r)) {
        if (reader_is_kind(r, TOKEN_OPEN)) {
            depth++;
        } else if (reader_is_kind(r, TOKEN_CLOSE)) {
            depth -= depth > 0;
        } else if (reader_is_kind(r, TOKEN_WORD) && !name) {
            if (!depth &&
                reader_is_any(r, "SELECT|INSERT|UPDATE|DELETE|MERGE|REPLACE|VALUES|TABLE"))
                break;
            changes |= depth && reader_is_any(r, "INSERT|UPDATE|DELETE|MERGE");
        }
        name = !depth && (reader_is_kind(r, TOKEN_COMMA) || reader_is(r, "RECURSIVE"));
    }
    return changes;
}

/* At EXPLAIN: to the statement that it explains; true = that is run. */
static bool skip_explain(struct reader *r)
{
    bool runs = false;

    reader_next(r);
    if (reader_is_kind(r, TOKEN_OPEN)) {
        struct reader inside = *r;

        reader_skip_parens(r);
        while (!inside.end && inside.lex.at < r->lex.at && !runs) {
            reader_next(&inside);
            runs = reader_is_any(&inside, "ANALYZE|ANALYSE");
        }
        return runs;
    }
    while (reader_is_any(r, "ANALYZE|ANALYSE|VERBOSE")) {
        runs |= !reader_is(r, "VERBOSE");
        reader_next(r);
    }
    return runs;
}

/* MariaDB: SET STATEMENT name = value, … FOR statement */
static bool skip_set_statement(struct reader *r)
{
    struct reader start = *r;
    bool unused;

    if (r->d->id == DIALECT_MARIADB && reader_match(r, "SET STATEMENT", &unused) &&
        reader_find(r, "FOR")) {
        reader_next(r);
        return true;
    }
    *r = start;
    return false;
}

static struct prefix skip_prefix(struct reader *r)
{
    struct prefix p = { 0 };

    while (!r->end && !p.explain) {
        if (r->t.kind == TOKEN_OPEN) {
            reader_next(r);
        } else if (reader_is(r, "WITH")) {
            p.changes |= skip_with(r);
        } else if (reader_is(r, "EXPLAIN") && r->d->id == DIALECT_POSTGRES) {
            p.explain = !skip_explain(r);
            p.changes |= !p.explain;
        } else if (!skip_set_statement(r)) {
            break;
        }
    }
    return p;
}

/* ---- filling in ---- */

static void fill(const struct row *row, bool if_words, struct outline *out)
{
    out->cls = row->cls;
    out->verb = str_of(row->verb);
    out->probe = row->probe;
    out->in_transaction = row->flags & TX;
    out->implicit_commit = row->flags & COMMITS;
    out->locks_table = row->flags & LOCKS;
    out->concurrent_index = row->flags & CONCURRENT;
    out->control_begin = row->flags & OPENS;
    out->control_commit = row->flags & CLOSES;
    out->control_rollback = row->flags & REFUSED;
    out->idempotent = if_words && row->flags & (MAKES | DROPS | REPEATS);
}

/* pg_temp and temp hold what dies with the session. */
static void see_temporary(const struct dialect *d, struct outline *out)
{
    str temp = d->id == DIALECT_POSTGRES ? S("pg_temp") : S("temp");

    if (d->rules & RULE_STORED_PROGRAM)
        return;
    for (size_t i = 0; i < out->objects.n; i++) {
        const struct outline_object *o = &out->objects.v[i];

        if ((o->created || o->dropped) && str_eq_nocase(o->schema, temp))
            out->cls = CLASS_SESSION;
    }
}

void outline_read(arena *a, const struct dialect *d, unsigned modes, int server_version,
                  str statement, struct outline *out)
{
    static const struct row nothing = { "", "", CLASS_SESSION, PROBE_NONE, OBJECT_OTHER, NULL, TX };
    static const struct row explain = { "",           "EXPLAIN", CLASS_QUERY, PROBE_NONE,
                                        OBJECT_OTHER, NULL,      TX };
    const struct row_table *t = table_of(d);
    struct reader r = reader_on(a, d, modes, server_version, statement);
    struct prefix p = skip_prefix(&r);
    bool if_words = false;
    const struct row *row = p.explain             ? &explain
                            : r.end && r.left_out ? &nothing
                                                  : pick(&r, t, &if_words);

    *out = (struct outline){ 0 };
    fill(row, if_words, out);
    if (row->read)
        row->read(&r, row, out);
    see_temporary(d, out);
    if (p.changes && out->cls == CLASS_QUERY)
        out->cls = CLASS_DATA;
    if (t->finish)
        t->finish(&r, row, out);
}
