/* core/url_service.c: the service file of PostgreSQL clients.
 *
 * Does      fill what is missing from the section of one service
 * Does not  ask LDAP; read a file for the whole system
 * Errors    ERR_URL, ERR_INI, ERR_FILE_READ with the place; no values
 * See       core/url.h
 */
#include "core/url_int.h"

#include "base/fs.h"
#include "base/ini.h"

enum { SERVICE_FILE_MAX = 1024 * 1024 };

struct service {
    arena *mem;
    str name, file;
    struct dsn layer;
    bool found;
};

static bool take_item(void *data, const struct ini_item *item, struct err *err)
{
    struct service *s = data;
    struct url_param p = { item->key, item->value, item->line, true };
    struct place place = { .file = s->file, .line = item->line, .column = item->column };

    if (!str_eq(item->section, s->name))
        return true;
    s->found = true;
    if (str_starts(item->key, S("ldap")))
        err_set(err, ERR_URL, "LDAP in a service file is not supported");
    else if (str_starts(item->key, S("service")))
        err_set(err, ERR_URL, "a service cannot name another service");
    else if (!item->has_value)
        err_set(err, ERR_URL, "the line of the service file has no \"=\"");
    else if (url_param_set(s->mem, &s->layer, &p, err))
        return true;
    err_at(err, &place);
    return err_wrap(err, "reading the service \"" STR_FMT "\"", STR_ARG(s->name));
}

static bool refuse_missing(const struct service *s, struct err *err)
{
    err_set(err, ERR_URL, "the service \"" STR_FMT "\" is not defined", STR_ARG(s->name));
    return err_hint(err, "Services stand in \"" STR_FMT "\", each under its name in brackets.",
                    STR_ARG(s->file));
}

bool url_service_fill(arena *a, struct dsn *dsn, str service, str file, struct err *err)
{
    struct service s = { .mem = a, .name = service, .layer = { .engine = dsn->engine } };
    str text;

    s.file = file.n ? file : fs_join(a, url_home(a), S(".pg_service.conf"));
    if (!file.n && !fs_exists(s.file))
        return refuse_missing(&s, err);
    if (!fs_read(a, s.file, SERVICE_FILE_MAX, &text, err))
        return false;
    if (!ini_read(text, s.file, take_item, &s, err)) {
        err->place.line_text = (str){ 0 }; /* it can hold a password */
        return false;
    }
    if (!s.found)
        return refuse_missing(&s, err);
    url_merge(a, dsn, &s.layer);
    return true;
}
