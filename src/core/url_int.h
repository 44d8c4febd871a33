/* core/url_int.h: what the files that read connection strings share.
 *
 * Does      name the steps of url_parse and url_complete
 * Errors    ERR_URL; no message holds any part of the text that can belong to a secret
 */
#ifndef AFLOAT_CORE_URL_INT_H
#define AFLOAT_CORE_URL_INT_H

#include "core/url.h"

enum { URL_TEXT_MAX = 32 * 1024 };

/* One parameter, decoded. */
struct url_param {
    str key, value;
    size_t number; /* in its text, from 1 */
    bool nameable; /* the key cannot be a piece of a secret: a message can quote it */
};

/* Percent-decodes; a % without two hexadecimal digits stands for itself. A NUL is an error. */
bool MUST url_decode(arena *a, str raw, str *out, struct err *err);

/* Sets the part of *dsn that the parameter names. */
bool MUST url_param_set(arena *a, struct dsn *dsn, const struct url_param *p, struct err *err);
bool url_param_known(enum dsn_engine engine, str key);

/* "name", "[::1]", "/folder" or, for MySQL, "/file"; decoded. */
bool MUST url_set_host(struct dsn *dsn, str host, struct err *err);
bool MUST url_set_port(struct dsn *dsn, str port, struct err *err);

/* What stands after "scheme://"; engine and scheme are set already. */
bool MUST url_uri_parse(arena *a, str rest, struct dsn *dsn, struct err *err);
bool MUST url_query_parse(arena *a, str query, struct dsn *dsn, struct err *err);

/* The form of libpq: key=value pairs. */
bool url_is_keyval(str text);
bool MUST url_keyval_parse(arena *a, str text, struct dsn *dsn, struct err *err);

/* Value of params[key], absent when there is none; `url_take` removes it as well. */
str url_param_get(const struct dsn *dsn, str key);
str url_param_take(struct dsn *dsn, str key);

/* Fills what is absent in *dsn from *from (parts and parameters). */
void url_merge(arena *a, struct dsn *dsn, const struct dsn *from);

/* PostgreSQL: service file and PG* variables into what is missing. */
bool MUST url_env_fill(arena *a, struct dsn *dsn, struct err *err);
bool MUST url_service_fill(arena *a, struct dsn *dsn, str service, str file, struct err *err);

/* PostgreSQL: the password from the password file; a file that cannot be trusted leaves a warning. */
void url_passfile_fill(arena *a, struct dsn *dsn, str file);

/* MySQL, MariaDB: what is missing from ~/.my.cnf; what cannot be trusted leaves a warning. */
void url_mycnf_fill(arena *a, struct dsn *dsn);

str url_getenv(arena *a, const char *name); /* absent when unset or empty */
str url_home(arena *a);                     /* absent when not known */
str url_login_name(arena *a);               /* absent when not known */

#endif
