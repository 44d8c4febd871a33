/* ddl/read_pg_body.c: PL/pgSQL: the statements of a DO block.
 *
 * Does      walk blocks, branches and loops; give the changes of the SQL statements in them, whatever the
 *           branch; read EXECUTE of a literal
 * Does not  evaluate: an EXECUTE of anything else is opaque
 * Shape     flat: block words are stepped over, statements end at their semicolon; expressions that call a
 *           volatile function or have a query count as a SELECT
 * See       ddl/read_pg_code_int.h
 */
#include "ddl/read_pg_code_int.h"

/* ---- ends ---- */

static size_t end_of_statement(const struct parser *p)
{
    for (size_t i = p->at; i < p->n; i++) {
        if (p->tokens[i].kind == TOKEN_SEMI)
            return i;
        if (p->tokens[i].kind == TOKEN_OPEN && p->partner[i] < p->n)
            i = p->partner[i];
    }
    return p->n;
}

static bool word_at(const struct parser *p, size_t i, const char *word)
{
    return i < p->n && p->tokens[i].kind == TOKEN_WORD &&
           str_eq_nocase(p->tokens[i].text, str_of(word));
}

/* The word that ends an expression, outside parentheses and CASE … END; n = there is none. */
static size_t find_end(const struct parser *p, const char *word)
{
    unsigned cases = 0;

    for (size_t i = p->at; i < p->n && p->tokens[i].kind != TOKEN_SEMI; i++) {
        if (!cases && word_at(p, i, word))
            return i;
        cases += word_at(p, i, "CASE");
        cases -= cases && word_at(p, i, "END");
        if (p->tokens[i].kind == TOKEN_OPEN && p->partner[i] < p->n)
            i = p->partner[i];
    }
    return p->n;
}

/* ---- expressions ---- */

/* What may have an effect, or reads tables, is a SELECT. */
static void note_expression(struct parser *p, size_t from, size_t to)
{
    struct query none = { .from = from, .main = from };
    struct expr *e;
    struct change *c;
    size_t at = p->at;

    if (from >= to || p->stuck.n)
        return;
    e = parse_expr_tokens(p, from, to);
    if (!(e->facts & (EXPR_SELECT | EXPR_VOLATILE | EXPR_UNKNOWN_FUNCTION)))
        return;
    c = pgr_change(p, CHANGE_ROWS, KIND_NONE, (struct path){ 0 }, (struct range){ 0 });
    c->rows->verb = ROWS_SELECT;
    if (e->facts & EXPR_SELECT)
        e = pgr_reads(p, &none, c->rows, from, to, (struct range){ 0 });
    p->at = to;
    pgr_set(p, c, ATTR_QUERY, value_expr(e), from);
    c->range = parse_range(p, from);
    p->at = at;
}

/* An expression up to `word`, which is taken. */
static void expression_to(struct parser *p, const char *word)
{
    size_t from = p->at, end = find_end(p, word);

    if (end >= p->n) {
        parse_stuck(p, "the end of a condition could not be found");
        return;
    }
    note_expression(p, from, end);
    p->at = end + 1;
}

/* ---- EXECUTE ---- */

static void run_literal(struct parser *p, const struct token *code)
{
    size_t first = pgr_count(p);
    struct parser in;
    bool exact;

    if (p->depth >= CODE_DEPTH) {
        parse_stuck(p, "code is nested too deeply");
        return;
    }
    if (!pgr_code_begin(p, code, &in, &exact)) {
        parse_stuck(p, "parentheses are nested too deeply");
        return;
    }
    in.in_body = false;
    for (size_t end; in.at < in.n; in.at = end + 1) {
        end = end_of_statement(&in);
        if (end > in.at)
            pgr_statement(&in, in.at, end, 0);
    }
    if (!exact)
        pgr_code_ranges(p, first, (struct range){ (uint32_t)code->offset, (uint32_t)code->text.n });
}

