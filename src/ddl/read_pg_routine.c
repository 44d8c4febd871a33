/* ddl/read_pg_routine.c: functions, procedures, aggregates.
 *
 * Does      CREATE, ALTER; the types of the parameters, which are part of the name; the tables that a body
 *           names
 * Does not  read the statements of a body as changes: they happen when it is called
 * Shape     parameters, RETURNS, then clauses in any order
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* ---- parameters ---- */

/* Words that go on with the type that the word before begins. */
static bool continues_type(const struct parser *p)
{
    static const char *const pairs[][2] = {
        { "DOUBLE", "PRECISION" }, { "CHARACTER", "VARYING" }, { "CHAR", "VARYING" },
        { "NCHAR", "VARYING" },    { "BIT", "VARYING" },       { "NATIONAL", "CHARACTER" },
        { "NATIONAL", "CHAR" },    { "TIME", "WITH" },         { "TIME", "WITHOUT" },
        { "TIMESTAMP", "WITH" },   { "TIMESTAMP", "WITHOUT" }, { "INTERVAL", "YEAR" },
        { "INTERVAL", "MONTH" },   { "INTERVAL", "DAY" },      { "INTERVAL", "HOUR" },
        { "INTERVAL", "MINUTE" },  { "INTERVAL", "SECOND" },
    };

    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (parse_is(p, pairs[i][0]) && parse_is_at(p, 1, pairs[i][1]))
            return true;
    return parse_is_at(p, 1, "DEFAULT") || parse_is_at(p, 1, "ARRAY") || parse_is_at(p, 1, "ORDER");
}

static bool at_parameter_name(const struct parser *p)
{
    enum token_kind next = parse_peek(p, 1)->kind;

    return (next == TOKEN_WORD || next == TOKEN_QUOTED) && !continues_type(p);
}

/* One mode may stand before or behind the name. */
static int read_mode(struct parser *p)
{
    int mode;

    if (parse_peek(p, 1)->kind != TOKEN_WORD && parse_peek(p, 1)->kind != TOKEN_QUOTED)
        return -1;
    mode = parse_take_any(p, "IN|OUT|INOUT|VARIADIC");
    if (mode == 0 && parse_take(p, "OUT"))
        mode = 2;
    return mode;
}

/* numeric(5,2) is numeric in what identifies a routine. */
static void put_bare(struct buf *out, struct sql_type t)
{
    const struct value v = { .kind = VALUE_TYPE, .type = &t };

    if (!t.arg_count) {
        buf_str(out, t.text);
        return;
    }
    t.arg_count = 0;
    value_print(out, &v);
}

static void read_parameter(struct parser *p, struct buf *out)
{
    int mode = read_mode(p);
    struct sql_type *t;

    if (at_parameter_name(p)) {
        pgr_name(p, NULL);
        if (mode < 0)
            mode = read_mode(p);
    }
    (void)(parse_is(p, "SETOF") && parse_take(p, "SETOF"));
    t = parse_type(p);
    if (!t)
        return;
    if (parse_take(p, "DEFAULT") || parse_take_op(p, "="))
        (void)parse_expr(p, "ORDER");
    if (mode == 1)
        return;
    if (out->n)
        buf_z(out, ", ");
    put_bare(out, *t);
}

/* ORDER BY in an aggregate's begins the aggregated ones. */
str pgr_signature(struct parser *p)
{
    struct buf out = buf_on(p->mem);

    if (!parse_expect_kind(p, TOKEN_OPEN) || parse_take_kind(p, TOKEN_CLOSE))
        return S("");
    if (parse_take_op(p, "*")) {
        parse_expect_kind(p, TOKEN_CLOSE);
        return S("");
    }
    do {
        (void)parse_take_words(p, "ORDER BY");
        read_parameter(p, &out);
    } while (!p->stuck.n && (parse_take_kind(p, TOKEN_COMMA) || parse_is(p, "ORDER")));
    parse_expect_kind(p, TOKEN_CLOSE);
    return out.n ? buf_view(&out) : S("");
}

/* ---- clauses ---- */

struct routine {
    size_t at;   /* its change */
    size_t from; /* token of the clause */
    const struct token *body;
    str language;
};

static void say(struct parser *p, const struct routine *r, enum attr attr, const char *text)
{
    pgr_say(p, pgr_at(p, r->at), attr, text, r->from);
}

static void option(struct parser *p, const struct routine *r, str text)
{
    pgr_set(p, pgr_at(p, r->at), ATTR_OPTIONS, value_text(text), r->from)->verb = EDIT_ADD;
}

