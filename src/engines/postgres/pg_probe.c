/* engines/postgres/pg_probe.c: did a statement outside a transaction take effect?
 *
 * Does      count the objects that a statement makes or drops, before it runs and after a crash
 * Does not  look into objects; indexes are in pg_probe_index.c
 * Shape     snapshot: a line "o <count>" for each object made or dropped, "o ?" where it cannot be
 *           counted; counts and not presence, because routines can share a name
 * See       ddl/outline.h
 */
#include "engines/postgres/pg_int.h"

extern const char sql_postgres_count_object[];

static const char *const kinds[] = {
    [OBJECT_TABLE] = "relation",    [OBJECT_VIEW] = "relation",
    [OBJECT_INDEX] = "relation",    [OBJECT_SEQUENCE] = "relation",
    [OBJECT_TYPE] = "type",         [OBJECT_SCHEMA] = "schema",
    [OBJECT_FUNCTION] = "routine",  [OBJECT_PROCEDURE] = "routine",
    [OBJECT_TRIGGER] = "trigger",   [OBJECT_EVENT] = "event",
    [OBJECT_DATABASE] = "database", [OBJECT_TABLESPACE] = "tablespace",
    [OBJECT_ROLE] = "role",         [OBJECT_OTHER] = "other",
};
_Static_assert(COUNT_OF(kinds) == OBJECT__COUNT, "one word a kind of object");

static const char *z_or_null(arena *a, str s)
{
    return s.n ? str_z(a, s) : NULL;
}

/* What the statement changes the number of. */
struct counted {
    const struct outline_object *object;
    bool created; /* else dropped */
    str label;    /* of an enum, absent = the object itself */
};

static size_t list_counted(const struct outline *o, struct counted *out)
{
    size_t n = 0;

    for (size_t i = 0; i < o->objects.n; i++) {
        const struct outline_object *object = &o->objects.v[i];

        if (object->created || object->dropped)
            out[n++] = (struct counted){ .object = object, .created = object->created };
        else if (o->enum_label.n && object->kind == OBJECT_TYPE)
            out[n++] = (struct counted){ object, true, o->enum_label };
    }
    return n;
}

/* *out = -1: cannot be counted. */
static bool count(arena *a, struct conn *c, const struct counted *k, int64_t *out, struct err *err)
{
    const struct outline_object *o = k->object;
    const char *params[] = {
        k->label.n ? "label" : kinds[o->kind],
        z_or_null(a, o->schema),
        z_or_null(a, o->name),
        k->label.n ? str_z(a, k->label) : z_or_null(a, o->table),
    };
    struct result r;

    *out = -1;
    if (!o->name.n)
        return true;
    if (!pg_call(pg_of(c), sql_postgres_count_object, params, COUNT_OF(params), &r, err))
        return false;
    if (!result_null(&r, 0, 0))
        *out = result_int(&r, 0, 0);
    return true;
}

static bool snapshot_counts(arena *a, struct conn *c, const struct outline *o, str *out,
                            struct err *err)
{
    struct counted *list = arena_new(a, struct counted, o->objects.n + 1);
    size_t n = list_counted(o, list);
    struct buf text = buf_on(a);

    for (size_t i = 0; i < n; i++) {
        int64_t number;

        if (!count(a, c, &list[i], &number, err))
            return false;
        if (number < 0)
            buf_z(&text, "o ?\n");
        else
            buf_printf(&text, "o %lld\n", (long long)number);
    }
    *out = buf_view(&text);
    return true;
}

/* Compares one object with its line. Answers: absent, done, unknown. */
static bool compare(arena *a, struct conn *c, const struct counted *k, str line,
                    enum probe_answer *out, struct err *err)
{
    int64_t before, now;

    if (!count(a, c, k, &now, err))
        return false;
    *out = PROBE_IS_UNKNOWN;
    if (now < 0 || !str_starts(line, S("o ")) || !str_to_int64(str_skip(line, 2), &before))
        return true;
    if (now == before)
        *out = PROBE_IS_ABSENT;
    else if ((now > before) == k->created)
        *out = PROBE_IS_DONE;
    return true;
}

static bool probe_counts(arena *a, struct conn *c, const struct outline *o, str snapshot,
                         enum probe_answer *out, struct err *err)
{
    struct counted *list = arena_new(a, struct counted, o->objects.n + 1);
    size_t n = list_counted(o, list), seen[PROBE_IS_UNKNOWN + 1] = { 0 };

    for (size_t i = 0; i < n; i++) {
        enum probe_answer one;
        str line = { 0 };

        (void)str_next_line(&snapshot, &line);
        if (!compare(a, c, &list[i], line, &one, err))
            return false;
        seen[one]++;
    }
    *out = PROBE_IS_UNKNOWN;
    if (n && seen[PROBE_IS_DONE] == n)
        *out = PROBE_IS_DONE;
    else if (n && seen[PROBE_IS_ABSENT] == n)
        *out = PROBE_IS_ABSENT;
    return true;
}

/* DROP INDEX CONCURRENTLY is done when the index is gone; until then it can be run again. */
static bool by_indexes(const struct outline *o)
{
    return o->probe == PROBE_INDEX && !str_starts(o->verb, S("DROP"));
}

bool pg_snapshot(arena *a, struct conn *c, const struct outline *o, str *out, struct err *err)
{
    if (by_indexes(o))
        return pg_index_snapshot(a, c, o, out, err);
    return snapshot_counts(a, c, o, out, err);
}

/* Without effect on the catalog or the data, or asked to be repeated: running it again does no harm. */
static bool may_repeat(const struct outline *o)
{
    return o->probe == PROBE_REPEAT || o->idempotent || o->cls == CLASS_QUERY ||
           o->cls == CLASS_SESSION;
}

bool pg_probe(arena *a, struct conn *c, const struct outline *o, str snapshot,
              struct probe_result *out, struct err *err)
{
    struct probe_result v = { .answer = PROBE_IS_UNKNOWN };

    if (by_indexes(o)) {
        if (!pg_index_probe(a, c, o, snapshot, &v, err))
            return false;
    } else if (o->probe != PROBE_REPEAT && !probe_counts(a, c, o, snapshot, &v.answer, err)) {
        return false;
    }
    if (v.answer == PROBE_IS_UNKNOWN && !by_indexes(o) && may_repeat(o))
        v.answer = PROBE_IS_ABSENT;
    *out = v;
    return true;
}
