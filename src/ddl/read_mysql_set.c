/* ddl/read_mysql_set.c: SET and USE of MySQL and MariaDB.
 *
 * Does      make one change of each assignment: path.schema is the scope ("global", "persist"), path.name the
 *           setting, "@x" a variable of the user
 * Does not  keep values of what has "password" in its name
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

static void add(struct parser *p, struct path path, str value, size_t from)
{
    size_t c = build(p, CHANGE_SESSION, KIND_NONE, path);

    build_text(p, c, ATTR_VALUE, value, from);
    build_name(p, c, from);
    build_end(p, c, from);
}

/* A text alone is decoded, else it is the source of the expression; DEFAULT = absent. */
static str read_value(struct parser *p)
{
    size_t from = p->at;
    str value = (str){ 0 };

    if (parse_is_kind(p, TOKEN_STRING)) {
        value = parse_string(p);
        if (parse_end(p) || parse_is_kind(p, TOKEN_COMMA))
            return value;
        p->at = from;
    }
    if (parse_end(p)) {
        parse_stuck(p, "expected a value");
        return value;
    }
    parse_skip_until(p, "FOR", true);
    if (p->at - from == 1 && str_eq_nocase(p->tokens[from].text, S("DEFAULT")))
        return (str){ 0 };
    return build_source(p, from, p->at);
}

/* SET NAMES x [COLLATE y], SET CHARACTER SET x */
static bool read_names(struct parser *p)
{
    size_t from = p->at;
    str name = { 0 }, value;

    if (parse_take(p, "NAMES"))
        name = S("names");
    else if (parse_take_words(p, "CHARACTER SET") || parse_take(p, "CHARSET"))
        name = S("character set");
    else
        return false;
    if (parse_is_op(p, "=")) { /* a variable of that name: there is none */
        p->at = from;
        return false;
    }
    value = parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : build_need_name(p);
    add(p, (struct path){ .name = name },
        str_eq_nocase(value, S("default")) ? (str){ 0 } : str_lower(p->mem, value), from);
    if (parse_take(p, "COLLATE")) {
        value = parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : build_need_name(p);
        add(p, (struct path){ .name = S("collation_connection") }, str_lower(p->mem, value), from);
    }
    return true;
}

static bool read_transaction(struct parser *p, str scope, size_t from)
{
    size_t at;

    if (!parse_take(p, "TRANSACTION"))
        return false;
    at = p->at;
    while (!parse_end(p)) /* ISOLATION LEVEL x, READ ONLY */
        p->at++;
    add(p, (struct path){ .schema = scope, .name = S("transaction") },
        str_lower(p->mem, build_source(p, at, p->at)), from);
    return true;
}

/* GLOBAL, @@global.: absent = of the session */
static str read_scope(struct parser *p)
{
    static const char *const scopes[] = { "global", "persist", "persist_only" };
    int i = parse_take_any(p, "GLOBAL|PERSIST|PERSIST_ONLY|SESSION|LOCAL");

    return i >= 0 && i < 3 ? str_of(scopes[i]) : (str){ 0 };
}

/* @@global.x, @@x: the lexer gives the scope as one token with the at signs. */
static str scope_of(struct parser *p, str word)
{
    static const str scopes[] = { S_INIT("global"), S_INIT("persist"), S_INIT("persist_only") };

    for (size_t i = 0; i < COUNT_OF(scopes); i++)
        if (str_eq_nocase(word, scopes[i]))
            return scopes[i];
    (void)p;
    return (str){ 0 };
}

static bool is_scope(str word)
{
    return str_eq_nocase(word, S("global")) || str_eq_nocase(word, S("session")) ||
           str_eq_nocase(word, S("local")) || str_eq_nocase(word, S("persist")) ||
           str_eq_nocase(word, S("persist_only"));
}

static struct path read_variable(struct parser *p, str scope)
{
    struct path path = { .schema = scope };
    str first;

    if (parse_is_kind(p, TOKEN_PARAM)) {
        first = p->tokens[p->at++].text;
        if (!str_starts(first, S("@@"))) {
            path.name = first;
            return path;
        }
        first = str_skip(first, 2);
        if (is_scope(first) && parse_take_kind(p, TOKEN_DOT)) {
            path.schema = scope_of(p, first);
            first = build_need_name(p);
        }
    } else {
        first = build_need_name(p);
    }
    if (parse_take_kind(p, TOKEN_DOT)) /* cache.key_buffer_size, NEW.column */
        first = build_join(p, first, ".", build_need_name(p));
    path.name = str_lower(p->mem, first);
    return path;
}

static void read_assignment(struct parser *p)
{
    size_t from = p->at;
    str scope = read_scope(p), value;
    struct path path;

    if (read_transaction(p, scope, from) || read_names(p))
        return;
    path = read_variable(p, scope);
    if (!parse_take_op(p, ":=") && !parse_take_op(p, "="))
        parse_stuck(p, "expected = behind the setting");
    value = read_value(p);
    if (str_find(str_lower(p->mem, path.name), S("password")) != STR_NONE)
        value = (str){ 0 };
    if (!p->stuck.n)
        add(p, path, value, from);
}

void mysql_set(struct parser *p, const struct read_row *row)
{
    do
        read_assignment(p);
    while (parse_take_kind(p, TOKEN_COMMA));
    if (row->arg && parse_expect(p, "FOR")) /* SET STATEMENT … FOR … of MariaDB */
        ddl_read_tokens(p);
}

void mysql_use(struct parser *p, const struct read_row *row)
{
    size_t from = p->at;

    (void)row;
    add(p, (struct path){ .name = S("use") }, build_need_name(p), from);
}
