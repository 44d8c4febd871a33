/* core/hook.h: what a project wants run around a run: SQL or commands of the user.
 *
 * Does      run the hooks of one moment, in the order of their list, and stop at the first that fails
 * Does not  decide when (app/app_hooks.c), write history: what a hook does is not recorded
 * Shape     the connection is at rest before and after: no transaction, nothing outstanding
 *           SQL: statements are sent one by one and commit by themselves; BEGIN and COMMIT may stand in it
 *           commands: in the folder of the configuration, own process group, time limit, AFLOAT_* variables
 * Errors    ERR_HOOK (a command), ERR_STATEMENT and its like with the place in the hook (SQL)
 */
#ifndef AFLOAT_CORE_HOOK_H
#define AFLOAT_CORE_HOOK_H

#include "base/ctx.h"
#include "core/role.h"

enum hook_when {
    HOOK_BEFORE,      /* the lock is held, the plan is made, nothing was changed yet */
    HOOK_BEFORE_EACH, /* before the first statement of a migration, once a run */
    HOOK_AFTER_EACH,  /* a migration is committed */
    HOOK_AFTER,       /* every migration of the run is committed */
    HOOK_ON_ERROR,    /* a run that had begun failed */
    HOOK__COUNT,
};

struct hook {
    enum hook_when when;
    str name;                /* for messages; absent = the name of the moment */
    const char *const *argv; /* a command, NULL-terminated; NULL = SQL */
    str sql;                 /* text; absent = it stands in `file` */
    struct place place;      /* where `sql` begins: file and line; of a file: the file */
    str file;                /* path */
    int64_t timeout_ms;      /* of a command */
};

struct hook_list { /* sorted by nothing: those of one moment run in the order of the list */
    struct hook *v;
    size_t n, cap;
};

enum { HOOK_TIMEOUT_MS = 300000 };

struct hook_fact { /* AFLOAT_<name> of a command */
    const char *name;
    str value;
};

struct hook_run {
    const struct hook_list *hooks;
    struct conn *conn; /* NULL or lost: SQL hooks are left out */
    struct ctx *ctx;
    str folder;                    /* where commands run; absent = here */
    str secret;                    /* masked in what a command prints; absent = none */
    const struct hook_fact *facts; /* of the run */
    size_t fact_count;
    const struct role *role; /* SQL hooks run as this role; NULL = as the login */
};

const char *hook_when_name(enum hook_when when); /* "before-each" */
bool hook_wanted(const struct hook_list *hooks, enum hook_when when);

/* `more`: facts of this moment, beside those of the run. */
bool MUST hook_run(const struct hook_run *h, enum hook_when when, const struct hook_fact *more,
                   size_t more_count, struct err *err);

/* hook_sql.c */
bool MUST hook_run_sql(const struct hook_run *h, const struct hook *hook, struct err *err);

#endif
