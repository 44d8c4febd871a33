/* core/config.c: which database, which folder, which limits.
 *
 * Does      find afloat.toml and .env, choose the environment, try the sources of the database in order
 * Does not  read TOML keys (core/config_read.c) or .env lines (core/dotenv.c)
 * Shape     struct load gathers; each source is a function that says found, not found or error
 * Errors    see core/config.h
 *
 * A named database is never replaced by another one: if the variable that url_env names is not set, there
 * is no database. The default environment is in use when it gives the database, or names none at all.
 */
#include "core/config_int.h"

#include "base/fs.h"

enum { CONFIG_FILE_MAX = 1024 * 1024, LOCK_WAIT_MS = 600000, LOCK_TIMEOUT_MS = 60000 };

struct env_file {
    str path, text, folder;
};

struct load {
    arena *mem;
    const struct config_flags *flags;
    struct config *out;
    struct config_doc doc;
    struct ctx *ctx;
    const struct settings *env; /* of --env, else of default_env, else NULL */
    struct settings vars;       /* AFLOAT_<KEY> */
    str unset;      /* a variable that a key of the environment names and that is not set */
    bool from_env;  /* the environment's table gave the database */
    bool env_named; /* by --env */
    struct env_file env_files[2];
    struct config_tool
        tool;  /* of another tool's configuration; read when there is no folder "migrations" */
    bool done; /* the database is decided, found or not */
};

static str env_value(arena *a, str name)
{
    const char *value = getenv(str_z(a, name));

    return value && *value ? str_copy(a, str_of(value)) : (str){ 0 };
}

static bool read_if_there(arena *a, str path, str *out, struct err *err)
{
    *out = (str){ 0 };
    return !fs_exists(path) || fs_read(a, path, CONFIG_FILE_MAX, out, err);
}

static bool read_file(struct load *l, str path, struct err *err)
{
    str text;

    return fs_read(l->mem, path, CONFIG_FILE_MAX, &text, err) &&
           config_read(l->mem, text, l->out->file, &l->doc, err);
}

static bool find_file(struct load *l, str cwd, struct err *err)
{
    l->out->root = cwd;
    if (l->flags->config.n) {
        l->out->file = l->flags->config;
        l->out->root = fs_dirname(l->mem, fs_join(l->mem, cwd, l->flags->config));
        return read_file(l, l->flags->config, err);
    }
    for (str folder = cwd;; folder = fs_dirname(l->mem, folder)) {
        str path = fs_join(l->mem, folder, S("afloat.toml"));

        if (fs_exists(path)) {
            l->out->file = str_eq(folder, cwd) ? S("afloat.toml") : path;
            l->out->root = folder;
            return read_file(l, path, err);
        }
        if (!folder.n || str_eq(folder, S("/")) || str_eq(folder, S(".")))
            return true;
    }
}

static bool read_env_files(struct load *l, str cwd, struct err *err)
{
    str folders[] = { cwd, l->out->root };

    for (size_t i = 0; i < COUNT_OF(folders) && (i == 0 || !str_eq(cwd, folders[i])); i++) {
        struct env_file *f = &l->env_files[i];

        f->folder = folders[i];
        f->path = i ? fs_join(l->mem, folders[i], S(".env")) : S(".env");
        if (!read_if_there(l->mem, f->path, &f->text, err))
            return false;
    }
    return true;
}

static bool refuse_env(const struct load *l, str name, struct err *err)
{
    struct buf list = buf_on(l->mem);

    for (size_t i = 0; i < l->doc.envs.n; i++)
        buf_printf(&list, "%s" STR_FMT, i ? ", " : "", STR_ARG(l->doc.envs.v[i].name));
    err_set(err, ERR_NO_ENV, "environment \"" STR_FMT "\" is not in the configuration",
            STR_ARG(name));
    if (!l->out->file.n)
        return err_hint(err, "There is no afloat.toml here or in a folder above.");
    if (!list.n)
        return err_hint(err, "\"" STR_FMT "\" has no [env.NAME] table.", STR_ARG(l->out->file));
    return err_hint(err, "The environments are " STR_FMT ".", STR_ARG(buf_view(&list)));
}

/* A variable of the environment, else of .env; *out_folder = the folder of that .env. */
static bool find_variable(struct load *l, str name, str *out, str *out_folder, struct err *err)
{
    *out_folder = (str){ 0 };
    *out = env_value(l->mem, name);
    for (size_t i = 0; i < COUNT_OF(l->env_files) && !out->n; i++) {
        const struct env_file *f = &l->env_files[i];

        if (!dotenv_find(l->mem, f->text, f->path, name, out, err))
            return false;
        if (out->n)
            *out_folder = f->folder;
    }
    return true;
}

static bool find_value(void *data, str name, str *out, struct err *err)
{
    str folder;

    return find_variable(data, name, out, &folder, err);
}