/* Behind EXECUTE, up to `end`. */
static void read_execute(struct parser *p, size_t from, size_t end)
{
    bool literal =
        from < end && p->tokens[from].kind == TOKEN_STRING &&
        (from + 1 == end || word_at(p, from + 1, "INTO") || word_at(p, from + 1, "USING"));

    if (literal)
        run_literal(p, &p->tokens[from]);
    else
        pgr_opaque(p, S("the statement is put together at run time"), from ? from - 1 : from, end);
    p->at = end;
}

/* ---- statements ---- */

static void execute(struct parser *p)
{
    read_execute(p, p->at, end_of_statement(p));
}

static void perform(struct parser *p)
{
    size_t from = p->at, end = end_of_statement(p);
    struct parser in;
    struct query q = { .from = 1 };

    if (parse_inner(p, from - 1, end, &in)) {
        in.at = 1;
        pgr_select(&in, &q);
    }
    if (in.stuck.n)
        pgr_opaque(p, in.stuck, from - 1, end);
    p->at = end;
}

static void condition_then(struct parser *p)
{
    expression_to(p, "THEN");
}

static void condition_loop(struct parser *p)
{
    expression_to(p, "LOOP");
}

static bool is_query(const struct parser *p, size_t i)
{
    static const char *const words[] = { "SELECT", "WITH",   "VALUES", "TABLE", "INSERT",
                                         "UPDATE", "DELETE", "MERGE",  "CALL" };

    for (size_t k = 0; k < COUNT_OF(words); k++)
        if (word_at(p, i, words[k]))
            return true;
    return i < p->n && p->tokens[i].kind == TOKEN_OPEN && is_query(p, i + 1);
}

static void query_or_expression(struct parser *p, size_t from, size_t end)
{
    if (word_at(p, from, "EXECUTE"))
        read_execute(p, from + 1, end);
    else if (is_query(p, from))
        pgr_statement(p, from, end, 0);
    else
        note_expression(p, from, end);
    p->at = end;
}

/* FOR r IN query|expression LOOP */
static void loop_over(struct parser *p)
{
    size_t in = find_end(p, "IN"), end = find_end(p, "LOOP");

    if (end >= p->n || in >= end) {
        parse_stuck(p, "the end of a loop's head could not be found");
        return;
    }
    in += word_at(p, in + 1, "REVERSE");
    query_or_expression(p, in + 1, end);
    p->at = end + 1;
}

static void rest_expression(struct parser *p)
{
    size_t from = p->at, end = end_of_statement(p);

    (void)(parse_take(p, "QUERY") || parse_take(p, "NEXT"));
    from = p->at;
    query_or_expression(p, from, end);
}

static void skip_statement(struct parser *p)
{
    p->at = end_of_statement(p);
}

/* OPEN c [SCROLL] FOR query */
static void open_cursor(struct parser *p)
{
    size_t end = end_of_statement(p), at = find_end(p, "FOR");

    if (at < end)
        query_or_expression(p, at + 1, end);
    p->at = end;
}

/* Behind BEGIN, ELSE, LOOP, EXCEPTION: statements follow at once. */
static void nothing(struct parser *p)
{
    (void)p;
}

static void exception_when(struct parser *p)
{
    size_t end = find_end(p, "THEN");

    if (end >= p->n)
        parse_stuck(p, "expected THEN");
    else
        p->at = end + 1;
}

/* name [CONSTANT] type [NOT NULL] [:= value]; up to BEGIN */
static void declarations(struct parser *p)
{
    while (!parse_end(p) && !parse_is(p, "BEGIN")) {
        size_t end = end_of_statement(p), value = p->at;

        while (value < end && !word_at(p, value, "DEFAULT") && !word_at(p, value, "CURSOR") &&
               !(p->tokens[value].kind == TOKEN_OP && str_eq(p->tokens[value].text, S("="))))
            value++;
        if (!word_at(p, value, "CURSOR"))
            note_expression(p, value + 1, end);
        p->at = end + 1 < p->n ? end + 1 : p->n;
    }
}

