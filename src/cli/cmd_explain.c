/* cli/cmd_explain.c: afloat explain: what an error code or an exit code means, and what to do.
 *
 * Shape     texts in base/explain.def and base/exits.def; a code by number (AF4001), by slug, "exit 4" or "4"
 * Errors    ERR_USAGE with the nearest code or slug
 */
#include "app/app_rules.h"
#include "base/explain.h"
#include "cli/cmd.h"

enum { WIDTH = 78, SLUG_COLUMN = 22, RULES_MAX = 256 };

struct explain_request {
    struct app_common common;
    str code, number; /* "exit" "4" */
};

/* ---- as records ---- */

static const struct field code_fields[] = {
    { "code", "code", FIELD_TEXT, 0, "public code of the error" },
    { "slug", "slug", FIELD_TEXT, 0, "its name" },
    { "exit_code", "exit", FIELD_INT, 0, "exit code of a run that has changed nothing" },
    { "summary", "what it means", FIELD_TEXT, 0, "what it means, in a line" },
};

static const struct rectype codes_type = { "codes", RECORD_MANY, code_fields, COUNT_OF(code_fields),
                                           NULL };

static const struct field explanation_fields[] = {
    { "code", "", FIELD_TEXT, 0, "public code of the error, null = an exit code is explained" },
    { "slug", "", FIELD_TEXT, 0, "its name" },
    { "exit_code", "", FIELD_INT, 0, "exit code" },
    { "summary", "", FIELD_TEXT, 0, "what it means, in a line" },
    { "why", "", FIELD_TEXT, 0, "why it happens, null = it says itself" },
    { "action", "", FIELD_TEXT, 0, "what to do" },
    { "example", "", FIELD_TEXT, 0, "a command, or a line of a file" },
};

static const struct rectype explanation_type = { "explanation", RECORD_ONE, explanation_fields,
                                                 COUNT_OF(explanation_fields), NULL };

static const struct rectype *const records[] = { &codes_type, &explanation_type, NULL };

static struct field_value text_or_null(const char *z)
{
    return z ? field_text(str_of(z)) : field_null();
}

static void tell_code(struct ctx *ctx, enum err_code code)
{
    struct field_value v[] = { text_or_null(err_code_text(code)), text_or_null(err_code_slug(code)),
                               field_int(err_code_exit(code)),
                               text_or_null(err_code_summary(code)) };

    ctx_record(ctx, &codes_type, v);
}

static void tell_explanation(struct ctx *ctx, enum err_code code, const struct explanation *x)
{
    struct field_value v[] = {
        text_or_null(err_code_text(code)),  text_or_null(err_code_slug(code)),
        field_int(err_code_exit(code)),     text_or_null(err_code_summary(code)),
        text_or_null(x ? x->why : NULL),    text_or_null(x ? x->todo : NULL),
        text_or_null(x ? x->example : NULL)
    };

    ctx_record(ctx, &explanation_type, v);
}

static void tell_exit(struct ctx *ctx, const struct exit_row *row)
{
    struct field_value v[] = { field_null(),         field_null(),
                               field_int(row->code), text_or_null(row->meaning),
                               field_null(),         text_or_null(row->todo),
                               field_null() };

    ctx_record(ctx, &explanation_type, v);
}

/* ---- as text ---- */

static void put_wrapped(struct buf *out, str text)
{
    size_t column = 0;

    while (text.n) {
        str word = str_cut(text, ' ', &text);

        if (column && column + 1 + word.n > WIDTH) {
            buf_char(out, '\n');
            column = 0;
        }
        if (column)
            buf_char(out, ' ');
        buf_str(out, word);
        column += word.n + (column > 0);
    }
    buf_char(out, '\n');
}

static void put_example(struct buf *out, str text)
{
    str line;

    buf_z(out, "\nExample\n");
    while (str_next_line(&text, &line))
        if (!app_rule_for_tests(line))
            buf_printf(out, "  " STR_FMT "\n", STR_ARG(line));
}

static void put_explanation(struct buf *out, enum err_code code, const struct explanation *x)
{
    buf_printf(out, "%s %s: %s (exit code %d)\n", err_code_text(code), err_code_slug(code),
               err_code_summary(code), err_code_exit(code));
    if (!x)
        return;
    buf_z(out, "\nWhy\n");
    put_wrapped(out, str_of(x->why));
    buf_z(out, "\nWhat to do\n");
    put_wrapped(out, str_of(x->todo));
    put_example(out, str_of(x->example));
}

static void put_exit(struct buf *out, const struct exit_row *row)
{
    bool first = true;

    buf_printf(out, "exit code %d: %s\n\nWhat to do\n", row->code, row->meaning);
    put_wrapped(out, str_of(row->todo));
    for (int c = ERR_NONE + 1; c < ERR__COUNT; c++) {
        enum err_code code = (enum err_code)c;

        if (err_code_exit(code) != row->code)
            continue;
        buf_printf(out, "%s  %s  %-*s  %s\n", first ? "\nErrors that end with it\n" : "",
                   err_code_text(code), SLUG_COLUMN, err_code_slug(code), err_code_summary(code));
        first = false;
    }
}

/* ---- finding ---- */