/* --env, else AFLOAT_ENV, which is as good as a flag, else default_env. */
static bool choose_env(struct load *l, struct err *err)
{
    const struct config_env env = { find_value, l };
    str named = l->flags->env, name, ignored;

    if (!named.n && !find_value(l, S("AFLOAT_ENV"), &named, err))
        return false;
    name = named.n ? named : l->doc.top.default_env;
    l->env_named = named.n;
    if (!config_resolve(l->mem, &env, "at the top", &l->doc.top, &ignored, err) ||
        !config_variables(l->mem, &env, &l->vars, err))
        return false;
    for (size_t i = 0; name.n && i < l->doc.envs.n; i++)
        if (str_eq(l->doc.envs.v[i].name, name)) {
            l->env = &l->doc.envs.v[i];
            if (!config_resolve(l->mem, &env, "of the environment", &l->doc.envs.v[i], &l->unset,
                                err))
                return false;
        }
    return !name.n || l->env || refuse_env(l, name, err);
}

static str under(arena *a, str folder, str path)
{
    return path.n && folder.n ? fs_join(a, folder, path) : path;
}

/* Paths of a connection string that stands in a file refer to that file's folder. */
static void resolve_paths(arena *a, struct dsn *dsn, str folder)
{
    if (dsn->engine == DSN_SQLITE && !str_eq(dsn->database, S(":memory:")))
        dsn->database = under(a, folder, dsn->database);
    dsn->tls_ca = under(a, folder, dsn->tls_ca);
    dsn->tls_cert = under(a, folder, dsn->tls_cert);
    dsn->tls_key = under(a, folder, dsn->tls_key);
}

static bool use_dsn(struct load *l, str folder, str source)
{
    struct config *c = l->out;

    if (str_eq(folder, fs_cwd(l->mem)))
        folder = (str){ 0 };
    resolve_paths(l->mem, &c->dsn, folder);
    c->dsn.source = source;
    c->has_dsn = l->done = true;
    return true;
}

static bool use(struct load *l, str url, str folder, str source, struct err *err)
{
    if (!url_parse(l->mem, url, &l->out->dsn, err))
        return err_wrap(err, "reading the connection string from " STR_FMT, STR_ARG(source));
    return use_dsn(l, folder, source);
}

static bool from_flag(struct load *l, struct err *err)
{
    return !l->flags->url.n || use(l, l->flags->url, (str){ 0 }, S("--url"), err);
}

static bool from_variable(struct load *l, str name, str why, struct err *err)
{
    str value, folder, source;

    if (!find_variable(l, name, &value, &folder, err))
        return false;
    if (!value.n)
        return true;
    source = str_printf(l->mem, STR_FMT "%s" STR_FMT, STR_ARG(name), folder.n ? " in .env" : "",
                        STR_ARG(why));
    return use(l, value, folder, source, err);
}

static bool from_afloat_url(struct load *l, struct err *err)
{
    return from_variable(l, S("AFLOAT_URL"), (str){ 0 }, err);
}

static bool from_database_url(struct load *l, struct err *err)
{
    return from_variable(l, S("DATABASE_URL"), (str){ 0 }, err);
}

static bool why_not(struct load *l, str variable, const char *key)
{
    l->done = true;
    l->out->no_dsn_why = str_printf(
        l->mem, "The variable \"" STR_FMT "\", which [env." STR_FMT "]%s names, is not set.",
        STR_ARG(variable), STR_ARG(l->env->name), key);
    return true;
}

static str in_file(struct load *l, const char *key)
{
    return str_printf(l->mem, "[env." STR_FMT "]%s in " STR_FMT, STR_ARG(l->env->name), key,
                      STR_ARG(l->out->file));
}

static bool from_url_env(struct load *l, struct err *err)
{
    (void)why_not(l, l->env->url_env, " url_env");
    return from_variable(l, l->env->url_env,
                         str_printf(l->mem, " ([env." STR_FMT "] url_env)", STR_ARG(l->env->name)),
                         err);
}

/* A command is run only for what needs the database. */
static bool from_other(struct load *l, const struct config_source *s, struct err *err)
{
    str url;

    if (config_has_parts(l->env))
        return config_parts(s, &l->out->dsn, err) && use_dsn(l, l->out->root, in_file(l, ""));
    if (!l->env->url_file.n && (!l->env->url_command || l->flags->offline)) {
        l->done = l->env->url_command != NULL;
        return true;
    }
    return config_url_text(s, &url, err) &&
           use(l, url, l->out->root, in_file(l, l->env->url_file.n ? " url_file" : " url_command"),
               err);
}

