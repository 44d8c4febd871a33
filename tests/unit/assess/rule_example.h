/* tests/unit/assess/rule_example.h: reads the examples of a rule, src/assess/rules/<slug>.sql.
 *
 * Shape     lines `-- word: value` cut the file:
 *             engine: postgres 15        begins a block; several engines with commas
 *             schema:                    statements before: a database in use
 *             bad:, good:                an example; statements follow
 *             file:                      the next file of the example's set
 *             down:                      the down section of that file
 *           and, within a block or an example:
 *             transaction: off           the runner does not wrap the files
 *             foreign: yes               the files are in another tool's format
 *             runner: no                 afloat is not what will run them
 *             also: slug …               other errors that this example has
 *             at: N                      the statement found, from 1 (default: the last; 0 = any)
 *             instead-keeps: slug …      errors that the safer SQL still has; `all` = do not lint it
 *             irreversible: REASON       the files say so; "-" = without a reason
 *             applied: last              the last file is applied already
 *             past: WORD [exact]         what became of the last file: edited, comments (only those), renamed
 *                                        (to another version), moved (the same one), deleted; exact: its
 *                                        tool compares every byte and the name
 *             twin: PATH                 another file with the version of the last one
 *             code: PATH …               files of code that come with the files; none = none
 *             opaque: yes                its statements may be what nobody reads
 *             pattern: REGEX             of the rule of the example
 *             fix: no                    no fix is given, or there is nothing to apply it to
 *             setting: name=value        timezone, foreign_keys, strict
 *           Directives -- afloat:contract, direct and backfill belong to the next statement.
 */
#ifndef AFLOAT_TESTS_RULE_EXAMPLE_H
#define AFLOAT_TESTS_RULE_EXAMPLE_H

#include "base/buf.h"
#include "base/fs.h"
#include "base/vec.h"
#include "harness/test.h"
#include "sql/dialect.h"

struct example_file {
    str up, down;
};

struct example {
    bool bad;
    uint32_t line;
    vec(struct example_file) files;
    bool no_transaction, foreign, no_runner, no_fix, last_applied, opaque;
    int at; /* -1 = the last */
    struct str_list also, keeps, settings, code;
    str irreversible, pattern, past, twin;
};

struct example_engine {
    const struct dialect *dialect;
    int version; /* as its engine counts; 0 = the newest */
};

struct example_block {
    vec(struct example_engine) engines;
    str schema;
    struct example common; /* what the block says for each of its examples */
    vec(struct example) examples;
};

struct example_list {
    vec(struct example_block) blocks;
};

/* "15" → 150000 for postgres, "10.11" → 101100 for mariadb and mysql, "3.40" → 3040000 for sqlite. */
static int example_version(enum dialect_id d, str text)
{
    int64_t n[3] = { 0 };
    for (int i = 0; i < 3 && text.n; i++)
        if (!str_to_int64(str_trim(str_cut(text, '.', &text)), &n[i]))
            test_fail(__FILE__, __LINE__, "no version");
    if (d == DIALECT_POSTGRES)
        return (int)(n[0] * 10000 + n[1]);
    return (int)(d == DIALECT_SQLITE ? n[0] * 1000000 + n[1] * 1000 + n[2]
                                     : n[0] * 10000 + n[1] * 100 + n[2]);
}

static void example_engines(arena *a, struct example_block *b, str value)
{
    while (value.n) {
        str version, name = str_cut(str_trim(str_cut(value, ',', &value)), ' ', &version);
        struct example_engine *e = vec_push(a, &b->engines);
        e->dialect = dialect_find(name);
        if (!e->dialect)
            test_fail(__FILE__, __LINE__, "no such engine: " STR_FMT, STR_ARG(name));
        e->version = example_version(e->dialect->id, str_trim(version));
    }
}

static void example_words(arena *a, struct str_list *out, str value)
{
    while (value.n) {
        str word = str_cut(str_trim(value), ' ', &value);
        *vec_push(a, out) = word;
    }
}

/* In place of what the block says. */
static void example_code(arena *a, struct example *e, str value)
{
    e->code = (struct str_list){ 0 };
    if (!str_eq(value, S("none")))
        example_words(a, &e->code, value);
}

