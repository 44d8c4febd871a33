/* tests/unit/assess/test_rules.c: each rule finds what its bad examples show, and nothing in the good ones.
 *
 * The examples are src/assess/rules/<slug>.sql (rule_example.h says how they are written); they are also what
 * the documentation shows. The safer SQL of a finding is put in its place and linted again; so is its fix.
 */
#include "rule_lint.h"

#include <stdlib.h>

static const char folder[] = "src/assess/rules";

static bool has_word(const struct str_list *list, str word)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->v[i], word))
            return true;
    return false;
}

static void complain(const struct linted *l, unsigned *bad, str what, const struct finding *f)
{
    (*bad)++;
    test_note(str_printf(l->mem, STR_FMT ":%u %s %d: " STR_FMT, STR_ARG(l->path), l->example->line,
                         l->engine->dialect->name, l->engine->version, STR_ARG(what)));
    if (!f)
        return;
    test_note(str_printf(l->mem, "  %s, statement %d of file %u%s: " STR_FMT, f->rule->slug,
                         (int)f->statement + 1, f->file + 1, f->down ? ", down" : "",
                         STR_ARG(f->message)));
}

/* Texts are sentences or none; what an engineer needs is there. */
static void check_texts(const struct linted *l, const struct finding *f, unsigned *bad)
{
    str sentences[] = { f->happens, f->advice };
    if (!f->message.n || f->message.p[f->message.n - 1] == '.')
        complain(l, bad, S("the message is empty or ends with a period"), f);
    if (f->rule->severity >= SEVERITY_WARNING && !f->happens.n)
        complain(l, bad, S("it is not said what happens"), f);
    if (f->rule->severity >= SEVERITY_WARNING && !f->instead.n && !f->advice.n)
        complain(l, bad, S("neither safer SQL nor advice"), f);
    for (size_t i = 0; i < COUNT_OF(sentences); i++)
        if (sentences[i].n && sentences[i].p[sentences[i].n - 1] != '.')
            complain(l, bad, S("a text does not end with a period"), f);
    if (f->instead.n && f->instead.p[f->instead.n - 1] != '\n')
        complain(l, bad, S("the safer SQL does not end with a line end"), f);
}

/* A statement of a file, as linted. */
static str *section_of(struct example_file *files, const struct finding *f)
{
    return f->down ? &files[f->file].down : &files[f->file].up;
}

/* The files with statement `f->statement` replaced; "-- in the next file:" begins another file. */
static void replaced(struct linted *l, const struct finding *f, str by, struct example_file **out,
                     size_t *out_n)
{
    vec(struct example_file) files = { 0 };
    for (size_t i = 0; i < l->example->files.n; i++) {
        *vec_push(l->mem, &files) = l->example->files.v[i];
        if (i != f->file)
            continue;
        struct lint_list list = { 0 };
        struct buf text = buf_on(l->mem);
        lint_split(l->mem, l->engine->dialect, *section_of(files.v, f), &list);
        for (size_t k = 0; k < list.n; k++) {
            if (k != f->statement) {
                buf_printf(&text, STR_FMT ";\n", STR_ARG(list.v[k].text));
                continue;
            }
            str rest = by, line;
            while (str_next_line(&rest, &line)) {
                if (!str_eq(line, S("-- in the next file:"))) {
                    buf_printf(&text, STR_FMT "\n", STR_ARG(line));
                    continue;
                }
                struct example_file *last = &files.v[files.n - 1];
                *(f->down ? &last->down : &last->up) = buf_view(&text);
                text = buf_on(l->mem);
                *vec_push(l->mem, &files) = (struct example_file){ 0 };
            }
        }
        struct example_file *last = &files.v[files.n - 1];
        *(f->down ? &last->down : &last->up) = buf_view(&text);
    }
    *out = files.v;
    *out_n = files.n;
}

static struct linted again(const struct linted *l)
{
    struct linted x = *l;
    x.found = (struct finding_list){ 0 };
    return x;
}

