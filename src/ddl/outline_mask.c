/* ddl/outline_mask.c: passwords in statements, before their text is stored or shown.
 *
 * Does      put '***' in place of the literal behind PASSWORD, IDENTIFIED BY and the like, of connection
 *           strings with a password, and of SQL in a string that sets one
 * Does not  touch user data: in INSERT, UPDATE, SELECT … a column may well be named password
 * Shape     one pass over the tokens of one or more statements; bodies in dollar quotes are read too
 * See       ddl/outline.h
 */
#include "ddl/outline.h"

#include "sql/lex.h"

enum { DEPTH_MAX = 4 }; /* dollar quotes in dollar quotes */

enum lead { /* what the first word of a statement says */
            LEAD_NONE,
            LEAD_DATA,    /* reads or writes rows */
            LEAD_ASSIGNS, /* SET, CHANGE MASTER TO, START REPLICA: name = value */
            LEAD_DYNAMIC, /* runs a string */
            LEAD_OTHER,
};

static const struct lead_word {
    str word;
    enum lead lead;
} lead_words[] = {
    { S_INIT("SELECT"), LEAD_DATA },
    { S_INIT("INSERT"), LEAD_DATA },
    { S_INIT("UPDATE"), LEAD_DATA },
    { S_INIT("DELETE"), LEAD_DATA },
    { S_INIT("REPLACE"), LEAD_DATA },
    { S_INIT("MERGE"), LEAD_DATA },
    { S_INIT("WITH"), LEAD_DATA },
    { S_INIT("VALUES"), LEAD_DATA },
    { S_INIT("EXPLAIN"), LEAD_DATA },
    { S_INIT("COPY"), LEAD_DATA },
    { S_INIT("SET"), LEAD_ASSIGNS },
    { S_INIT("CHANGE"), LEAD_ASSIGNS },
    { S_INIT("START"), LEAD_ASSIGNS },
    { S_INIT("PREPARE"), LEAD_DYNAMIC },
    { S_INIT("EXECUTE"), LEAD_DYNAMIC },
    /* the statement proper begins behind these */
    { S_INIT("BEGIN"), LEAD_NONE },
    { S_INIT("DECLARE"), LEAD_NONE },
    { S_INIT("THEN"), LEAD_NONE },
    { S_INIT("ELSE"), LEAD_NONE },
    { S_INIT("LOOP"), LEAD_NONE },
};

struct mask {
    arena *mem;
    const struct dialect *d;
    struct buf out;
    struct str_list *found; /* may be NULL */
    bool did;
};

/* What is known of the statement at hand. */
struct place {
    enum lead lead;
    bool identified;          /* IDENTIFIED was seen */
    bool set_password;        /* it begins with SET PASSWORD */
    bool dblink;              /* a dblink function was named */
    struct token prev, prev2; /* text absent = none */
};

/* ---- is there anything to look for? ---- */

static size_t find_nocase(str s, str word)
{
    char lower = word.p[0], upper = (char)(lower >= 'a' && lower <= 'z' ? lower - 32 : lower);

    for (size_t i = 0; i + word.n <= s.n; i++)
        if ((s.p[i] == lower || s.p[i] == upper) &&
            str_eq_nocase(str_slice(s, i, i + word.n), word))
            return i;
    return STR_NONE;
}

static bool may_have_secret(str s)
{
    static const str marks[] = { S_INIT("passw"), S_INIT("identified"), S_INIT("://") };

    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (find_nocase(s, marks[i]) != STR_NONE)
            return true;
    return false;
}

/* ---- literals that carry a password in them ---- */

/* "password", blanks, then `then`. */
static bool has_password_then(str s, const char *then)
{
    static const str word = S_INIT("password");
    size_t at;

    while ((at = find_nocase(s, word)) != STR_NONE) {
        s = str_skip(s, at + word.n);
        for (at = 0; at < s.n && strchr(" \t\r\n", s.p[at]); at++)
            ;
        if (at < s.n && strchr(then, s.p[at]))
            return true;
    }
    return false;
}

static bool is_conninfo(str s)
{
    static const str keys[] = { S_INIT("host"), S_INIT("dbname"),  S_INIT("user"),
                                S_INIT("port"), S_INIT("service"), S_INIT("sslmode") };

    if (!has_password_then(s, "="))
        return false;
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (find_nocase(s, keys[i]) != STR_NONE)
            return true;
    return false;
}

/* scheme://user:password@host of a database */
static bool is_url_with_password(str s)
{
    size_t at = str_find(s, S("://"));
    str scheme = str_slice(s, 0, at), rest = str_skip(s, at == STR_NONE ? s.n : at + 3);
    size_t host = str_find_char(rest, '@'), colon = str_find_char(rest, ':');

    if (host == STR_NONE || colon == STR_NONE || colon > host)
        return false;
    return find_nocase(scheme, S("postgres")) != STR_NONE ||
           find_nocase(scheme, S("mysql")) != STR_NONE ||
           find_nocase(scheme, S("mariadb")) != STR_NONE;
}

static bool sets_password(str s)
{
    return find_nocase(s, S("identified")) != STR_NONE || has_password_then(s, "'\"\\=");
}

/* ---- rules ---- */

static bool is_word(const struct token *t, const char *word)
{
    return t->kind == TOKEN_WORD && str_eq_nocase(t->text, str_of(word));
}

static bool is_op(const struct token *t, char c)
{
    return t->text.n == 1 && t->text.p[0] == c && (t->kind == TOKEN_OP || t->kind == TOKEN_OPEN);
}

