/* tests/unit/assess/rule_lint.h: lints an example as `afloat lint` would.
 *
 * Shape     the schema is read and folded as a database in use; the files are assessed in order
 */
#ifndef AFLOAT_TESTS_RULE_LINT_H
#define AFLOAT_TESTS_RULE_LINT_H

#include "assess/rule.h"
#include "ddl/outline.h"
#include "ddl/parse_int.h"
#include "rule_example.h"
#include "schema/bind.h"
#include "sql/split.h"

struct linted {
    arena *mem;
    str path; /* of the example, for messages */
    const struct example_engine *engine;
    const struct example_block *block;
    const struct example *example;
    const struct rule *rule; /* of the example */
    struct finding_list found;
    str trouble; /* absent = none */
};

struct lint_statement {
    str text;
    bool direct, contract, backfill;
};

struct lint_list {
    struct lint_statement *v;
    size_t n, cap;
};

static bool lint_is_directive(str line, UNUSED void *data)
{
    return str_starts(line, S("-- afloat:"));
}

static void lint_directive(struct lint_statement *next, str text)
{
    str word = str_trim(str_skip(str_trim(text), 10));
    next->direct = next->direct || str_eq(word, S("direct"));
    next->contract = next->contract || str_eq(word, S("contract"));
    next->backfill = next->backfill || str_starts(word, S("backfill"));
}

static void lint_split(arena *a, const struct dialect *d, str text, struct lint_list *out)
{
    struct reader reader = reader_of_str(text);
    struct split_opts opts = { .dialect = d, .is_directive = lint_is_directive };
    struct split *s = split_open(a, &opts, &reader);
    struct lint_statement next = { 0 };
    struct piece p;
    struct err err;
    bool end = false;
    err_init(&err);
    for (;;) {
        EXPECT_OK(split_next(s, &p, &end, &err), &err);
        if (end)
            return;
        if (p.kind == PIECE_DIRECTIVE)
            lint_directive(&next, p.text);
        if (p.kind != PIECE_STATEMENT)
            continue;
        next.text = str_copy(a, p.body);
        *vec_push(a, out) = next;
        next = (struct lint_statement){ 0 };
    }
}

static bool lint_reader_there(const struct dialect *d)
{
    return (d->id == DIALECT_POSTGRES ? read_postgres.n
            : d->id == DIALECT_SQLITE ? read_sqlite.n
                                      : read_mysql.n) > 0;
}

static void lint_trouble(struct linted *l, const char *what, str why, str text)
{
    if (!l->trouble.n)
        l->trouble =
            str_printf(l->mem, "%s: " STR_FMT ": " STR_FMT, what, STR_ARG(why), STR_ARG(text));
}

static str lint_opaque(const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++)
        if (st->changes.v[i].verb == CHANGE_OPAQUE)
            return st->changes.v[i].reason;
    return (str){ 0 };
}

static struct schema *lint_schema(struct linted *l)
{
    static const char *const names[] = { "main", "public", "app", "app" };
    const struct dialect *d = l->engine->dialect;
    struct schema *s = schema_new(l->mem, d, str_of(names[d->id]), false);
    struct lint_list list = { 0 };
    lint_split(l->mem, d, l->block->schema, &list);
    for (size_t i = 0; i < list.n; i++) {
        struct statement *st = arena_new(l->mem, struct statement, 1);
        struct bind_error_list errors = { 0 };
        struct ddl_opts opts = { .dialect = d, .version = l->engine->version };
        ddl_read(l->mem, &opts, list.v[i].text, st);
        if (st->opaque)
            lint_trouble(l, "the schema is opaque", lint_opaque(st), list.v[i].text);
        schema_bind(l->mem, s, st, &errors);
        if (errors.n)
            lint_trouble(l, "the schema", errors.v[0].message, list.v[i].text);
        schema_fold(s, st);
    }
    return s;
}

static void lint_setting(struct assess_opts *o, str text)
{
    str value, name = str_cut(text, '=', &value);
    if (str_eq(name, S("timezone")))
        o->effect.time_zone = value;
    else if (str_eq(name, S("foreign_keys")))
        o->effect.foreign_keys = str_eq(value, S("on"));
    else if (str_eq(name, S("strict")))
        o->effect.strict = str_eq(value, S("on"));
    else
        test_fail(__FILE__, __LINE__, "no such setting: " STR_FMT, STR_ARG(name));
}

