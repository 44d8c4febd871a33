/* ddl/read_pg_util.c: small steps of the PostgreSQL reader.
 *
 * Does      names with their range, edits with theirs, lists, ends of statements
 * Does not  know a statement
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

#include <string.h>

/* ---- what was said ---- */

static bool token_is(const struct token *t, const char *word)
{
    return t->kind == TOKEN_WORD && str_eq_nocase(t->text, str_of(word));
}

bool pgr_said(const struct parser *p, const char *word)
{
    for (size_t i = 0; i < p->at && i < p->n; i++)
        if (token_is(&p->tokens[i], word))
            return true;
    return false;
}

unsigned pgr_flags(const struct parser *p)
{
    static const struct {
        const char *word;
        unsigned flag;
    } words[] = {
        { "REPLACE", CHANGE_OR_REPLACE },  { "TEMP", CHANGE_TEMPORARY },
        { "TEMPORARY", CHANGE_TEMPORARY }, { "CONCURRENTLY", CHANGE_CONCURRENTLY },
        { "ONLY", CHANGE_ONLY },
    };

    unsigned flags = 0;

    for (size_t i = 0; i < COUNT_OF(words); i++)
        flags |= pgr_said(p, words[i].word) ? words[i].flag : 0;
    if (pgr_said(p, "EXISTS"))
        flags |= pgr_said(p, "NOT") ? CHANGE_IF_NOT_EXISTS : CHANGE_IF_EXISTS;
    return flags;
}

/* ---- names ---- */

struct path pgr_path(struct parser *p, struct range *out)
{
    size_t from = p->at;
    struct path path = parse_path(p);

    if (!path.name.p)
        parse_stuck(p, "expected a name");
    if (out)
        *out = parse_range(p, from);
    return path;
}

str pgr_name(struct parser *p, struct range *out)
{
    size_t from = p->at;
    str name = parse_name(p);

    if (!name.p)
        parse_stuck(p, "expected a name");
    if (out)
        *out = parse_range(p, from);
    return name;
}

struct path pgr_in(struct path table, str name)
{
    return (struct path){ .schema = table.schema, .table = table.name, .name = name };
}

/* ---- changes ---- */

struct change *pgr_change(struct parser *p, enum change_verb verb, enum object_kind kind,
                          struct path path, struct range name)
{
    struct change *c = statement_add(p->mem, p->out, verb, kind);

    c->path = path;
    c->name_range = name;
    return c;
}

struct change *pgr_at(struct parser *p, size_t i)
{
    return &p->out->changes.v[i];
}

size_t pgr_count(const struct parser *p)
{
    return p->out->changes.n;
}

void pgr_close(struct parser *p, size_t i, size_t from)
{
    struct range r = parse_range(p, from);

    for (; i < p->out->changes.n && !p->stuck.n; i++)
        if (!p->out->changes.v[i].range.length)
            p->out->changes.v[i].range = r;
}

struct edit *pgr_set(struct parser *p, struct change *c, enum attr attr, struct value v,
                     size_t from)
{
    return change_set(p->mem, c, attr, v, parse_range(p, from));
}

struct edit *pgr_reset(struct parser *p, struct change *c, enum attr attr, size_t from)
{
    struct edit *e = pgr_set(p, c, attr, (struct value){ 0 }, from);

    e->verb = EDIT_RESET;
    return e;
}

void pgr_yes(struct parser *p, struct change *c, enum attr attr, size_t from)
{
    pgr_set(p, c, attr, value_yes(true), from);
}

void pgr_say(struct parser *p, struct change *c, enum attr attr, const char *text, size_t from)
{
    pgr_set(p, c, attr, value_text(str_of(text)), from);
}

/* ---- texts ---- */

str pgr_text(const struct parser *p, size_t from)
{
    struct range r = parse_range(p, from);

    return str_slice(p->text, r.offset, (size_t)r.offset + r.length);
}

/* No blank inside parentheses, at a point, before a comma. */
static bool blank_between(enum token_kind before, enum token_kind after)
{
    return before != TOKEN_OPEN && before != TOKEN_DOT && after != TOKEN_CLOSE &&
           after != TOKEN_DOT && after != TOKEN_COMMA;
}

str pgr_words(const struct parser *p, size_t from)
{
    struct buf out = buf_on(p->mem);

    for (size_t i = from; i < p->at && i < p->n; i++) {
        if (i > from && blank_between(p->tokens[i - 1].kind, p->tokens[i].kind))
            buf_char(&out, ' ');
        buf_str(&out, lex_text(p->mem, p->opts->dialect, p->opts->modes, &p->tokens[i]));
    }
    return out.n ? buf_view(&out) : S("");
}

/* ---- lists ---- */

struct value pgr_ref(struct parser *p, struct path path, struct range range)
{
    struct value v = value_ref(p->mem, path);

    v.ref->range = range;
    return v;
}

struct value pgr_strings(struct parser *p, str one)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);

    *vec_push(p->mem, list) = one;
    return value_list(list);
}

void pgr_names(struct parser *p, struct ref_list *out)
{
    do {
        struct range range;
        struct path path = pgr_path(p, &range);

        (void)parse_take_op(p, "*");
        *vec_push(p->mem, out) = (struct ref){ .path = path, .range = range };
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* PERIOD before a name is that of a temporal key. */
void pgr_columns(struct parser *p, struct ref_list *out)
{
    if (!parse_expect_kind(p, TOKEN_OPEN))
        return;
    do {
        struct range range;
        str name;

        if (parse_is(p, "PERIOD") &&
            (parse_peek(p, 1)->kind == TOKEN_WORD || parse_peek(p, 1)->kind == TOKEN_QUOTED))
            p->at++;
        name = pgr_name(p, &range);
        *vec_push(p->mem, out) =
            (struct ref){ .use = REF_COLUMN, .path = { .name = name }, .range = range };
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

void pgr_roles(struct parser *p, struct str_list *out)
{
    do {
        (void)(parse_is(p, "GROUP") && parse_peek(p, 1)->kind != TOKEN_COMMA &&
               parse_take(p, "GROUP"));
        *vec_push(p->mem, out) = pgr_name(p, NULL);
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* ---- ends ---- */

void pgr_behavior(struct parser *p, size_t from_change)
{
    if (parse_take_any(p, "CASCADE|RESTRICT") != 0)
        return;
    for (size_t i = from_change; i < p->out->changes.n; i++)
        p->out->changes.v[i].flags |= CHANGE_CASCADE;
}

void pgr_rest(struct parser *p)
{
    if (!p->stuck.n)
        p->at = p->n;
}

static bool at_any(const struct token *t, const char *words)
{
    str rest = str_of(words);

    while (t->kind == TOKEN_WORD && rest.n)
        if (str_eq_nocase(t->text, str_cut(rest, '|', &rest)))
            return true;
    return false;
}

size_t pgr_find(const struct parser *p, size_t from, size_t to, const char *words)
{
    for (size_t i = from; i < to && i < p->n; i++) {
        if (at_any(&p->tokens[i], words))
            return i;
        if (p->tokens[i].kind == TOKEN_OPEN && p->partner[i] < p->n)
            i = p->partner[i];
    }
    return to < p->n ? to : p->n;
}

void pgr_skip_to(struct parser *p, const char *words)
{
    if (!p->stuck.n)
        p->at = pgr_find(p, p->at, p->n, words);
}

void pgr_command_flags(struct parser *p, size_t from_change, unsigned flags)
{
    for (size_t i = from_change; i < p->out->changes.n; i++)
        p->out->changes.v[i].flags |= flags;
}