static void read_language(struct parser *p, struct routine *r)
{
    r->language = parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : pgr_name(p, NULL);
    pgr_set(p, pgr_at(p, r->at), ATTR_LANGUAGE, value_text(r->language), r->from);
}

static void read_immutable(struct parser *p, struct routine *r)
{
    say(p, r, ATTR_VOLATILITY, "immutable");
}

static void read_stable(struct parser *p, struct routine *r)
{
    say(p, r, ATTR_VOLATILITY, "stable");
}

static void read_volatile(struct parser *p, struct routine *r)
{
    say(p, r, ATTR_VOLATILITY, "volatile");
}

static void read_definer(struct parser *p, struct routine *r)
{
    say(p, r, ATTR_SECURITY, "definer");
}

static void read_invoker(struct parser *p, struct routine *r)
{
    say(p, r, ATTR_SECURITY, "invoker");
}

/* What is kept as the words it has. */
static void read_words(struct parser *p, struct routine *r)
{
    option(p, r, pgr_words(p, r->from));
}

static void read_word_value(struct parser *p, struct routine *r)
{
    str word = pgr_words(p, r->from);
    size_t at = p->at;

    if (parse_is_kind(p, TOKEN_NUMBER))
        p->at++;
    else
        pgr_path(p, NULL);
    option(p, r, str_printf(p->mem, STR_FMT "=" STR_FMT, STR_ARG(word), STR_ARG(pgr_text(p, at))));
}

static void read_transform(struct parser *p, struct routine *r)
{
    do {
        parse_expect(p, "FOR");
        parse_expect(p, "TYPE");
        (void)parse_type(p);
    } while (parse_take_kind(p, TOKEN_COMMA));
    option(p, r, pgr_words(p, r->from));
}

static void reset_setting(struct parser *p, struct routine *r, str name)
{
    pgr_set(p, pgr_at(p, r->at), ATTR_OPTIONS,
            value_text(str_printf(p->mem, "set " STR_FMT, STR_ARG(name))), r->from)
        ->verb = EDIT_RESET;
}

static void read_setting(struct parser *p, struct routine *r)
{
    str name = pgr_setting_name(p), value;

    if (parse_take_words(p, "FROM CURRENT"))
        value = S("from current");
    else
        value = pgr_setting_value(p);
    if (!value.p) { /* DEFAULT */
        reset_setting(p, r, name);
        return;
    }
    option(p, r, str_printf(p->mem, "set " STR_FMT "=" STR_FMT, STR_ARG(name), STR_ARG(value)));
}

static void read_reset(struct parser *p, struct routine *r)
{
    reset_setting(p, r, pgr_setting_name(p));
}

static void read_as(struct parser *p, struct routine *r)
{
    str text;

    r->body = parse_peek(p, 0);
    text = parse_string(p);
    if (!text.p)
        parse_stuck(p, "expected the body as a string");
    pgr_set(p, pgr_at(p, r->at), ATTR_BODY, value_text(text), r->from);
    if (!parse_take_kind(p, TOKEN_COMMA))
        return;
    r->body = NULL;
    text = parse_string(p);
    option(p, r, str_printf(p->mem, "symbol=" STR_FMT, STR_ARG(text)));
}

static void set_depends(struct parser *p, struct routine *r, struct ref_list *refs)
{
    if (refs && refs->n)
        pgr_set(p, pgr_at(p, r->at), ATTR_DEPENDS, value_refs(refs), r->from);
}

static void read_return(struct parser *p, struct routine *r)
{
    size_t from = p->at;

    (void)parse_expr(p, NULL);
    pgr_set(p, pgr_at(p, r->at), ATTR_BODY, value_text(pgr_text(p, r->from)), r->from);
    set_depends(p, r, pgr_relations(p, from));
}

/* BEGIN ATOMIC … END: to the END that is none of a CASE. */
static void read_atomic(struct parser *p, struct routine *r)
{
    size_t from = p->at;
    unsigned cases = 0;

    for (; !parse_end(p); p->at++) {
        cases += parse_is(p, "CASE");
        if (parse_is(p, "END") && cases-- == 0)
            break;
    }
    set_depends(p, r, pgr_relations(p, from));
    if (!parse_expect(p, "END"))
        return;
    pgr_set(p, pgr_at(p, r->at), ATTR_BODY, value_text(pgr_text(p, r->from)), r->from);
}

static void read_old_options(struct parser *p, struct routine *r)
{
    struct str_list *list = pgr_options(p);

    pgr_set(p, pgr_at(p, r->at), ATTR_OPTIONS, value_list(list), r->from);
}

