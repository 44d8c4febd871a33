/* ddl/read_mysql_user.c: users, roles and rights of MySQL and MariaDB.
 *
 * Does      read CREATE, ALTER, DROP and RENAME USER and ROLE, GRANT, REVOKE, SET PASSWORD, SET [DEFAULT] ROLE
 * Does not  keep a password, a hash or anything else that authenticates: only the plugin's name
 * Shape     a change for each user, for each grantee
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

/* ---- names ---- */

static str decode(struct parser *p, struct token t)
{
    return lex_text(p->mem, p->opts->dialect, p->opts->modes, &t);
}

/* The host behind @, which the lexer gives with it: @'h', @h, or @ alone and the host next. */
static str read_host(struct parser *p)
{
    struct token t = *parse_peek(p, 0);

    if (t.kind != TOKEN_PARAM || t.text.p[0] != '@')
        return (str){ 0 };
    p->at++;
    t.text = str_skip(t.text, 1);
    if (!t.text.n)
        return parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : parse_name(p);
    t.kind = strchr("'\"", t.text.p[0]) ? TOKEN_STRING
             : t.text.p[0] == '`'       ? TOKEN_QUOTED
                                        : TOKEN_WORD;
    return decode(p, t);
}

str mysql_user(struct parser *p)
{
    str name, host;

    if (parse_take_any(p, "CURRENT_USER|CURRENT_ROLE") >= 0 ||
        (parse_peek(p, 1)->kind == TOKEN_OPEN && parse_take(p, "USER"))) {
        parse_skip_parens(p);
        return S("current_user");
    }
    name = parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : parse_name(p);
    if (!name.p)
        return name;
    host = read_host(p);
    if ((!host.p || str_eq(host, S("%"))) && str_find_char(name, '@') == STR_NONE)
        return name;
    if (!host.p)
        host = S("%");
    return str_printf(p->mem, STR_FMT "@" STR_FMT, STR_ARG(name), STR_ARG(host));
}

static str need_user(struct parser *p)
{
    str name = mysql_user(p);

    if (!name.p)
        parse_stuck(p, "expected a user");
    return name;
}

static struct str_list *read_users(struct parser *p)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);

    do
        *vec_push(p->mem, list) = need_user(p);
    while (parse_take_kind(p, TOKEN_COMMA));
    return list;
}

/* ---- what stands behind a user ---- */

static bool at_secret(const struct parser *p)
{
    return parse_is_kind(p, TOKEN_STRING) || parse_is_kind(p, TOKEN_NUMBER) ||
           parse_is_kind(p, TOKEN_PARAM);
}

static void skip_secret(struct parser *p)
{
    if (parse_take(p, "PASSWORD") && parse_is_kind(p, TOKEN_OPEN))
        parse_skip_parens(p);
    else if (!parse_take_words(p, "RANDOM PASSWORD") && at_secret(p))
        p->at++;
}

static void read_plugin(struct parser *p, size_t c, size_t from)
{
    str plugin = parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : build_need_name(p);

    if (c != SIZE_MAX)
        build_option(p, c, str_printf(p->mem, "identified with " STR_FMT, STR_ARG(plugin)), from);
    while (parse_take_any(p, "BY|AS|USING") >= 0)
        skip_secret(p);
}

static void read_identified(struct parser *p, size_t c)
{
    size_t from = p->at - 1;

    if (parse_take_any(p, "WITH|VIA") >= 0) {
        do
            read_plugin(p, c, from);
        while (parse_take_any(p, "OR|AND") >= 0);
    } else {
        parse_expect(p, "BY");
        skip_secret(p);
    }
    if (parse_take(p, "REPLACE"))
        skip_secret(p);
    parse_take_words(p, "RETAIN CURRENT PASSWORD");
}

/* The words of a clause without its texts: "require ssl", "password expire interval 90 day" */
static void read_words(struct parser *p, size_t c, const char *until)
{
    size_t from = p->at;
    struct buf out = buf_on(p->mem);

    while (!parse_end(p) && !parse_is_kind(p, TOKEN_COMMA)) {
        const struct token *t = parse_peek(p, 0);
        bool stop = false;

        for (const char *w = until; *w && p->at > from; w += strcspn(w, "|"), w += *w == '|')
            stop |= parse_is(p, w);
        if (stop)
            break;
        if (t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER) {
            buf_z(&out, out.n ? " " : "");
            buf_str(&out, str_lower(p->mem, t->text));
        }
        p->at++;
    }
    if (c != SIZE_MAX && out.n)
        build_option(p, c, buf_view(&out), from);
}