/* PASSWORD, MASTER_PASSWORD, "password", sslpassword */
static bool ends_password(const struct token *t)
{
    static const str word = S_INIT("password");
    str s = t->text;

    if (t->kind == TOKEN_QUOTED && s.n > 2)
        s = str_slice(s, 1, s.n - 1);
    else if (t->kind != TOKEN_WORD)
        return false;
    return s.n >= word.n && str_eq_nocase(str_skip(s, s.n - word.n), word);
}

static bool follows_identified(const struct place *w)
{
    static const char *const words[] = { "BY", "AS", "USING", "REPLACE", "PASSWORD" };

    for (size_t i = 0; w->identified && i < COUNT_OF(words); i++)
        if (is_word(&w->prev, words[i]))
            return true;
    return false;
}

static bool follows_password(const struct place *w, const struct dialect *d)
{
    if (ends_password(&w->prev))
        return w->lead != LEAD_DATA;
    if (is_op(&w->prev, '(') && (d->rules & RULE_STORED_PROGRAM))
        return is_word(&w->prev2, "PASSWORD") || is_word(&w->prev2, "OLD_PASSWORD");
    if (!is_op(&w->prev, '='))
        return w->set_password && (is_word(&w->prev, "TO") || is_word(&w->prev, "REPLACE"));
    return w->set_password || (w->lead == LEAD_ASSIGNS && ends_password(&w->prev2));
}

static bool holds_secret(const struct place *w, str literal)
{
    if (w->lead == LEAD_DYNAMIC || w->lead == LEAD_ASSIGNS)
        return sets_password(literal);
    if (w->lead == LEAD_DATA && !w->dblink)
        return false;
    return is_conninfo(literal) || is_url_with_password(literal);
}

static bool is_secret(const struct place *w, const struct dialect *d, const struct token *t)
{
    if (t->kind == TOKEN_NUMBER) /* AS 0x2435… */
        return t->text.n > 2 && t->text.p[1] == 'x' && follows_identified(w);
    if (t->kind != TOKEN_STRING)
        return false;
    return follows_identified(w) || follows_password(w, d) ||
           (t->text.p[0] != '$' && holds_secret(w, t->text));
}

/* ---- following the statement ---- */

static enum lead lead_of(str word)
{
    for (size_t i = 0; i < COUNT_OF(lead_words); i++)
        if (str_eq_nocase(word, lead_words[i].word))
            return lead_words[i].lead;
    return LEAD_OTHER;
}

static void step(struct place *w, const struct dialect *d, const struct token *t)
{
    if (t->kind == TOKEN_SEMI) {
        *w = (struct place){ 0 };
        return;
    }
    /* _utf8'…': the introducer belongs to the literal */
    if (t->kind == TOKEN_WORD && t->text.p[0] == '_' && (d->rules & RULE_STORED_PROGRAM))
        return;
    if (t->kind == TOKEN_WORD) {
        if (w->lead == LEAD_NONE)
            w->lead = lead_of(t->text);
        w->identified |= is_word(t, "IDENTIFIED") && w->lead != LEAD_DATA;
        w->set_password |= is_word(t, "PASSWORD") && is_word(&w->prev, "SET") &&
                           w->lead == LEAD_ASSIGNS && (d->rules & RULE_STORED_PROGRAM);
        w->dblink |= str_starts_nocase(t->text, S("dblink"));
    }
    w->prev2 = w->prev;
    w->prev = *t;
}

static void mask_text(struct mask *m, unsigned modes, str text, int depth);

/* The body between the tags; gives how much of the token is written. */
static size_t mask_body(struct mask *m, unsigned modes, str body, int depth)
{
    size_t tag = str_find_char(str_skip(body, 1), '$');
    str mark, inside;

    if (tag == STR_NONE || depth >= DEPTH_MAX)
        return 0;
    mark = str_slice(body, 0, tag + 2);
    inside = str_skip(body, mark.n);
    if (str_ends(inside, mark))
        inside.n -= mark.n;
    if (!may_have_secret(inside))
        return 0;
    buf_str(&m->out, mark);
    mask_text(m, modes, inside, depth + 1);
    return mark.n + inside.n;
}

static void mask_text(struct mask *m, unsigned modes, str text, int depth)
{
    struct lex l = lex_of(m->d, modes, text);
    struct place w = { 0 };
    struct token t;
    size_t from = 0;

    while (lex_next(&l, &t)) {
        if (is_secret(&w, m->d, &t)) {
            buf_str(&m->out, str_slice(text, from, t.offset));
            buf_z(&m->out, "'***'");
            from = t.offset + t.text.n;
            m->did = true;
            if (m->found)
                *vec_push(m->mem, m->found) = t.text;
        } else if (t.kind == TOKEN_STRING && t.text.p[0] == '$') {
            buf_str(&m->out, str_slice(text, from, t.offset));
            from = t.offset + mask_body(m, modes, t.text, depth);
        }
        step(&w, m->d, &t);
    }
    buf_str(&m->out, str_skip(text, from));
}

str outline_mask(arena *a, const struct dialect *d, str statement, bool *out_masked)
{
    struct mask m = { .mem = a, .d = d };

    *out_masked = false;
    if (!may_have_secret(statement))
        return statement;
    m.out = buf_limited(a, SIZE_MAX / 4);
    mask_text(&m, 0, statement, 0);
    *out_masked = m.did;
    return m.did ? buf_view(&m.out) : statement;
}

void outline_secrets(arena *a, const struct dialect *d, str statement, struct str_list *out)
{
    struct mask m = { .mem = a, .d = d, .found = out };

    if (!may_have_secret(statement))
        return;
    m.out = buf_limited(a, SIZE_MAX / 4);
    mask_text(&m, 0, statement, 0);
}
