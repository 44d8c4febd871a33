/* ddl/read_pg_role.c: roles, schemas, publications, subscriptions.
 *
 * Does      CREATE and ALTER ROLE, USER, GROUP; CREATE SCHEMA with what stands in it; CREATE and ALTER
 *           PUBLICATION and SUBSCRIPTION
 * Does not  keep passwords and connection strings
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* ---- roles ---- */

static void add_option(struct parser *p, size_t i, str text, size_t from)
{
    pgr_set(p, pgr_at(p, i), ATTR_OPTIONS, value_text(text), from)->verb = EDIT_ADD;
}

/* IN ROLE a; ROLE b; ADMIN c */
static void role_list(struct parser *p, size_t i, size_t from)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);

    pgr_roles(p, list);
    pgr_set(p, pgr_at(p, i), ATTR_ROLES, value_list(list), from);
}

static bool role_value(struct parser *p, size_t i, size_t from)
{
    str word = pgr_words(p, from);
    size_t at = p->at;
    str value;

    (void)(parse_take_op(p, "-") || parse_take_op(p, "+"));
    if (parse_is_kind(p, TOKEN_STRING)) {
        value = parse_string(p);
    } else if (parse_take_kind(p, TOKEN_NUMBER)) {
        value = pgr_text(p, at);
    } else {
        return parse_stuck(p, "expected the value of the option");
    }
    add_option(p, i, str_printf(p->mem, STR_FMT "=" STR_FMT, STR_ARG(word), STR_ARG(value)), from);
    return true;
}

static bool role_option(struct parser *p, size_t i)
{
    size_t from = p->at;

    if (parse_take_pattern(p, "[ENCRYPTED|UNENCRYPTED] PASSWORD")) {
        if (!parse_take(p, "NULL"))
            parse_expect_kind(p, TOKEN_STRING);
        add_option(p, i, S("password"), from);
    } else if (parse_take_words(p, "CONNECTION LIMIT") || parse_take_words(p, "VALID UNTIL") ||
               parse_take(p, "SYSID")) {
        return role_value(p, i, from);
    } else if (parse_take_pattern(p, "IN ROLE|GROUP") ||
               parse_take_any(p, "ROLE|USER|ADMIN") >= 0) {
        role_list(p, i, from);
    } else if (parse_is_kind(p, TOKEN_WORD)) {
        str word = pgr_name(p, NULL);

        add_option(p, i, word, from);
    } else {
        return false;
    }
    return true;
}

void read_pg_role(struct parser *p, const struct read_row *row)
{
    bool login = pgr_said(p, "USER");
    size_t i = pgr_count(p);
    struct range range;
    str name = pgr_name(p, &range);

    pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);
    if (login)
        add_option(p, i, S("login"), 0);
    (void)parse_take(p, "WITH");
    while (!parse_end(p) && role_option(p, i))
        ;
    pgr_close(p, i, 0);
}

/* [IN DATABASE d] SET a TO b | RESET a */
static bool role_setting(struct parser *p, size_t i, const struct read_row *row, struct path path,
                         struct range range)
{
    size_t from = p->at;
    str database = S(""), name, value;
    struct edit *e;

    if (parse_take_words(p, "IN DATABASE"))
        database = pgr_name(p, NULL);
    if (!parse_is(p, "SET") && !parse_is(p, "RESET"))
        return false;
    pgr_change(p, CHANGE_ALTER, row->kind, path, range);
    if (parse_take(p, "SET")) {
        name = pgr_setting_name(p);
        value = parse_take_words(p, "FROM CURRENT") ? S("from current") : pgr_setting_value(p);
        name = str_printf(p->mem, "set " STR_FMT "=" STR_FMT, STR_ARG(name), STR_ARG(value));
        add_option(p, i, name, from);
    } else {
        p->at++;
        e = pgr_reset(p, pgr_at(p, i), ATTR_OPTIONS, from);
        name = pgr_setting_name(p);
        e->value = value_text(str_printf(p->mem, "set " STR_FMT, STR_ARG(name)));
        e->range = parse_range(p, from);
    }
    pgr_at(p, i)->path.schema = database.n ? database : (str){ 0 };
    return true;
}

