/* ddl/build_depends.c: the relations that the body of a routine or trigger names.
 *
 * Does      note what stands behind FROM, JOIN, INTO, UPDATE and TABLE
 * Does not  follow statements put together at run time; tell a variable behind SELECT … INTO by its scope
 * Shape     one pass over tokens; each name once
 * See       ddl/build_int.h
 */
#include "ddl/build_int.h"

struct finder {
    struct parser *p;
    struct ref_list *out;
    struct str_list with; /* names of WITH: no relations of the schema */
    size_t to;
};

static bool is_at(const struct finder *f, size_t i, const char *word)
{
    return i < f->to && f->p->tokens[i].kind == TOKEN_WORD &&
           str_eq_nocase(f->p->tokens[i].text, str_of(word));
}

static bool names_relation(const struct finder *f, size_t i)
{
    bool first = i == 0;

    if (is_at(f, i, "FROM"))
        return first || !is_at(f, i - 1, "DISTINCT");
    if (is_at(f, i, "TABLE"))
        return !first && !is_at(f, i - 1, "TEMPORARY");
    if (is_at(f, i, "JOIN") || is_at(f, i, "STRAIGHT_JOIN"))
        return true;
    if (is_at(f, i, "INTO"))
        return !first && (is_at(f, i - 1, "INSERT") || is_at(f, i - 1, "REPLACE") ||
                          is_at(f, i - 1, "IGNORE"));
    return is_at(f, i, "UPDATE") && (first || (!is_at(f, i - 1, "FOR") && !is_at(f, i - 1, "ON") &&
                                               !is_at(f, i - 1, "KEY") && !is_at(f, i - 1, "DO")));
}

static bool known(const struct finder *f, const struct path *path)
{
    for (size_t i = 0; i < f->with.n && !path->schema.p; i++)
        if (str_eq_nocase(f->with.v[i], path->name))
            return true;
    for (size_t i = 0; i < f->out->n; i++)
        if (str_eq_nocase(f->out->v[i].path.name, path->name) &&
            str_eq_nocase(f->out->v[i].path.schema, path->schema))
            return true;
    return false;
}

/* UPDATE OR IGNORE t, DROP TABLE IF EXISTS t, INSERT LOW_PRIORITY INTO t; in SQLite the others are names. */
static bool take_modifier(struct parser *p)
{
    if (p->opts->dialect->id != DIALECT_SQLITE)
        return parse_take_any(p, "IGNORE|LOW_PRIORITY|IF|EXISTS|ONLY|LATERAL|OR|REPLACE|ABORT|FAIL|"
                                 "ROLLBACK|INTO") >= 0;
    if (parse_take(p, "OR"))
        return parse_take_any(p, "IGNORE|REPLACE|ABORT|FAIL|ROLLBACK") >= 0;
    return parse_take(p, "INTO") || parse_take_words(p, "IF EXISTS");
}

/* At a name, with an alias or without; then a comma and the next one. */
static void read_names(struct finder *f, size_t i)
{
    struct parser *p = f->p;
    size_t at = p->at;

    p->at = i;
    do {
        size_t from = p->at;
        struct path path;

        while (take_modifier(p))
            from = p->at;
        if ((!parse_is_kind(p, TOKEN_WORD) && !parse_is_kind(p, TOKEN_QUOTED)) ||
            (parse_is(p, "DUAL") && p->opts->dialect->rules & RULE_STORED_PROGRAM) ||
            parse_is(p, "SELECT"))
            break;
        path = parse_path(p);
        if (path.name.p && !parse_is_kind(p, TOKEN_OPEN) && !parse_is_op(p, "=") &&
            p->at <= f->to && !known(f, &path))
            *vec_push(p->mem, f->out) =
                (struct ref){ .use = REF_RELATION, .path = path, .range = parse_range(p, from) };
        parse_take(p, "AS");
        if (parse_is_kind(p, TOKEN_WORD) && parse_peek(p, 1)->kind == TOKEN_COMMA)
            p->at++;
    } while (parse_take_kind(p, TOKEN_COMMA));
    p->at = at;
}

void build_depends(struct parser *p, size_t change, size_t from, size_t to)
{
    struct finder f = { .p = p, .to = to, .out = arena_new(p->mem, struct ref_list, 1) };

    for (size_t i = from; i < to; i++) {
        const struct token *t = &p->tokens[i];

        if (t->kind != TOKEN_WORD)
            continue;
        if (is_at(&f, i + 1, "AS") && i + 2 < to && p->tokens[i + 2].kind == TOKEN_OPEN && i &&
            (is_at(&f, i - 1, "WITH") || is_at(&f, i - 1, "RECURSIVE")))
            *vec_push(p->mem, &f.with) = t->text;
        if (names_relation(&f, i))
            read_names(&f, i + 1);
    }
    if (f.out->n)
        change_set(p->mem, build_at(p, change), ATTR_DEPENDS, value_refs(f.out),
                   (struct range){ 0 });
}
