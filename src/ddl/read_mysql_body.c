/* ddl/read_mysql_body.c: statements inside statements of MySQL and MariaDB.
 *
 * Does      read the static statements of BEGIN NOT ATOMIC and of IF, LOOP and the like in it; the text of
 *           PREPARE and EXECUTE IMMEDIATE where it is a literal
 * Does not  know which branch is taken; follow texts that are put together at run time
 * Shape     a CHANGE_RUN, behind it the changes of the statements, CHANGE_IN_BODY, caused by it
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

static size_t add_run(struct parser *p, struct path path)
{
    size_t c = build(p, CHANGE_RUN, KIND_NONE, path);

    build_end(p, c, p->begin);
    return c;
}

static void mark_inside(struct parser *p, size_t first, size_t run)
{
    for (size_t i = first; i < p->out->changes.n; i++) {
        build_flag(p, i, CHANGE_IN_BODY);
        if (!build_at(p, i)->cause)
            build_at(p, i)->cause = (uint32_t)run + 1;
    }
}

/* ---- compound statements ---- */

static size_t find_end(const struct parser *p)
{
    size_t i = p->at;

    for (; i < p->n && p->tokens[i].kind != TOKEN_SEMI; i++)
        if (p->tokens[i].kind == TOKEN_OPEN && p->partner[i] < p->n)
            i = p->partner[i];
    return i;
}

/* To behind a word outside parentheses and CASE; the end when there is none. */
static void skip_behind(struct parser *p, const char *word)
{
    if (parse_end(p))
        return;
    parse_skip_until(p, word, false);
    parse_take(p, word);
}

/* Words that do nothing to a database, with what belongs to them. */
static const char *const skipped[] = { "LEAVE", "ITERATE", "RETURN",   "FETCH",   "OPEN",
                                       "CLOSE", "SIGNAL",  "RESIGNAL", "GET",     "NULL",
                                       "RAISE", "GOTO",    "EXIT",     "CONTINUE" };

static bool skip_statement(struct parser *p)
{
    for (size_t i = 0; i < COUNT_OF(skipped); i++)
        if (parse_is(p, skipped[i])) {
            p->at = find_end(p);
            return true;
        }
    return false;
}

/* DECLARE x INT; DECLARE CONTINUE HANDLER FOR NOT FOUND statement: the statement stays. */
static void skip_declare(struct parser *p)
{
    size_t end = find_end(p);

    for (size_t i = p->at; i + 1 < end; i++)
        if (parse_is_at(p, i - p->at, "HANDLER") && parse_is_at(p, i + 1 - p->at, "FOR")) {
            p->at = i + 2;
            do {
                parse_take_pattern(p, "SQLSTATE [VALUE]");
                if (!parse_take_words(p, "NOT FOUND"))
                    p->at++;
            } while (parse_take_kind(p, TOKEN_COMMA));
            return;
        }
    p->at = end;
}

/* Takes the words of the flow of control at the cursor; false = a statement is there. */
static bool skip_flow(struct parser *p)
{
    if (parse_take_kind(p, TOKEN_SEMI))
        return true;
    if (parse_peek(p, 1)->kind == TOKEN_OP && str_eq(parse_peek(p, 1)->text, S(":")) &&
        parse_is_kind(p, TOKEN_WORD)) { /* label: */
        p->at += 2;
        return true;
    }
    if (parse_take(p, "DECLARE"))
        skip_declare(p);
    else if (parse_take_any(p, "IF|ELSEIF|WHEN") >= 0)
        skip_behind(p, "THEN");
    else if (parse_take_any(p, "WHILE|FOR") >= 0)
        skip_behind(p, "DO");
    else if (parse_take(p, "UNTIL"))
        skip_behind(p, "END");
    else if (parse_is(p, "CASE") && !parse_is_at(p, 1, "WHEN")) {
        p->at++;
        skip_behind(p, "WHEN");
        skip_behind(p, "THEN");
    } else if (parse_take(p, "END"))
        p->at = find_end(p);
    else
        return parse_take_any(p, "BEGIN|ELSE|LOOP|REPEAT|CASE|THEN|NOT|ATOMIC") >= 0 ||
               skip_statement(p);
    return true;
}

