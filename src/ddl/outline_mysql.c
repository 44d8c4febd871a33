/* ddl/outline_mysql.c: statements of MySQL and MariaDB.
 *
 * Does      the table of statements; what a crash leaves to be found out, and how
 * Does not  compare catalog texts (engines/mysql does)
 * See       ddl/outline_mysql.def, the manuals' lists of statements that cause an implicit commit
 *
 * PROBE_CATALOG means: the text of the objects named differs after the statement, or a second run does
 * no harm. What can change something and leave the text as it was is PROBE_OPAQUE.
 */
#include "ddl/outline_int.h"

/* SELECT … INTO @v and @v := … set variables that later statements use: a resumed file needs them. */
static void read_select(struct reader *r, const struct row *row, struct outline *out)
{
    (void)row;
    while (!r->end) {
        bool into = reader_is(r, "INTO");
        bool colon = reader_is_kind(r, TOKEN_OP) && str_eq(r->t.text, S(":"));

        reader_next(r);
        if ((into && reader_is_kind(r, TOKEN_PARAM)) ||
            (colon && reader_is_kind(r, TOKEN_OP) && str_eq(r->t.text, S("=")))) {
            out->cls = CLASS_SESSION;
            return;
        }
    }
}

static bool sets_server(const struct reader *r)
{
    return reader_is_any(r, "GLOBAL|PERSIST|PERSIST_ONLY") ||
           (reader_is_kind(r, TOKEN_PARAM) && (str_starts_nocase(r->t.text, S("@@global")) ||
                                               str_starts_nocase(r->t.text, S("@@persist"))));
}

/* To the comma between two settings. */
static void next_setting(struct reader *r)
{
    while (!r->end && r->t.kind != TOKEN_COMMA) {
        if (r->t.kind == TOKEN_OPEN)
            reader_skip_parens(r);
        else
            reader_next(r);
    }
    reader_next(r);
}

/* With a setting of the session in it, it is repeated like one; a second run does no harm. */
static void read_set(struct reader *r, const struct row *row, struct outline *out)
{
    bool server = !r->end;

    (void)row;
    while (!r->end) {
        server &= sets_server(r);
        next_setting(r);
    }
    if (!server)
        return;
    out->cls = CLASS_DDL;
    out->in_transaction = false;
    out->probe = PROBE_REPEAT;
}

/* ---- ALTER TABLE ---- */

static const struct clause {
    const char *pattern;
    enum outline_probe probe;
} clauses[] = {
    { "EXCHANGE PARTITION", PROBE_OPAQUE },
    { "TRUNCATE PARTITION", PROBE_OPAQUE },
    { "IMPORT", PROBE_OPAQUE },
    { "DISCARD", PROBE_OPAQUE },
    { "RENAME TO|AS", PROBE_CATALOG },
};

static bool at_other_rename(const struct reader *r)
{
    return reader_is_any(r, "COLUMN|INDEX|KEY") || r->end;
}

static void read_clause(struct reader *r, const struct row *row, struct outline *out)
{
    struct reader start = *r;
    bool unused;

    for (size_t i = 0; i < COUNT_OF(clauses); i++) {
        *r = start;
        if (!reader_match(r, clauses[i].pattern, &unused))
            continue;
        if (clauses[i].probe == PROBE_OPAQUE)
            out->probe = PROBE_OPAQUE;
        else
            read_one(r, row, out);
        if (i == 0 && reader_find(r, "TABLE")) {
            reader_next(r);
            read_one(r, row, out);
        }
        return;
    }
    *r = start;
    if (!reader_take(r, "RENAME"))
        return;
    if (reader_is_kind(r, TOKEN_OP)) /* RENAME = name */
        reader_next(r);
    if (!at_other_rename(r))
        read_one(r, row, out);
}

static void read_alter_table(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    while (!r->end) {
        read_clause(r, row, out);
        next_setting(r);
    }
}

/* ---- the others ---- */

/* The current value is not in the catalog text. */
static void read_alter_sequence(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    if (reader_find(r, "RESTART"))
        out->probe = PROBE_OPAQUE;
}

/* The name may be left out: the database in use. */
static void read_alter_database(struct reader *r, const struct row *row, struct outline *out)
{
    if (reader_is_any(r, "CHARACTER|CHARSET|COLLATE|DEFAULT|ENCRYPTION|READ|COMMENT"))
        out->probe = PROBE_REPEAT;
    else
        read_one(r, row, out);
}

/* Without an argument list it is loaded from a library, and there is no text of it. */
static void read_function(struct reader *r, const struct row *row, struct outline *out)
{
    read_one(r, row, out);
    if (!reader_is_kind(r, TOKEN_OPEN))
        out->probe = PROBE_OPAQUE;
}

static bool same(const struct outline_object *a, const struct outline_object *b)
{
    return str_eq_nocase(a->schema, b->schema) && str_eq_nocase(a->name, b->name);
}

/* Objects stand in pairs, from and to. A name was there before when it is first a "from", and is there afterwards
 * when it is last a "to". */
static bool moves_for_good(const struct outline *o, size_t at)
{
    size_t first = at, last = at;

    for (size_t i = 0; i < o->objects.n; i++)
        if (same(&o->objects.v[i], &o->objects.v[at])) {
            first = i < first ? i : first;
            last = i > last ? i : last;
        }
    return first % 2 == last % 2;
}

/* Two tables of one shape may change places without a trace. It is seen when a name is gone, or new, afterwards:
 * t TO t_old, t_new TO t. One name with a database and one without may be the same: then it is not told. */
static void read_renames_once(struct reader *r, const struct row *row, struct outline *out)
{
    bool seen = false, twice = false, unclear = false;

    read_renames(r, row, out);
    for (size_t i = 0; i < out->objects.n; i++) {
        const struct outline_object *a = &out->objects.v[i];

        seen |= moves_for_good(out, i);
        for (size_t j = 0; j < i; j++) {
            const struct outline_object *b = &out->objects.v[j];

            twice |= same(a, b);
            unclear |= str_eq_nocase(a->name, b->name) && !a->schema.n != !b->schema.n;
        }
    }
    if (twice && (!seen || row->kind == OBJECT_ROLE)) /* users are renamed one by one */
        out->probe = PROBE_OPAQUE;
    if (unclear || out->objects.n % 2)
        out->probe = PROBE_OPAQUE;
}

/* What stands between the users is of no interest. */
static void read_users(struct reader *r, const struct row *row, struct outline *out)
{
    while (!r->end) {
        struct name name = user_read(r);

        if (name.text.n)
            object_add(r, row, out, name);
        else
            out->probe = PROBE_OPAQUE; /* CURRENT_USER */
        next_setting(r);
    }
}

static void finish(struct reader *r, const struct row *row, struct outline *out)
{
    bool bare_role = row->flags & UNSEEN && r->d->id != DIALECT_MYSQL;
    bool several = row->flags & SINGLE && out->objects.n > 1;

    if (out->probe == PROBE_CATALOG && (bare_role || several || out->objects.n == 0))
        out->probe = PROBE_OPAQUE;
    if (out->idempotent && row->flags & REPEATS)
        out->probe = PROBE_REPEAT;
}

static const struct row rows[] = {
#include "ddl/outline_mysql.def"
};

const struct row_table rows_mysql = {
    .rows = rows,
    .n = COUNT_OF(rows),
    .unknown = { "", "", CLASS_OPAQUE, PROBE_OPAQUE, OBJECT_OTHER, NULL, 0 },
    .finish = finish,
};