/* The plan is itself linted. */
static void check_instead(struct linted *l, const struct finding *f, unsigned *bad)
{
    if (!f->instead.n || f->statement == UINT32_MAX || has_word(&l->example->keeps, S("all")))
        return;
    struct linted x = again(l);
    struct example_file *files;
    size_t n;
    replaced(l, f, f->instead, &files, &n);
    lint_run(&x, files, n);
    if (x.trouble.n)
        complain(l, bad, str_printf(l->mem, "the safer SQL: " STR_FMT, STR_ARG(x.trouble)), f);
    for (size_t i = 0; i < x.found.n; i++) {
        const struct finding *g = &x.found.v[i];
        if (g->severity < SEVERITY_ERROR || has_word(&l->example->keeps, str_of(g->rule->slug)) ||
            has_word(&l->example->also, str_of(g->rule->slug)))
            continue;
        complain(l, bad,
                 str_printf(l->mem, "the safer SQL has an error:\n# " STR_FMT, STR_ARG(f->instead)),
                 g);
    }
}

static size_t count_of(const struct finding_list *list, const struct rule *r)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->v[i].rule == r;
    return n;
}

static void check_fix(struct linted *l, const struct finding *f, unsigned *bad)
{
    if (!f->fix || f->statement == UINT32_MAX || l->example->no_fix)
        return;
    struct linted x = again(l);
    struct lint_list list = { 0 };
    struct example_file *files;
    size_t n;
    lint_split(l->mem, l->engine->dialect, *section_of(l->example->files.v, f), &list);
    str text = list.v[f->statement].text;
    struct range at = f->fix->range;
    if (at.offset + at.length > text.n) {
        complain(l, bad, S("the fix is outside of the statement"), f);
        return;
    }
    str fixed =
        str_printf(l->mem, STR_FMT STR_FMT STR_FMT ";\n", STR_ARG(str_slice(text, 0, at.offset)),
                   STR_ARG(f->fix->text), STR_ARG(str_skip(text, at.offset + at.length)));
    replaced(l, f, fixed, &files, &n);
    lint_run(&x, files, n);
    if (x.trouble.n || count_of(&x.found, f->rule) >= count_of(&l->found, f->rule))
        complain(l, bad,
                 str_printf(l->mem, "the fix does not help: " STR_FMT STR_FMT, STR_ARG(fixed),
                            STR_ARG(x.trouble)),
                 f);
}

static bool at_right_place(const struct linted *l, const struct finding *f)
{
    if (l->example->at == 0 || f->statement == UINT32_MAX)
        return true;
    if (l->example->at > 0)
        return f->statement + 1 == (uint32_t)l->example->at;
    struct lint_list list = { 0 };
    lint_split(l->mem, l->engine->dialect, *section_of(l->example->files.v, f), &list);
    return f->statement + 1 == list.n;
}

/* AFLOAT_SHOW=slug prints what the rule says, for whoever writes it. */
static void show(const struct linted *l, const struct finding *f)
{
    const char *want = getenv("AFLOAT_SHOW");
    if (!want || (!str_eq(str_of(want), S("all")) && !str_eq(str_of(want), str_of(f->rule->slug))))
        return;
    test_note(str_printf(l->mem,
                         "%s %s: " STR_FMT "\n#   " STR_FMT "\n#   advice: " STR_FMT
                         "\n#   fix: " STR_FMT "\n" STR_FMT,
                         l->engine->dialect->name, f->rule->slug, STR_ARG(f->message),
                         STR_ARG(f->happens), STR_ARG(f->advice),
                         STR_ARG(f->fix ? f->fix->text : S("-")), STR_ARG(f->instead)));
}

