/* ddl/render_grant.c: GRANT and REVOKE of PostgreSQL.
 *
 * Does      write who may do what on which object; default privileges
 * Does not  write grants of MySQL and MariaDB (render_my_grant.c)
 * Shape     a change is of one object and one grantee
 * See       ddl/render_int.h, ddl/read_pg_grant.c
 */
#include "ddl/render_int.h"

static bool is_words(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!(text.p[i] >= 'a' && text.p[i] <= 'z') && text.p[i] != ' ')
            return false;
    return text.n > 0;
}

/* "select (a, b)": the names are as they were, without their quotes. */
static bool say_privilege(struct render *r, str text)
{
    size_t open = str_find(text, S(" (")), comma;
    str names = open == STR_NONE ? (str){ 0 } : str_skip(text, open + 2);

    if (!is_words(open == STR_NONE ? text : str_slice(text, 0, open)))
        return false;
    buf_str(&r->out, open == STR_NONE ? text : str_slice(text, 0, open));
    if (open == STR_NONE)
        return true;
    if (!str_ends(names, S(")")))
        return false;
    names = str_slice(names, 0, names.n - 1);
    say_z(r, " (");
    while ((comma = str_find(names, S(", "))) != STR_NONE) {
        say_name(r, str_slice(names, 0, comma));
        say_z(r, ", ");
        names = str_skip(names, comma + 2);
    }
    say_name(r, names);
    say_z(r, ")");
    return true;
}

static bool say_privileges(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_PRIVILEGES);

    if (!e || e->value.kind != VALUE_LIST || !e->value.list->n)
        return false;
    for (size_t i = 0; i < e->value.list->n; i++) {
        say_z(r, i ? ", " : "");
        if (!say_privilege(r, e->value.list->v[i]))
            return false;
    }
    return true;
}

static void say_end_of(struct render *r, const struct change *c, const char *option)
{
    bool revoked = c->verb == CHANGE_DROP;

    say_z(r, revoked ? " FROM " : " TO ");
    say_role(r, c->path.name);
    say_z(r, !revoked && change_edit(c, ATTR_OPTIONS) ? option : "");
    say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
    say_all(r, c);
}

/* GRANT a TO b: of roles. */
static bool say_membership(struct render *r, const struct change *c)
{
    bool revoked = c->verb == CHANGE_DROP;
    const struct edit *e = revoked ? change_edit(c, ATTR_OPTIONS) : NULL;
    str option = e ? e->value.list->v[0] : (str){ 0 };

    say_z(r, revoked ? "REVOKE " : "GRANT ");
    if (str_eq(option, S("grant option")))
        say_z(r, "ADMIN OPTION FOR ");
    else if (option.n)
        buf_printf(&r->out, STR_FMT " FOR ", STR_ARG(option));
    say_name(r, c->path.table);
    say_end_of(r, c, " WITH ADMIN OPTION");
    return true;
}

static void say_verb(struct render *r, const struct change *c)
{
    say_z(r, c->verb == CHANGE_CREATE       ? "GRANT "
             : change_edit(c, ATTR_OPTIONS) ? "REVOKE GRANT OPTION FOR "
                                            : "REVOKE ");
}

bool say_grant(struct render *r, const struct change *c)
{
    const struct edit *what = change_edit(c, ATTR_WHAT);

    if (r->engine == IN_MY)
        return say_my_grant(r, c);
    if (r->engine != IN_POSTGRES || !what || (c->verb != CHANGE_CREATE && c->verb != CHANGE_DROP))
        return false;
    if (str_eq(what->value.text, S("role")))
        return say_membership(r, c);
    say_verb(r, c);
    if (!say_privileges(r, c))
        return false;
    buf_printf(&r->out, " ON %s" STR_FMT " ",
               str_eq(what->value.text, S("server")) ? "foreign " : "", STR_ARG(what->value.text));
    if (str_eq(what->value.text, S("large object")))
        buf_str(&r->out, c->path.table);
    else
        render_path(&r->out, r->opts,
                    &(struct path){
                        .schema = c->path.schema, .name = c->path.table, .args = c->path.args });
    say_end_of(r, c, " WITH GRANT OPTION");
    return true;
}

bool say_default_privileges(struct render *r, const struct change *c)
{
    const struct edit *what = change_edit(c, ATTR_WHAT), *roles = change_edit(c, ATTR_ROLES);

    if (r->engine != IN_POSTGRES || !what || (c->verb != CHANGE_CREATE && c->verb != CHANGE_DROP))
        return false;
    say_z(r, "ALTER DEFAULT PRIVILEGES ");
    for (size_t i = 0; roles && i < roles->value.list->n; i++) {
        say_z(r, i ? ", " : "FOR ROLE ");
        say_role(r, roles->value.list->v[i]);
    }
    say_z(r, roles ? " " : "");
    if (c->path.schema.p) {
        say_z(r, "IN SCHEMA ");
        say_name(r, c->path.schema);
        say_z(r, " ");
    }
    say_verb(r, c);
    if (!say_privileges(r, c))
        return false;
    buf_printf(&r->out, " ON " STR_FMT, STR_ARG(what->value.text));
    say_end_of(r, c, " WITH GRANT OPTION");
    return true;
}
