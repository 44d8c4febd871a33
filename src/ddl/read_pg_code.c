/* ddl/read_pg_code.c: code in a string: DO, EXECUTE 'literal', bodies of functions.
 *
 * Does      cut a string's content into tokens whose places are those of the whole statement, where the
 *           string says its content as it is; walk the code with a reader
 * Does not  know PL/pgSQL (read_pg_body.c)
 * Shape     a string with escapes has no places in it: its changes have the range of the string
 * See       ddl/read_pg_code_int.h
 */
#include "ddl/read_pg_code_int.h"

/* The content as a view of the statement's text; absent = it has to be decoded. */
static str content_of(struct parser *p, const struct token *t)
{
    str s = t->text, inside;

    if (s.n >= 2 && s.p[0] == '$') {
        inside = lex_text(p->mem, p->opts->dialect, p->opts->modes, t);
        return inside.p >= s.p && inside.p <= s.p + s.n ? inside : (str){ 0 };
    }
    if (s.n < 2 || s.p[0] != '\'' || s.p[s.n - 1] != '\'')
        return (str){ 0 };
    inside = str_slice(s, 1, s.n - 1);
    return str_find_char(inside, '\'') == STR_NONE ? inside : (str){ 0 };
}

bool pgr_code_begin(struct parser *p, const struct token *t, struct parser *in, bool *out_exact)
{
    str text = content_of(p, t);
    bool fits;

    *out_exact = text.p != NULL;
    if (!text.p)
        text = lex_text(p->mem, p->opts->dialect, p->opts->modes, t);
    fits = parse_begin(in, p->mem, p->opts, text, p->out);
    in->depth = p->depth + 1;
    in->in_body = true;
    if (*out_exact) {
        size_t base = (size_t)(text.p - p->text.p);

        for (size_t i = 0; i < in->n; i++)
            in->tokens[i].offset += base;
        in->text = p->text;
    }
    return fits;
}

static void flatten_edits(struct change *c, struct range r)
{
    for (size_t k = 0; k < c->edits.n; k++) {
        struct edit *e = &c->edits.v[k];

        e->range = r;
        if (e->value.kind == VALUE_EXPR)
            e->value.expr->range = r;
    }
}

void pgr_code_ranges(struct parser *p, size_t first, struct range r)
{
    for (size_t i = first; i < pgr_count(p); i++) {
        struct change *c = pgr_at(p, i);

        c->range = c->name_range = r;
        flatten_edits(c, r);
        if (c->verb == CHANGE_ROWS)
            for (size_t k = 0; k < c->rows->from.n; k++)
                c->rows->from.v[k].range = r;
    }
}

void pgr_code_marks(struct parser *p, size_t first, uint32_t cause)
{
    for (size_t i = first; i < pgr_count(p); i++) {
        struct change *c = pgr_at(p, i);

        c->flags |= CHANGE_IN_BODY;
        if (!c->cause)
            c->cause = cause;
    }
}

void pgr_opaque(struct parser *p, str reason, size_t from, size_t to)
{
    struct change *c = statement_add(p->mem, p->out, CHANGE_OPAQUE, KIND_NONE);
    size_t at = p->at;

    c->reason = reason;
    p->at = to;
    c->range = parse_range(p, from);
    p->at = at;
    p->out->opaque = true;
}

/* Relations anywhere in the code: bind keeps those that there are. */
struct ref_list *pgr_code_reads(struct parser *p, const struct token *code)
{
    struct query none = { 0 };
    struct rows rows = { 0 };
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    struct parser in;
    bool exact;

    if (!pgr_code_begin(p, code, &in, &exact) || !in.n)
        return NULL;
    pgr_reads(&in, &none, &rows, 0, in.n, (struct range){ 0 });
    *list = rows.from;
    for (size_t i = 0; i < list->n && !exact; i++)
        list->v[i].range = (struct range){ (uint32_t)code->offset, (uint32_t)code->text.n };
    return list;
}

/* ---- DO ---- */

static void run_code(struct parser *p, const struct token *code, uint32_t cause)
{
    size_t first = pgr_count(p);
    struct parser in;
    bool exact;

    if (pgr_code_begin(p, code, &in, &exact))
        pgr_body(&in);
    if (in.stuck.n) {
        str reason = in.stuck;
        size_t at = in.stuck_at < in.n ? in.stuck_at : 0;

        in.stuck = (str){ 0 };
        pgr_opaque(&in, reason, at, in.n);
    }
    pgr_code_marks(p, first, cause);
    if (!exact)
        pgr_code_ranges(p, first, (struct range){ (uint32_t)code->offset, (uint32_t)code->text.n });
}

void read_pg_do(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);
    const struct token *code = NULL;
    str language = S("plpgsql");

    (void)row;
    while (!parse_end(p)) {
        if (parse_take(p, "LANGUAGE")) {
            language = parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : pgr_name(p, NULL);
        } else if (!code && parse_is_kind(p, TOKEN_STRING)) {
            code = parse_peek(p, 0);
            p->at++;
        } else {
            break;
        }
    }
    pgr_set(p, pgr_change(p, CHANGE_RUN, KIND_NONE, (struct path){ 0 }, (struct range){ 0 }),
            ATTR_LANGUAGE, value_text(language), 0);
    pgr_close(p, i, 0);
    if (!code)
        parse_stuck(p, "expected the code as a string");
    else if (!str_eq_nocase(language, S("plpgsql")))
        parse_stuck(p, "code in this language is not read");
    else if (p->depth >= CODE_DEPTH)
        parse_stuck(p, "code is nested too deeply");
    else
        run_code(p, code, (uint32_t)i + 1);
}
