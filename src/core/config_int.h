/* core/config_int.h: what the files of the configuration share.
 *
 * Does      name the reader of afloat.toml and of .env
 * Errors    ERR_CONFIG with place; the line of the place never shows a value, which can hold a password
 */
#ifndef AFLOAT_CORE_CONFIG_INT_H
#define AFLOAT_CORE_CONFIG_INT_H

#include "core/config.h"

/* One row of [variables]: at most one of value and env. */
struct var_row {
    str name, value;
    str env;        /* name of the variable of the environment that holds the value */
    int64_t secret; /* 0, 1 or -1 = not said */
};

/* The values of one table; absent and -1 = not given. Top level and [history] share one. */
struct settings {
    str name; /* of the environment */
    str url, url_env, dir, format, project, default_env, schema, prefix;
    int64_t protected_env, allow_out_of_order, contract_immediate; /* 0, 1 or -1 */
    int64_t lock_wait_ms, lock_timeout_ms, statement_timeout_ms;
    int64_t tls; /* enum dsn_tls or -1 */
    vec(struct var_row) vars;
};

struct config_doc {
    struct settings top;
    vec(struct settings) envs;
};

struct toml;

struct config_reading {
    arena *mem;
    str text, file;
};

/* Refuse the value of a key; always false. */
bool config_bad_value(const struct config_reading *r, str key, const struct toml *v,
                      const char *wanted, struct err *err);

/* core/config_vars.c. A table of variables; NULL = there is none. */
bool MUST config_read_vars(const struct config_reading *r, const struct toml *table,
                           struct settings *to, struct err *err);

/* Value of a variable of the environment or of .env. */
typedef bool config_env_fn(void *data, str name, str *out, struct err *err);

struct config_vars_in {
    const struct settings *top, *env; /* env may be NULL */
    const struct str_list *flags;     /* --var */
    config_env_fn *find;
    void *data;
};

/* The rows of the file, of the environment over them, and --var over both, with their values. */
bool MUST config_vars(arena *a, const struct config_vars_in *in, struct vars *out, struct err *err);

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
