/* engines/postgres/pg_probe_index.c: indexes that are built without blocking, after a crash.
 *
 * Does      remember the indexes of the tables before; find what is new, invalid or left over
 * Does not  compare definitions
 * Shape     snapshot: "t <table oid>" …, "x <oid of the index named>" …, "i <index oid> v|-" …
 *
 * An interrupted CREATE INDEX CONCURRENTLY leaves an invalid index under the wanted name; a REINDEX
 * CONCURRENTLY leaves name_ccnew (before the swap) or name_ccold (after it). An index that some living
 * session is building is invalid as well, and is not touched.
 */
#include "engines/postgres/pg_int.h"

extern const char sql_postgres_index_tables[];
extern const char sql_postgres_index_states[];

struct old_index {
    str oid;
    bool valid, named;
};

struct before {
    struct buf tables; /* {oid,…} */
    vec(struct old_index) indexes;
};

/* ---- snapshot ---- */

static const char *target_kind(const struct outline_object *o)
{
    switch ((int)o->kind) {
    case OBJECT_TABLE:
    case OBJECT_VIEW:
        return "table";
    case OBJECT_INDEX:
        return o->table.n ? "table" : "index";
    case OBJECT_SCHEMA:
        return "schema";
    case OBJECT_DATABASE:
        return "database";
    default:
        return NULL;
    }
}

static bool add_tables(arena *a, struct conn *c, const struct outline_object *o, struct buf *text,
                       struct buf *tables, struct err *err)
{
    const char *kind = target_kind(o);
    str name = o->kind == OBJECT_INDEX && o->table.n ? o->table : o->name;
    const char *params[] = { kind, o->schema.n ? str_z(a, o->schema) : NULL,
                             name.n ? str_z(a, name) : NULL };
    struct result r;

    if (!kind)
        return true;
    if (!pg_call(pg_of(c), sql_postgres_index_tables, params, COUNT_OF(params), &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++) {
        buf_printf(text, "t " STR_FMT "\n", STR_ARG(result_text(&r, i, 0)));
        buf_printf(tables, "%s" STR_FMT, tables->n > 1 ? "," : "", STR_ARG(result_text(&r, i, 0)));
        if (!result_null(&r, i, 1))
            buf_printf(text, "x " STR_FMT "\n", STR_ARG(result_text(&r, i, 1)));
    }
    return true;
}

static bool read_states(arena *a, struct conn *c, struct buf *tables, struct result *r,
                        struct err *err)
{
    const char *params[1];

