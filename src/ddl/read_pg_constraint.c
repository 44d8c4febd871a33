/* ddl/read_pg_constraint.c: constraints of tables and domains.
 *
 * Does      CHECK, UNIQUE, PRIMARY KEY, EXCLUDE, FOREIGN KEY, NOT NULL, with their names and attributes
 * Does not  say what they imply (schema/bind.h)
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* ---- attributes ---- */

static const struct constraint_word {
    const char *words;
    enum attr attr;
    bool yes;
} attribute_words[] = {
    { "NOT DEFERRABLE", ATTR_DEFERRABLE, false },
    { "DEFERRABLE", ATTR_DEFERRABLE, true },
    { "INITIALLY IMMEDIATE", ATTR_INITIALLY_DEFERRED, false },
    { "INITIALLY DEFERRED", ATTR_INITIALLY_DEFERRED, true },
    { "NOT VALID", ATTR_NOT_VALID, true },
    { "NOT ENFORCED", ATTR_NOT_ENFORCED, true },
    { "ENFORCED", ATTR_NOT_ENFORCED, false },
    { "NO INHERIT", ATTR_NO_INHERIT, true },
    { "INHERIT", ATTR_NO_INHERIT, false },
};

bool pgr_constraint_attribute(struct parser *p, struct change *c, bool alter)
{
    size_t from = p->at;

    for (size_t i = 0; i < COUNT_OF(attribute_words); i++) {
        const struct constraint_word *w = &attribute_words[i];

        if (!parse_take_pattern(p, w->words))
            continue;
        if (w->yes)
            pgr_yes(p, c, w->attr, from);
        else if (alter)
            pgr_reset(p, c, w->attr, from);
        if (w->yes && w->attr == ATTR_INITIALLY_DEFERRED && !change_edit(c, ATTR_DEFERRABLE))
            pgr_yes(p, c, ATTR_DEFERRABLE, from);
        return true;
    }
    return false;
}

static void read_attributes(struct parser *p, struct change *c)
{
    while (pgr_constraint_attribute(p, c, false))
        ;
}

/* ---- keys ---- */

static void read_index_options(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (parse_take(p, "WITH"))
        pgr_set(p, c, ATTR_OPTIONS, value_list(pgr_options(p)), from);
    from = p->at;
    if (parse_take_words(p, "USING INDEX TABLESPACE"))
        pgr_set(p, c, ATTR_TABLESPACE, value_text(pgr_name(p, NULL)), from);
}

void pgr_nulls(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (parse_take_words(p, "NULLS NOT DISTINCT"))
        pgr_yes(p, c, ATTR_NULLS_NOT_DISTINCT, from);
    else
        (void)parse_take_words(p, "NULLS DISTINCT");
}

void pgr_include(struct parser *p, struct change *c)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    size_t from = p->at;

    if (!parse_take(p, "INCLUDE"))
        return;
    pgr_columns(p, list);
    pgr_set(p, c, ATTR_INCLUDE, value_refs(list), from);
}

void pgr_key_rest(struct parser *p, struct change *c)
{
    pgr_nulls(p, c);
    pgr_include(p, c);
    read_index_options(p, c);
}

static void read_key_columns(struct parser *p, struct change *c)
{
    struct part_list *list = arena_new(p->mem, struct part_list, 1);
    size_t from = p->at;
    bool period = false;

    if (!parse_expect_kind(p, TOKEN_OPEN))
        return;
    do {
        struct range range;
        str name = pgr_name(p, &range);

        period |= parse_take_words(p, "WITHOUT OVERLAPS");
        vec_push(p->mem, list)->column =
            (struct ref){ .use = REF_COLUMN, .path = { .name = name }, .range = range };
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
    pgr_set(p, c, ATTR_PARTS, value_parts(list), from);
    if (period)
        pgr_yes(p, c, ATTR_PERIOD, from);
}

static void read_using_index(struct parser *p, struct change *c, size_t from)
{
    struct range range;
    struct path path = pgr_path(p, &range);

    pgr_set(p, c, ATTR_USING_INDEX, pgr_ref(p, path, range), from);
}

static void read_key(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (parse_take_words(p, "USING INDEX")) {
        read_using_index(p, c, from);
        return;
    }
    pgr_nulls(p, c);
    read_key_columns(p, c);
    pgr_key_rest(p, c);
}

/* ---- the kinds ---- */

static void read_check(struct parser *p, struct change *c)
{
    size_t from = p->at;

    pgr_set(p, c, ATTR_EXPRESSION, value_expr(parse_paren_expr(p)), from);
}

/* Operators have no place in the parts: the definition tells two exclusions apart. */
static void read_exclude(struct parser *p, struct change *c)
{
    size_t from = p->at, at;

    if (parse_take(p, "USING"))
        pgr_set(p, c, ATTR_METHOD, value_text(pgr_name(p, NULL)), from);
    at = p->at;
    pgr_set(p, c, ATTR_PARTS, value_parts(parse_parts(p)), at);
    pgr_set(p, c, ATTR_DEFINITION, value_text(pgr_text(p, at)), at);
    pgr_key_rest(p, c);
    at = p->at;
    if (parse_take(p, "WHERE"))
        pgr_set(p, c, ATTR_PREDICATE, value_expr(parse_paren_expr(p)), at);
}

static void read_action(struct parser *p, struct change *c, enum attr attr, size_t from)
{
    static const char *const words[] = { "NO ACTION", "RESTRICT", "CASCADE", "SET NULL",
                                         "SET DEFAULT" };

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t at = p->at;
        str text = str_of(words[i]);

        if (!parse_take_pattern(p, words[i]))
            continue;
        if (parse_is_kind(p, TOKEN_OPEN)) {
            at = p->at;
            parse_skip_parens(p);
            text = str_printf(p->mem, "%s " STR_FMT, words[i], STR_ARG(pgr_text(p, at)));
        }
        if (i)
            pgr_set(p, c, attr, value_text(text), from);
        return;
    }
    parse_stuck(p, "expected what the foreign key does");
}

