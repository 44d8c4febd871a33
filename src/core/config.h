/* core/config.h: afloat.toml, .env and the environment, put together with the flags of the command line.
 *
 * Does      find afloat.toml upward from the working directory; choose the database and the folder
 * Shape     order for the database: --url, AFLOAT_URL, [env.NAME] when --env was given, DATABASE_URL (also
 *           from .env), the default environment's table, url of the file, PG*; the source is kept in
 *           dsn.source; what dsn.warnings holds is sent to ctx as warnings
 * Errors    AF2004 with place, AF2005 (names the environments there are), AF2002 (the three ways to name one)
 */
#ifndef AFLOAT_CORE_CONFIG_H
#define AFLOAT_CORE_CONFIG_H

#include "core/hook.h"
#include "core/url.h"
#include "core/vars.h"

struct config_flags { /* from the command line; absent = not given */
    str url, env, dir, format_files;
    struct str_list vars; /* --var NAME=VALUE */
    str config;           /* path of the file; absent = afloat.toml, upward */
    bool offline;         /* the database is not needed: no command of the configuration is run */
};

/* What the configuration says of a rule of lint; the rules themselves are known above (assess/). */
struct lint_setting {
    str path;     /* glob for the path of a file; absent = every file */
    str rule;     /* slug or code */
    str severity; /* "off", "info", "warning", "error"; absent = as it is */
    str pattern;  /* of the rules on names; absent = as it is */
    struct place place;
};

struct lint_allow {
    str file, rule, reason; /* file: a glob */
    struct place place;
};

struct lint_config {
    str engine, engine_version;        /* absent = of the database that is named */
    str runner;                        /* what runs the files; absent = afloat */
    str fail_on;                       /* "error", "warning", "info", "never"; absent = error */
    str baseline;                      /* path of the file */
    struct str_list code;              /* patterns of files of code; none = by their names */
    struct place place;                /* of the table, for messages about these */
    vec(struct lint_setting) settings; /* the later goes before the earlier */
    vec(struct lint_allow) allows;
};

struct config {
    str file; /* path of afloat.toml, absent = none */
    str root; /* folder that relative paths refer to: of the file, else the working directory */
    str env;  /* name of the environment in use, absent = none */
    struct str_list envs; /* names of all that the file has */
    bool has_dsn;
    struct dsn dsn;
    str no_dsn_why; /* why the table of the environment gave no database; absent = it named none */
    str dir;        /* folder of the migrations */
    str seed_dir;   /* folder of the seeds */
    str format_files;   /* absent = find out */
    str history_schema; /* absent = the session's own */
    str history_prefix; /* "afloat_" */
    str project;        /* "default" */
    struct vars vars;   /* declared in [variables] and [env.NAME.variables] */
    bool allow_out_of_order;
    bool protected_env;           /* [env.NAME] protected = true */
    bool contract_immediate;      /* [env.NAME] contract = "immediate" */
    int64_t lock_wait_ms;         /* for another run's lock; default 600000 */
    int64_t lock_timeout_ms;      /* budget for table locks; default 60000 */
    int64_t statement_timeout_ms; /* 0 = none */
    str role;                     /* of the user's statements; absent = the login */
    struct hook_list hooks;       /* a format may add its own */
    struct lint_config lint;
};

bool MUST config_load(arena *a, const struct config_flags *flags, struct ctx *ctx,
                      struct config *out, struct err *err);

struct config_key {    /* a key of afloat.toml, for its manual */
    const char *table; /* "" = at the top, "history", "env.NAME" */
    str name;
    const char *wanted; /* what the value has to be */
    const char *help;   /* core/config_keys.def; NULL = nobody wrote it */
};

bool config_key(size_t i, struct config_key *out); /* false: there are no more */

/* ERR_NO_DATABASE with the three ways to name one, unless out->has_dsn. */
bool MUST config_need_database(const struct config *c, struct err *err);

/* "50ms", "2s", "5min", "1h". */
bool config_duration(str text, int64_t *out_ms);

#endif
