/* tests/unit/effects/effect_help.h: SQL in, a line about its effect out.
 *
 * Shape     the set-up is read, bound and folded; the statement is bound, judged and unbound
 *           "AX t, SRX p; scan validate long": locks by relation in the order of their names' appearance, work
 */
#ifndef AFLOAT_TESTS_EFFECT_HELP_H
#define AFLOAT_TESTS_EFFECT_HELP_H

#include "ddl/read.h"
#include "effects/effects_int.h"
#include "harness/test.h"
#include "schema/bind.h"

struct effect_case {
    int version; /* 0 = the newest */
    const char *sql, *row, *effect;
};

static UNUSED const char *lock_short(enum lock_mode mode)
{
    static const char *const words[] = {
        "no", "AS", "RS", "RX",  "SUE", "S",     "SRX",   "X",     "AX",
        "SR", "SW", "SU", "SNW", "EX",  "fileS", "fileR", "fileX",
    };
    return words[mode];
}

static void say_lock(struct buf *out, const struct schema *s, const struct lock *l)
{
    const struct object *o = schema_get(s, l->relation);
    buf_printf(out, "%s%s " STR_FMT, out->n ? ", " : "", lock_short(l->mode),
               STR_ARG(o                ? o->name
                       : l->path.name.n ? l->path.name
                                        : S("*")));
}

static UNUSED str effect_line(arena *a, const struct schema *s, const struct effect *e)
{
    static const char *const words[] = { "scan", "rewrite", "build", "validate", "waits", "long" };
    struct buf out = buf_on(a);
    for (size_t i = 0; i < e->locks.n; i++)
        say_lock(&out, s, &e->locks.v[i]);
    buf_z(&out, out.n ? ";" : "none;");
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (e->work & 1u << i)
            buf_printf(&out, " %s", words[i]);
    if (e->algorithm)
        buf_printf(&out, " %s", algorithm_word(e->algorithm));
    if (e->transaction != TX_YES)
        buf_printf(&out, " tx=%s", transaction_word(e->transaction));
    if (e->fails)
        buf_z(&out, " fails");
    return buf_view(&out);
}

static UNUSED void read_one_statement(arena *a, const struct effect_opts *o, str sql,
                                      struct statement *st)
{
    struct ddl_opts ddl = { .dialect = o->dialect, .version = o->version };
    ddl_read(a, &ddl, str_trim(sql), st);
}

/* Statements end at ";" and a line end. */
static UNUSED struct schema *schema_after(arena *a, const struct effect_opts *o, const char *setup)
{
    static const char *const defaults[] = { "main", "public", "app", "app" };
    struct schema *s = schema_new(a, o->dialect, str_of(defaults[o->dialect->id]), false);
    str rest = str_of(setup);
    while (rest.n) {
        size_t end = str_find(rest, S(";\n"));
        str one = str_slice(rest, 0, end == STR_NONE ? rest.n : end);
        rest = end == STR_NONE ? (str){ 0 } : str_skip(rest, end + 2);
        struct statement *st = arena_new(a, struct statement, 1);
        struct bind_error_list errors = { 0 };
        read_one_statement(a, o, one, st);
        if (st->opaque)
            test_fail(__FILE__, __LINE__, "set-up is opaque: " STR_FMT, STR_ARG(one));
        schema_bind(a, s, st, &errors);
        if (errors.n)
            test_fail(__FILE__, __LINE__, "set-up: " STR_FMT ": " STR_FMT, STR_ARG(one),
                      STR_ARG(errors.v[0].message));
        schema_fold(s, st);
    }
    return s;
}

static UNUSED void effect_case(arena *a, const struct effect_opts *base, struct schema *s,
                               const struct effect_case *c, unsigned *failures)
{
    struct effect_opts o = *base;
    o.version = c->version;
    struct statement st = { 0 };
    struct bind_error_list errors = { 0 };
    struct effect e;
    read_one_statement(a, &o, str_of(c->sql), &st);
    schema_bind(a, s, &st, &errors);
    effect_of(a, &o, s, &st, &e);
    str line = effect_line(a, s, &e);
    if (!str_eq(line, str_of(c->effect)) || !str_eq(str_of(e.row), str_of(c->row))) {
        test_note(str_printf(a, "%d %s", c->version, c->sql));
        test_note(str_printf(a, "  want %s: %s", c->row, c->effect));
        test_note(str_printf(a, "  got  %s: " STR_FMT, e.row, STR_ARG(line)));
        if (errors.n)
            test_note(str_printf(a, "  bind: " STR_FMT, STR_ARG(errors.v[0].message)));
        if (st.opaque)
            test_note(str_printf(a, "  opaque: " STR_FMT, STR_ARG(st.changes.v[0].reason)));
        (*failures)++;
    }
    schema_unbind(s, &st);
}

static UNUSED void effect_cases(arena *a, const struct effect_opts *base, const char *setup,
                                const struct effect_case *v, size_t n)
{
    unsigned failures = 0;
    struct effect_opts newest = *base;
    newest.version = 0;
    struct schema *s = schema_after(a, &newest, setup);
    for (size_t i = 0; i < n; i++)
        effect_case(a, base, s, &v[i], &failures);
    if (failures)
        test_fail(__FILE__, __LINE__, "%u of %zu", failures, n);
}

/* Every row of the dialect is the answer to some case, and names are unique. */
static UNUSED void effect_rows_covered(arena *a, enum dialect_id d, unsigned engine,
                                       const struct effect_case *v, size_t n)
{
    struct row_list rows = effect_rows(d);
    unsigned missing = 0;
    for (size_t i = 0; i < rows.n; i++) {
        bool hit = !(rows.v[i].engines & engine);
        for (size_t k = 0; k < n && !hit; k++)
            hit = str_eq(str_of(v[k].row), str_of(rows.v[i].name));
        if (!hit)
            test_note(str_printf(a, "no case for the row %s", rows.v[i].name));
        missing += !hit;
        for (size_t k = 0; k < i; k++)
            EXPECT(!str_eq(str_of(rows.v[k].name), str_of(rows.v[i].name)));
    }
    EXPECT_INT(missing, 0);
}

#endif