static const char user_words[] = "REQUIRE|WITH|PASSWORD|ACCOUNT|COMMENT|ATTRIBUTE|DEFAULT|"
                                 "FAILED_LOGIN_ATTEMPTS|PASSWORD_LOCK_TIME|IDENTIFIED|DISCARD";

static void read_user_options(struct parser *p, size_t c)
{
    while (!parse_end(p) && !parse_is_kind(p, TOKEN_COMMA)) {
        size_t from = p->at;

        if (parse_take(p, "IDENTIFIED")) {
            read_identified(p, c);
        } else if (parse_take(p, "COMMENT")) {
            build_text(p, c, ATTR_COMMENT, parse_string(p), from);
        } else if (parse_take_words(p, "DEFAULT ROLE")) {
            struct str_list *roles = read_users(p);

            build_set(p, c, ATTR_ROLES, value_list(roles), from);
        } else {
            read_words(p, c, user_words);
        }
        if (p->at == from)
            return;
    }
}

static void add_user(struct parser *p, const struct read_row *row, unsigned flags)
{
    static const enum change_verb verbs[] = { CHANGE_CREATE, CHANGE_ALTER, CHANGE_DROP };

    size_t from = p->at;
    size_t c = build(p, verbs[row->arg], KIND_ROLE, (struct path){ .name = need_user(p) });

    build_flag(p, c, flags);
    build_name(p, c, from);
    if (parse_take_words(p, "WITH ADMIN")) { /* CREATE ROLE r WITH ADMIN u */
        build_text(p, c, ATTR_OWNER, need_user(p), p->at - 1);
        build_end(p, c, from);
        return;
    }
    if (row->arg != 2)
        read_user_options(p, c);
    build_end(p, c, from);
}

void mysql_user_statement(struct parser *p, const struct read_row *row)
{
    unsigned flags = (row->arg == 0 ? mysql_replace_flag(p) : 0) | build_if(p);

    do
        add_user(p, row, flags);
    while (parse_take_kind(p, TOKEN_COMMA));
}