void read_pg_alter_role(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);
    struct range range;
    struct path path = { .name = pgr_name(p, &range) };
    int members;

    if (pgr_alter_common(p, row->kind, path, range, p->at) ||
        role_setting(p, i, row, path, range)) {
        pgr_close(p, i, 0);
        return;
    }
    members = parse_take_pattern(p, "ADD USER") ? 1 : parse_take_pattern(p, "DROP USER") ? 0 : -1;
    if (members >= 0) {
        pgr_group_members(p, path.name, range, members);
        return;
    }
    pgr_change(p, CHANGE_ALTER, row->kind, path, range);
    (void)parse_take(p, "WITH");
    while (!parse_end(p) && role_option(p, i))
        ;
    pgr_close(p, i, 0);
}

/* ---- schemas ---- */

/* Statements without a semicolon between them; names without a schema are this one's. */
static void schema_elements(struct parser *p, str schema)
{
    size_t first = pgr_count(p);

    while (!parse_end(p)) {
        size_t end = pgr_find(p, p->at + 1, p->n, "CREATE|GRANT");

        if (!parse_is(p, "CREATE") && !parse_is(p, "GRANT")) {
            parse_stuck(p, "expected CREATE or GRANT");
            return;
        }
        pgr_statement(p, p->at, end, 0);
        p->at = end;
    }
    for (size_t i = first; i < pgr_count(p); i++)
        if (!pgr_at(p, i)->path.schema.p)
            pgr_at(p, i)->path.schema = schema;
}

void read_pg_schema(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t i = pgr_count(p), from = p->at;
    struct range range = { 0 };
    str name = { 0 }, owner = { 0 };
    struct change *c;

    if (!parse_is(p, "AUTHORIZATION"))
        name = pgr_name(p, &range);
    from = p->at;
    if (parse_take(p, "AUTHORIZATION"))
        owner = pgr_name(p, name.p ? NULL : &range);
    name = name.p ? name : owner;
    c = pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);
    c->flags |= flags;
    if (owner.p)
        pgr_set(p, c, ATTR_OWNER, value_text(owner), from);
    pgr_close(p, i, 0);
    schema_elements(p, name);
}

/* ---- publications ---- */

/* TABLE [ONLY] a [*] [(columns)] [WHERE (…)]: a's name; TABLES IN SCHEMA b: `schemas`, for what follows too. */
static void publication_object(struct parser *p, struct ref_list *out, bool *schemas)
{
    struct range range;
    struct path path;

    if (parse_take_pattern(p, "TABLES IN SCHEMA"))
        *schemas = true;
    else if (parse_take(p, "TABLE"))
        *schemas = false;
    (void)parse_take(p, "ONLY");
    path = pgr_path(p, &range);
    if (!*schemas)
        *vec_push(p->mem, out) = (struct ref){ .path = path, .range = range };
    (void)parse_take_op(p, "*");
    if (parse_is_kind(p, TOKEN_OPEN))
        parse_skip_parens(p);
    if (parse_take(p, "WHERE"))
        (void)parse_paren_expr(p);
}

static void publication_objects(struct parser *p, size_t i, enum edit_verb verb, size_t from)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    size_t at = p->at;
    bool schemas = false;

    if (parse_take(p, "ALL")) {
        do {
            (void)parse_take(p, "ALL");
            pgr_name(p, NULL);
        } while (parse_take_kind(p, TOKEN_COMMA));
        if (parse_take(p, "EXCEPT")) {
            (void)parse_take(p, "TABLE");
            parse_skip_parens(p);
        }
    } else {
        do
            publication_object(p, list, &schemas);
        while (parse_take_kind(p, TOKEN_COMMA));
    }
    pgr_set(p, pgr_at(p, i), ATTR_DEFINITION, value_text(pgr_text(p, at)), from)->verb = verb;
    if (list->n)
        pgr_set(p, pgr_at(p, i), ATTR_DEPENDS, value_refs(list), from)->verb = verb;
}