static enum err_code find(str word)
{
    enum err_code code = err_code_find(word);

    for (int c = ERR_NONE + 1; code == ERR_NONE && c < ERR__COUNT; c++)
        if (str_eq_nocase(word, str_of(err_code_slug((enum err_code)c))))
            code = (enum err_code)c;
    return code;
}

static bool no_such(arena *a, str word, struct err *err)
{
    const char *words[2 * ERR__COUNT + RULES_MAX], *near;
    struct app_rule r;
    size_t n = 0;

    for (int c = ERR_NONE + 1; c < ERR__COUNT; c++) {
        words[n++] = err_code_slug((enum err_code)c);
        words[n++] = err_code_text((enum err_code)c);
    }
    for (size_t i = 0; i < RULES_MAX && app_rule(a, i, &r); i++)
        words[n++] = r.slug;
    near = opt_near(word, words, n);
    err_set(err, ERR_USAGE, "no error or rule is called \"" STR_FMT "\"", STR_ARG(word));
    if (near)
        return err_hint(err, "Did you mean: afloat explain %s", near);
    return err_hint(err, "See all of them with: afloat explain, and afloat lint --rules");
}

static bool no_such_exit(str word, struct err *err)
{
    if (!word.n)
        err_set(err, ERR_USAGE, "\"exit\" needs a number");
    else
        err_set(err, ERR_USAGE, "there is no exit code \"" STR_FMT "\"", STR_ARG(word));
    return err_hint(err, "The exit codes are 0 to 7, 70, 130 and 143.");
}

static void show(struct ctx *ctx, const struct buf *text, bool json)
{
    (void)ctx;
    if (!json)
        fwrite(text->p, 1, text->n, stdout);
}

/* A rule of lint: what it finds, and its examples. */
static bool explain_rule(struct ctx *ctx, str word, struct buf *text)
{
    struct app_rule r;

    if (!app_rule_find(ctx->mem, word, &r))
        return false;
    buf_printf(text, "%s %s: %s (%s; " STR_FMT ")\n", r.code, r.slug, r.title, r.severity,
               STR_ARG(r.engines));
    if (r.example)
        put_example(text, str_of(r.example));
    buf_printf(text, "\nAccept it with: -- afloat:allow %s reason=\"TEXT\"\n", r.slug);
    struct field_value v[] = { text_or_null(r.code),   text_or_null(r.slug), field_null(),
                               text_or_null(r.title),  field_null(),         field_null(),
                               text_or_null(r.example) };

    ctx_record(ctx, &explanation_type, v);
    return true;
}

static bool explain_exit_code(struct ctx *ctx, str number, bool json, struct err *err)
{
    struct buf text = buf_on(ctx->mem);
    const struct exit_row *row;
    int64_t n;

    row = str_to_int64(number, &n) ? explain_exit(n) : NULL;
    if (!row)
        return no_such_exit(number, err);
    put_exit(&text, row);
    show(ctx, &text, json);
    tell_exit(ctx, row);
    return true;
}

static bool run(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err)
{
    const struct explain_request *req = request;
    struct buf text = buf_on(ctx->mem);
    enum err_code code;

    (void)out;
    if (!req->code.n) {
        for (int c = ERR_NONE + 1; c < ERR__COUNT; c++)
            tell_code(ctx, (enum err_code)c);
        return true;
    }
    if (str_eq_nocase(req->code, S("exit")))
        return explain_exit_code(ctx, req->number, req->common.json, err);
    if (req->number.n)
        return err_set(err, ERR_USAGE, "\"" STR_FMT "\" is one word too many",
                       STR_ARG(req->number));
    if (str_starts(req->code, S("exit ")))
        return explain_exit_code(ctx, str_skip(req->code, 5), req->common.json, err);
    if (str_all_digits(req->code))
        return explain_exit_code(ctx, req->code, req->common.json, err);
    code = find(req->code);
    if (code == ERR_NONE && explain_rule(ctx, req->code, &text)) {
        show(ctx, &text, req->common.json);
        return true;
    }
    if (code == ERR_NONE)
        return no_such(ctx->mem, req->code, err);
    put_explanation(&text, code, explain_get(code));
    show(ctx, &text, req->common.json);
    tell_explanation(ctx, code, explain_get(code));
    return true;
}

#define AT(member) offsetof(struct explain_request, member)

static const struct opt opts[] = {
    { "CODE", 0, OPT_TEXT, NULL, AT(code), "AF4001, its name, a rule of lint, or \"exit\"" },
    { "NUMBER", 0, OPT_TEXT, NULL, AT(number), "after \"exit\": the exit code" },
};

static const char *const examples[] = {
    "afloat explain AF4001", "afloat explain out-of-order",
    "afloat explain exit 4", "afloat explain index-build-blocking",
    "afloat explain",        NULL,
};

const struct cmd cmd_explain = {
    .name = "explain",
    .summary = "say what an error code or exit code means",
    .usage = "[CODE | exit NUMBER]",
    .about = "Tells why an error happens, what to do about it, and an example. Without a\n"
             "code: lists all of them.\n",
    .group = "Help",
    OPTS(opts),
    .request_size = sizeof(struct explain_request),
    .examples = examples,
    .records = { records },
    .loud = true,
    .run = run,
};
