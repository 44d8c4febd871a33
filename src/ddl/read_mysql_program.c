/* ddl/read_mysql_program.c: views, routines, triggers, events and packages of MySQL and MariaDB.
 *
 * Does      read CREATE and ALTER of what has attributes in front of its kind: ALGORITHM, DEFINER, SQL SECURITY;
 *           keep bodies as text, with the relations that they name
 * Does not  read the statements of a body
 * Shape     attributes first, then the kind's reader with what was found
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

struct program {
    enum change_verb verb;
    unsigned flags;
    str algorithm, definer, security;
    bool aggregate;
    size_t change;
};

static void read_attributes(struct parser *p, struct program *g)
{
    for (;;) {
        if (parse_take(p, "ALGORITHM")) {
            g->algorithm = str_lower(p->mem, mysql_value(p));
        } else if (parse_take(p, "DEFINER")) {
            parse_take_op(p, "=");
            g->definer = mysql_user(p);
        } else if (parse_take_words(p, "SQL SECURITY")) {
            g->security = str_lower(p->mem, build_need_name(p));
        } else if (parse_take(p, "AGGREGATE")) {
            g->aggregate = true;
        } else if (!parse_take_words(p, "JSON DUALITY") &&
                   !parse_take_words(p, "JSON RELATIONAL DUALITY")) {
            return;
        }
    }
}

static void begin(struct parser *p, struct program *g, enum object_kind kind)
{
    unsigned flags = build_if(p);
    size_t at = p->at;

    g->change = build(p, g->verb, kind, build_need_path(p));
    build_flag(p, g->change, g->flags | flags);
    build_name(p, g->change, at);
    if (g->algorithm.p && !str_eq(g->algorithm, S("undefined")))
        build_text(p, g->change, ATTR_ALGORITHM, g->algorithm, p->begin);
    build_text(p, g->change, ATTR_DEFINER, g->definer, p->begin);
    build_text(p, g->change, ATTR_SECURITY, g->security, p->begin);
    if (g->aggregate)
        build_option(p, g->change, S("aggregate"), p->begin);
}

/* ---- views ---- */

static void read_check_option(struct parser *p, size_t view, size_t end)
{
    size_t from = end;

    if (p->stuck.n || end == p->n)
        return;
    p->at = end;
    parse_expect(p, "WITH");
    if (parse_take(p, "LOCAL"))
        build_text(p, view, ATTR_CHECK_OPTION, S("local"), from);
    else
        build_text(p, view, ATTR_CHECK_OPTION, S("cascaded"), from);
    parse_take(p, "CASCADED");
    parse_expect(p, "CHECK");
    parse_expect(p, "OPTION");
}

/* Where WITH … CHECK OPTION begins, which ends a view; the end when it is not there. */
static size_t check_option(const struct parser *p)
{
    size_t n = p->n;

    if (n < p->at + 4 || !parse_is_at(p, n - 2 - p->at, "CHECK") ||
        !parse_is_at(p, n - 1 - p->at, "OPTION"))
        return n;
    return parse_is_at(p, n - 3 - p->at, "WITH") ? n - 3 : n - 4;
}

static void read_view(struct parser *p, struct program *g)
{
    size_t at, end;

    begin(p, g, KIND_VIEW);
    at = p->at;
    if (parse_take_kind(p, TOKEN_OPEN)) {
        struct str_list *names = arena_new(p->mem, struct str_list, 1);

        do
            *vec_push(p->mem, names) = build_need_name(p);
        while (parse_take_kind(p, TOKEN_COMMA));
        parse_expect_kind(p, TOKEN_CLOSE);
        build_set(p, g->change, ATTR_COLUMN_NAMES, value_list(names), at);
    }
    parse_expect(p, "AS");
    if (p->stuck.n)
        return;
    at = p->at;
    end = check_option(p);
    if (parse_end(p))
        parse_stuck(p, "expected a query behind AS");
    else
        parse_skip_until(p, "", false);
    if (p->at < end) /* a parenthesis too many */
        return;
    build_set(p, g->change, ATTR_QUERY, value_expr(parse_query_tokens(p, at, end)), at);
    read_check_option(p, g->change, end);
}

/* ---- routines ---- */

static void read_comment(struct parser *p, size_t change, size_t from)
{
    str text = parse_string(p);

    if (!text.p)
        parse_expect_kind(p, TOKEN_STRING);
    build_text(p, change, ATTR_COMMENT, text, from);
}

