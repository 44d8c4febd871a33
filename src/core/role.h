/* core/role.h: the role that the statements of the user run as (`role` of an environment).
 *
 * Does      make the two statements that take and leave the role; try them once before anything is changed
 * Does not  touch afloat's own tables: the login reads and writes them
 * Shape     PostgreSQL: SET ROLE and RESET ROLE in the transaction of the unit; what the statements make belongs
 *           to the role. MariaDB, MySQL: the role's rights are added; nothing has an owner there
 * Errors    ERR_ROLE: the login may not take the role, or the engine has none (SQLite)
 */
#ifndef AFLOAT_CORE_ROLE_H
#define AFLOAT_CORE_ROLE_H

#include "engines/engine.h"

struct role {
    str set, reset; /* statements; absent = the login's own rights are used */
};

/* `name` absent: *out is empty. The session is as it was afterwards. */
bool MUST role_open(arena *a, struct conn *c, str name, struct role *out, struct err *err);

/* Outside a transaction, nothing outstanding. role_reset gives back `ok`, false when it fails itself. */
bool MUST role_set(struct conn *c, const struct role *r, struct err *err);
bool MUST role_reset(struct conn *c, const struct role *r, bool ok, struct err *err);

#endif
