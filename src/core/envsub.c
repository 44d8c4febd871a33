/* core/envsub.c: see core/envsub.h. */
#include "core/envsub.h"

#include <stdlib.h>

enum { DEPTH_MAX = 8 };

struct subst {
    arena *mem;
    const struct var_use *use;
    struct var_text *out;
    struct buf sent, shown;
    str raw;
    struct err *err;
};

struct shell_ref {
    str name, word; /* word: after the operator */
    char op;        /* 0, '-', '?' or ':' (part of the value) */
    bool empty_too; /* ":-" and ":?" take an empty value as none */
};

static bool name_byte(char c, bool first)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (!first && c >= '0' && c <= '9');
}

static size_t name_length(str s)
{
    size_t n = 0;

    while (n < s.n && name_byte(s.p[n], n == 0))
        n++;
    return n;
}

static bool bad(struct subst *s, str at, const char *what, str name)
{
    err_set(s->err, ERR_ENVSUB, "%s: \"" STR_FMT "\"", what, STR_ARG(name));
    s->err->statement_offset =
        at.p >= s->raw.p && at.p <= s->raw.p + s->raw.n ? at.p - s->raw.p : 0;
    return false;
}

static bool is_secret(str name)
{
    static const char *const words[] = { "PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL" };
    char upper[64];
    size_t n = name.n < sizeof(upper) ? name.n : sizeof(upper);

    for (size_t i = 0; i < n; i++)
        upper[i] = (char)(name.p[i] >= 'a' && name.p[i] <= 'z' ? name.p[i] - 32 : name.p[i]);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_find((str){ upper, n }, str_of(words[i])) != STR_NONE)
            return true;
    return false;
}

/* ---- the value ---- */

static bool part_of(struct subst *s, str at, str word, str *io)
{
    str length, from = str_cut(word, ':', &length);
    int64_t begin, n = (int64_t)io->n;

    if (!str_to_int64(str_trim(from), &begin) || (length.p && !str_to_int64(str_trim(length), &n)))
        return bad(s, at, "the part of a variable is not two numbers", word);
    begin = begin < 0 ? begin + (int64_t)io->n : begin;
    begin = begin < 0 ? 0 : begin > (int64_t)io->n ? (int64_t)io->n : begin;
    if (n < 0)
        n = (int64_t)io->n - begin + n;
    *io = str_slice(*io, (size_t)begin, (size_t)(begin + (n < 0 ? 0 : n)));
    return true;
}

static bool put_all(struct subst *s, str text, int depth);

static bool value_of(struct subst *s, const struct shell_ref *r, int depth)
{
    const char *set = getenv(str_z(s->mem, r->name));
    str value = set ? str_of(set) : S("");
    bool none = !set || (r->empty_too && !*set);

    if (r->op == '-' && none)
        return put_all(s, r->word, depth + 1);
    if (r->op == '?' && none && !s->use->names_only) {
        bad(s, r->name, "a variable of the environment is not set", r->name);
        return r->word.n ? err_hint(s->err, STR_FMT, STR_ARG(r->word)) : false;
    }
    if (r->op == ':' && !part_of(s, r->name, r->word, &value))
        return false;
    if (memchr(value.p, 0, value.n))
        return bad(s, r->name, "a variable holds a NUL byte", r->name);
    buf_str(&s->sent, value);
    buf_str(&s->shown, is_secret(r->name) && value.n ? S("***") : value);
    return true;
}

/* ---- references ---- */

/* The brace that closes the one before `text`; braces in it nest. */
static size_t closing(str text)
{
    int open = 1;

    for (size_t i = 0; i < text.n; i++) {
        open += (text.p[i] == '{') - (text.p[i] == '}');
        if (!open)
            return i;
    }
    return STR_NONE;
}

static bool read_braces(struct subst *s, str inner, struct shell_ref *r)
{
    size_t n = name_length(inner);
    str rest = str_skip(inner, n);

    *r = (struct shell_ref){ .name = str_slice(inner, 0, n) };
    if (!n)
        return bad(s, inner, "a variable has no name", inner);
    if (!rest.n)
        return true;
    r->empty_too = rest.p[0] == ':' && rest.n > 1 && (rest.p[1] == '-' || rest.p[1] == '?');
    rest = str_skip(rest, r->empty_too ? 1 : 0);
    r->op = rest.p[0];
    r->word = str_skip(rest, 1);
    if (r->op != '-' && r->op != '?' && r->op != ':')
        return bad(s, inner, "a variable is followed by an operator that is not read", inner);
    return true;
}

/* `rest` begins behind the "$"; *out_used = bytes of it that belong to the reference, 0 = plain text. */
static bool put_one(struct subst *s, str rest, int depth, size_t *out_used)
{
    struct shell_ref r = { .name = str_slice(rest, 0, name_length(rest)) };
    size_t end;

    *out_used = r.name.n;
    if (depth > DEPTH_MAX)
        return bad(s, rest, "variables stand too deep in each other", str_slice(rest, 0, 40));
    if (rest.n && rest.p[0] == '{') {
        end = closing(str_skip(rest, 1));
        if (end == STR_NONE)
            return bad(s, rest, "a variable does not end", str_slice(rest, 0, 40));
        *out_used = end + 2;
        return read_braces(s, str_slice(rest, 1, 1 + end), &r) && value_of(s, &r, depth);
    }
    return !r.name.n || value_of(s, &r, depth);
}

static void put_splice(struct subst *s, size_t raw, size_t raw_n, size_t sent)
{
    *vec_push(s->mem, &s->out->splices) =
        (struct var_splice){ .raw = raw, .raw_n = raw_n, .sent = sent, .sent_n = s->sent.n - sent };
}

static void put_plain(struct subst *s, str text)
{
    buf_str(&s->sent, text);
    buf_str(&s->shown, text);
}

static bool put_all(struct subst *s, str text, int depth)
{
    for (size_t at = 0; at < text.n;) {
        size_t next = at, used = 0, sent;
        bool escaped;

        while (next < text.n && text.p[next] != '$' &&
               !(text.p[next] == '\\' && next + 1 < text.n && text.p[next + 1] == '$'))
            next++;
        put_plain(s, str_slice(text, at, next));
        if (next == text.n)
            break;
        sent = s->sent.n;
        escaped = text.p[next] == '\\' || (next + 1 < text.n && text.p[next + 1] == '$');
        if (escaped)
            used = 1;
        else if (!put_one(s, str_skip(text, next + 1), depth, &used))
            return false;
        if (escaped || !used)
            put_plain(s, S("$"));
        if (depth == 0)
            put_splice(s, next, 1 + used, sent);
        at = next + 1 + used;
    }
    return true;
}

bool envsub_apply(arena *a, const struct var_use *use, str raw, struct var_text *out,
                  struct err *err)
{
    struct subst s = { .mem = a,
                       .use = use,
                       .out = out,
                       .raw = raw,
                       .err = err,
                       .sent = buf_on(a),
                       .shown = buf_on(a) };

    *out = (struct var_text){ .sent = raw, .shown = raw };
    if (str_find_char(raw, '$') == STR_NONE)
        return true;
    if (!put_all(&s, raw, 0))
        return false;
    out->sent = buf_view(&s.sent);
    out->shown = buf_view(&s.shown);
    return true;
}