static bool read_characteristic(struct parser *p, size_t c)
{
    static const char *const access[] = { "CONTAINS SQL", "NO SQL", "READS SQL DATA",
                                          "MODIFIES SQL DATA" };
    size_t from = p->at;

    for (size_t i = 0; i < COUNT_OF(access); i++)
        if (parse_take_words(p, access[i])) {
            if (i)
                build_option(p, c, str_lower(p->mem, str_of(access[i])), from);
            return true;
        }
    if (parse_take(p, "COMMENT"))
        read_comment(p, c, from);
    else if (parse_take(p, "LANGUAGE"))
        build_text(p, c, ATTR_LANGUAGE, str_lower(p->mem, build_need_name(p)), from);
    else if (parse_take_words(p, "NOT DETERMINISTIC"))
        build_reset(p, c, ATTR_VOLATILITY, from);
    else if (parse_take(p, "DETERMINISTIC"))
        build_text(p, c, ATTR_VOLATILITY, S("deterministic"), from);
    else if (parse_take_words(p, "SQL SECURITY"))
        build_text(p, c, ATTR_SECURITY, str_lower(p->mem, build_need_name(p)), from);
    else
        return false;
    return true;
}

static void read_body(struct parser *p, size_t c)
{
    size_t from = p->at;

    if (parse_end(p)) {
        parse_stuck(p, "expected a body");
        return;
    }
    p->at = p->n;
    build_text(p, c, ATTR_BODY, build_source(p, from, p->n), from);
    build_depends(p, c, from, p->n);
}

static void read_parameters(struct parser *p, size_t c)
{
    size_t from = p->at;

    if (!parse_is_kind(p, TOKEN_OPEN))
        return; /* MariaDB in Oracle mode */
    if (p->partner[from] >= p->n)
        parse_stuck(p, "a parenthesis is not closed");
    parse_skip_parens(p);
    if (!p->stuck.n)
        build_text(p, c, ATTR_PARAMETERS, build_source(p, from + 1, p->at - 1), from);
}

static void read_returns(struct parser *p, size_t c)
{
    size_t from = p->at;

    if (parse_take_any(p, "RETURNS|RETURN") < 0) {
        parse_expect(p, "RETURNS");
        return;
    }
    if (parse_is(p, "STRING"))
        p->at++; /* of a loadable function */
    else if (!parse_is_at(p, 0, "SYS_REFCURSOR"))
        parse_type(p);
    else
        p->at++;
    while (parse_take_words(p, "CHARACTER SET") || parse_take_any(p, "CHARSET|COLLATE") >= 0)
        build_need_name(p);
    build_text(p, c, ATTR_RETURNS, build_source(p, from + 1, p->at), from);
}

static void read_routine(struct parser *p, struct program *g, bool function)
{
    begin(p, g, function ? KIND_FUNCTION : KIND_PROCEDURE);
    if (function && parse_is_kind(p, TOKEN_WORD) &&
        (parse_is(p, "RETURNS") || parse_is(p, "RETURN"))) {
        read_returns(p, g->change);
    } else {
        read_parameters(p, g->change);
        if (function)
            read_returns(p, g->change);
    }
    if (parse_take(p, "SONAME")) {
        build_text(p, g->change, ATTR_MODULE, parse_string(p), p->at - 2);
        return;
    }
    while (read_characteristic(p, g->change))
        ;
    read_body(p, g->change);
}

/* ---- triggers ---- */

static const char *event_of(struct parser *p)
{
    static const char *const events[] = { "insert", "update", "delete" };
    int i = parse_take_any(p, "INSERT|UPDATE|DELETE");

    if (i < 0)
        parse_stuck(p, "expected INSERT, UPDATE or DELETE");
    return i < 0 ? "" : events[i];
}

static void read_order(struct parser *p, size_t c)
{
    size_t from = p->at;
    int i = parse_take_any(p, "FOLLOWS|PRECEDES");

    if (i >= 0)
        build_option(p, c, build_join(p, i ? S("precedes") : S("follows"), " ", build_need_name(p)),
                     from);
}

static void read_trigger(struct parser *p, struct program *g)
{
    struct str_list *events = arena_new(p->mem, struct str_list, 1);
    struct path table;
    size_t at;

    begin(p, g, KIND_TRIGGER);
    at = p->at;
    switch (parse_take_any(p, "BEFORE|AFTER")) {
    case 0:
        build_text(p, g->change, ATTR_TIMING, S("before"), at);
        break;
    case 1:
        build_text(p, g->change, ATTR_TIMING, S("after"), at);
        break;
    default:
        parse_stuck(p, "expected BEFORE or AFTER");
    }
    at = p->at;
    do
        *vec_push(p->mem, events) = str_of(event_of(p));
    while (parse_take(p, "OR"));
    build_set(p, g->change, ATTR_EVENTS, value_list(events), at);
    parse_expect(p, "ON");
    table = build_need_path(p);
    build_at(p, g->change)->path.table = table.name;
    if (table.schema.p)
        build_at(p, g->change)->path.schema = table.schema;
    parse_expect(p, "FOR");
    parse_expect(p, "EACH");
    parse_expect(p, "ROW");
    build_yes(p, g->change, ATTR_FOR_EACH_ROW, p->at);
    read_order(p, g->change);
    read_body(p, g->change);
}

