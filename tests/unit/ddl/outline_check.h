/* tests/unit/ddl/outline_check.h: outlines as one line of text, so that a table of statements reads well.
 *
 * Shape     "verb: class tx|alone probe flags / kind schema.name on table +|-": + made, - dropped
 */
#ifndef AFLOAT_TESTS_UNIT_DDL_OUTLINE_CHECK_H
#define AFLOAT_TESTS_UNIT_DDL_OUTLINE_CHECK_H

#include "base/buf.h"
#include "ddl/outline.h"
#include "harness/test.h"

struct outline_case {
    const char *sql;
    const char *want;
};

static const char *const class_words[] = { "ddl", "data", "query", "session", "control", "opaque" };
static const char *const probe_words[] = { "none",    "catalog", "index", "dropped",
                                           "created", "repeat",  "OPAQUE" };
static const char *const kind_words[] = { "table",   "view",   "index",    "sequence",
                                          "type",    "schema", "function", "procedure",
                                          "trigger", "event",  "database", "tablespace",
                                          "role",    "other" };
_Static_assert(COUNT_OF(class_words) == CLASS__COUNT, "a word for each class");
_Static_assert(COUNT_OF(kind_words) == OBJECT__COUNT, "a word for each kind");

static void put_object(struct buf *b, const struct outline_object *o)
{
    buf_printf(b, " / %s", kind_words[o->kind]);
    if (o->name.n)
        buf_printf(b, " " STR_FMT "%s" STR_FMT, STR_ARG(o->schema), o->schema.n ? "." : "",
                   STR_ARG(o->name));
    else if (o->schema.n)
        buf_printf(b, " " STR_FMT ".", STR_ARG(o->schema));
    if (o->table.n)
        buf_printf(b, " on " STR_FMT, STR_ARG(o->table));
    buf_z(b, o->created ? " +" : o->dropped ? " -" : "");
}

static str outline_text(arena *a, const struct outline *o)
{
    struct buf b = buf_on(a);

    buf_printf(&b, STR_FMT ": %s %s %s%s%s%s%s%s%s%s", STR_ARG(o->verb), class_words[o->cls],
               o->in_transaction ? "tx" : "alone", probe_words[o->probe],
               o->implicit_commit ? " commits" : "", o->idempotent ? " again" : "",
               o->locks_table ? " locks" : "", o->concurrent_index ? " concurrent" : "",
               o->control_begin ? " begin" : "", o->control_commit ? " commit" : "",
               o->control_rollback ? " refused" : "");
    if (o->enum_label.n)
        buf_printf(&b, " label=" STR_FMT, STR_ARG(o->enum_label));
    for (size_t i = 0; i < o->objects.n; i++)
        put_object(&b, &o->objects.v[i]);
    return buf_view(&b);
}

static UNUSED void check_outlines(arena *a, enum dialect_id id, int version,
                                  const struct outline_case *cases, size_t n)
{
    const struct dialect *d = dialect_get(id);

    for (size_t i = 0; i < n; i++) {
        struct outline o;
        str got;

        outline_read(a, d, 0, version, str_of(cases[i].sql), &o);
        got = outline_text(a, &o);
        if (!str_eq(got, str_of(cases[i].want)))
            test_fail(__FILE__, __LINE__, "%s\n#  got  " STR_FMT "\n#  want %s", cases[i].sql,
                      STR_ARG(got), cases[i].want);
    }
}

/* Every beginning of every statement is read without harm, in memory of exactly its size. */
static UNUSED void check_cut_off(arena *a, enum dialect_id id, const struct outline_case *cases,
                                 size_t n)
{
    const struct dialect *d = dialect_get(id);

    for (size_t i = 0; i < n; i++) {
        str sql = str_of(cases[i].sql);

        for (size_t cut = 0; cut <= sql.n; cut++) {
            struct arena_mark mark = arena_mark(a);
            char *exact = arena_new(a, char, cut + !cut);
            struct outline o;
            bool masked;

            memcpy(exact, sql.p, cut);
            outline_read(a, d, 0, 0, (str){ exact, cut }, &o);
            EXPECT(o.cls < CLASS__COUNT);
            (void)outline_mask(a, d, (str){ exact, cut }, &masked);
            arena_reset(a, mark);
        }
    }
}

#endif
