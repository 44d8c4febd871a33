/* app/app_hooks.h: the hooks of the project around one run of up or down.
 *
 * Does      say what a hook is told (AFLOAT_RUN_ID, AFLOAT_VERSIONS …), run the hooks of each moment
 * Does not  read them (core/config_hooks.c) or run one (core/hook.c)
 * Shape     only a run that has something to do has hooks: none with -n, none when nothing is pending; all of them
 *           run while the lock is held
 */
#ifndef AFLOAT_APP_APP_HOOKS_H
#define AFLOAT_APP_APP_HOOKS_H

#include "app/app.h"

enum { APP_HOOK_FACTS = 8 };

struct app_hooks {
    struct ctx *ctx;
    const struct hook_list *list;
    struct hook_run run;
    struct hook_fact facts[APP_HOOK_FACTS];
    struct run_each each; /* for run_in; its members are NULL when there is no such hook */
    struct role role;     /* of the user's statements; for run_opts */
};

/* Tries the role of the environment too. `command` is "up" or "down", or "both". `out` must stay where it is. */
bool MUST app_hooks_open(struct ctx *ctx, struct app_session *s, const struct run_lock *lock,
                         const struct plan *plan, struct app_hooks *out, struct err *err);
bool MUST app_hooks_before(struct app_hooks *h, struct err *err);

/* After a run: `after`, or, when *err is set, `on-error`, whose own failure is a warning. Returns `ok`, false with
 * ERR_HOOK when `after` fails. */
bool MUST app_hooks_end(struct app_hooks *h, bool ok, const struct run_report *r, struct err *err);

#endif