    buf_char(tables, '}');
    params[0] = str_z(a, buf_view(tables));
    return pg_call(pg_of(c), sql_postgres_index_states, params, 1, r, err);
}

static bool is_true(const struct result *r, size_t row, size_t column)
{
    return str_eq(result_text(r, row, column), S("t"));
}

bool pg_index_snapshot(arena *a, struct conn *c, const struct outline *o, str *out, struct err *err)
{
    struct buf text = buf_on(a), tables = buf_on(a);
    struct result r;

    buf_char(&tables, '{');
    for (size_t i = 0; i < o->objects.n; i++)
        if (!add_tables(a, c, &o->objects.v[i], &text, &tables, err))
            return false;
    if (!read_states(a, c, &tables, &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++)
        buf_printf(&text, "i " STR_FMT " %c\n", STR_ARG(result_text(&r, i, 0)),
                   is_true(&r, i, 1) ? 'v' : '-');
    *out = buf_view(&text);
    return true;
}

/* ---- probe ---- */

static struct old_index *old_of(const struct before *b, str oid)
{
    for (size_t i = 0; i < b->indexes.n; i++)
        if (str_eq(b->indexes.v[i].oid, oid))
            return &b->indexes.v[i];
    return NULL;
}

/* Lines come in any order of kinds; an index may be named before it is listed. */
static struct before parse(arena *a, str snapshot)
{
    struct before b = { .tables = buf_on(a) };
    str all = snapshot, line, rest;

    buf_char(&b.tables, '{');
    while (str_next_line(&all, &line)) {
        str oid = str_cut(str_skip(line, 2), ' ', &rest);

        if (str_starts(line, S("t ")) && str_all_digits(oid))
            buf_printf(&b.tables, "%s" STR_FMT, b.tables.n > 1 ? "," : "", STR_ARG(oid));
        else if (str_starts(line, S("i ")))
            *vec_push(a, &b.indexes) = (struct old_index){ oid, str_eq(rest, S("v")), false };
    }
    while (str_next_line(&snapshot, &line)) {
        struct old_index *old = str_starts(line, S("x ")) ? old_of(&b, str_skip(line, 2)) : NULL;

        if (old)
            old->named = true;
    }
    return b;
}

/* The name that a CREATE INDEX gives; absent = the server chooses. */
static str created_name(const struct outline *o)
{
    for (size_t i = 0; i < o->objects.n; i++)
        if (o->objects.v[i].kind == OBJECT_INDEX && o->objects.v[i].created)
            return o->objects.v[i].name;
    return (str){ 0 };
}

/* One statement a line: a name with a line end in it is left to a person. */
static bool add_drop(struct buf *clean_up, str drop)
{
    if (str_find_char(drop, '\n') != STR_NONE)
        return false;
    buf_str(clean_up, drop);
    buf_z(clean_up, ";\n");
    return true;
}

static enum probe_answer judge_create(const struct outline *o, const struct before *b,
                                      const struct result *r, struct buf *clean_up)
{
    str name = created_name(o);
    size_t made = 0;

    for (size_t i = 0; i < r->rows; i++) {
        const struct old_index *old = old_of(b, result_text(r, i, 0));
        bool valid = is_true(r, i, 1), being_built = is_true(r, i, 2);

        if (name.n && !str_eq(name, result_text(r, i, 3)))
            continue;
        if (being_built && name.n)
            return PROBE_IS_UNKNOWN;
        if (being_built || (old && (valid || !name.n || !o->idempotent)))
            continue;
        /* IF NOT EXISTS is content with an invalid index of that name; the user is not. */
        if (!valid && !add_drop(clean_up, result_text(r, i, 5)))
            return PROBE_IS_UNKNOWN;
        made += valid;
    }
    if (clean_up->n)
        return PROBE_IS_PARTIAL;
    if (made > 1)
        return PROBE_IS_UNKNOWN; /* no name, and somebody else makes indexes too */
    return made ? PROBE_IS_DONE : PROBE_IS_ABSENT;
}

/* REINDEX gives an index a new oid, so it is done when the old ones are gone; a second run does no harm. */
static enum probe_answer judge_reindex(const struct before *b, const struct result *r,
                                       struct buf *clean_up)
{
    size_t wanted = 0, left = 0;
    bool named = false;

    for (size_t i = 0; i < b->indexes.n; i++)
        named |= b->indexes.v[i].named;
    for (size_t i = 0; i < b->indexes.n; i++)
        wanted += b->indexes.v[i].valid && b->indexes.v[i].named == named;
    for (size_t i = 0; i < r->rows; i++) {
        const struct old_index *old = old_of(b, result_text(r, i, 0));

        left += old && old->valid && old->named == named;
        if (is_true(r, i, 1) || is_true(r, i, 2) || !is_true(r, i, 4) || (old && !old->valid))
            continue;
        if (!add_drop(clean_up, result_text(r, i, 5)))
            return PROBE_IS_UNKNOWN;
    }
    if (clean_up->n)
        return PROBE_IS_PARTIAL;
    return wanted && !left ? PROBE_IS_DONE : PROBE_IS_ABSENT;
}

bool pg_index_probe(arena *a, struct conn *c, const struct outline *o, str snapshot,
                    struct probe_result *out, struct err *err)
{
    struct before b = parse(a, snapshot);
    struct buf clean_up = buf_on(a);
    struct result r;

    if (!read_states(a, c, &b.tables, &r, err))
        return false;
    *out = (struct probe_result){ .answer = str_starts(o->verb, S("REINDEX"))
                                                ? judge_reindex(&b, &r, &clean_up)
                                                : judge_create(o, &b, &r, &clean_up) };
    if (out->answer == PROBE_IS_PARTIAL)
        out->clean_up = buf_view(&clean_up);
    return true;
}
