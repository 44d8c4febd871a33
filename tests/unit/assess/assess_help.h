/* tests/unit/assess/assess_help.h: files in, findings out.
 *
 * Shape     set_add begins a file, set_up and set_down give it statements; lines of findings add up in `out`
 */
#ifndef AFLOAT_TESTS_ASSESS_HELP_H
#define AFLOAT_TESTS_ASSESS_HELP_H

#include "assess/rule.h"
#include "harness/test.h"

struct set {
    arena *mem;
    struct assess *as;
    struct schema *schema;
    struct buf out; /* "slug" or "slug(allowed)" for each finding, separated by blanks */
    uint32_t ordinal;
    bool transaction;
    struct finding_list all;
};

/* Three rules and what the assessment finds itself: others are tested by their examples. */
static UNUSED const struct rule_setting *three_rules(arena *a)
{
    static const char *const kept[] = { "drop-column", "index-build-blocking",
                                        "set-not-null-scan" };
    struct rule_setting *settings = arena_new(a, struct rule_setting, rule_count);
    for (size_t i = 0; i < rule_count; i++) {
        settings[i].set = rules[i].check != NULL;
        for (size_t k = 0; k < COUNT_OF(kept); k++)
            settings[i].set = settings[i].set && !str_eq(str_of(rules[i].slug), str_of(kept[k]));
    }
    return settings;
}

static UNUSED struct set set_on(arena *a, enum dialect_id d, int version)
{
    static const char *const defaults[] = { "main", "public", "app", "app" };
    struct assess_opts o = {
        .effect = { .dialect = dialect_get(d),
                    .version = version,
                    .strict = true,
                    .foreign_key_checks = true },
        .settings = three_rules(a),
        .live = true,
        .runner = true,
    };
    struct set s = { .mem = a, .out = buf_on(a), .transaction = d != DIALECT_MYSQL };
    s.schema = schema_new(a, o.effect.dialect, str_of(defaults[d]), false);
    s.as = assess_begin(a, &o, s.schema);
    return s;
}

static UNUSED void set_note(struct set *s, const struct finding_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct finding *f = &list->v[i];
        if (s->out.n)
            buf_char(&s->out, ' ');
        buf_printf(&s->out, "%s%s", f->down ? "down:" : "", f->rule->slug);
        if (f->allowed.n)
            buf_printf(&s->out, "(" STR_FMT ")", STR_ARG(f->allowed));
        *vec_push(s->mem, &s->all) = *f;
    }
}

static UNUSED void set_end_file(struct set *s)
{
    struct finding_list list = { 0 };
    assess_file_end(s->as, &list);
    set_note(s, &list);
}

static UNUSED void set_file(struct set *s, bool applied, bool has_down)
{
    struct assess_file f = { .path = S("x.sql"),
                             .native = true,
                             .applied = applied,
                             .has_down = has_down,
                             .transaction = s->transaction };
    assess_file(s->as, &f);
    s->ordinal = 0;
}

static UNUSED const struct assessment *set_run(struct set *s, const char *sql, bool down)
{
    struct assess_statement st = {
        .text = str_of(sql), .ordinal = s->ordinal++, .down = down, .transaction = s->transaction
    };
    const struct assessment *x = assess_statement(s->as, &st);
    set_note(s, &x->findings);
    return x;
}

static UNUSED str set_said(struct set *s)
{
    str said = str_copy(s->mem, buf_view(&s->out));
    buf_clear(&s->out);
    return said;
}

/* An applied file of one statement. */
static UNUSED void set_before(struct set *s, const char *sql)
{
    set_file(s, true, false);
    set_run(s, sql, false);
    set_end_file(s);
}

#endif
