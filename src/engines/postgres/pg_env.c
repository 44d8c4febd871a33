/* engines/postgres/pg_env.c: keeps PG* variables from libpq while it connects.
 *
 * Does      take away the variables that no connection parameter can overrule, and put them back
 * Does not  read them for afloat (core/url.c does, and says where each part came from)
 *
 * libpq takes a variable wherever a parameter is absent or empty, and some have no parameter at all. A
 * stray PGSERVICE, PGHOSTADDR or PGOPTIONS would lead a run to another server than the one that is shown.
 */
#include "engines/postgres/pg_int.h"

#include "base/mem.h"

static const char *const names[] = {
    "PGAPPNAME",
    "PGCHANNELBINDING",
    "PGCLIENTENCODING",
    "PGCONNECT_TIMEOUT",
    "PGDATABASE",
    "PGDATESTYLE",
    "PGGEQO",
    "PGGSSDELEGATION",
    "PGGSSENCMODE",
    "PGGSSLIB",
    "PGHOST",
    "PGHOSTADDR",
    "PGKRBSRVNAME",
    "PGLOADBALANCEHOSTS",
    "PGMAXPROTOCOLVERSION",
    "PGMINPROTOCOLVERSION",
    "PGOPTIONS",
    "PGPASSFILE",
    "PGPASSWORD",
    "PGPORT",
    "PGREQUIREAUTH",
    "PGREQUIREPEER",
    "PGREQUIRESSL",
    "PGSERVICE",
    "PGSERVICEFILE",
    "PGSSLCERT",
    "PGSSLCERTMODE",
    "PGSSLCOMPRESSION",
    "PGSSLCRL",
    "PGSSLCRLDIR",
    "PGSSLKEY",
    "PGSSLKEYLOGFILE",
    "PGSSLMAXPROTOCOLVERSION",
    "PGSSLMINPROTOCOLVERSION",
    "PGSSLMODE",
    "PGSSLNEGOTIATION",
    "PGSSLROOTCERT",
    "PGSSLSNI",
    "PGTARGETSESSIONATTRS",
    "PGTZ",
    "PGUSER",
};
_Static_assert(COUNT_OF(names) <= COUNT_OF(((struct pg_env *)NULL)->value), "room for all");

void pg_env_hide(struct pg_env *env)
{
    *env = (struct pg_env){ 0 };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = getenv(names[i]);
        size_t n = value ? strlen(value) + 1 : 0;

        if (!value)
            continue;
        env->value[i] = mem_resize(NULL, n);
        memcpy(env->value[i], value, n);
        unsetenv(names[i]);
    }
}

void pg_env_restore(struct pg_env *env)
{
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!env->value[i])
            continue;
        setenv(names[i], env->value[i], 1);
        mem_free(env->value[i]);
        env->value[i] = NULL;
    }
}

bool pg_env_check(struct err *err)
{
    /* All else is given to libpq as a parameter, or is set again in the session. */
    static const char *const leading[] = { "PGHOSTADDR", "PGSERVICE" };

    for (size_t i = 0; i < COUNT_OF(leading); i++) {
        const char *value = getenv(leading[i]);

        if (!value || !*value)
            continue;
        err_set(err, ERR_ENVIRONMENT, "the client library would follow the variable %s",
                leading[i]);
        return err_hint(err, "Take it out of the environment of the process, or name the address "
                             "of the server with hostaddr= in the URL.");
    }
    return true;
}
