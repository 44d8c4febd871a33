/* ddl/read_pg_trigger.c: triggers, event triggers, rules, policies.
 *
 * Does      CREATE and ALTER of each
 * Does not  ALTER TABLE … ENABLE TRIGGER (read_pg_alter.c)
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* ---- triggers ---- */

static void read_timing(struct parser *p, struct change *c)
{
    size_t from = p->at;
    int which = parse_take_any(p, "BEFORE|AFTER|INSTEAD");

    if (which < 0 || (which == 2 && !parse_expect(p, "OF")))
        parse_stuck(p, "expected BEFORE, AFTER or INSTEAD OF");
    pgr_set(p, c, ATTR_TIMING, value_text(pgr_words(p, from)), from);
}

static void read_events(struct parser *p, struct change *c)
{
    struct str_list *events = arena_new(p->mem, struct str_list, 1);
    struct ref_list *columns = arena_new(p->mem, struct ref_list, 1);
    size_t from = p->at;

    do {
        size_t at = p->at;

        if (parse_take_any(p, "INSERT|UPDATE|DELETE|TRUNCATE") < 0)
            parse_stuck(p, "expected an event");
        *vec_push(p->mem, events) = pgr_words(p, at);
        if (parse_take(p, "OF"))
            pgr_names(p, columns);
    } while (parse_take(p, "OR"));
    pgr_set(p, c, ATTR_EVENTS, value_list(events), from);
    if (columns->n)
        pgr_set(p, c, ATTR_COLUMNS, value_refs(columns), from);
}

static void read_referencing(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (!parse_take(p, "REFERENCING"))
        return;
    while (parse_take_any(p, "OLD|NEW") >= 0) {
        (void)parse_take_any(p, "TABLE|ROW");
        (void)parse_take(p, "AS");
        pgr_name(p, NULL);
    }
    pgr_set(p, c, ATTR_OPTIONS, pgr_strings(p, pgr_words(p, from)), from);
}

static void read_level(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (!parse_take(p, "FOR"))
        return;
    (void)parse_take(p, "EACH");
    if (parse_take(p, "ROW"))
        pgr_yes(p, c, ATTR_FOR_EACH_ROW, from);
    else
        parse_expect(p, "STATEMENT");
}

static void read_executes(struct parser *p, struct change *c)
{
    size_t from = p->at, open;
    struct range range;
    struct path path;

    parse_expect(p, "EXECUTE");
    if (parse_take_any(p, "FUNCTION|PROCEDURE") < 0)
        parse_stuck(p, "expected FUNCTION or PROCEDURE");
    path = pgr_path(p, &range);
    pgr_set(p, c, ATTR_EXECUTES, pgr_ref(p, path, range), from);
    open = p->at;
    if (!parse_is_kind(p, TOKEN_OPEN)) {
        parse_stuck(p, "expected the arguments of the function");
        return;
    }
    parse_skip_parens(p);
    if (p->at > open + 2)
        pgr_set(p, c, ATTR_PARAMETERS, value_text(pgr_text(p, open)), open);
}

static void read_on(struct parser *p, struct change *c)
{
    struct path table;
    struct range range;

    parse_expect(p, "ON");
    table = pgr_path(p, &range);
    c->path.schema = table.schema;
    c->path.table = table.name;
}

void read_pg_trigger(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    bool constraint = pgr_said(p, "CONSTRAINT");
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);
    struct change *c =
        pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);

    c->flags |= flags;
    if (constraint)
        pgr_say(p, c, ATTR_WHAT, "constraint trigger", 0);
    read_timing(p, c);
    read_events(p, c);
    read_on(p, c);
    from = p->at;
    if (parse_take(p, "FROM")) {
        struct path other = pgr_path(p, &range);

        pgr_set(p, c, ATTR_REFERENCES, pgr_ref(p, other, range), from);
    }
    while (pgr_constraint_attribute(p, c, false))
        ;
    read_referencing(p, c);
    read_level(p, c);
    from = p->at;
    if (parse_take(p, "WHEN"))
        pgr_set(p, c, ATTR_WHEN, value_expr(parse_paren_expr(p)), from);
    read_executes(p, c);
    pgr_close(p, i, 0);
}

/* ALTER TRIGGER, POLICY, RULE name ON table … */
void read_pg_alter_on(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);
    struct path table;

    parse_expect(p, "ON");
    table = pgr_path(p, NULL);
    from = p->at;
    if (!pgr_alter_common(p, row->kind, pgr_in(table, name), range, from))
        parse_stuck(p, "this form of the statement is not known");
    pgr_command_flags(p, i, flags);
    for (; i < pgr_count(p); i++)
        pgr_at(p, i)->range = parse_range(p, 0);
}

/* ---- event triggers ---- */

