/* ddl/read_pg_grant.c: GRANT, REVOKE, ALTER DEFAULT PRIVILEGES, what roles own.
 *
 * Does      a change for each object and grantee: who may do what on which object
 * Does not  expand ALL PRIVILEGES or ALL TABLES IN SCHEMA
 * Shape     CREATE = granted, DROP = revoked; path: schema and table are the object, name the grantee
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

struct grant {
    enum change_verb verb;
    struct str_list *privileges;
    struct range privileges_range;
    struct ref_list objects; /* use absent, path and range */
    str what;                /* "table", "all tables in schema", "role" */
    struct str_list grantees;
    vec(struct range) grantee_ranges;
    bool option;       /* WITH GRANT OPTION, GRANT OPTION FOR */
    const char *which; /* of a role's: "inherit option", "set option"; NULL = the grant option */
    unsigned flags;
};

/* SELECT (a, b), UPDATE; up to ON or TO. */
static void read_privileges(struct parser *p, struct grant *g)
{
    size_t start = p->at;

    g->privileges = arena_new(p->mem, struct str_list, 1);
    do {
        size_t from = p->at;

        while (!parse_end(p) && !parse_is_kind(p, TOKEN_COMMA) && !parse_is(p, "ON") &&
               !parse_is(p, "TO") && !parse_is(p, "FROM"))
            if (parse_is_kind(p, TOKEN_OPEN))
                parse_skip_parens(p);
            else
                p->at++;
        *vec_push(p->mem, g->privileges) = pgr_words(p, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    g->privileges_range = parse_range(p, start);
}

static void read_grantees(struct parser *p, struct grant *g)
{
    do {
        size_t from = p->at;

        if (parse_is(p, "GROUP") && parse_peek(p, 1)->kind != TOKEN_COMMA && p->at + 1 < p->n)
            p->at++;
        *vec_push(p->mem, &g->grantees) = pgr_name(p, NULL);
        *vec_push(p->mem, &g->grantee_ranges) = parse_range(p, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* ---- what it is on ---- */

static const struct {
    const char *words, *what;
    bool routine;
} targets[] = {
    { "ALL TABLES IN SCHEMA", "all tables in schema", false },
    { "ALL SEQUENCES IN SCHEMA", "all sequences in schema", false },
    { "ALL FUNCTIONS IN SCHEMA", "all functions in schema", false },
    { "ALL PROCEDURES IN SCHEMA", "all procedures in schema", false },
    { "ALL ROUTINES IN SCHEMA", "all routines in schema", false },
    { "TABLE", "table", false },
    { "SEQUENCE", "sequence", false },
    { "DATABASE", "database", false },
    { "DOMAIN", "domain", false },
    { "FOREIGN DATA WRAPPER", "foreign data wrapper", false },
    { "FOREIGN SERVER", "server", false },
    { "FUNCTION", "function", true },
    { "PROCEDURE", "procedure", true },
    { "ROUTINE", "routine", true },
    { "LANGUAGE", "language", false },
    { "LARGE OBJECT", "large object", false },
    { "PARAMETER", "parameter", false },
    { "PROPERTY GRAPH", "property graph", false },
    { "SCHEMA", "schema", false },
    { "TABLESPACE", "tablespace", false },
    { "TYPE", "type", false },
};

static bool is_name_next(const struct parser *p, size_t ahead)
{
    enum token_kind kind = parse_peek(p, ahead)->kind;

    return kind == TOKEN_WORD || kind == TOKEN_QUOTED || kind == TOKEN_NUMBER;
}

static bool read_target(struct parser *p, struct grant *g)
{
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        size_t at = p->at;

        if (!parse_take_pattern(p, targets[i].words))
            continue;
        if (is_name_next(p, 0) && !parse_is(p, "TO") && !parse_is(p, "FROM")) {
            g->what = str_of(targets[i].what);
            return targets[i].routine;
        }
        p->at = at; /* a table that is called so */
    }
    g->what = S("table");
    return false;
}

static void read_objects(struct parser *p, struct grant *g)
{
    bool routine = read_target(p, g);

    do {
        size_t from = p->at;
        struct path path = { 0 };

        if (parse_is_kind(p, TOKEN_NUMBER)) {
            p->at++;
            path.name = pgr_text(p, from);
        } else {
            path = pgr_path(p, NULL);
        }
        if (routine && parse_is_kind(p, TOKEN_OPEN))
            path.args = pgr_signature(p);
        *vec_push(p->mem, &g->objects) =
            (struct ref){ .path = path, .range = parse_range(p, from) };
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* ---- changes ---- */

static void add_change(struct parser *p, const struct grant *g, const struct ref *object,
                       size_t grantee)
{
    struct path path = { .schema = object->path.schema,
                         .table = object->path.name,
                         .name = g->grantees.v[grantee],
                         .args = object->path.args };
    struct change *c = pgr_change(p, g->verb, KIND_GRANT, path, object->range);

    c->flags |= g->flags;
    change_set(p->mem, c, ATTR_WHAT, value_text(g->what), object->range);
    change_set(p->mem, c, ATTR_PRIVILEGES, value_list(g->privileges), g->privileges_range);
    if (g->option)
        change_set(p->mem, c, ATTR_OPTIONS,
                   pgr_strings(p, g->which ? str_of(g->which) : S("grant option")),
                   g->privileges_range);
}

static void add_changes(struct parser *p, const struct grant *g)
{
    if (p->stuck.n)
        return;
    for (size_t i = 0; i < g->objects.n; i++)
        for (size_t k = 0; k < g->grantees.n; k++)
            add_change(p, g, &g->objects.v[i], k);
}

static void read_granted_by(struct parser *p)
{
    if (parse_take_words(p, "GRANTED BY"))
        pgr_name(p, NULL);
}

/* WITH GRANT OPTION; of a role: WITH ADMIN OPTION, WITH INHERIT TRUE, SET FALSE */
static void read_with(struct parser *p, struct grant *g)
{
    if (!parse_take(p, "WITH"))
        return;
    if (parse_take_words(p, "GRANT OPTION") || parse_take_words(p, "ADMIN OPTION")) {
        g->option = true;
        return;
    }
    do {
        bool admin = parse_is(p, "ADMIN");

        if (parse_take_any(p, "ADMIN|INHERIT|SET") < 0)
            parse_stuck(p, "expected GRANT OPTION, ADMIN, INHERIT or SET");
        g->option |= admin && !parse_is(p, "FALSE");
        if (parse_take_any(p, "TRUE|FALSE|OPTION") < 0)
            parse_stuck(p, "expected TRUE or FALSE");
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* Roles stand where privileges do: they are the objects then. */
static void roles_as_objects(struct parser *p, struct grant *g)
{
    g->what = S("role");
    for (size_t i = 0; i < g->privileges->n; i++)
        *vec_push(p->mem, &g->objects) =
            (struct ref){ .path = { .name = g->privileges->v[i] }, .range = g->privileges_range };
    g->privileges = arena_new(p->mem, struct str_list, 1);
    *vec_push(p->mem, g->privileges) = S("member");
}

void read_pg_grant(struct parser *p, const struct read_row *row)
{
    struct grant g = { .verb = row->arg ? CHANGE_DROP : CHANGE_CREATE };
    size_t first = pgr_count(p);

    if (row->arg) {
        g.which = parse_is(p, "INHERIT") ? "inherit option"
                  : parse_is(p, "SET")   ? "set option"
                                         : NULL;
        g.option = parse_take_pattern(p, "GRANT|ADMIN|INHERIT|SET OPTION FOR");
    }
    read_privileges(p, &g);
    if (parse_take(p, "ON"))
        read_objects(p, &g);
    else
        roles_as_objects(p, &g);
    if (parse_expect(p, row->arg ? "FROM" : "TO"))
        read_grantees(p, &g);
    read_with(p, &g);
    read_granted_by(p);
    add_changes(p, &g);
    pgr_behavior(p, first);
    pgr_close(p, first, 0);
}

/* ALTER GROUP g ADD|DROP USER a, b */
void pgr_group_members(struct parser *p, str group, struct range range, bool add)
{
    struct grant g = { .verb = add ? CHANGE_CREATE : CHANGE_DROP, .what = S("role") };
    size_t first = pgr_count(p);

    *vec_push(p->mem, &g.objects) = (struct ref){ .path = { .name = group }, .range = range };
    g.privileges = arena_new(p->mem, struct str_list, 1);
    *vec_push(p->mem, g.privileges) = S("member");
    g.privileges_range = range;
    read_grantees(p, &g);
    add_changes(p, &g);
    pgr_close(p, first, 0);
}

/* ---- default privileges ---- */

static void default_changes(struct parser *p, const struct grant *g, const struct str_list *roles,
                            const struct ref_list *schemas)
{
    size_t n = schemas->n ? schemas->n : 1;

    for (size_t s = 0; s < n && !p->stuck.n; s++)
        for (size_t k = 0; k < g->grantees.n; k++) {
            struct path path = { .schema = schemas->n ? schemas->v[s].path.name : (str){ 0 },
                                 .name = g->grantees.v[k] };
            struct change *c =
                pgr_change(p, g->verb, KIND_DEFAULT_PRIVILEGES, path, g->grantee_ranges.v[k]);
            struct str_list *copy = arena_new(p->mem, struct str_list, 1);

            *copy = *roles;
            change_set(p->mem, c, ATTR_WHAT, value_text(g->what), g->privileges_range);
            change_set(p->mem, c, ATTR_PRIVILEGES, value_list(g->privileges), g->privileges_range);
            if (roles->n)
                change_set(p->mem, c, ATTR_ROLES, value_list(copy), g->privileges_range);
            if (g->option)
                change_set(p->mem, c, ATTR_OPTIONS, pgr_strings(p, S("grant option")),
                           g->privileges_range);
        }
}

void read_pg_default_privileges(struct parser *p, const struct read_row *row)
{
    struct str_list roles = { 0 };
    struct ref_list schemas = { 0 };
    struct grant g = { 0 };
    size_t first = pgr_count(p), at;
    int way;

    (void)row;
    for (;;) {
        if (parse_take(p, "FOR") && parse_take_any(p, "ROLE|USER") >= 0)
            pgr_roles(p, &roles);
        else if (parse_take_words(p, "IN SCHEMA"))
            pgr_names(p, &schemas);
        else
            break;
    }
    way = parse_take_any(p, "GRANT|REVOKE");
    if (way < 0)
        parse_stuck(p, "expected GRANT or REVOKE");
    g.verb = way ? CHANGE_DROP : CHANGE_CREATE;
    if (way)
        g.option = parse_take_words(p, "GRANT OPTION FOR");
    read_privileges(p, &g);
    parse_expect(p, "ON");
    at = p->at;
    if (!parse_take_words(p, "LARGE OBJECTS"))
        pgr_name(p, NULL);
    g.what = pgr_words(p, at);
    if (parse_expect(p, way ? "FROM" : "TO"))
        read_grantees(p, &g);
    read_with(p, &g);
    default_changes(p, &g, &roles, &schemas);
    pgr_behavior(p, first);
    pgr_close(p, first, 0);
}

/* ---- what roles own ---- */

void read_pg_owned(struct parser *p, const struct read_row *row)
{
    struct str_list roles = { 0 };
    size_t first = pgr_count(p), from = p->at;
    struct range range;
    str owner = { 0 };

    pgr_roles(p, &roles);
    range = parse_range(p, from);
    from = p->at;
    if (row->arg && parse_expect(p, "TO"))
        owner = pgr_name(p, NULL);
    for (size_t i = 0; i < roles.n && !p->stuck.n; i++) {
        struct change *c = pgr_change(p, row->arg ? CHANGE_ALTER : CHANGE_DROP, KIND_OTHER,
                                      (struct path){ .name = roles.v[i] }, range);

        change_set(p->mem, c, ATTR_WHAT, value_text(S("owned objects")), range);
        if (owner.p)
            pgr_set(p, c, ATTR_OWNER, value_text(owner), from);
    }
    if (!row->arg)
        pgr_behavior(p, first);
    pgr_close(p, first, 0);
}