void mysql_rename_user(struct parser *p, const struct read_row *row)
{
    do {
        size_t from = p->at;
        size_t c = build(p, CHANGE_RENAME, KIND_ROLE, (struct path){ .name = need_user(p) });

        (void)row;
        build_name(p, c, from);
        parse_expect(p, "TO");
        build_at(p, c)->to.name = need_user(p);
        build_end(p, c, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* ---- GRANT, REVOKE ---- */

struct grant {
    struct str_list *privileges; /* or roles */
    bool roles;
    size_t from;      /* of the privileges */
    const char *what; /* "procedure" …; NULL = a table, or all */
    struct path on;
    size_t options_from;
    bool option; /* only the option is taken back */
};

/* "select", "insert (a, b)": up to a comma, ON, TO or FROM */
static void read_privileges(struct parser *p, struct grant *g)
{
    g->privileges = arena_new(p->mem, struct str_list, 1);
    g->from = p->at;
    do {
        size_t from = p->at;

        while (!parse_end(p) && !parse_is_kind(p, TOKEN_COMMA) && !parse_is(p, "ON") &&
               !parse_is(p, "TO") && !parse_is(p, "FROM")) {
            if (parse_is_kind(p, TOKEN_OPEN))
                parse_skip_parens(p);
            else
                p->at++;
        }
        if (p->at == from)
            parse_stuck(p, "expected a privilege");
        *vec_push(p->mem, g->privileges) = str_lower(p->mem, build_source(p, from, p->at));
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* GRANT 'r'@'h' TO u: roles are names, not words. */
static void read_roles(struct parser *p, struct grant *g, size_t end)
{
    g->roles = true;
    g->privileges->n = 0;
    p->at = g->from;
    do
        *vec_push(p->mem, g->privileges) = need_user(p);
    while (parse_take_kind(p, TOKEN_COMMA));
    if (p->at != end)
        parse_stuck(p, "expected the names of roles");
}

/* t, db.t, db.*, *, *.*; FUNCTION f */
static void read_object(struct parser *p, struct grant *g)
{
    static const char *const what[] = { NULL, "function", "procedure", "package" };
    int which = parse_take_any(p, "TABLE|FUNCTION|PROCEDURE|PACKAGE");

    g->what = which < 0 ? NULL : what[which];
    if (which == 3 && parse_take(p, "BODY"))
        g->what = "package body";
    g->on = parse_path(p);
    if (g->on.name.p && !parse_take_op(p, "*"))
        return;
    if (g->on.name.p) { /* db.* */
        g->on = (struct path){ .schema = g->on.name, .name = S("*") };
        return;
    }
    if (!parse_take_op(p, "*"))
        parse_stuck(p, "expected what the privileges are on");
    g->on.name = S("*");
    if (parse_take_kind(p, TOKEN_DOT)) {
        parse_take_op(p, "*");
        g->on.schema = S("*");
    }
}

static void add_grant(struct parser *p, const struct grant *g, enum change_verb verb)
{
    size_t from = p->at;
    size_t c =
        build(p, verb, KIND_GRANT,
              (struct path){ .schema = g->on.schema, .table = g->on.name, .name = need_user(p) });

    build_name(p, c, from);
    build_set(p, c, g->roles ? ATTR_ROLES : ATTR_PRIVILEGES, value_list(g->privileges), g->from);
    if (g->what)
        build_text(p, c, ATTR_WHAT, str_of(g->what), g->from);
    if (g->option)
        build_option(p, c, S("grant option"), p->begin);
    while (parse_take(p, "IDENTIFIED"))
        read_identified(p, SIZE_MAX);
    build_end(p, c, p->begin);
}

static void read_grantees(struct parser *p, const struct grant *g, enum change_verb verb)
{
    do
        add_grant(p, g, verb);
    while (parse_take_kind(p, TOKEN_COMMA));
}

/* WITH GRANT OPTION belongs to each grantee; the rest are limits of the users. */
static void read_grant_options(struct parser *p, size_t first)
{
    size_t last = p->out->changes.n;

    while (!parse_end(p)) {
        size_t from = p->at;
        bool option = parse_take_words(p, "WITH GRANT OPTION") ||
                      parse_take_words(p, "WITH ADMIN OPTION") ||
                      parse_take_words(p, "GRANT OPTION");

        for (size_t i = first; option && i < last; i++)
            build_option(p, i, S("grant option"), from);
        if (!option)
            read_words(p, first, "REQUIRE|WITH|GRANT|AS");
        if (p->at == from)
            return;
    }
}

void mysql_grant(struct parser *p, const struct read_row *row)
{
    bool revoke = row->arg;
    struct grant g = { 0 };
    size_t first = p->out->changes.n;

    if (revoke)
        parse_take_words(p, "IF EXISTS");
    g.option = revoke &&
               (parse_take_words(p, "ADMIN OPTION FOR") || parse_take_words(p, "GRANT OPTION FOR"));
    read_privileges(p, &g);
    if (parse_take(p, "ON")) {
        if (str_eq(g.privileges->v[0], S("proxy")))
            g.on.name = need_user(p);
        else
            read_object(p, &g);
    } else if (!str_starts(g.privileges->n ? g.privileges->v[0] : S(""), S("all"))) {
        read_roles(p, &g, p->at);
    }
    parse_expect(p, revoke ? "FROM" : "TO");
    read_grantees(p, &g, revoke ? CHANGE_DROP : CHANGE_CREATE);
    if (revoke)
        parse_take_words(p, "IGNORE UNKNOWN USER");
    else if (first < p->out->changes.n)
        read_grant_options(p, first);
}

/* ---- SET PASSWORD, SET ROLE ---- */

void mysql_set_password(struct parser *p, const struct read_row *row)
{
    size_t at = p->at, c;
    struct path path = { .name = S("current_user") };

    (void)row;
    if (parse_take(p, "FOR"))
        path.name = need_user(p);
    c = build(p, CHANGE_ALTER, KIND_ROLE, path);
    build_name(p, c, at);
    if (!parse_take_op(p, "=") && !parse_take_words(p, "TO RANDOM"))
        parse_expect(p, "TO");
    if (!parse_end(p))
        parse_skip_until(p, "", false);
    build_option(p, c, S("password"), p->begin);
    build_end(p, c, p->begin);
}

void mysql_set_role(struct parser *p, const struct read_row *row)
{
    struct str_list *roles;
    size_t from = p->at;

    if (!row->arg) { /* SET ROLE of the session */
        size_t c = build(p, CHANGE_SESSION, KIND_NONE, (struct path){ .name = S("role") });

        if (parse_end(p))
            parse_stuck(p, "expected a role");
        else
            parse_skip_until(p, "", false);
        build_text(p, c, ATTR_VALUE, build_source(p, from, p->at), from);
        build_end(p, c, p->begin);
        return;
    }
    roles = read_users(p);
    if (!parse_take(p, "TO") && mysql_is_mariadb(p))
        parse_take(p, "FOR");
    do {
        size_t c = build(p, CHANGE_ALTER, KIND_ROLE, (struct path){ .name = need_user(p) });

        build_set(p, c, ATTR_ROLES, value_list(roles), from);
        build_end(p, c, p->begin);
    } while (parse_take_kind(p, TOKEN_COMMA));
}