static void read_filter(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (!parse_take(p, "WHEN"))
        return;
    pgr_skip_to(p, "EXECUTE");
    pgr_set(p, c, ATTR_DEFINITION, value_text(pgr_text(p, from + 1)), from);
}

void read_pg_event_trigger(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);
    struct change *c =
        pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);

    from = p->at;
    parse_expect(p, "ON");
    pgr_set(p, c, ATTR_EVENTS, pgr_strings(p, pgr_name(p, NULL)), from);
    read_filter(p, c);
    read_executes(p, c);
    pgr_close(p, i, 0);
}

void read_pg_alter_event_trigger(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);
    struct path path = { .name = name };
    struct change *c;

    from = p->at;
    if (!pgr_alter_common(p, row->kind, path, range, from)) {
        c = pgr_change(p, CHANGE_ALTER, row->kind, path, range);
        if (parse_take(p, "DISABLE"))
            pgr_say(p, c, ATTR_ENABLED, "disabled", from);
        else if (parse_take_words(p, "ENABLE REPLICA"))
            pgr_say(p, c, ATTR_ENABLED, "replica", from);
        else if (parse_take_words(p, "ENABLE ALWAYS"))
            pgr_say(p, c, ATTR_ENABLED, "always", from);
        else if (parse_expect(p, "ENABLE"))
            pgr_reset(p, c, ATTR_ENABLED, from);
    }
    pgr_close(p, i, 0);
}

/* ---- rules ---- */

/* What follows DO, as text; the relations in it. */
static void read_actions(struct parser *p, struct change *c)
{
    size_t from;
    struct ref_list *refs;

    (void)parse_take_any(p, "ALSO|INSTEAD");
    from = p->at;
    pgr_rest(p);
    if (p->stuck.n || from >= p->n)
        return;
    refs = pgr_relations(p, from);
    if (refs->n)
        pgr_set(p, c, ATTR_DEPENDS, value_refs(refs), from);
}

void read_pg_rule(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);
    struct change *c =
        pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);
    struct path table;

    c->flags |= flags;
    parse_expect(p, "AS");
    from = p->at;
    parse_expect(p, "ON");
    pgr_set(p, c, ATTR_EVENTS, pgr_strings(p, pgr_name(p, NULL)), from);
    parse_expect(p, "TO");
    table = pgr_path(p, NULL);
    c->path.schema = table.schema;
    c->path.table = table.name;
    from = p->at;
    if (parse_take(p, "WHERE"))
        pgr_set(p, c, ATTR_WHEN, value_expr(parse_expr(p, "DO")), from);
    from = p->at;
    if (parse_expect(p, "DO"))
        read_actions(p, c);
    pgr_set(p, c, ATTR_DEFINITION, value_text(pgr_text(p, from)), from);
    pgr_close(p, i, 0);
}

/* ---- policies ---- */

static void read_policy_roles(struct parser *p, struct change *c, size_t from)
{
    struct str_list *roles = arena_new(p->mem, struct str_list, 1);

    pgr_roles(p, roles);
    pgr_set(p, c, ATTR_ROLES, value_list(roles), from);
}

static bool read_policy_clause(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (parse_take(p, "AS")) {
        int which = parse_take_any(p, "PERMISSIVE|RESTRICTIVE");

        if (which < 0)
            return parse_stuck(p, "expected PERMISSIVE or RESTRICTIVE");
        if (which == 1)
            pgr_yes(p, c, ATTR_RESTRICTIVE, from);
    } else if (parse_take(p, "FOR")) {
        str command = pgr_name(p, NULL);

        if (!str_eq(command, S("all")))
            pgr_set(p, c, ATTR_COMMAND, value_text(command), from);
    } else if (parse_take(p, "TO")) {
        read_policy_roles(p, c, from);
    } else if (parse_take(p, "USING")) {
        pgr_set(p, c, ATTR_EXPRESSION, value_expr(parse_paren_expr(p)), from);
    } else if (parse_take_words(p, "WITH CHECK")) {
        pgr_set(p, c, ATTR_WITH_CHECK, value_expr(parse_paren_expr(p)), from);
    } else {
        return false;
    }
    return true;
}

static void policy(struct parser *p, const struct read_row *row, enum change_verb verb)
{
    size_t i = pgr_count(p);
    struct range range;
    str name = pgr_name(p, &range);
    struct path table;
    struct change *c;

    parse_expect(p, "ON");
    table = pgr_path(p, NULL);
    if (!pgr_alter_common(p, row->kind, pgr_in(table, name), range, p->at)) {
        c = pgr_change(p, verb, row->kind, pgr_in(table, name), range);
        while (read_policy_clause(p, c))
            ;
    }
    pgr_close(p, i, 0);
}

void read_pg_policy(struct parser *p, const struct read_row *row)
{
    policy(p, row, CHANGE_CREATE);
}

void read_pg_alter_policy(struct parser *p, const struct read_row *row)
{
    policy(p, row, CHANGE_ALTER);
}
