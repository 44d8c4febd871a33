/* ddl/render_my.c: what only MySQL and MariaDB have.
 *
 * Does      write definers, events, packages, databases with their character set, options of tables, columns, keys
 * Does not  write users: passwords are not kept; grants (render_my_grant.c)
 * See       ddl/render_int.h, ddl/read_mysql_program.c
 */
#include "ddl/render_int.h"

/* ---- accounts ---- */

/* The last @ parts the host: a host has none. */
static size_t host_at(str name)
{
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '@')
            return i;
    return STR_NONE;
}

void say_account(struct render *r, str name)
{
    size_t at = host_at(name);

    if (str_eq(name, S("current_user"))) {
        say_z(r, "CURRENT_USER");
        return;
    }
    say_name(r, at == STR_NONE ? name : str_slice(name, 0, at));
    if (at == STR_NONE)
        return;
    say_z(r, "@");
    say_name(r, str_skip(name, at + 1));
}

void say_definer(struct render *r, const struct change *c)
{
    const struct edit *e = r->engine == IN_MY ? say_take(r, c, ATTR_DEFINER) : NULL;

    if (!e)
        return;
    say_z(r, "DEFINER = ");
    say_account(r, e->value.text);
    say_z(r, " ");
}

bool say_my_rename(struct render *r, const struct change *c)
{
    if (c->kind == KIND_ROLE) {
        say_z(r, "RENAME USER ");
        say_account(r, c->path.name);
        say_z(r, " TO ");
        say_account(r, c->to.name);
        return true;
    }
    say_z(r, "ALTER EVENT ");
    say_path(r, &c->path);
    say_z(r, " RENAME TO ");
    say_path(r, &c->to);
    return true;
}

/* ---- options ---- */

/* Their values are strings to the server, words or not. */
static bool wants_string(str key)
{
    static const char *const keys[] = {
        "data directory",   "index directory",  "encryption",
        "engine_attribute", "secondary_engine", "secondary_engine_attribute",
    };

    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (str_eq(key, str_of(keys[i])))
            return true;
    return false;
}

bool say_my_option(struct render *r, str option)
{
    size_t at = str_find_char(option, '=');
    str key = at == STR_NONE ? option : str_slice(option, 0, at);
    str value = at == STR_NONE ? (str){ 0 } : str_skip(option, at + 1);

    if (str_eq(value, S("***")))
        return false;
    buf_str(&r->out, key);
    if (at == STR_NONE)
        return true;
    say_z(r, "=");
    if (wants_string(key) || (!is_plain_value(r, value) && !str_starts(value, S("("))))
        say_literal(r, value);
    else
        buf_str(&r->out, value);
    return true;
}

void say_my_options(struct render *r, const struct change *c)
{
    const struct edit *e = r->engine == IN_MY ? change_edit(c, ATTR_OPTIONS) : NULL;
    size_t at = r->out.n;

    if (!e || e->value.kind != VALUE_LIST || e->verb != EDIT_SET)
        return;
    for (size_t i = 0; i < e->value.list->n; i++) {
        say_z(r, " ");
        if (!say_my_option(r, e->value.list->v[i])) {
            r->out.n = at;
            return;
        }
    }
    say_mark(r, c, e);
}

/* ---- events ---- */

static void say_event_end(struct render *r, const struct change *c)
{
    static const struct phrase ends[] = { { ATTR_COMMENT, IN_MY, "COMMENT", AS_LITERAL },
                                          { ATTR_BODY, IN_MY, "DO", AS_RAW } };
    const struct edit *e = change_edit(c, ATTR_ENABLED);

    if (e) {
        say_mark(r, c, e);
        say_z(r, e->verb == EDIT_RESET                 ? " ENABLE"
                 : str_eq(e->value.text, S("replica")) ? " DISABLE ON SLAVE"
                                                       : " DISABLE");
    }
    say_phrases(r, c, ends, COUNT_OF(ends));
}

/* ALTER EVENT e RENAME TO f: the rename that follows. */
static void say_new_name(struct render *r, size_t i)
{
    size_t next = say_next(r, i);
    const struct change *c = &r->v[i], *to = next < r->n ? &r->v[next] : NULL;

    if (c->verb != CHANGE_ALTER || !to || to->kind != KIND_EVENT ||
        (to->verb != CHANGE_RENAME && to->verb != CHANGE_MOVE) ||
        !str_eq(to->path.name, c->path.name))
        return;
    say_z(r, " RENAME TO ");
    say_path(r, &to->to);
    r->done[next] = true;
}

bool say_event(struct render *r, size_t i)
{
    static const struct phrase schedule[] = { { ATTR_SCHEDULE, IN_MY, "ON SCHEDULE", AS_RAW } };
    const struct change *c = &r->v[i];

    say_z(r, c->verb == CHANGE_ALTER        ? "ALTER "
             : c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE "
                                            : "CREATE ");
    say_definer(r, c);
    say_z(r, "EVENT ");
    say_z(r, exists_words(c));
    say_path(r, &c->path);
    say_phrases(r, c, schedule, 1);
    if (!say_settings(r, c))
        return false;
    for (size_t k = 0; k < c->edits.n; k++)
        if (c->edits.v[k].attr == ATTR_OPTIONS)
            say_mark(r, c, &c->edits.v[k]);
    say_new_name(r, i);
    say_event_end(r, c);
    return true;
}

/* ---- packages, databases ---- */

bool say_package(struct render *r, const struct change *c)
{
    static const struct phrase body[] = { { ATTR_SECURITY, IN_MY, "SQL SECURITY", AS_RAW },
                                          { ATTR_COMMENT, IN_MY, "COMMENT", AS_LITERAL },
                                          { ATTR_BODY, IN_MY, "AS", AS_RAW } };

    say_z(r, c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE " : "CREATE ");
    say_definer(r, c);
    say_z(r, say_take(r, c, ATTR_WHAT) ? "PACKAGE BODY " : "PACKAGE ");
    say_z(r, exists_words(c));
    say_path(r, &c->path);
    say_phrases(r, c, body, COUNT_OF(body));
    return true;
}

bool say_database(struct render *r, const struct change *c)
{
    static const struct phrase phrases[] = { { ATTR_CHARSET, IN_MY, "CHARACTER SET", AS_RAW },
                                             { ATTR_COLLATION, IN_MY, "COLLATE", AS_RAW },
                                             { ATTR_COMMENT, IN_MY, "COMMENT", AS_LITERAL } };

    say_z(r, c->verb == CHANGE_ALTER        ? "ALTER DATABASE"
             : c->flags & CHANGE_OR_REPLACE ? "CREATE OR REPLACE DATABASE"
                                            : "CREATE DATABASE");
    buf_printf(&r->out, " %s", exists_words(c));
    if (c->path.name.p)
        say_name(r, c->path.name);
    else
        r->out.n--; /* ALTER DATABASE COLLATE …: the current one */
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    say_my_options(r, c);
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].attr == ATTR_OPTIONS && c->edits.v[i].verb == EDIT_ADD) {
            say_mark(r, c, &c->edits.v[i]);
            say_z(r, " ");
            if (!say_my_option(r, c->edits.v[i].value.text))
                return false;
        }
    return true;
}