static struct assess_opts lint_opts(const struct linted *l)
{
    struct assess_opts o = { .effect = { .dialect = l->engine->dialect,
                                         .version = l->engine->version,
                                         .strict = true,
                                         .foreign_key_checks = true },
                             .runner = !l->example->no_runner,
                             .live = true };
    for (size_t i = 0; i < l->example->settings.n; i++)
        lint_setting(&o, l->example->settings.v[i]);
    if (l->example->pattern.n) {
        struct rule_setting *v = arena_new(l->mem, struct rule_setting, rule_count);
        v[l->rule - rules] = (struct rule_setting){ .severity = SEVERITY_WARNING,
                                                    .set = true,
                                                    .pattern = str_z(l->mem, l->example->pattern) };
        o.settings = v;
    }
    return o;
}

/* What is said of a statement is gone with the next one. */
static void lint_found(struct linted *l, const struct finding_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        *vec_push(l->mem, &l->found) = finding_copy(l->mem, &list->v[i]);
}

static void lint_section(struct linted *l, struct assess *as, str text, bool down)
{
    const struct dialect *d = l->engine->dialect;
    struct lint_list list = { 0 };
    lint_split(l->mem, d, text, &list);
    for (size_t i = 0; i < list.n; i++) {
        struct outline o;
        outline_read(l->mem, d, 0, l->engine->version, list.v[i].text, &o);
        struct assess_statement at = {
            .text = list.v[i].text,
            .ordinal = (uint32_t)i,
            .down = down,
            .transaction = !l->example->no_transaction && o.in_transaction,
            .direct = list.v[i].direct,
            .contract = list.v[i].contract,
            .backfill = list.v[i].backfill,
        };
        if (l->example->foreign)
            at.transaction = !l->example->no_transaction;
        const struct assessment *x = assess_statement(as, &at);
        if (x->statement && x->statement->opaque && !l->example->opaque)
            lint_trouble(l, "opaque", lint_opaque(x->statement), at.text);
        lint_found(l, &x->findings);
    }
}

/* The last file was there before: "edited", "noted exact". */
static void lint_past(const struct linted *l, struct assess_file *f)
{
    static const struct {
        const char *word;
        enum file_past past;
    } rows[] = { { "edited", PAST_EDITED },
                 { "comments", PAST_NOTED },
                 { "renamed", PAST_RENAMED },
                 { "moved", PAST_RENAMED },
                 { "deleted", PAST_DELETED } };

    str exact, word = str_cut(l->example->past, ' ', &exact);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(word, str_of(rows[i].word)))
            f->past = rows[i].past;
    if (!f->past)
        test_fail(__FILE__, __LINE__, "no such past: " STR_FMT, STR_ARG(word));
    f->applied = true;
    f->past_exact = str_eq(exact, S("exact"));
    f->past_ref = S("origin/main");
    f->past_path = f->past == PAST_RENAMED ? S("migrations/000_example.sql") : f->path;
    f->past_version = str_eq(word, S("moved")) ? f->version : S("000");
}

static void lint_run(struct linted *l, const struct example_file *files, size_t n)
{
    struct assess_opts opts = lint_opts(l);
    l->found.n = 0;
    l->trouble = (str){ 0 };
    struct assess *as = assess_begin(l->mem, &opts, lint_schema(l));
    for (size_t i = 0; i < n; i++) {
        str number = str_printf(l->mem, "%03zu", i + 1);
        struct assess_file file = {
            .path = str_printf(l->mem, "migrations/" STR_FMT "_example.sql", STR_ARG(number)),
            .version = number,
            .name = S("example"),
            .native = !l->example->foreign,
            .transaction = !l->example->no_transaction,
            .has_down = files[i].down.n > 0,
            .applied = l->example->last_applied && i > 0 && i + 1 == n,
            .irreversible = l->example->irreversible.n > 0,
            .irreversible_reason =
                str_eq(l->example->irreversible, S("-")) ? (str){ 0 } : l->example->irreversible,
        };
        if (i + 1 == n)
            file.twin = l->example->twin;
        if (l->example->code.n)
            file.code = &l->example->code;
        if (l->example->past.n && i + 1 == n)
            lint_past(l, &file);
        assess_file(as, &file);
        lint_section(l, as, files[i].up, false);
        lint_section(l, as, files[i].down, true);
        struct finding_list of_file;
        assess_file_end(as, &of_file);
        lint_found(l, &of_file);
    }
    struct finding_list rest;
    while (assess_end(as, &rest))
        lint_found(l, &rest);
}

#endif
