/* ddl/parse_value.c: names, texts, numbers and lists.
 *
 * Does      read names as the server does: qualified, quoted, folded; lists of them; parts of keys and indexes
 * Does not  resolve them
 * See       ddl/parse_int.h
 */
#include "ddl/parse_int.h"

/* MySQL takes names that begin with digits, SQLite takes strings. */
static bool at_name(const struct parser *p)
{
    const struct dialect *d = p->opts->dialect;

    return parse_is_kind(p, TOKEN_WORD) || parse_is_kind(p, TOKEN_QUOTED) ||
           (parse_is_kind(p, TOKEN_NUMBER) && d->rules & RULE_STORED_PROGRAM) ||
           (parse_is_kind(p, TOKEN_STRING) && d->id == DIALECT_SQLITE);
}

static str text_of(const struct parser *p, const struct token *t)
{
    return lex_text(p->mem, p->opts->dialect, p->opts->modes, t);
}

str parse_name(struct parser *p)
{
    if (!at_name(p))
        return (str){ 0 };
    return text_of(p, &p->tokens[p->at++]);
}

/* The last three of a.b.c.d */
static unsigned read_chain(struct parser *p, str out[3])
{
    unsigned n = 0;

    while (at_name(p)) {
        if (n == 3) {
            out[0] = out[1];
            out[1] = out[2];
            n = 2;
        }
        out[n++] = parse_name(p);
        if (!parse_is_kind(p, TOKEN_DOT))
            break;
        p->at++;
    }
    return n;
}

struct path parse_path(struct parser *p)
{
    str v[3] = { { 0 } };
    unsigned n = read_chain(p, v);

    if (n == 0)
        return (struct path){ 0 };
    return n == 1 ? (struct path){ .name = v[0] }
                  : (struct path){ .schema = v[n - 2], .name = v[n - 1] };
}

struct path parse_child_path(struct parser *p)
{
    str v[3] = { { 0 } };

    switch (read_chain(p, v)) {
    case 0:
        return (struct path){ 0 };
    case 1:
        return (struct path){ .name = v[0] };
    case 2:
        return (struct path){ .table = v[0], .name = v[1] };
    default:
        return (struct path){ .schema = v[0], .table = v[1], .name = v[2] };
    }
}

str parse_string(struct parser *p)
{
    if (!parse_is_kind(p, TOKEN_STRING))
        return (str){ 0 };
    return text_of(p, &p->tokens[p->at++]);
}

bool parse_int(struct parser *p, int64_t *out)
{
    size_t sign = parse_is_op(p, "-") || parse_is_op(p, "+");
    const struct token *t = parse_peek(p, sign);

    if (t->kind != TOKEN_NUMBER || !str_to_int64(t->text, out))
        return false;
    if (parse_is_op(p, "-"))
        *out = -*out;
    p->at += sign + 1;
    return true;
}

