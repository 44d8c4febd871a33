/* core/config_tool.c: folder and database from the configuration of another tool, where afloat's own names none.
 *
 * Does      flyway.toml and flyway.conf: locations, and a JDBC URL that is simple; the usual folders of dbmate
 *           and Flyway where there is no folder "migrations"
 * Does not  read those files (core/formats/)
 * Errors    AF2121 from the readers
 */
#include "core/config_int.h"

#include "base/fs.h"
#include "core/format.h"

#include <stdlib.h>

/* ---- jdbc:… ---- */

static void put_escaped(struct buf *b, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
                     c == '_' || c == '.';

        if (plain)
            buf_char(b, c);
        else
            buf_printf(b, "%%%02X", (unsigned char)c);
    }
}

/* Parameters that mean the same to us; the others are left out, as those of a driver that is not in use. */
static void put_params(struct buf *b, str params, str *user, str *password)
{
    bool any = false;

    while (params.n) {
        str value, pair = str_cut(params, '&', &params), key = str_cut(pair, '=', &value);

        if (str_eq(key, S("user")))
            *user = value;
        else if (str_eq(key, S("password")))
            *password = value;
        else if (str_eq(key, S("sslmode"))) {
            buf_printf(b, "%csslmode=" STR_FMT, any ? '&' : '?', STR_ARG(value));
            any = true;
        }
    }
}

static str server_url(arena *a, const char *scheme, str rest, const struct tool_conf *c)
{
    str params, place = str_cut(rest, '?', &params), user = c->user, password = c->password;
    struct buf b = buf_on(a), tail = buf_on(a);

    put_params(&tail, params, &user, &password);
    buf_printf(&b, "%s://", scheme);
    put_escaped(&b, user);
    if (password.n) {
        buf_char(&b, ':');
        put_escaped(&b, password);
    }
    buf_printf(&b, "%s" STR_FMT STR_FMT, user.n ? "@" : "", STR_ARG(place),
               STR_ARG(buf_view(&tail)));
    return buf_view(&b);
}

static str url_of(arena *a, const struct tool_conf *c)
{
    static const struct {
        str start;
        const char *scheme;
    } rows[] = { { S_INIT("jdbc:postgresql://"), "postgres" },
                 { S_INIT("jdbc:mysql://"), "mysql" },
                 { S_INIT("jdbc:mariadb://"), "mysql" } };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_starts(c->url, rows[i].start))
            return server_url(a, rows[i].scheme, str_skip(c->url, rows[i].start.n), c);
    if (str_starts(c->url, S("jdbc:sqlite:")))
        return str_printf(a, "sqlite:" STR_FMT, STR_ARG(str_skip(c->url, 12)));
    return (str){ 0 };
}

/* ---- folders ---- */

static str joined(arena *a, const struct str_list *dirs)
{
    struct buf b = buf_on(a);

    for (size_t i = 0; i < dirs->n; i++)
        buf_printf(&b, "%s" STR_FMT, i ? "," : "", STR_ARG(dirs->v[i]));
    return buf_view(&b);
}

static str first_there(arena *a, str folder, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        str path = fs_join(a, folder, str_of(names[i]));

        if (fs_exists(path))
            return path;
    }
    return (str){ 0 };
}

static str usual_folder(arena *a, str folder, const struct tool_conf *c)
{
    static const char *const of_flyway[] = { "sql", "src/main/resources/db/migration",
                                             "db/migration" };
    static const char *const of_others[] = { "db/migrations", "src/main/resources/db/migration" };
    const char *given = getenv("DBMATE_MIGRATIONS_DIR");

    if (c->dirs.n || c->unmatched.n)
        return joined(a, &c->dirs);
    if (c->file.n)
        return first_there(a, folder, of_flyway, COUNT_OF(of_flyway));
    if (given && *given)
        return str_copy(a, str_of(given));
    return first_there(a, folder, of_others, COUNT_OF(of_others));
}

bool config_tool(arena *a, str folder, struct config_tool *out, struct err *err)
{
    const struct format *f = format_find(S("flyway"));
    struct tool_conf conf = { 0 };

    *out = (struct config_tool){ 0 };
    if (!f->conf_read(a, folder, &conf, err))
        return false;
    out->file = conf.file;
    out->url = conf.file.n ? url_of(a, &conf) : (str){ 0 };
    out->dir = usual_folder(a, folder, &conf);
    out->unmatched = out->dir.n ? (str){ 0 } : conf.unmatched;
    return true;
}
