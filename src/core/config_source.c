/* core/config_source.c: the connection of an environment that does not stand in one url.
 *
 * Does      url_file, url_command; engine, host, port …; password, password_file, password_command
 * Does not  choose the environment (core/config.c), fill what is missing from elsewhere (core/url.c)
 * Shape     a secret is the first line of a file or of what a command prints; a command has a time limit, its
 *           standard error is shown to nobody (it can hold the secret), its output neither
 * Errors    ERR_SECRET_SOURCE naming the key and the program, ERR_CONFIG
 * See       core/config.h
 */
#include "core/config_int.h"

#include "base/fs.h"
#include "base/proc.h"
#include "core/url_int.h"

enum { SECRET_MAX = 64 * 1024, COMMAND_TIMEOUT_MS = 30000 };

static bool fail(const struct config_source *s, const char *key, struct err *err)
{
    return err_wrap(err, "reading %s of [env." STR_FMT "]", key, STR_ARG(s->env->name));
}

static bool first_line(str text, const char *key, str *out, struct err *err)
{
    str line = { 0 };

    (void)str_next_line(&text, &line);
    if (!line.n)
        return err_set(err, ERR_SECRET_SOURCE, "%s gave nothing: its first line is empty", key);
    if (memchr(line.p, 0, line.n))
        return err_set(err, ERR_SECRET_SOURCE, "the first line that %s gave holds a NUL byte", key);
    *out = line;
    return true;
}

static bool from_file(const struct config_source *s, const char *key, str path, str *out,
                      struct err *err)
{
    str text;

    if (s->root.n)
        path = fs_join(s->mem, s->root, path);
    if (fs_read(s->mem, path, SECRET_MAX, &text, err) && first_line(text, key, out, err))
        return true;
    err->code = ERR_SECRET_SOURCE;
    return fail(s, key, err);
}

static void collect(void *data, str bytes)
{
    buf_str(data, bytes);
}

static bool judge(const struct config_source *s, const char *key, const char *program,
                  const struct proc_end *end, struct err *err)
{
    if (end->stopped && !ctx_check(s->ctx, err))
        return false;
    if (end->timed_out)
        err_set(err, ERR_SECRET_SOURCE, "%s: \"%s\" did not end in time", key, program);
    else if (end->status)
        err_set(err, ERR_SECRET_SOURCE, "%s: \"%s\" ended with status %d", key, program,
                end->status);
    else
        return true;
    err_detail(err, "What it printed is not shown, for it can hold a secret.");
    return err_hint(err, end->timed_out
                             ? "Run the command by hand; command_timeout gives it more time."
                             : "Run the command by hand to see what it says.");
}

static bool from_command(const struct config_source *s, const char *key, const struct toml *command,
                         str *out, struct err *err)
{
    struct buf b = buf_limited(s->mem, SECRET_MAX);
    struct proc_run p = { .folder = s->root.n ? str_z(s->mem, s->root) : NULL,
                          .timeout_ms = s->env->command_timeout_ms >= 0 ? s->env->command_timeout_ms
                                                                        : COMMAND_TIMEOUT_MS,
                          .ctx = s->ctx,
                          .output = collect,
                          .data = &b };
    struct proc_end end;

    if (!config_command(s->mem, command, &p.argv)) {
        err_set(err, ERR_CONFIG, "the value of \"%s\" is not valid", key);
        err_hint(err, "It has to be one text, run by sh, or an array of texts.");
        return fail(s, key, err);
    }
    if (!proc_run(&p, &end, err)) {
        err->code = ERR_SECRET_SOURCE;
        return fail(s, key, err);
    }
    return (judge(s, key, p.argv[0], &end, err) &&
            (!b.bad || err_set(err, ERR_SECRET_SOURCE, "%s printed too much", key)) &&
            first_line(buf_view(&b), key, out, err)) ||
           fail(s, key, err);
}

bool config_url_text(const struct config_source *s, str *out, struct err *err)
{
    if (s->env->url_file.n)
        return from_file(s, "url_file", s->env->url_file, out, err);
    return from_command(s, "url_command", s->env->url_command, out, err);
}

bool config_has_parts(const struct settings *env)
{
    return env->engine.n || env->host.n || env->socket.n || env->database.n || env->port >= 0;
}

static bool need_engine(const struct config_source *s, struct err *err)
{
    err_set(err, ERR_CONFIG, "[env." STR_FMT "] has parts of a connection, but no engine",
            STR_ARG(s->env->name));
    return err_hint(err, "Add engine = \"sqlite\", \"postgres\" or \"mysql\".");
}

static bool set_server(const struct settings *env, struct dsn *dsn, struct err *err)
{
    if (env->host.n && !url_set_host(dsn, env->host, err))
        return false;
    if (env->socket.n) {
        dsn->socket = env->socket;
        dsn->host = (str){ 0 };
    }
    dsn->port = env->port >= 0 ? (int)env->port : 0;
    dsn->user = env->user;
    return true;
}

bool config_parts(const struct config_source *s, struct dsn *out, struct err *err)
{
    static const struct {
        str word;
        enum dsn_engine engine;
    } words[] = { { S_INIT("sqlite"), DSN_SQLITE },
                  { S_INIT("postgres"), DSN_POSTGRES },
                  { S_INIT("postgresql"), DSN_POSTGRES },
                  { S_INIT("mysql"), DSN_MYSQL },
                  { S_INIT("mariadb"), DSN_MYSQL } };
    const struct settings *env = s->env;
    struct dsn dsn = { .engine = DSN__COUNT };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(env->engine, words[i].word)) {
            dsn.engine = words[i].engine;
            dsn.scheme = words[i].word;
        }
    if (!env->engine.n)
        return need_engine(s, err);
    if (dsn.engine == DSN__COUNT)
        return err_set(err, ERR_CONFIG,
                       "engine \"" STR_FMT "\" of [env." STR_FMT
                       "] is not sqlite, postgres or mysql",
                       STR_ARG(env->engine), STR_ARG(env->name));
    dsn.database = env->database;
    if (dsn.engine != DSN_SQLITE && !set_server(env, &dsn, err))
        return fail(s, "host", err);
    if (dsn.engine == DSN_SQLITE && !dsn.database.n)
        return err_set(err, ERR_CONFIG,
                       "[env." STR_FMT "] names no database: add database = "
                       "\"PATH\"",
                       STR_ARG(env->name));
    *out = dsn;
    return true;
}

bool config_password(const struct config_source *s, struct dsn *dsn, struct err *err)
{
    const struct settings *env = s->env;

    if (env->user.n && !dsn->user.n)
        dsn->user = env->user;
    if (dsn->password.text.n || dsn->engine == DSN_SQLITE)
        return true;
    if (env->password.n)
        dsn->password.text = env->password;
    else if (env->password_file.n)
        return from_file(s, "password_file", env->password_file, &dsn->password.text, err);
    else if (env->password_command)
        return from_command(s, "password_command", env->password_command, &dsn->password.text, err);
    return true;
}
