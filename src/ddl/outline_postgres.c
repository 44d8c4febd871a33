/* ddl/outline_postgres.c: statements of PostgreSQL.
 *
 * Does      the table of statements; those whose clauses decide whether a transaction may be open
 * Does not  know what cannot be seen in the text: REINDEX and CLUSTER of a partitioned table
 * See       ddl/outline_postgres.def; the server refuses with "cannot run inside a transaction block"
 */
#include "ddl/outline_int.h"

enum { VERSION_ADD_VALUE_IN_TX = 120000 }; /* older: ALTER TYPE … ADD VALUE stands alone */

static void set_alone(struct outline *out, enum outline_probe probe)
{
    out->in_transaction = false;
    out->locks_table = false;
    out->probe = probe;
}

/* SELECT … INTO [TEMP|UNLOGGED] [TABLE] name: a table is made. INTO stands before FROM. */
static void read_select(struct reader *r, const struct row *row, struct outline *out)
{
    static const struct row made = { "", "", CLASS_DDL, PROBE_NONE, OBJECT_TABLE, NULL, MAKES };

    (void)row;
    if (!reader_find(r, "INTO|FROM|WHERE|UNION|ORDER|LIMIT") || !reader_is(r, "INTO"))
        return;
    reader_next(r);
    out->cls = CLASS_DDL;
    (void)reader_take(r, "LOCAL|GLOBAL");
    if (reader_take(r, "TEMP|TEMPORARY"))
        out->cls = CLASS_SESSION;
    (void)reader_take(r, "UNLOGGED");
    (void)reader_take(r, "TABLE");
    read_one(r, &made, out);
}

/* A reference or a partition locks the other table. */
static void read_create_table(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    for (; !r->end && !out->locks_table; reader_next(r)) {
        if (reader_is(r, "PARTITION")) {
            reader_next(r);
            out->locks_table = reader_is(r, "OF");
        } else {
            out->locks_table = reader_is_any(r, "REFERENCES|INHERITS");
        }
    }
}

/* Every action is VALIDATE CONSTRAINT, which stops neither reads nor writes. */
static bool only_validates(struct reader r)
{
    while (reader_take(&r, "VALIDATE"))
        while (!r.end) {
            bool comma = r.t.kind == TOKEN_COMMA;

            reader_next(&r);
            if (comma)
                break;
        }
    return r.end;
}

static void read_alter_table(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    if (reader_is_kind(r, TOKEN_OP)) /* name * */
        reader_next(r);
    if (reader_is(r, "VALIDATE")) {
        out->locks_table = !only_validates(*r);
    } else if (reader_take(r, "DETACH")) {
        (void)reader_take(r, "PARTITION");
        (void)name_read(r);
        if (reader_is(r, "CONCURRENTLY"))
            set_alone(out, PROBE_OPAQUE);
    } else if (reader_take(r, "RENAME") && reader_take(r, "TO")) {
        read_one(r, row, out);
    }
}

/* REINDEX (CONCURRENTLY …) is another way to write it. */
static bool concurrent_option(struct reader *r)
{
    bool found = false;

    while (!r->end && r->t.kind != TOKEN_CLOSE) {
        if (reader_take(r, "CONCURRENTLY"))
            found = !reader_is_any(r, "FALSE|OFF") &&
                    !(reader_is_kind(r, TOKEN_NUMBER) && str_eq(r->t.text, S("0")));
        else
            reader_next(r);
    }
    reader_next(r);
    return found;
}

static const struct reindex {
    const char *word;
    enum outline_object_kind kind;
    bool alone; /* also without CONCURRENTLY */
} reindexes[] = {
    { "INDEX", OBJECT_INDEX, false },    { "TABLE", OBJECT_TABLE, false },
    { "SCHEMA", OBJECT_SCHEMA, true },   { "DATABASE", OBJECT_DATABASE, true },
    { "SYSTEM", OBJECT_DATABASE, true },
};

static void read_reindex(struct reader *r, const struct row *row, struct outline *out)
{
    bool concurrent = reader_is_kind(r, TOKEN_OPEN) && concurrent_option(r);
    const struct reindex *what = NULL;
    struct row named = *row;

    for (size_t i = 0; i < COUNT_OF(reindexes) && !what; i++)
        if (reader_take(r, reindexes[i].word))
            what = &reindexes[i];
    concurrent |= reader_take(r, "CONCURRENTLY");
    if (!what)
        return;
    named.kind = what->kind;
    read_one(r, &named, out);
    out->concurrent_index = concurrent;
    if (concurrent)
        set_alone(out, PROBE_INDEX);
    else if (what->alone)
        set_alone(out, PROBE_REPEAT);
}

/* Without a table it goes over all of them, a transaction each. */
static void read_cluster(struct reader *r, const struct row *row, struct outline *out)
{
    if (reader_is_kind(r, TOKEN_OPEN))
        reader_skip_parens(r);
    (void)reader_take(r, "VERBOSE");
    if (r->end)
        return;
    out->in_transaction = true;
    out->probe = PROBE_NONE;
    out->locks_table = true;
    if (!reader_is(r, "ON"))
        read_one(r, row, out);
}

static void read_alter_database(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    if (reader_take(r, "SET") && reader_is(r, "TABLESPACE"))
        set_alone(out, PROBE_REPEAT);
}

/* Without a slot to make it may stand in a transaction. */
static void read_create_subscription(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    if (!reader_find(r, "WITH"))
        return;
    while (!r->end) {
        bool decides = reader_is_any(r, "CONNECT|CREATE_SLOT");

        reader_next(r);
        if (!decides || !reader_is_kind(r, TOKEN_OP))
            continue;
        reader_next(r);
        if (reader_is_any(r, "FALSE|OFF")) {
            out->in_transaction = true;
            out->probe = PROBE_NONE;
        }
    }
}

static void read_alter_subscription(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    if (reader_is_any(r, "ENABLE|DISABLE|CONNECTION|OWNER|RENAME|SKIP")) {
        out->in_transaction = true;
        out->probe = PROBE_NONE;
    } else if (reader_is_any(r, "SET|REFRESH")) {
        set_alone(out, PROBE_REPEAT);
    }
}

static void read_alter_type(struct reader *r, const struct row *row, struct outline *out)
{
    bool unused;

    read_one(r, row, out);
    if (!reader_match(r, "ADD VALUE", &unused))
        return;
    if (reader_take(r, "IF")) {
        out->idempotent = true;
        (void)reader_take(r, "NOT");
        (void)reader_take(r, "EXISTS");
    }
    if (reader_is_kind(r, TOKEN_STRING))
        out->enum_label = str_copy(r->mem, lex_text(r->mem, r->d, r->modes, &r->t));
    if (r->version && r->version < VERSION_ADD_VALUE_IN_TX)
        set_alone(out, out->idempotent ? PROBE_REPEAT : PROBE_OPAQUE);
}

static const struct row rows[] = {
#include "ddl/outline_postgres.def"
};

const struct row_table rows_postgres = {
    .rows = rows,
    .n = COUNT_OF(rows),
    .unknown = { "", "", CLASS_OPAQUE, PROBE_NONE, OBJECT_OTHER, NULL, TX },
};
