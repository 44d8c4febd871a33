/* core/config_int.h: what the files of the configuration share.
 *
 * Does      name the reader of afloat.toml and of .env
 * Errors    ERR_CONFIG with place; the line of the place never shows a value, which can hold a password
 */
#ifndef AFLOAT_CORE_CONFIG_INT_H
#define AFLOAT_CORE_CONFIG_INT_H

#include "core/config.h"

/* The values of one table; absent and -1 = not given. Top level and [history] share one. */
struct settings {
    str name; /* of the environment */
    str url, url_env, dir, format, project, default_env, schema, prefix;
    int64_t protected_env, allow_out_of_order, contract_immediate; /* 0, 1 or -1 */
    int64_t lock_wait_ms, lock_timeout_ms, statement_timeout_ms;
    int64_t tls; /* enum dsn_tls or -1 */
};

struct config_doc {
    struct settings top;
    vec(struct settings) envs;
};

/* `text` must live as long as `a`. */
bool MUST config_read(arena *a, str text, str file, struct config_doc *out, struct err *err);

/* Value of a variable in the text of a .env file; *out is absent when it is not there. */
bool MUST dotenv_find(arena *a, str text, str file, str name, str *out, struct err *err);

struct config_tool { /* absent = it does not say */
    str file;        /* of the tool's configuration */
    str url, dir;
};

/* What the configuration of another tool in `folder` or above it names. */
bool MUST config_tool(arena *a, str folder, struct config_tool *out, struct err *err);

/* "50ms", "2s", "5min", "1h". */
bool config_duration(str text, int64_t *out_ms);

/* The candidate that is nearest to `word`, absent when none is near. */
str config_nearest(str word, const str *names, size_t n);

#endif
