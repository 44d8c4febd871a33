/* app/app_lint_tell.c: findings as records: for lint, and inside the statements of assess. */
#include "app/app_lint_int.h"

#include "base/sha256.h"
#include "core/excerpt.h"
#include "sql/lex.h"

#include <string.h>

#define FINDING_FIELDS                                                                             \
    { "severity", "", FIELD_TEXT, FIELD_STATE, "error, warning or info" },                         \
        { "code", "", FIELD_TEXT, 0, "code of the rule: afloat explain CODE" },                    \
        { "slug", "", FIELD_TEXT, 0, "name of the rule" },                                         \
        { "title", "", FIELD_TEXT, 0, "what the rule finds" },                                     \
        { "confidence", "", FIELD_TEXT, 0,                                                         \
          "static: from the statement alone; replayed: from it and the files before it" },         \
        { "file", "", FIELD_TEXT, 0, "path of the file" },                                         \
        { "line", "", FIELD_INT, 0, "line, from 1; null = the whole file" },                       \
        { "column", "", FIELD_INT, 0, "column, from 1, in bytes" },                                \
        { "end_line", "", FIELD_INT, 0, "line of the end" },                                       \
        { "end_column", "", FIELD_INT, 0, "column behind the last byte" },                         \
        { "direction", "", FIELD_TEXT, 0, "up or down" },                                          \
        { "message", "", FIELD_TEXT, 0, "what is wrong, one line" },                               \
        { "happens", "", FIELD_TEXT, 0,                                                            \
          "what happens, what waits, what is held and for how long" },                             \
        { "instead", "", FIELD_TEXT, FIELD_SQL, "the safer SQL for this statement" },              \
        { "advice", "", FIELD_TEXT, 0, "what to do where SQL alone does not" },                    \
        { "fix", "", FIELD_BOOL, 0, "lint --fix can mend it" },                                    \
        { "allowed", "", FIELD_TEXT, 0, "why it is accepted, null = it is not" },                  \
        { "fingerprint", "", FIELD_TEXT, 0,                                                        \
          "the same on another line: for baselines and services" },                                \
        { "excerpt", "", FIELD_TEXT, 0, "the line of the file" },                                  \
        { "source", "", FIELD_TEXT, 0, "rule, or file: it could not be read" },

static const struct field fields[] = { FINDING_FIELDS };

_Static_assert(COUNT_OF(fields) == LINT_FIELDS, "one value a field");

const struct rectype lint_finding_type = { "findings", RECORD_FINDINGS, fields, LINT_FIELDS, NULL };
const struct rectype lint_nested_type = { "finding", RECORD_NESTED, fields, LINT_FIELDS, NULL };

static struct field_value text_or_null(str s)
{
    return s.n ? field_text(s) : field_null();
}

static struct field_value number_or_null(uint32_t n)
{
    return n ? field_int(n) : field_null();
}

/* ---- fingerprint ---- */

static void add(void *data, str bytes)
{
    sha256_add(data, bytes);
}

static void add_statement(arena *a, struct sha256 *to, const struct judged *at,
                          const struct dialect *d)
{
    struct judged_sum own = { 0 }, *sum = at->sum ? at->sum : &own;

    if (!sum->made) {
        struct sha256 *h = sha256_new(a);

        lex_normal(d, 0, at->raw, add, h);
        memcpy(sum->hex, sha256_hex(a, h).p, sizeof(sum->hex));
        sum->made = true;
    }
    sha256_add(to, (str){ sum->hex, sizeof(sum->hex) });
}

str lint_fingerprint(arena *a, const struct judged *at, const struct finding *f,
                     const struct dialect *d)
{
    struct sha256 *h = sha256_new(a);
    size_t slash = str_find_last_char(at->file, '/');

    sha256_add(h, str_of(f->rule->slug));
    sha256_add(h, (str){ "", 1 });
    sha256_add(h, slash == STR_NONE ? at->file : str_skip(at->file, slash + 1));
    sha256_add(h, (str){ "", 1 });
    sha256_add(h, f->message);
    sha256_add(h, (str){ "", 1 });
    if (at->raw.p)
        add_statement(a, h, at, d);
    return sha256_hex(a, h);
}

/* ---- values ---- */

/* The line of the place: from the statement where it holds the whole line, else from the file. */
static str excerpt(arena *a, struct judge *j, const struct judged *at)
{
    struct place p = at->place;

    if (!p.line)
        return (str){ 0 };
    excerpts_fill(j->ctx->mem, &j->excerpts, &p);
    if (p.line_text.p)
        return p.line_text;
    for (str rest = at->raw, line; str_next_line(&rest, &line); p.line--)
        if (p.line == at->start.line)
            return str_copy(a, line); /* of a text that goes on */
    return (str){ 0 };
}

struct field_value *lint_values(arena *a, struct judge *j, const struct judged *at,
                                const struct finding *f, str fingerprint)
{
    struct field_value *v = arena_new(a, struct field_value, LINT_FIELDS), *to = v;

    *to++ = field_text(str_of(severity_word(f->severity)));
    *to++ = field_text(str_of(f->rule->code));
    *to++ = field_text(str_of(f->rule->slug));
    *to++ = field_text(str_of(f->rule->title));
    *to++ = field_text(str_of(confidence_word(f->confidence)));
    *to++ = text_or_null(at->file);
    *to++ = number_or_null(at->place.line);
    *to++ = number_or_null(at->place.column);
    *to++ = number_or_null(at->end_line);
    *to++ = number_or_null(at->end_column);
    *to++ = field_text(f->down ? S("down") : S("up"));
    *to++ = field_text(f->message);
    *to++ = text_or_null(f->happens);
    *to++ = text_or_null(f->instead);
    *to++ = text_or_null(f->advice);
    *to++ = (struct field_value){ .i = f->fix != NULL };
    *to++ = text_or_null(f->allowed);
    *to++ = field_text(fingerprint);
    *to++ = text_or_null(excerpt(a, j, at));
    *to++ = field_text(S("rule"));
    return v;
}

const struct field_value *lint_broken_values(struct judge *j, const struct err *err)
{
    arena *a = j->ctx->mem;
    struct field_value *v = arena_new(a, struct field_value, LINT_FIELDS), *to = v;
    struct place p = err->place;

    for (size_t i = 0; i < LINT_FIELDS; i++)
        v[i] = field_null();
    if (p.line && !p.line_text.p)
        excerpts_fill(a, &j->excerpts, &p);
    *to++ = field_text(S("error"));
    *to++ = field_text(str_of(err_code_text(err->code)));
    *to++ = field_text(str_of(err_code_slug(err->code)));
    *to++ = field_text(str_of(err_code_summary(err->code)));
    *to++ = field_text(S("static"));
    *to++ = text_or_null(str_copy(a, p.file));
    *to++ = number_or_null(p.line);
    *to++ = number_or_null(p.column);
    to += 2;
    *to++ = field_text(S("up"));
    *to++ = field_text(str_copy(a, err->message));
    *to++ = text_or_null(str_copy(a, err->detail));
    to++;
    *to++ = text_or_null(str_copy(a, err->hint));
    *to++ = (struct field_value){ .i = 0 };
    to++;
    *to++ = field_text(sha256_hex_of(
        a, str_printf(a, STR_FMT " " STR_FMT, STR_ARG(p.file), STR_ARG(err->message))));
    *to++ = p.line_text.p ? field_text(str_copy(a, p.line_text)) : field_null();
    *to++ = field_text(S("file"));
    return v;
}