void parse_names(struct parser *p, struct ref_list *out)
{
    if (!parse_expect_kind(p, TOKEN_OPEN))
        return;
    do {
        size_t from = p->at;
        struct path path = parse_path(p);

        if (!path.name.p) {
            parse_stuck(p, "expected a name in the list");
            return;
        }
        *vec_push(p->mem, out) = (struct ref){ .path = path, .range = parse_range(p, from) };
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

/* ---- parts of keys and indexes ---- */

static bool at_part_end(const struct parser *p, size_t ahead)
{
    const struct token *t = parse_peek(p, ahead);

    return t->kind == TOKEN_COMMA || t->kind == TOKEN_CLOSE || t->kind == TOKEN_SEMI;
}

static const char part_words[] = "COLLATE|ASC|DESC|NULLS|WITH|WITHOUT";

static bool at_part_word(const struct parser *p, size_t ahead)
{
    static const char *const words[] = { "COLLATE", "ASC", "DESC", "NULLS", "WITH", "WITHOUT" };

    if (parse_is_at(p, ahead, "NULLS")) /* else an operator class may be called so */
        return parse_is_at(p, ahead + 1, "FIRST") || parse_is_at(p, ahead + 1, "LAST");
    if (parse_is_at(p, ahead, "WITHOUT"))
        return parse_is_at(p, ahead + 1, "OVERLAPS");
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (parse_is_at(p, ahead, words[i]))
            return true;
    return false;
}

/* A column: one name, then nothing, a length, an operator class or one of the words. */
static bool at_column(const struct parser *p)
{
    const struct token *t = parse_peek(p, 1);

    if (!at_name(p) ||
        (p->tokens[p->at].kind == TOKEN_STRING && p->opts->dialect->id == DIALECT_SQLITE))
        return false;
    if (t->kind == TOKEN_OPEN)
        return parse_peek(p, 2)->kind == TOKEN_NUMBER &&
               p->opts->dialect->rules & RULE_STORED_PROGRAM;
    return at_part_end(p, 1) || at_part_word(p, 1) || t->kind == TOKEN_WORD ||
           t->kind == TOKEN_QUOTED;
}

static void part_prefix(struct parser *p, struct part *part)
{
    int64_t n;

    if (p->opts->dialect->rules & RULE_STORED_PROGRAM && parse_is_kind(p, TOKEN_OPEN)) {
        p->at++;
        if (parse_int(p, &n))
            part->prefix = (uint32_t)n;
        parse_expect_kind(p, TOKEN_CLOSE);
    }
}

static str dotted_name(struct parser *p)
{
    return parse_path(p).name;
}

static void part_class(struct parser *p, struct part *part)
{
    if (p->opts->dialect->id != DIALECT_POSTGRES || parse_is(p, "WITH") || !at_name(p))
        return;
    if (at_part_word(p, 0))
        return;
    part->opclass = dotted_name(p);
    if (parse_is_kind(p, TOKEN_OPEN)) /* its options: gist_trgm_ops(siglen = 32) */
        parse_skip_parens(p);
}

static void part_rest(struct parser *p, struct part *part)
{
    part_prefix(p, part);
    if (parse_take(p, "COLLATE"))
        part->collation = dotted_name(p);
    part_class(p, part);
    part->descending = parse_take_any(p, "ASC|DESC") == 1;
    if (at_part_word(p, 0) && parse_take(p, "NULLS")) {
        part->nulls_first = parse_take(p, "FIRST");
        part->nulls_last = !part->nulls_first && parse_expect(p, "LAST");
    }
    if (parse_take(p, "WITH")) /* an exclusion's operator */
        while (parse_take_kind(p, TOKEN_OP) || parse_take(p, "OPERATOR") ||
               parse_is_kind(p, TOKEN_OPEN))
            parse_skip_parens(p);
}

/* PostgreSQL: without parentheses it can only be a call, and its operator class may follow at once. */
static struct expr *part_expr(struct parser *p)
{
    size_t from = p->at;

    if (p->opts->dialect->id != DIALECT_POSTGRES || !parse_path(p).name.p ||
        !parse_is_kind(p, TOKEN_OPEN)) {
        p->at = from;
        return parse_expr(p, part_words);
    }
    parse_skip_parens(p);
    return parse_expr_tokens(p, from, p->at < p->n ? p->at : p->n);
}

/* Words behind the last part; whoever reads the key looks for them. */
static void list_rest(struct parser *p)
{
    if (p->opts->dialect->id == DIALECT_SQLITE)
        parse_take(p, "AUTOINCREMENT");
    else
        parse_take_words(p, "WITHOUT OVERLAPS");
}

static void read_part(struct parser *p, struct part *part)
{
    size_t from = p->at;

    if (at_column(p)) {
        part->column = (struct ref){ .use = REF_COLUMN, .path = { .name = parse_name(p) } };
        part->column.range = parse_range(p, from);
    } else if (parse_is_kind(p, TOKEN_OPEN) && p->partner[p->at] < p->n) {
        part->expr = parse_paren_expr(p);
    } else {
        part->expr = part_expr(p);
    }
    part_rest(p, part);
    list_rest(p);
    if (!parse_is_kind(p, TOKEN_COMMA) && !parse_is_kind(p, TOKEN_CLOSE))
        parse_stuck(p, "this part of the index could not be read");
}

struct part_list *parse_parts(struct parser *p)
{
    struct part_list *list = arena_new(p->mem, struct part_list, 1);

    if (!parse_expect_kind(p, TOKEN_OPEN))
        return list;
    do
        read_part(p, vec_push(p->mem, list));
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
    return list;
}

/* ---- values ---- */

struct value value_yes(bool yes)
{
    return (struct value){ .kind = VALUE_BOOL, .yes = yes };
}

struct value value_number(int64_t n)
{
    return (struct value){ .kind = VALUE_INT, .number = n };
}

struct value value_text(str s)
{
    return (struct value){ .kind = VALUE_TEXT, .text = s };
}

struct value value_list(struct str_list *v)
{
    return (struct value){ .kind = VALUE_LIST, .list = v };
}

struct value value_type(struct sql_type *t)
{
    return (struct value){ .kind = VALUE_TYPE, .type = t };
}

struct value value_expr(struct expr *e)
{
    return (struct value){ .kind = VALUE_EXPR, .expr = e };
}

struct value value_ref(arena *a, struct path path)
{
    struct ref *ref = arena_new(a, struct ref, 1);

    ref->path = path;
    return (struct value){ .kind = VALUE_REF, .ref = ref };
}

struct value value_refs(struct ref_list *v)
{
    return (struct value){ .kind = VALUE_REFS, .refs = v };
}

struct value value_parts(struct part_list *v)
{
    return (struct value){ .kind = VALUE_PARTS, .parts = v };
}