/* What a block and an example can say of themselves; false = another word. */
static bool example_option(arena *a, struct example *e, str word, str value)
{
    int64_t n;
    bool *flags[] = { &e->no_transaction, &e->foreign,      &e->no_runner,
                      &e->no_fix,         &e->last_applied, &e->opaque };
    static const char *const words[][2] = { { "transaction", "off" }, { "foreign", "yes" },
                                            { "runner", "no" },       { "fix", "no" },
                                            { "applied", "last" },    { "opaque", "yes" } };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(word, str_of(words[i][0]))) {
            EXPECT_STR(value, str_of(words[i][1]));
            return *flags[i] = true;
        }
    if (str_eq(word, S("also")))
        example_words(a, &e->also, value);
    else if (str_eq(word, S("instead-keeps")))
        example_words(a, &e->keeps, value);
    else if (str_eq(word, S("irreversible")))
        e->irreversible = value;
    else if (str_eq(word, S("past")))
        e->past = value;
    else if (str_eq(word, S("twin")))
        e->twin = value;
    else if (str_eq(word, S("code")))
        example_code(a, e, value);
    else if (str_eq(word, S("pattern")))
        e->pattern = value;
    else if (str_eq(word, S("setting")))
        *vec_push(a, &e->settings) = value;
    else if (str_eq(word, S("at")) && str_to_int64(value, &n))
        e->at = (int)n;
    else
        return false;
    return true;
}

struct example_reader {
    arena *mem;
    struct example_list *out;
    struct example_block *block;
    struct example *example; /* NULL = of the block */
    str *text;               /* where lines go to; NULL = nowhere yet */
    uint32_t line;
};

static void example_begin(struct example_reader *r, bool bad)
{
    r->example = vec_push(r->mem, &r->block->examples);
    *r->example = r->block->common;
    r->example->bad = bad;
    r->example->line = r->line;
    r->text = &vec_push(r->mem, &r->example->files)->up;
}

static bool example_section(struct example_reader *r, str word, str value)
{
    if (str_eq(word, S("engine"))) {
        r->block = vec_push(r->mem, &r->out->blocks);
        r->block->common.at = -1;
        r->example = NULL;
        r->text = NULL;
        example_engines(r->mem, r->block, value);
    } else if (!r->block) {
        test_fail(__FILE__, __LINE__, "line %u: no engine yet", r->line);
    } else if (str_eq(word, S("schema"))) {
        r->text = &r->block->schema;
    } else if (str_eq(word, S("bad")) || str_eq(word, S("good"))) {
        example_begin(r, str_eq(word, S("bad")));
    } else if (r->example && str_eq(word, S("file"))) {
        r->text = &vec_push(r->mem, &r->example->files)->up;
    } else if (r->example && str_eq(word, S("down"))) {
        r->text = &r->example->files.v[r->example->files.n - 1].down;
    } else {
        return example_option(r->mem, r->example ? r->example : &r->block->common, word, value);
    }
    return true;
}

/* A line `-- word: value` that means something. Others are the example's own comments. */
static bool example_line(struct example_reader *r, str line)
{
    if (!str_starts(line, S("-- ")))
        return false;
    str value, word = str_cut(str_skip(line, 3), ':', &value);
    bool is_word = word.n && value.p && !str_eq(word, S("afloat"));
    for (size_t i = 0; i < word.n; i++)
        is_word = is_word && ((word.p[i] >= 'a' && word.p[i] <= 'z') || word.p[i] == '-');
    return is_word && example_section(r, word, str_trim(value));
}

static void example_read(arena *a, str path, struct example_list *out)
{
    struct err err;
    str text, line;
    struct example_reader r = { .mem = a, .out = out };
    err_init(&err);
    EXPECT_OK(fs_read(a, path, 1 << 20, &text, &err), &err);
    while (str_next_line(&text, &line)) {
        r.line++;
        if (example_line(&r, line) || (!r.text && !str_trim(line).n))
            continue;
        if (!r.text)
            test_fail(__FILE__, __LINE__, STR_FMT ":%u: text before a section", STR_ARG(path),
                      r.line);
        *r.text = str_printf(a, STR_FMT STR_FMT "\n", STR_ARG(*r.text), STR_ARG(line));
    }
}

#endif