static const struct {
    const char *words;
    void (*read)(struct parser *p, struct routine *r);
} clauses[] = {
    { "LANGUAGE", read_language },
    { "AS", read_as },
    { "IMMUTABLE", read_immutable },
    { "STABLE", read_stable },
    { "VOLATILE", read_volatile },
    { "STRICT", read_words },
    { "CALLED ON NULL INPUT", read_words },
    { "RETURNS NULL ON NULL INPUT", read_words },
    { "[EXTERNAL] SECURITY DEFINER", read_definer },
    { "[EXTERNAL] SECURITY INVOKER", read_invoker },
    { "NOT LEAKPROOF", read_words },
    { "LEAKPROOF", read_words },
    { "WINDOW", read_words },
    { "PARALLEL", read_word_value },
    { "COST", read_word_value },
    { "ROWS", read_word_value },
    { "SUPPORT", read_word_value },
    { "TRANSFORM", read_transform },
    { "SET", read_setting },
    { "RESET", read_reset },
    { "RETURN", read_return },
    { "BEGIN ATOMIC", read_atomic },
    { "WITH", read_old_options },
};

static bool read_clause(struct parser *p, struct routine *r)
{
    r->from = p->at;
    for (size_t i = 0; i < COUNT_OF(clauses); i++)
        if (parse_take_pattern(p, clauses[i].words)) {
            clauses[i].read(p, r);
            return true;
        }
    return false;
}

/* ---- CREATE ---- */

static void read_returns(struct parser *p, size_t at)
{
    size_t from = p->at, type;
    str text;

    if (parse_is_at(p, 1, "NULL") || !parse_take(p, "RETURNS"))
        return;
    type = p->at;
    if (parse_is(p, "TABLE") && parse_peek(p, 1)->kind == TOKEN_OPEN) {
        p->at++;
        parse_skip_parens(p);
        text = pgr_text(p, type);
    } else {
        bool set = parse_take(p, "SETOF");
        struct sql_type *t = parse_type(p);

        text = !t    ? (str){ 0 }
               : set ? str_printf(p->mem, "SETOF " STR_FMT, STR_ARG(t->text))
                     : t->text;
    }
    pgr_set(p, pgr_at(p, at), ATTR_RETURNS, value_text(text), from);
}

static bool is_sql(str language)
{
    return str_eq_nocase(language, S("sql")) || str_eq_nocase(language, S("plpgsql"));
}

static void read_signature(struct parser *p, struct change *c)
{
    size_t open = p->at;
    str args = pgr_signature(p);

    if (p->stuck.n)
        return;
    c->path.args = args;
    pgr_set(p, c, ATTR_ARGUMENTS, value_text(args), open);
    if (p->at > open + 2)
        pgr_set(p, c, ATTR_PARAMETERS,
                value_text(str_trim(
                    str_slice(p->text, p->tokens[open].offset + 1, p->tokens[p->at - 1].offset))),
                open);
}

void read_pg_routine(struct parser *p, const struct read_row *row)
{
    struct routine r = { .at = pgr_count(p) };
    unsigned flags = pgr_flags(p);
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_CREATE, row->kind, path, range);

    c->flags |= flags;
    read_signature(p, c);
    read_returns(p, r.at);
    while (read_clause(p, &r))
        ;
    if (r.body && is_sql(r.language) && !p->stuck.n)
        set_depends(p, &r, pgr_code_reads(p, r.body));
    pgr_close(p, r.at, 0);
}

void read_pg_aggregate(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    unsigned flags = pgr_flags(p);
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_CREATE, row->kind, path, range);

    c->flags |= flags;
    if (p->partner[p->at] + 1 < p->n) /* not the old form, which has the options alone */
        read_signature(p, c);
    from = p->at;
    pgr_set(p, c, ATTR_OPTIONS, value_list(pgr_options(p)), from);
    pgr_close(p, i, 0);
}

/* ---- ALTER ---- */

void read_pg_alter_routine(struct parser *p, const struct read_row *row)
{
    struct routine r = { .at = pgr_count(p) };
    struct range range;
    struct path path = pgr_path(p, &range);

    if (parse_is_kind(p, TOKEN_OPEN))
        path.args = pgr_signature(p);
    if (!pgr_alter_common(p, row->kind, path, range, p->at)) {
        pgr_change(p, CHANGE_ALTER, row->kind, path, range);
        while (read_clause(p, &r))
            ;
        (void)parse_take(p, "RESTRICT");
        if (!pgr_at(p, r.at)->edits.n)
            parse_stuck(p, "expected what to alter of the routine");
    }
    pgr_close(p, r.at, 0);
}
