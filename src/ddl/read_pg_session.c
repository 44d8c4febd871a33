/* ddl/read_pg_session.c: settings of the session, transactions, prepared statements.
 *
 * Does      SET in all its forms, RESET, DISCARD, ALTER SYSTEM; BEGIN, COMMIT, SAVEPOINT …; PREPARE, EXECUTE,
 *           DEALLOCATE, CALL
 * Does not  know settings
 * Shape     path.name is the setting, ATTR_VALUE its value, absent = the default
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* work_mem, myapp.user.id */
str pgr_setting_name(struct parser *p)
{
    size_t from = p->at;
    struct buf out = buf_on(p->mem);

    do {
        str part = pgr_name(p, NULL);

        if (p->at > from + 1)
            buf_char(&out, '.');
        buf_str(&out, part);
    } while (parse_take_kind(p, TOKEN_DOT));
    return out.n ? str_lower(p->mem, buf_view(&out)) : (str){ 0 };
}

static str value_part(struct parser *p)
{
    size_t from = p->at;

    if (parse_is_kind(p, TOKEN_STRING))
        return parse_string(p);
    (void)(parse_take_op(p, "-") || parse_take_op(p, "+"));
    if (parse_take_kind(p, TOKEN_NUMBER) || parse_take_kind(p, TOKEN_PARAM))
        return pgr_text(p, from);
    return pgr_name(p, NULL);
}

static str value_list_text(struct parser *p)
{
    struct buf out = buf_on(p->mem);

    do {
        if (out.n)
            buf_z(&out, ", ");
        buf_str(&out, value_part(p));
    } while (!p->stuck.n && parse_take_kind(p, TOKEN_COMMA));
    return out.n ? buf_view(&out) : S("");
}

/* TO|= value, …; "" for an empty string, absent for DEFAULT. */
str pgr_setting_value(struct parser *p)
{
    if (!parse_take(p, "TO") && !parse_take_op(p, "=")) {
        parse_stuck(p, "expected TO or =");
        return (str){ 0 };
    }
    if (parse_take(p, "DEFAULT"))
        return (str){ 0 };
    return value_list_text(p);
}

static struct change *session(struct parser *p, str name, struct range range, str value,
                              size_t from)
{
    struct change *c =
        pgr_change(p, CHANGE_SESSION, KIND_NONE, (struct path){ .name = name }, range);

    if (value.p)
        pgr_set(p, c, ATTR_VALUE, value_text(value), from);
    return c;
}

/* ---- SET ---- */

/* What is set with words of its own: SET ROLE x. */
static const struct {
    const char *words, *name;
} special[] = {
    { "TIME ZONE", "timezone" },
    { "SESSION AUTHORIZATION", "session_authorization" },
    { "ROLE", "role" },
    { "NAMES", "client_encoding" },
    { "SCHEMA", "search_path" },
    { "CATALOG", "catalog" },
    { "XML OPTION", "xmloption" },
};

static str special_value(struct parser *p, size_t from)
{
    if (!parse_take(p, "INTERVAL"))
        return value_list_text(p);
    pgr_rest(p);
    return pgr_text(p, from);
}

static bool set_special(struct parser *p, unsigned flags)
{
    for (size_t i = 0; i < COUNT_OF(special); i++) {
        size_t from = p->at;
        struct range range;
        str value = { 0 };

        if (!parse_take_pattern(p, special[i].words))
            continue;
        if (parse_take_op(p, "=") || parse_is(p, "TO")) { /* a setting called so: role = x */
            p->at = from;
            return false;
        }
        range = parse_range(p, from);
        from = p->at;
        if (parse_end(p) || parse_take_any(p, "DEFAULT|LOCAL") >= 0)
            pgr_rest(p);
        else
            value = special_value(p, from);
        session(p, str_of(special[i].name), range, value, from)->flags |= flags;
        return true;
    }
    return false;
}

