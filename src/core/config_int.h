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

struct key_row;

/* A key whose value is { env = "NAME" }; looked up when its table is in use. */
struct setting_ref {
    const struct key_row *row;
    str key, variable;
};

/* The values of one table; absent and -1 = not given. Top level and [history] share one. */
struct settings {
    str name; /* of the environment */
    str url, url_env, dir, format, project, default_env, schema, prefix, seed_dir;
    int64_t protected_env, allow_out_of_order, contract_immediate; /* 0, 1 or -1 */
    int64_t lock_wait_ms, lock_timeout_ms, statement_timeout_ms;
    int64_t tls; /* enum dsn_tls or -1 */
    vec(struct var_row) vars;
    str role, url_file, password_file, password;
    str engine, host, user, database, socket; /* parts of a connection */
    int64_t port;                             /* -1 = not given */
    int64_t command_timeout_ms;               /* of url_command and password_command */
    const struct toml *url_command, *password_command, *hooks, *lint, *allow;
    vec(struct setting_ref) refs;
};

struct toml;

struct config_reading {
    arena *mem;
    str text, file;
};

/* Refuse the value of a key; always false. */
bool config_bad_value(const struct config_reading *r, str key, const struct toml *v,
                      const char *wanted, struct err *err);

/* Value of a variable of the environment or of .env; *out is absent when it is not set. */
typedef bool config_env_fn(void *data, str name, str *out, struct err *err);

struct config_env { /* where variables are looked up */
    config_env_fn *find;
    void *data;
};

/* Nothing given. */
void config_settings_init(struct settings *s, str name);

/* Puts the values of the keys that name a variable; `table` is "[env.prod]", for messages. A connection key whose
 * variable is not set stays absent, and *out_unset names the variable; any other is ERR_CONFIG. */
bool MUST config_resolve(arena *a, const struct config_env *env, const char *table,
                         struct settings *s, str *out_unset, struct err *err);

/* AFLOAT_<KEY> for every key that has one: "AFLOAT_LOCK_TIMEOUT". */
bool MUST config_variables(arena *a, const struct config_env *env, struct settings *out,
                           struct err *err);

/* config_source.c: the connection of an environment that is not one url. `run`: commands may be run. */
struct config_source {
    arena *mem;
    const struct settings *env;
    str root;        /* folder of the configuration; absent = here */
    struct ctx *ctx; /* a signal ends a command */
};

/* The first line of url_file or of what url_command prints. */
bool MUST config_url_text(const struct config_source *s, str *out, struct err *err);
bool config_has_parts(const struct settings *env);
bool MUST config_parts(const struct config_source *s, struct dsn *out, struct err *err);
/* password, password_file or password_command, when the connection has none. */
bool MUST config_password(const struct config_source *s, struct dsn *dsn, struct err *err);

struct config_doc {
    struct config_reading file;
    struct settings top;
    vec(struct settings) envs;
};

/* core/config_vars.c. A table of variables; NULL = there is none. */
bool MUST config_read_vars(const struct config_reading *r, const struct toml *table,
                           struct settings *to, struct err *err);

struct config_vars_in {
    const struct settings *top, *env; /* env may be NULL */
    const struct str_list *flags;     /* --var */
    struct config_env where;
};

/* The rows of the file, of the environment over them, and --var over both, with their values. */
bool MUST config_vars(arena *a, const struct config_vars_in *in, struct vars *out, struct err *err);

/* `text` must live as long as `a`. */
bool MUST config_read(arena *a, str text, str file, struct config_doc *out, struct err *err);

/* The hooks of [hooks] and of the environment in use; of one moment those of the environment go before. */
bool MUST config_hooks(arena *a, const struct config_doc *doc, const struct settings *env, str root,
                       struct hook_list *out, struct err *err);

/* [lint], [[allow]] and the environment's own [env.NAME.lint]. */
bool MUST config_lint(arena *a, const struct config_doc *doc, const struct settings *env, str root,
                      struct lint_config *out, struct err *err);

/* A text is run by sh -c, an array of texts as it is; false when the value is neither. */
bool config_command(arena *a, const struct toml *v, const char *const **out);

/* Sets the place of a key; what follows "=" is left out, for it can be a password. False. */
bool config_at_key(const struct config_reading *r, str key, const struct toml *v, struct err *err);

/* Value of a variable in the text of a .env file; *out is absent when it is not there. */
bool MUST dotenv_find(arena *a, str text, str file, str name, str *out, struct err *err);

struct config_tool { /* absent = it does not say */
    str file;        /* of the tool's configuration */
    str url, dir;
    str unmatched; /* with `dir` absent: its location fits no folder */
};

/* What the configuration of another tool in `folder` or above it names. */
bool MUST config_tool(arena *a, str folder, struct config_tool *out, struct err *err);

#endif
