/* ddl/build.c: changes and edits with their ranges.
 *
 * Does      append changes, set attributes, read names that must be there, foreign keys' rules
 * Does not  know any statement
 * See       ddl/build_int.h
 */
#include "ddl/build_int.h"

size_t build(struct parser *p, enum change_verb verb, enum object_kind kind, struct path path)
{
    struct change *c = statement_add(p->mem, p->out, verb, kind);

    c->path = path;
    return p->out->changes.n - 1;
}

struct change *build_at(struct parser *p, size_t change)
{
    return &p->out->changes.v[change];
}

void build_flag(struct parser *p, size_t change, unsigned flags)
{
    build_at(p, change)->flags |= flags;
}

void build_end(struct parser *p, size_t change, size_t from)
{
    if (!p->stuck.n)
        build_at(p, change)->range = parse_range(p, from);
}

void build_name(struct parser *p, size_t change, size_t from)
{
    build_at(p, change)->name_range = parse_range(p, from);
}

struct edit *build_set(struct parser *p, size_t change, enum attr attr, struct value v, size_t from)
{
    return change_set(p->mem, build_at(p, change), attr, v, parse_range(p, from));
}

void build_yes(struct parser *p, size_t change, enum attr attr, size_t from)
{
    build_set(p, change, attr, value_yes(true), from);
}

void build_text(struct parser *p, size_t change, enum attr attr, str text, size_t from)
{
    if (text.p)
        build_set(p, change, attr, value_text(text), from);
}

void build_reset(struct parser *p, size_t change, enum attr attr, size_t from)
{
    build_set(p, change, attr, (struct value){ 0 }, from)->verb = EDIT_RESET;
}

void build_option(struct parser *p, size_t change, str option, size_t from)
{
    struct change *c = build_at(p, change);
    struct edit *e = NULL;

    if (c->verb == CHANGE_ALTER && !(c->flags & CHANGE_RESTATES)) {
        build_set(p, change, ATTR_OPTIONS, value_text(option), from)->verb = EDIT_ADD;
        return;
    }
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].attr == ATTR_OPTIONS)
            e = &c->edits.v[i];
    if (!e)
        e = build_set(p, change, ATTR_OPTIONS, value_list(arena_new(p->mem, struct str_list, 1)),
                      from);
    *vec_push(p->mem, e->value.list) = option;
}

str build_join(struct parser *p, str key, const char *between, str value)
{
    return str_printf(p->mem, STR_FMT "%s" STR_FMT, STR_ARG(key), between, STR_ARG(value));
}

struct path build_child(const struct path *t, str name)
{
    return (struct path){ .schema = t->schema, .table = t->name, .name = name };
}

unsigned build_if(struct parser *p)
{
    if (parse_take_words(p, "IF NOT EXISTS"))
        return CHANGE_IF_NOT_EXISTS;
    return parse_take_words(p, "IF EXISTS") ? CHANGE_IF_EXISTS : 0;
}

str build_need_name(struct parser *p)
{
    str name = parse_name(p);

    if (!name.p)
        parse_expect_kind(p, TOKEN_QUOTED);
    return name;
}

struct path build_need_path(struct parser *p)
{
    struct path path = parse_path(p);

    if (!path.name.p)
        parse_expect_kind(p, TOKEN_QUOTED);
    return path;
}

str build_source(const struct parser *p, size_t from, size_t to)
{
    if (from >= to || to > p->n)
        return S("");
    return str_slice(p->text, p->tokens[from].offset,
                     p->tokens[to - 1].offset + p->tokens[to - 1].text.n);
}

str build_upper(struct parser *p, str s)
{
    char *v = arena_new(p->mem, char, s.n + 1);

    for (size_t i = 0; i < s.n; i++)
        v[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i];
    return (str){ v, s.n };
}

struct ref_list *build_names(struct parser *p)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);

    parse_names(p, list);
    for (size_t i = 0; i < list->n; i++)
        list->v[i].use = REF_COLUMN;
    return list;
}

struct part_list *build_one_part(struct parser *p, str column)
{
    struct part_list *list = arena_new(p->mem, struct part_list, 1);

    *vec_push(p->mem, list) =
        (struct part){ .column = { .use = REF_COLUMN, .path = { .name = column } } };
    return list;
}

/* ---- foreign keys ---- */

/* NO ACTION, the default, is not kept. */
static void read_action(struct parser *p, size_t change, size_t from)
{
    static const char *const names[] = { "CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT",
                                         "NO ACTION" };
    int event = parse_take_any(p, "DELETE|UPDATE|INSERT");

    if (event < 0 || (event == 2 && p->opts->dialect->id != DIALECT_SQLITE)) {
        parse_stuck(p, "expected DELETE or UPDATE behind ON");
        return;
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!parse_take_words(p, names[i]))
            continue;
        if (event < 2 && i < 4)
            build_text(p, change, event ? ATTR_ON_UPDATE_ACTION : ATTR_ON_DELETE, str_of(names[i]),
                       from);
        return;
    }
    parse_stuck(p, "expected what happens ON DELETE or ON UPDATE");
}

static void read_match(struct parser *p, size_t change, size_t from)
{
    str name = str_lower(p->mem, build_need_name(p));

    if (!str_eq(name, S("simple")))
        build_text(p, change, ATTR_MATCH, name, from);
}

static bool read_deferrable(struct parser *p, size_t change, size_t from)
{
    bool no = parse_take_words(p, "NOT DEFERRABLE");

    if (!no && !parse_take(p, "DEFERRABLE"))
        return false;
    if (!no)
        build_yes(p, change, ATTR_DEFERRABLE, from);
    if (parse_take_words(p, "INITIALLY DEFERRED")) {
        if (!no)
            build_yes(p, change, ATTR_INITIALLY_DEFERRED, from);
    } else {
        parse_take_words(p, "INITIALLY IMMEDIATE");
    }
    return true;
}

void build_references(struct parser *p, size_t change)
{
    size_t from = p->at;
    struct value v;

    if (!parse_expect(p, "REFERENCES"))
        return;
    v = value_ref(p->mem, build_need_path(p));
    v.ref->range = parse_range(p, from + 1);
    build_set(p, change, ATTR_REFERENCES, v, from);
    from = p->at;
    if (parse_is_kind(p, TOKEN_OPEN)) {
        v = value_refs(build_names(p));
        build_set(p, change, ATTR_REF_COLUMNS, v, from);
    }
    for (from = p->at; !parse_end(p); from = p->at) {
        if (parse_take(p, "MATCH"))
            read_match(p, change, from);
        else if (parse_is(p, "ON") && !parse_is_at(p, 1, "CONFLICT")) {
            p->at++;
            read_action(p, change, from);
        } else if (p->opts->dialect->id != DIALECT_SQLITE || !read_deferrable(p, change, from)) {
            break;
        }
    }
}