/* The statement at the cursor, up to its semicolon. */
static void read_inner(struct parser *p)
{
    size_t end = find_end(p), n = p->n;

    p->n = end;
    ddl_read_tokens(p);
    p->n = n;
    p->at = end;
}

void mysql_compound(struct parser *p, const struct read_row *row)
{
    str verb = p->out->verb;
    size_t run = add_run(p, (struct path){ 0 });
    size_t first = p->out->changes.n, from = p->begin;

    (void)row;
    p->at = p->begin;
    while (!parse_end(p))
        if (!skip_flow(p))
            read_inner(p);
    p->out->verb = verb;
    build_end(p, run, from);
    mark_inside(p, first, run);
}

/* ---- PREPARE, EXECUTE ---- */

/* Ranges of a text inside the statement: exact when the literal has no escapes, else the literal. */
static struct range move_range(struct range r, const struct token *literal, bool exact)
{
    if (!exact || !r.length)
        return (struct range){ (uint32_t)literal->offset, (uint32_t)literal->text.n };
    r.offset += (uint32_t)literal->offset + 1;
    return r;
}

static void move_change(struct change *c, const struct token *literal, bool exact)
{
    c->range = move_range(c->range, literal, exact);
    if (c->name_range.length)
        c->name_range = move_range(c->name_range, literal, exact);
    for (size_t i = 0; i < c->edits.n; i++)
        c->edits.v[i].range = move_range(c->edits.v[i].range, literal, exact);
}

static void read_text(struct parser *p, size_t run, const struct token *literal, str text)
{
    struct statement inner = { .text = text };
    struct parser q;
    bool exact = literal->text.n == text.n + 2;
    size_t first = p->out->changes.n;

    if (!parse_begin(&q, p->mem, p->opts, text, &inner)) {
        parse_stuck(p, "parentheses are nested too deeply");
        return;
    }
    q.depth = p->depth;
    if (q.n)
        ddl_read_tokens(&q);
    for (size_t i = 0; i < inner.changes.n; i++) {
        struct change *c = vec_push(p->mem, &p->out->changes);

        *c = inner.changes.v[i];
        move_change(c, literal, exact);
        if (c->cause)
            c->cause += (uint32_t)first;
    }
    p->out->opaque |= inner.opaque;
    mark_inside(p, first, run);
}

static void add_unknown(struct parser *p)
{
    size_t c = build(p, CHANGE_OPAQUE, KIND_NONE, (struct path){ 0 });

    build_at(p, c)->reason = S("the statement is put together at run time");
    build_end(p, c, p->begin);
}

static void read_source(struct parser *p, size_t run)
{
    const struct token *literal = parse_peek(p, 0);

    if (parse_is_kind(p, TOKEN_STRING) && (p->at + 1 == p->n || parse_is_at(p, 1, "USING"))) {
        str text = parse_string(p);

        build_end(p, run, p->begin);
        read_text(p, run, literal, text);
    } else {
        p->out->changes.n = run; /* not a run that is known of: opaque alone */
        parse_expr(p, "USING");
        add_unknown(p);
    }
    if (parse_take(p, "USING") && !parse_end(p))
        parse_skip_until(p, "", false);
}

void mysql_prepare(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    size_t run = add_run(p, (struct path){ .name = build_need_name(p) });

    (void)row;
    build_name(p, run, at);
    parse_expect(p, "FROM");
    if (!p->stuck.n)
        read_source(p, run);
}

/* What a prepared statement does was said where it was prepared. */
void mysql_execute(struct parser *p, const struct read_row *row)
{
    size_t at = p->at, run;

    if (row->arg) { /* EXECUTE IMMEDIATE */
        run = add_run(p, (struct path){ 0 });
        read_source(p, run);
        return;
    }
    run = add_run(p, (struct path){ .name = build_need_name(p) });
    build_name(p, run, at);
    if (parse_take(p, "USING") && !parse_end(p))
        parse_skip_until(p, "", false);
    build_end(p, run, p->begin);
}
