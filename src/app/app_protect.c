/* app/app_protect.c: [env.NAME] protected = true: nothing is changed there by mistake; see app/app.h. */
#include "app/app.h"

static bool wrong_name(const struct app_common *common, str env, struct err *err)
{
    err_set(err, ERR_PROTECTED,
            "--confirm names \"" STR_FMT "\", the environment is \"" STR_FMT "\"",
            STR_ARG(common->confirm), STR_ARG(env));
    return err_hint(err, "Give --confirm " STR_FMT " if that is the one you mean.", STR_ARG(env));
}

bool app_protect(const struct app_common *common, const struct config *c, struct err *err)
{
    struct buf where;
    arena a;
    bool typed;

    if (!c->protected_env)
        return true;
    if (common->confirm.n)
        return str_eq(common->confirm, c->env) || wrong_name(common, c->env, err);
    if (!common->terminal || !common->ask_word) {
        err_set(err, ERR_PROTECTED, "environment \"" STR_FMT "\" is protected", STR_ARG(c->env));
        return err_hint(err,
                        "There is no terminal to confirm on: give --confirm " STR_FMT
                        ". -y is not enough.",
                        STR_ARG(c->env));
    }
    arena_init(&a);
    where = buf_on(&a);
    dsn_print(&where, &c->dsn);
    typed =
        common->ask_word(common->ask_data,
                         str_z(&a, str_printf(&a,
                                              "Environment \"" STR_FMT "\" is protected (" STR_FMT
                                              "). Type its name to go on: ",
                                              STR_ARG(c->env), STR_ARG(buf_view(&where)))),
                         c->env);
    arena_done(&a);
    return typed || err_set(err, ERR_PROTECTED, "the name of the environment was not confirmed");
}