static bool set_transaction(struct parser *p)
{
    size_t at = p->at;
    bool characteristics = parse_take_words(p, "SESSION CHARACTERISTICS AS");
    struct range range;
    size_t from;

    if (!parse_take(p, "TRANSACTION")) {
        p->at = at;
        return false;
    }
    range = parse_range(p, at);
    from = p->at;
    pgr_rest(p);
    session(p, characteristics ? S("session characteristics") : S("transaction"), range,
            pgr_words(p, from), from)
        ->flags |= characteristics ? 0 : CHANGE_LOCAL;
    return true;
}

static void set_plain(struct parser *p, unsigned flags)
{
    size_t at = p->at, from;
    str name = pgr_setting_name(p), value;
    struct range range = parse_range(p, at);

    from = p->at;
    value = parse_take_words(p, "FROM CURRENT") ? S("from current") : pgr_setting_value(p);
    session(p, name, range, value, from)->flags |= flags;
}

static void set_constraints(struct parser *p)
{
    struct change *c =
        pgr_change(p, CHANGE_CONTROL, KIND_NONE, (struct path){ 0 }, (struct range){ 0 });
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    size_t from = p->at;
    int way;

    c->control = CONTROL_CONSTRAINTS;
    if (!parse_take(p, "ALL")) {
        pgr_names(p, list);
        pgr_set(p, c, ATTR_DEPENDS, value_refs(list), from);
    }
    from = p->at;
    way = parse_take_any(p, "DEFERRED|IMMEDIATE");
    if (way < 0)
        parse_stuck(p, "expected DEFERRED or IMMEDIATE");
    else
        pgr_say(p, c, ATTR_VALUE, way ? "immediate" : "deferred", from);
}

void read_pg_set(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);
    unsigned flags = 0;

    (void)row;
    if (parse_take(p, "CONSTRAINTS")) {
        set_constraints(p);
    } else if (!set_transaction(p)) {
        if (parse_is(p, "LOCAL") && parse_peek(p, 1)->kind != TOKEN_OP && parse_take(p, "LOCAL"))
            flags = CHANGE_LOCAL;
        else if (!parse_is_at(p, 1, "AUTHORIZATION"))
            (void)(parse_peek(p, 1)->kind == TOKEN_WORD && parse_take(p, "SESSION"));
        if (!set_transaction(p) && !set_special(p, flags))
            set_plain(p, flags);
    }
    pgr_close(p, i, 0);
}

void read_pg_reset(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from = p->at;
    str name;

    (void)row;
    if (parse_take_words(p, "SESSION AUTHORIZATION"))
        name = S("session_authorization");
    else if (parse_take_words(p, "TIME ZONE"))
        name = S("timezone");
    else if (parse_take_words(p, "TRANSACTION ISOLATION LEVEL"))
        name = S("transaction_isolation");
    else
        name = pgr_setting_name(p);
    session(p, name, parse_range(p, from), (str){ 0 }, from);
    pgr_close(p, i, 0);
}

/* DISCARD ALL is RESET ALL and more; what it resets besides has no name. */
void read_pg_discard(struct parser *p, const struct read_row *row)
{
    static const char *const names[] = { "all", "discard plans", "discard sequences",
                                         "discard temp", "discard temp" };
    size_t i = pgr_count(p), from = p->at;
    int which = parse_take_any(p, "ALL|PLANS|SEQUENCES|TEMP|TEMPORARY");

    (void)row;
    if (which < 0)
        parse_stuck(p, "expected ALL, PLANS, SEQUENCES or TEMP");
    else
        session(p, str_of(names[which]), parse_range(p, from), (str){ 0 }, from);
    pgr_close(p, i, 0);
}

void read_pg_load(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from = p->at;
    str file = parse_string(p);

    (void)row;
    if (!file.p)
        parse_stuck(p, "expected the name of a library");
    session(p, S("load"), parse_range(p, from), file, from);
    pgr_close(p, i, 0);
}

