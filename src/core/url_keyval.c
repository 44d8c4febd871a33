/* core/url_keyval.c: the key=value form of libpq.
 *
 * Does      cut "host=… dbname='…'" into parameters: blanks, single quotes, backslashes
 * Does not  know the parameters (core/url_params.c)
 * Errors    ERR_URL with the number of the parameter: a blank in an unquoted password makes its tail look
 *           like a key, so a key is quoted only before the password and after a recognized one
 * See       core/url.h
 */
#include "core/url_int.h"

struct pairs {
    arena *mem;
    str rest;
    size_t number;
    bool secret_seen;
};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

static void skip_blanks(str *s)
{
    while (s->n && is_blank(s->p[0]))
        *s = str_skip(*s, 1);
}

static str take_key(str *s)
{
    size_t n = 0;

    while (n < s->n && is_key_char(s->p[n]))
        n++;
    *s = str_skip(*s, n);
    return (str){ s->p - n, n };
}

bool url_is_keyval(str text)
{
    str key = take_key(&text);

    skip_blanks(&text);
    return key.n && text.n && text.p[0] == '=';
}

/* Up to a blank or the closing quote; a backslash takes the next byte as it is. */
static bool take_value(struct pairs *p, str *out)
{
    str s = p->rest;
    bool quoted = s.n && s.p[0] == '\'', closed = !quoted;
    struct buf value = buf_on(p->mem);
    size_t i = quoted;

    for (; i < s.n; i++) {
        if (quoted ? s.p[i] == '\'' : is_blank(s.p[i])) {
            closed = true;
            break;
        }
        if (s.p[i] == '\\' && ++i == s.n)
            break;
        buf_char(&value, s.p[i]);
    }
    p->rest = str_skip(s, i + quoted);
    *out = buf_view(&value);
    return closed;
}

static bool take_pair(struct pairs *p, struct url_param *out, struct err *err)
{
    p->number++;
    out->number = p->number;
    out->key = take_key(&p->rest);
    skip_blanks(&p->rest);
    if (!out->key.n || !p->rest.n || p->rest.p[0] != '=') {
        err_set(err, ERR_URL, "parameter %zu of the connection string has no \"=\"", p->number);
        return err_hint(err, "Put single quotes around a value that has blanks in it.");
    }
    p->rest = str_skip(p->rest, 1);
    skip_blanks(&p->rest);
    if (!take_value(p, &out->value)) {
        err_set(err, ERR_URL, "the quoted value of parameter %zu does not end", p->number);
        return err_hint(err, "Write \\' for a quote and \\\\ for a backslash in a value.");
    }
    out->nameable = p->number > 1 && !p->secret_seen;
    return true;
}

bool url_keyval_parse(arena *a, str text, struct dsn *dsn, struct err *err)
{
    struct pairs p = { .mem = a, .rest = text };

    for (skip_blanks(&p.rest); p.rest.n; skip_blanks(&p.rest)) {
        struct url_param param = { 0 };

        if (!take_pair(&p, &param, err) || !url_param_set(a, dsn, &param, err))
            return false;
        p.secret_seen |= str_find(param.key, S("password")) != STR_NONE;
    }
    return true;
}