static bool from_env_table(struct load *l, struct err *err)
{
    const struct settings *env = l->env;
    const struct config_source s = { l->mem, env, l->out->root, l->ctx };

    if (!env)
        return true;
    l->from_env = true;
    if (l->unset.n)
        return why_not(l, l->unset, "");
    if (env->url.n)
        return use(l, env->url, l->out->root, in_file(l, " url"), err);
    return env->url_env.n ? from_url_env(l, err) : from_other(l, &s, err);
}

static bool from_named_env(struct load *l, struct err *err)
{
    return !l->env_named || from_env_table(l, err);
}

static bool from_default_env(struct load *l, struct err *err)
{
    return l->env_named || from_env_table(l, err);
}

static bool from_top(struct load *l, struct err *err)
{
    str url = l->doc.top.url;

    return !url.n || use(l, url, l->out->root,
                         str_printf(l->mem, "url in " STR_FMT, STR_ARG(l->out->file)), err);
}

/* PGUSER or PGPASSWORD alone name no database. */
static bool from_libpq(struct load *l, struct err *err)
{
    static const str names[] = { S_INIT("PGHOST"), S_INIT("PGHOSTADDR"), S_INIT("PGDATABASE"),
                                 S_INIT("PGSERVICE") };
    struct buf set = buf_on(l->mem);

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (env_value(l->mem, names[i]).n)
            buf_printf(&set, "%s" STR_FMT, set.n ? ", " : "", STR_ARG(names[i]));
    return !set.n || use(l, S("postgres://"), (str){ 0 }, buf_view(&set), err);
}

/* The last resort: the database of a Flyway project. */
static bool from_tool(struct load *l, struct err *err)
{
    return !l->tool.url.n ||
           use(l, l->tool.url, fs_dirname(l->mem, l->tool.file), l->tool.file, err);
}

static bool names_database(const struct settings *env)
{
    return env->url.n || env->url_env.n || env->url_file.n || env->url_command ||
           config_has_parts(env);
}

static bool choose_database(struct load *l, struct err *err)
{
    static bool (*const sources[])(struct load * l, struct err * err) = {
        from_flag,        from_afloat_url, from_named_env, from_database_url,
        from_default_env, from_top,        from_libpq,     from_tool,
    };

    for (size_t i = 0; i < COUNT_OF(sources) && !l->done; i++) {
        if (!sources[i](l, err))
            return false;
        if (l->done && sources[i] != from_default_env && !l->env_named && l->env &&
            names_database(l->env))
            l->env = NULL;
    }
    return true;
}

/* A variable goes before the environment, and that before the top of the file. */
static int64_t setting(const struct load *l, size_t offset, int64_t fallback)
{
    const struct settings *const order[] = { &l->vars, l->env, &l->doc.top };

    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const int64_t *member =
            order[i] ? (const int64_t *)(const void *)((const char *)order[i] + offset) : NULL;

        if (member && *member >= 0)
            return *member;
    }
    return fallback;
}

static str setting_text(const struct load *l, size_t offset, str fallback)
{
    const struct settings *const order[] = { &l->vars, l->env, &l->doc.top };

    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const str *member =
            order[i] ? (const str *)(const void *)((const char *)order[i] + offset) : NULL;

        if (member && member->n)
            return *member;
    }
    return fallback;
}

/* Before url_complete: what the configuration says goes before PGSSLMODE. */
static bool apply_tls(const struct load *l, struct err *err)
{
    struct dsn *dsn = &l->out->dsn;

    int64_t tls = setting(l, offsetof(struct settings, tls), -1);

    if (tls < 0 || !l->out->has_dsn || dsn->engine == DSN_SQLITE)
        return true;
    if (!dsn->tls_given) {
        dsn->tls = (enum dsn_tls)tls;
        dsn->tls_given = true;
    }
    if (tls != TLS_VERIFY || dsn->tls == TLS_VERIFY || dsn->socket.n)
        return true;
    if (l->env)
        err_set(err, ERR_CONFIG,
                "environment \"" STR_FMT
                "\" asks for verified TLS, and its connection string for less",
                STR_ARG(l->env->name));
    else
        err_set(err, ERR_CONFIG,
                "the configuration asks for verified TLS, and the connection string for less");
    return err_hint(err, "The connection string comes from " STR_FMT ".", STR_ARG(dsn->source));
}

static bool refuse_unmatched(const struct config_tool *tool, struct err *err)
{
    err_set(err, ERR_TOOL_CONF, "no folder fits the location \"" STR_FMT "\"",
            STR_ARG(tool->unmatched));
    err_at(err, &(struct place){ .file = tool->file });
    return err_hint(err, "Hidden folders are left out. --dir names the folder instead.");
}

#define TEXT(member, fallback)   setting_text(l, offsetof(struct settings, member), fallback)
#define NUMBER(member, fallback) setting(l, offsetof(struct settings, member), fallback)