/* For the whole server: a change to what it is configured with. */
void read_pg_server_setting(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from = p->at;
    int way = parse_take_any(p, "SET|RESET");
    size_t at = p->at;
    str name, value = { 0 };
    struct change *c;

    if (way < 0) {
        parse_stuck(p, "expected SET or RESET");
        return;
    }
    name = pgr_setting_name(p);
    c = pgr_change(p, CHANGE_ALTER, row->kind, (struct path){ .name = name }, parse_range(p, at));
    pgr_say(p, c, ATTR_WHAT, "system setting", from);
    at = p->at;
    if (way == 0)
        value = pgr_setting_value(p);
    if (value.p)
        pgr_set(p, c, ATTR_VALUE, value_text(value), at);
    else
        pgr_reset(p, c, ATTR_VALUE, from);
    pgr_close(p, i, 0);
}

/* ---- transactions ---- */

static void read_modes(struct parser *p)
{
    static const char *const modes[] = {
        "ISOLATION LEVEL READ UNCOMMITTED|COMMITTED",
        "ISOLATION LEVEL REPEATABLE READ",
        "ISOLATION LEVEL SERIALIZABLE",
        "READ ONLY|WRITE",
        "[NOT] DEFERRABLE",
        "AND [NO] CHAIN",
    };
    bool more = true;

    while (more && !parse_end(p)) {
        more = false;
        for (size_t i = 0; i < COUNT_OF(modes) && !more; i++)
            more = parse_take_pattern(p, modes[i]);
        (void)(more && parse_take_kind(p, TOKEN_COMMA));
    }
}

void read_pg_control(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from = p->at;
    struct change *c =
        pgr_change(p, CHANGE_CONTROL, KIND_NONE, (struct path){ 0 }, (struct range){ 0 });

    c->control = (enum control)row->arg;
    (void)parse_take_any(p, "WORK|TRANSACTION");
    if (c->control == CONTROL_SAVEPOINT) {
        (void)(parse_take(p, "TO") || true);
        (void)parse_take(p, "SAVEPOINT");
        from = p->at;
        c->path.name = pgr_name(p, NULL);
        c->name_range = parse_range(p, from);
    } else if (c->control == CONTROL_PREPARE) {
        parse_expect_kind(p, TOKEN_STRING);
    } else {
        read_modes(p);
    }
    pgr_close(p, i, 0);
}

/* ---- prepared statements, CALL ---- */

void read_pg_prepare(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), at;
    struct range range;
    str name = pgr_name(p, &range);

    (void)row;
    pgr_change(p, CHANGE_RUN, KIND_NONE, (struct path){ .name = name }, range);
    if (parse_is_kind(p, TOKEN_OPEN))
        parse_skip_parens(p);
    parse_expect(p, "AS");
    at = p->at;
    pgr_rest(p);
    pgr_close(p, i, 0);
    pgr_statement(p, at, p->n, (uint32_t)i + 1);
}

void read_pg_execute(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);
    struct range range;
    str name = pgr_name(p, &range);

    (void)row;
    pgr_change(p, CHANGE_RUN, KIND_NONE, (struct path){ .name = name }, range);
    parse_skip_parens(p);
    pgr_close(p, i, 0);
}

void read_pg_deallocate(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;

    (void)row;
    (void)parse_take(p, "PREPARE");
    from = p->at;
    pgr_name(p, NULL);
    session(p, S("deallocate"), parse_range(p, from), pgr_words(p, from), from);
    pgr_close(p, i, 0);
}

void read_pg_call(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_RUN, row->kind, path, range);

    from = p->at;
    if (!parse_is_kind(p, TOKEN_OPEN))
        parse_stuck(p, "expected the arguments of the procedure");
    parse_skip_parens(p);
    if (p->at > from + 2)
        pgr_set(p, c, ATTR_PARAMETERS, value_text(pgr_text(p, from)), from);
    pgr_close(p, i, 0);
}