static void check_bad(struct linted *l, const struct rule *r, unsigned *bad)
{
    bool right = false;
    for (size_t i = 0; i < l->found.n; i++) {
        const struct finding *f = &l->found.v[i];
        bool named = has_word(&l->example->also, str_of(f->rule->slug));
        if (f->rule == r)
            right = right || at_right_place(l, f);
        else if (f->severity >= SEVERITY_ERROR && !named)
            complain(l, bad, S("another error in a bad example"), f);
        if (f->rule != r)
            continue;
        show(l, f);
        check_texts(l, f, bad);
        check_instead(l, f, bad);
        check_fix(l, f, bad);
    }
    if (!right)
        complain(l, bad, S("nothing is found at the statement"), NULL);
}

static void check_good(struct linted *l, const struct rule *r, unsigned *bad)
{
    for (size_t i = 0; i < l->found.n; i++) {
        const struct finding *f = &l->found.v[i];
        bool named = has_word(&l->example->also, str_of(f->rule->slug));
        if (f->rule == r || (f->severity >= SEVERITY_ERROR && !named))
            complain(l, bad, S("found in a good example"), f);
    }
}

static void check_example(struct linted *l, const struct rule *r, unsigned *bad)
{
    lint_run(l, l->example->files.v, l->example->files.n);
    if (l->trouble.n)
        complain(l, bad, l->trouble, NULL);
    else if (l->example->bad)
        check_bad(l, r, bad);
    else
        check_good(l, r, bad);
}

static void check_block(struct linted *l, const struct rule *r, unsigned *bad, bool seen[2])
{
    for (size_t k = 0; k < l->block->examples.n; k++) {
        l->example = &l->block->examples.v[k];
        seen[l->example->bad] = true;
        if (lint_reader_there(l->engine->dialect))
            check_example(l, r, bad);
    }
}

static unsigned check_rule(arena *a, str path, const struct rule *r)
{
    struct example_list list = { 0 };
    unsigned bad = 0;
    bool seen[2] = { false };
    example_read(a, path, &list);
    for (size_t i = 0; i < list.blocks.n; i++)
        for (size_t k = 0; k < list.blocks.v[i].engines.n; k++) {
            struct linted l = { .mem = a,
                                .path = path,
                                .rule = r,
                                .engine = &list.blocks.v[i].engines.v[k],
                                .block = &list.blocks.v[i] };
            check_block(&l, r, &bad, seen);
        }
    if (!seen[0] || !seen[1]) {
        test_note(str_printf(a, STR_FMT ": a bad and a good example are needed", STR_ARG(path)));
        bad++;
    }
    return bad;
}

TEST(examples_do_as_they_say)
{
    struct fs_list files = { 0 };
    struct err err;
    unsigned bad = 0;
    err_init(&err);
    EXPECT_OK(fs_list(a, str_of(folder), &files, &err), &err);
    for (size_t i = 0; i < files.n; i++) {
        str name = files.v[i].name;
        if (!str_ends(name, S(".sql")))
            continue;
        const struct rule *r = rule_find(str_slice(name, 0, name.n - 4));
        if (!r)
            test_fail(__FILE__, __LINE__, "no rule has the name of " STR_FMT, STR_ARG(name));
        bad += check_rule(a, fs_join(a, str_of(folder), name), r);
    }
    if (bad)
        test_fail(__FILE__, __LINE__, "%u complaints", bad);
}

TEST(every_rule_has_examples)
{
    unsigned missing = 0;
    for (size_t i = 0; i < rule_count; i++) {
        str path = str_printf(a, "%s/%s.sql", folder, rules[i].slug);
        if (!rules[i].check || fs_exists(path))
            continue;
        test_note(str_printf(a, "no examples: " STR_FMT, STR_ARG(path)));
        missing++;
    }
    EXPECT_INT(missing, 0);
}

TEST(rules_are_sorted_and_named_once)
{
    for (size_t i = 1; i < rule_count; i++) {
        if (str_cmp(str_of(rules[i - 1].code), str_of(rules[i].code)) >= 0)
            test_fail(__FILE__, __LINE__, "%s stands before %s", rules[i - 1].code, rules[i].code);
        for (size_t k = 0; k < i; k++)
            EXPECT(!str_eq(str_of(rules[k].slug), str_of(rules[i].slug)));
    }
}
