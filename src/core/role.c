/* core/role.c: see core/role.h. */
#include "core/role.h"

static str set_sql(arena *a, const struct conn *c, str name)
{
    struct buf b = buf_on(a);

    buf_z(&b, "SET ROLE ");
    sql_ident(&b, c->dialect, name);
    return buf_view(&b);
}

/* MariaDB has one role at a time and no word for the default one; MySQL gives a list that SET ROLE reads. */
static bool reset_sql(arena *a, struct conn *c, str *out, struct err *err)
{
    struct buf b = buf_on(a);
    struct result r;
    str was;

    *out = S("RESET ROLE");
    if (c->engine->id == DSN_POSTGRES)
        return true;
    if (!engine_exec(c, S("SELECT CURRENT_ROLE()"), &r, err))
        return false;
    was = result_text(&r, 0, 0);
    buf_z(&b, "SET ROLE ");
    if (!was.n || str_eq_nocase(was, S("NONE")))
        buf_z(&b, "NONE");
    else if (c->server.caps & CAP_MARIADB)
        sql_ident(&b, c->dialect, was);
    else
        buf_str(&b, was);
    *out = buf_view(&b);
    return true;
}

static bool refuse(str name, struct err *err)
{
    err->code = ERR_ROLE;
    err->message = str_printf(&err->mem, "could not take the role \"" STR_FMT "\"", STR_ARG(name));
    err->place = (struct place){ 0 };
    return err_hint(err, "The login has to be a member of the role: GRANT role TO login. Which "
                         "rights are needed says: afloat grants.");
}

bool role_open(arena *a, struct conn *c, str name, struct role *out, struct err *err)
{
    struct role r = { 0 };

    *out = r;
    if (!name.n)
        return true;
    if (c->engine->id == DSN_SQLITE)
        return err_set(err, ERR_ROLE, "SQLite has no roles: \"role\" cannot be used with it");
    r.set = set_sql(a, c, name);
    if (!reset_sql(a, c, &r.reset, err))
        return false;
    if (!engine_exec(c, r.set, NULL, err))
        return err->fail == FAIL_LOST ? false : refuse(name, err);
    *out = r;
    return engine_exec(c, r.reset, NULL, err);
}

bool role_set(struct conn *c, const struct role *r, struct err *err)
{
    return !r || !r->set.n || engine_exec(c, r->set, NULL, err);
}

bool role_reset(struct conn *c, const struct role *r, bool ok, struct err *err)
{
    struct err second;

    if (!r || !r->set.n || (!ok && err->fail == FAIL_LOST))
        return ok;
    err_init(&second);
    if (!engine_exec(c, r->reset, NULL, &second)) {
        if (ok)
            err_copy(err, &second);
        else
            err_also(err, &second);
        ok = false;
    }
    err_done(&second);
    return ok;
}
