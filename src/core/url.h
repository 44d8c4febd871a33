/* core/url.h: connection strings, and where the connection comes from.
 *
 * Does      take URLs, key=value forms and bare file names apart; PG* variables, service file, passfile
 * Does not  connect; use libpq or the MariaDB client for any of it (they quote secrets in errors)
 * Errors    AF2003 with what is wrong and how to write it, never the text itself; AF2002, AF2004, AF2005
 */
#ifndef AFLOAT_CORE_URL_H
#define AFLOAT_CORE_URL_H

#include "base/ctx.h"
#include "base/dsn.h"

/* sqlite:path, sqlite::memory:, a bare file name, postgres://, postgresql://, key=value, mysql://, mariadb://.
 * Raw special characters in a password are accepted where the reading is unambiguous. */
bool MUST url_parse(arena *a, str text, struct dsn *out, struct err *err);

/* Fills what is missing from service file, PG* variables and passfile (PostgreSQL), and the engine's defaults.
 * Adds to dsn.warnings. config_load has called it already. */
bool MUST url_complete(arena *a, struct dsn *dsn, struct err *err);

#endif