/* CASE x WHEN 1 THEN … : at CASE only the expression. */
static void case_begin(struct parser *p)
{
    size_t from = p->at, end = find_end(p, "WHEN");

    if (end >= p->n) {
        parse_stuck(p, "expected WHEN");
        return;
    }
    note_expression(p, from, end);
    p->at = end;
}

static const struct {
    const char *words;
    void (*read)(struct parser *p);
    bool open; /* no semicolon ends it */
} words[] = {
    { "DECLARE", declarations, true },
    { "BEGIN", nothing, true },
    { "EXCEPTION", nothing, true },
    { "ELSE", nothing, true },
    { "LOOP", nothing, true },
    { "IF", condition_then, true },
    { "ELSIF|ELSEIF", condition_then, true },
    { "WHEN", exception_when, true },
    { "CASE", case_begin, true },
    { "WHILE", condition_loop, true },
    { "FOR", loop_over, true },
    { "FOREACH", loop_over, true },
    { "END", skip_statement, false },
    { "EXECUTE", execute, false },
    { "PERFORM", perform, false },
    { "RETURN", rest_expression, false },
    { "ASSERT", rest_expression, false },
    { "RAISE", skip_statement, false },
    { "NULL", skip_statement, false },
    { "EXIT|CONTINUE", skip_statement, false },
    { "GET [CURRENT|STACKED] DIAGNOSTICS", skip_statement, false },
    { "OPEN", open_cursor, false },
    { "FETCH|MOVE|CLOSE", skip_statement, false },
};

/* a := 1, a.b[2] = 3: the token of the value; n = it is none. */
static size_t assigned_at(const struct parser *p, size_t end)
{
    size_t i = p->at;

    if (p->tokens[i].kind != TOKEN_WORD && p->tokens[i].kind != TOKEN_QUOTED &&
        p->tokens[i].kind != TOKEN_PARAM)
        return p->n;
    for (i++; i < end; i++) {
        const struct token *t = &p->tokens[i];

        if (t->kind == TOKEN_OP && str_eq(t->text, S(":")))
            continue;
        if (t->kind == TOKEN_OP && str_eq(t->text, S("=")))
            return i + 1;
        if (t->kind == TOKEN_OP && str_eq(t->text, S("[")))
            while (i < end && !str_eq(p->tokens[i].text, S("]")))
                i++;
        else if (t->kind == TOKEN_DOT)
            i++;
        else
            break;
    }
    return p->n;
}

static void sql_or_assignment(struct parser *p)
{
    size_t from = p->at, end = end_of_statement(p), value = assigned_at(p, end);

    if (value < p->n)
        query_or_expression(p, value, end);
    else
        pgr_statement(p, from, end, 0);
    p->at = end;
}

static void one_statement(struct parser *p)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (parse_take_pattern(p, words[i].words)) {
            words[i].read(p);
            if (!words[i].open && !parse_take_kind(p, TOKEN_SEMI) && !parse_end(p))
                parse_stuck(p, "expected ;");
            return;
        }
    sql_or_assignment(p);
    if (!parse_take_kind(p, TOKEN_SEMI) && !parse_end(p))
        parse_stuck(p, "expected ;");
}

/* <<label>> */
static bool skip_label(struct parser *p)
{
    if (!parse_is_op(p, "<<"))
        return false;
    while (!parse_end(p) && !parse_take_op(p, ">>"))
        p->at++;
    return true;
}

void pgr_body(struct parser *p)
{
    while (!parse_end(p)) {
        size_t at = p->at;

        if (skip_label(p) || parse_take_kind(p, TOKEN_SEMI))
            continue;
        one_statement(p);
        if (p->at == at && !p->stuck.n)
            parse_stuck(p, "this statement of the code could not be read");
    }
}
