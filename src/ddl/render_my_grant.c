/* ddl/render_my_grant.c: GRANT and REVOKE of MySQL and MariaDB.
 *
 * Does      write privileges on all, a database, a table, a routine; roles; PROXY
 * Does not  write what authenticates (IDENTIFIED BY): it is not kept; limits and REQUIRE with texts, AS
 * Shape     a change is of one object and one grantee
 * See       ddl/render_int.h, ddl/read_mysql_user.c
 */
#include "ddl/render_int.h"

/* *.*, db.*, *, t, db.t */
static void say_place(struct render *r, const struct path *p)
{
    const str parts[] = { p->schema, p->table };

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (!parts[i].p)
            continue;
        if (str_eq(parts[i], S("*")))
            say_z(r, "*");
        else
            say_name(r, parts[i]);
        say_z(r, i ? "" : ".");
    }
}

static void say_on(struct render *r, const struct change *c, const struct str_list *privileges)
{
    const struct edit *what = say_take(r, c, ATTR_WHAT);

    if (!c->path.table.p)
        return;
    say_z(r, " ON ");
    if (privileges->n && str_eq(privileges->v[0], S("proxy"))) {
        say_account(r, c->path.table);
        return;
    }
    if (what)
        buf_printf(&r->out, STR_FMT " ", STR_ARG(what->value.text));
    say_place(r, &c->path);
}

/* PUBLIC of MariaDB is a word. */
static void say_grantee(struct render *r, str name)
{
    if (str_eq_nocase(name, S("public")) && r->opts->dialect->id == DIALECT_MARIADB)
        buf_str(&r->out, name);
    else
        say_account(r, name);
}

/* "grant option", "require ssl"; false = an option whose text is not kept. */
static bool say_options(struct render *r, const struct change *c, bool roles)
{
    static const char *const words[] = { "require ssl", "require x509", "require none" };
    const struct edit *e = say_take(r, c, ATTR_OPTIONS);

    for (size_t i = 0; e && i < e->value.list->n; i++) {
        bool known = str_eq(e->value.list->v[i], S("grant option"));

        if (known)
            say_z(r, roles ? " WITH ADMIN OPTION" : " WITH GRANT OPTION");
        for (size_t k = 0; k < COUNT_OF(words) && !known; k++)
            if ((known = str_eq(e->value.list->v[i], str_of(words[k]))))
                buf_printf(&r->out, " %s", words[k]);
        if (!known)
            return false;
    }
    return true;
}

static void say_what(struct render *r, const struct edit *e, bool roles)
{
    for (size_t i = 0; i < e->value.list->n; i++) {
        say_z(r, i ? ", " : "");
        if (roles)
            say_account(r, e->value.list->v[i]);
        else
            buf_str(&r->out, e->value.list->v[i]);
    }
}

bool say_my_grant(struct render *r, const struct change *c)
{
    const struct edit *roles = say_take(r, c, ATTR_ROLES);
    const struct edit *e = roles ? roles : say_take(r, c, ATTR_PRIVILEGES);
    bool revoked = c->verb == CHANGE_DROP;

    if (!e || e->value.kind != VALUE_LIST || (c->verb != CHANGE_CREATE && !revoked))
        return false;
    say_z(r, revoked ? "REVOKE " : "GRANT ");
    if (revoked && change_edit(c, ATTR_OPTIONS)) {
        say_z(r, roles ? "ADMIN OPTION FOR " : "GRANT OPTION FOR ");
        (void)say_take(r, c, ATTR_OPTIONS);
    }
    say_what(r, e, roles);
    say_on(r, c, e->value.list);
    say_z(r, revoked ? " FROM " : " TO ");
    say_grantee(r, c->path.name);
    return say_options(r, c, roles);
}