/* ---- events ---- */

static void read_schedule(struct parser *p, size_t c)
{
    size_t from = p->at;
    str text;

    if (!parse_take_words(p, "ON SCHEDULE"))
        return;
    text = parse_text_until(p, "ON|RENAME|ENABLE|DISABLE|COMMENT|DO");
    build_text(p, c, ATTR_SCHEDULE, text, from);
}

static void read_enabled(struct parser *p, size_t c)
{
    size_t from = p->at;

    if (parse_take(p, "ENABLE"))
        build_reset(p, c, ATTR_ENABLED, from);
    else if (parse_take_pattern(p, "DISABLE ON SLAVE|REPLICA"))
        build_text(p, c, ATTR_ENABLED, S("replica"), from);
    else if (parse_take(p, "DISABLE"))
        build_text(p, c, ATTR_ENABLED, S("disabled"), from);
}

static void read_event(struct parser *p, struct program *g)
{
    size_t from;
    struct path to = { 0 };

    begin(p, g, KIND_EVENT);
    read_schedule(p, g->change);
    from = p->at;
    if (parse_take_words(p, "ON COMPLETION NOT PRESERVE"))
        build_option(p, g->change, S("on completion not preserve"), from);
    else if (parse_take_words(p, "ON COMPLETION PRESERVE"))
        build_option(p, g->change, S("on completion preserve"), from);
    if (parse_take_words(p, "RENAME TO"))
        to = build_need_path(p);
    read_enabled(p, g->change);
    from = p->at;
    if (parse_take(p, "COMMENT"))
        read_comment(p, g->change, from);
    if (parse_take(p, "DO"))
        read_body(p, g->change);
    else if (g->verb == CHANGE_CREATE)
        parse_expect(p, "DO");
    if (to.name.p) {
        struct path path = build_at(p, g->change)->path;
        size_t r = build(p, to.schema.p ? CHANGE_MOVE : CHANGE_RENAME, KIND_EVENT, path);

        build_at(p, r)->to = to;
    }
}

/* ---- packages ---- */

static void read_package(struct parser *p, struct program *g)
{
    bool body = parse_take(p, "BODY");

    begin(p, g, KIND_PACKAGE);
    if (body)
        build_text(p, g->change, ATTR_WHAT, S("body"), p->begin);
    while (read_characteristic(p, g->change))
        ;
    if (parse_take_any(p, "AS|IS") < 0)
        parse_expect(p, "AS");
    if (!p->stuck.n)
        read_body(p, g->change);
}

static void read_program(struct parser *p, struct program *g, bool create)
{
    read_attributes(p, g);
    switch (parse_take_any(p, "VIEW|TRIGGER|PROCEDURE|FUNCTION|EVENT|PACKAGE")) {
    case 0:
        p->out->verb = create ? S("CREATE VIEW") : S("ALTER VIEW");
        read_view(p, g);
        break;
    case 1:
        p->out->verb = S("CREATE TRIGGER");
        read_trigger(p, g);
        break;
    case 2:
        p->out->verb = S("CREATE PROCEDURE");
        read_routine(p, g, false);
        break;
    case 3:
        p->out->verb = S("CREATE FUNCTION");
        read_routine(p, g, true);
        break;
    case 4:
        p->out->verb = create ? S("CREATE EVENT") : S("ALTER EVENT");
        read_event(p, g);
        break;
    case 5:
        p->out->verb = S("CREATE PACKAGE");
        read_package(p, g);
        break;
    default:
        parse_stuck(p, "what the statement creates or alters is not known");
        return;
    }
    build_end(p, g->change, p->begin);
}

void mysql_create_program(struct parser *p, const struct read_row *row)
{
    struct program g = { .verb = CHANGE_CREATE, .flags = mysql_replace_flag(p) };

    (void)row;
    read_program(p, &g, true);
}

void mysql_alter_program(struct parser *p, const struct read_row *row)
{
    struct program g = { .verb = CHANGE_ALTER };

    if (row->kind == KIND_NONE) {
        read_program(p, &g, false);
        return;
    }
    begin(p, &g, row->kind);
    while (read_characteristic(p, g.change))
        ;
    build_end(p, g.change, p->begin);
}