void read_pg_publication(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);

    pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);
    from = p->at;
    if (parse_take(p, "FOR"))
        publication_objects(p, i, EDIT_SET, from);
    from = p->at;
    if (parse_take(p, "WITH")) {
        struct str_list *list = pgr_options(p);

        pgr_set(p, pgr_at(p, i), ATTR_OPTIONS, value_list(list), from);
    }
    pgr_close(p, i, 0);
}

void read_pg_alter_publication(struct parser *p, const struct read_row *row)
{
    static const enum edit_verb verbs[] = { EDIT_ADD, EDIT_REMOVE, EDIT_SET };

    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = { .name = pgr_name(p, &range) };
    int way;

    from = p->at;
    if (!pgr_alter_common(p, row->kind, path, range, from)) {
        pgr_change(p, CHANGE_ALTER, row->kind, path, range);
        way = parse_take_any(p, "ADD|DROP|SET");
        if (way == 2 && parse_is_kind(p, TOKEN_OPEN))
            pgr_set_options(p, pgr_at(p, i));
        else if (way >= 0)
            publication_objects(p, i, verbs[way], from);
        else
            parse_stuck(p, "this form of ALTER PUBLICATION is not known");
    }
    pgr_close(p, i, 0);
}

/* ---- subscriptions ---- */

static void publication_names(struct parser *p, size_t i, enum edit_verb verb, size_t from)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);

    pgr_names(p, list);
    pgr_set(p, pgr_at(p, i), ATTR_DEPENDS, value_refs(list), from)->verb = verb;
}

static void with_options(struct parser *p, size_t i)
{
    size_t from = p->at;

    if (parse_take(p, "WITH")) {
        struct str_list *list = pgr_options(p);

        pgr_set(p, pgr_at(p, i), ATTR_OPTIONS, value_list(list), from);
    }
}

void read_pg_subscription(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);

    pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);
    if (parse_take(p, "SERVER"))
        pgr_name(p, NULL);
    else if (parse_expect(p, "CONNECTION"))
        parse_expect_kind(p, TOKEN_STRING);
    from = p->at;
    if (parse_expect(p, "PUBLICATION"))
        publication_names(p, i, EDIT_SET, from);
    with_options(p, i);
    pgr_close(p, i, 0);
}

static void alter_subscription(struct parser *p, size_t i, size_t from)
{
    static const enum edit_verb verbs[] = { EDIT_SET, EDIT_ADD, EDIT_REMOVE };

    int way;

    if (parse_take(p, "CONNECTION")) {
        parse_expect_kind(p, TOKEN_STRING);
        pgr_say(p, pgr_at(p, i), ATTR_DEFINITION, "connection", from);
    } else if (parse_take_pattern(p, "REFRESH PUBLICATION|SEQUENCES")) {
        pgr_set(p, pgr_at(p, i), ATTR_DEFINITION, value_text(pgr_words(p, from)), from);
        with_options(p, i);
    } else if (parse_take(p, "DISABLE")) {
        pgr_say(p, pgr_at(p, i), ATTR_ENABLED, "disabled", from);
    } else if (parse_take(p, "ENABLE")) {
        pgr_reset(p, pgr_at(p, i), ATTR_ENABLED, from);
    } else if (parse_take(p, "SKIP")) {
        pgr_set_options(p, pgr_at(p, i));
    } else if (parse_is(p, "SET") && parse_peek(p, 1)->kind == TOKEN_OPEN) {
        p->at++;
        pgr_set_options(p, pgr_at(p, i));
    } else {
        way = parse_take_any(p, "SET|ADD|DROP");
        if (way < 0 || !parse_expect(p, "PUBLICATION"))
            parse_stuck(p, "this form of ALTER SUBSCRIPTION is not known");
        else
            publication_names(p, i, verbs[way], from);
        with_options(p, i);
    }
}

void read_pg_alter_subscription(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = { .name = pgr_name(p, &range) };

    from = p->at;
    if (!pgr_alter_common(p, row->kind, path, range, from)) {
        pgr_change(p, CHANGE_ALTER, row->kind, path, range);
        alter_subscription(p, i, from);
    }
    pgr_close(p, i, 0);
}