static bool reference_rest(struct parser *p, struct change *c)
{
    static const enum attr actions[] = { ATTR_ON_DELETE, ATTR_ON_UPDATE_ACTION };

    size_t from = p->at;
    int which;

    if (parse_take(p, "MATCH")) {
        str how = pgr_name(p, NULL);

        if (!str_eq(how, S("simple")))
            pgr_set(p, c, ATTR_MATCH, value_text(how), from);
        return true;
    }
    if (!parse_take(p, "ON"))
        return false;
    which = parse_take_any(p, "DELETE|UPDATE");
    if (which < 0)
        return parse_stuck(p, "expected DELETE or UPDATE");
    read_action(p, c, actions[which], from);
    return true;
}

void pgr_references(struct parser *p, struct change *c)
{
    struct ref_list *columns = arena_new(p->mem, struct ref_list, 1);
    struct range range;
    struct path path = pgr_path(p, &range);
    size_t from = p->at;

    change_set(p->mem, c, ATTR_REFERENCES, pgr_ref(p, path, range), range);
    if (parse_is_kind(p, TOKEN_OPEN)) {
        pgr_columns(p, columns);
        pgr_set(p, c, ATTR_REF_COLUMNS, value_refs(columns), from);
    }
    while (reference_rest(p, c))
        ;
}

static bool said_period(const struct parser *p, size_t from)
{
    for (size_t i = from; i < p->at && i < p->n; i++)
        if (str_eq_nocase(p->tokens[i].text, S("period")) && p->tokens[i + 1].kind != TOKEN_COMMA &&
            p->tokens[i + 1].kind != TOKEN_CLOSE)
            return true;
    return false;
}

static void read_foreign(struct parser *p, struct change *c)
{
    struct ref_list *columns = arena_new(p->mem, struct ref_list, 1);
    size_t from = p->at;

    pgr_columns(p, columns);
    pgr_set(p, c, ATTR_COLUMNS, value_refs(columns), from);
    if (!p->stuck.n && said_period(p, from))
        pgr_yes(p, c, ATTR_PERIOD, from);
    if (parse_expect(p, "REFERENCES"))
        pgr_references(p, c);
}

static void read_not_null(struct parser *p, struct change *c)
{
    struct ref_list *columns = arena_new(p->mem, struct ref_list, 1);
    struct range range;
    str name;

    if (parse_end(p) || parse_is(p, "NOT") || parse_is(p, "NO"))
        return; /* of a domain */
    name = pgr_name(p, &range);
    *vec_push(p->mem, columns) =
        (struct ref){ .use = REF_COLUMN, .path = { .name = name }, .range = range };
    change_set(p->mem, c, ATTR_COLUMNS, value_refs(columns), range);
}

static const struct {
    const char *words;
    enum object_kind kind;
    void (*read)(struct parser *p, struct change *c);
} kinds[] = {
    { "CHECK", KIND_CHECK, read_check },
    { "UNIQUE", KIND_UNIQUE, read_key },
    { "PRIMARY KEY", KIND_PRIMARY_KEY, read_key },
    { "EXCLUDE", KIND_EXCLUSION, read_exclude },
    { "FOREIGN KEY", KIND_FOREIGN_KEY, read_foreign },
    { "NOT NULL", KIND_NOT_NULL, read_not_null },
};

/* Not the name of a column: all but EXCLUDE are reserved. */
bool pgr_at_constraint(const struct parser *p)
{
    static const char *const words[] = { "CONSTRAINT", "CHECK",   "UNIQUE",
                                         "PRIMARY",    "FOREIGN", "NOT" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (parse_is(p, words[i]))
            return true;
    return parse_is(p, "EXCLUDE") &&
           (parse_is_at(p, 1, "USING") || parse_peek(p, 1)->kind == TOKEN_OPEN);
}

void pgr_constraint(struct parser *p, struct path table)
{
    size_t from = p->at, i = pgr_count(p), at;
    struct range range = { 0 };
    str name = { 0 };

    if (parse_take(p, "CONSTRAINT"))
        name = pgr_name(p, &range);
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        struct change *c;

        at = p->at;
        if (!parse_take_pattern(p, kinds[k].words))
            continue;
        if (!name.p)
            range = parse_range(p, at);
        c = pgr_change(p, CHANGE_CREATE, kinds[k].kind, pgr_in(table, name), range);
        c->flags |= name.p ? 0 : CHANGE_SELF_NAMED;
        kinds[k].read(p, c);
        read_attributes(p, c);
        pgr_close(p, i, from);
        return;
    }
    parse_stuck(p, "this kind of constraint is not known");
}