static bool apply_settings(const struct load *l, str cwd, struct err *err)
{
    struct config *c = l->out;
    str root = str_eq(c->root, cwd) ? (str){ 0 } : c->root;

    if (l->flags->dir.n)
        c->dir = l->flags->dir;
    else if (l->vars.dir.n)
        c->dir = l->vars.dir;
    else if (l->tool.unmatched.n)
        return refuse_unmatched(&l->tool, err);
    else if (l->tool.dir.n)
        c->dir = l->tool.dir;
    else
        c->dir = under(l->mem, root, TEXT(dir, S("migrations")));
    c->seed_dir = under(l->mem, root, TEXT(seed_dir, S("seeds")));
    c->format_files = l->flags->format_files.n ? l->flags->format_files : TEXT(format, (str){ 0 });
    c->history_prefix = TEXT(prefix, S("afloat_"));
    c->project = TEXT(project, S("default"));
    c->history_schema = TEXT(schema, (str){ 0 });
    c->role = TEXT(role, (str){ 0 });
    for (size_t i = 0; i < l->doc.envs.n; i++)
        *vec_push(l->mem, &c->envs) = l->doc.envs.v[i].name;
    c->env = l->env ? l->env->name : (str){ 0 };
    c->protected_env = NUMBER(protected_env, 0);
    c->contract_immediate = NUMBER(contract_immediate, 0);
    c->allow_out_of_order = NUMBER(allow_out_of_order, 0);
    c->lock_wait_ms = NUMBER(lock_wait_ms, LOCK_WAIT_MS);
    c->lock_timeout_ms = NUMBER(lock_timeout_ms, LOCK_TIMEOUT_MS);
    c->statement_timeout_ms = NUMBER(statement_timeout_ms, 0);
    return config_hooks(l->mem, &l->doc, l->env, root, &c->hooks, err) &&
           config_lint(l->mem, &l->doc, l->env, root, &c->lint, err);
}

/* Where neither a flag nor afloat.toml names a folder, and there is none of the usual name. */
static bool read_tool(struct load *l, str cwd, struct err *err)
{
    str folder = str_eq(l->out->root, cwd) ? S(".") : l->out->root;

    if (l->doc.top.dir.n || (l->env && l->env->dir.n) ||
        (!l->flags->dir.n && fs_exists(fs_join(l->mem, folder, S("migrations")))))
        return true;
    return config_tool(l->mem, folder, &l->tool, err);
}

static bool complete(const struct load *l, struct ctx *ctx, struct err *err)
{
    struct dsn *dsn = &l->out->dsn;

    if (!l->out->has_dsn)
        return true;
    if (l->from_env && !l->flags->offline &&
        !config_password(&(struct config_source){ l->mem, l->env, l->out->root, ctx }, dsn, err))
        return false;
    if (!url_complete(l->mem, dsn, err))
        return err_wrap(err, "completing the connection string from " STR_FMT,
                        STR_ARG(dsn->source));
    for (size_t i = 0; i < dsn->warnings.n; i++)
        ctx_say(ctx, EVENT_WARNING, STR_FMT, STR_ARG(dsn->warnings.v[i]));
    return true;
}

static bool load_vars(struct load *l, struct ctx *ctx, struct err *err)
{
    const struct config_vars_in in = { &l->doc.top, l->env, &l->flags->vars, { find_value, l } };

    if (!config_vars(l->mem, &in, &l->out->vars, err))
        return false;
    if (ctx)
        vars_secrets(l->mem, &l->out->vars, &ctx->secrets);
    return true;
}

bool config_load(arena *a, const struct config_flags *flags, struct ctx *ctx, struct config *out,
                 struct err *err)
{
    struct config config = { 0 };
    struct load l = { .mem = a, .flags = flags, .out = &config, .ctx = ctx };
    str cwd = fs_cwd(a);

    config_settings_init(&l.doc.top, (str){ 0 });
    if (!find_file(&l, cwd, err) || !read_env_files(&l, cwd, err) || !choose_env(&l, err) ||
        !read_tool(&l, cwd, err) || !choose_database(&l, err) || !apply_tls(&l, err) ||
        !complete(&l, ctx, err) || !apply_settings(&l, cwd, err) || !load_vars(&l, ctx, err))
        return false;
    *out = config;
    return true;
}

bool config_need_database(const struct config *c, struct err *err)
{
    if (c->has_dsn)
        return true;
    err_set(err, ERR_NO_DATABASE, "no database is named");
    if (c->no_dsn_why.n)
        err_detail(err, STR_FMT, STR_ARG(c->no_dsn_why));
    return err_hint(err,
                    "Use --url URL, set DATABASE_URL, or write url under [env.NAME] in "
                    "afloat.toml%s",
                    c->file.n ? "." : ". To begin on an SQLite file: afloat init");
}
