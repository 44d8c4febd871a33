/* ddl/outline_reader.c: the tokens of one statement, and patterns of keywords.
 *
 * Does      step from token to token, leaving out what a server of this version leaves out; match
 * Does not  read further than it is asked to: long statements are classified by their first words
 * See       ddl/outline_int.h
 */
#include "ddl/outline_int.h"

/* The digits of slash-star-bang, 0 = none. */
static int comment_version(str comment)
{
    int v = 0;

    for (size_t i = 0; i < comment.n; i++)
        if (comment.p[i] >= '0' && comment.p[i] <= '9')
            v = v * 10 + (comment.p[i] - '0');
    return v;
}

/* MariaDB leaves out what is meant for MySQL 5.7 and later, except in its own slash-star-M-bang. */
bool reader_leaves_out(const struct dialect *d, int version, str comment)
{
    int v = comment_version(comment);

    if (d->id == DIALECT_MARIADB && str_find_char(comment, 'M') == STR_NONE && v >= 50700 &&
        v <= 99999)
        return true;
    return version && v > version;
}

static bool next_raw(struct reader *r)
{
    return lex_next(&r->lex, &r->t);
}

static void skip_version_comment(struct reader *r)
{
    r->left_out = true;
    while (r->lex.version_comment && next_raw(r))
        ;
}

void reader_next(struct reader *r)
{
    bool inside = r->lex.version_comment;

    if (r->end)
        return;
    while (next_raw(r)) {
        if (r->t.kind != TOKEN_COMMENT) {
            r->end = r->t.kind == TOKEN_SEMI;
            return;
        }
        if (!inside && r->lex.version_comment && reader_leaves_out(r->d, r->version, r->t.text))
            skip_version_comment(r);
        inside = r->lex.version_comment;
    }
    r->end = true;
}

struct reader reader_on(arena *a, const struct dialect *d, unsigned modes, int version, str text)
{
    struct reader r = {
        .mem = a, .d = d, .modes = modes, .version = version, .lex = lex_of(d, modes, text)
    };

    r.lex.comments = true;
    do { /* empty statements before it */
        r.end = false;
        reader_next(&r);
    } while (r.end && r.t.kind == TOKEN_SEMI && r.lex.at < text.n);
    return r;
}

bool reader_is_kind(const struct reader *r, enum token_kind kind)
{
    return !r->end && r->t.kind == kind;
}

/* `text` is any case, the word of the table upper case. */
static bool is_word(str text, const char *word, size_t n)
{
    if (text.n != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = text.p[i];

        if ((c >= 'a' && c <= 'z' ? (char)(c - 32) : c) != word[i])
            return false;
    }
    return true;
}

/* One of A|B|C, which end at a blank, a bracket or the end. */
static bool is_one_of(const struct reader *r, const char *words)
{
    if (!reader_is_kind(r, TOKEN_WORD))
        return false;
    while (true) {
        size_t n = strcspn(words, "| ]");

        if (is_word(r->t.text, words, n))
            return true;
        if (words[n] != '|')
            return false;
        words += n + 1;
    }
}

bool reader_is(const struct reader *r, const char *word)
{
    return is_one_of(r, word);
}

bool reader_is_any(const struct reader *r, const char *words)
{
    return is_one_of(r, words);
}

bool reader_take(struct reader *r, const char *word)
{
    if (!is_one_of(r, word))
        return false;
    reader_next(r);
    return true;
}

void reader_skip_parens(struct reader *r)
{
    size_t depth = 0;

    do {
        depth += reader_is_kind(r, TOKEN_OPEN);
        depth -= reader_is_kind(r, TOKEN_CLOSE) && depth;
        reader_next(r);
    } while (depth && !r->end);
}

bool reader_find(struct reader *r, const char *words)
{
    while (!r->end && !is_one_of(r, words)) {
        if (r->t.kind == TOKEN_OPEN)
            reader_skip_parens(r);
        else
            reader_next(r);
    }
    return !r->end;
}

/* ---- patterns ---- */

/* = word, or SECURITY word */
static void skip_value(struct reader *r)
{
    if (reader_is_kind(r, TOKEN_OP) || reader_is(r, "SECURITY"))
        reader_next(r);
    reader_next(r);
}

/* DEFINER = 'u'@'h' or CURRENT_USER() */
static void skip_definer(struct reader *r)
{
    if (reader_is_kind(r, TOKEN_OP))
        reader_next(r);
    if (reader_take(r, "CURRENT_USER|CURRENT_ROLE")) {
        if (reader_is_kind(r, TOKEN_OPEN))
            reader_skip_parens(r);
        return;
    }
    (void)user_read(r);
}

static void skip_attributes(struct reader *r)
{
    while (true) {
        if (reader_take(r, "ALGORITHM"))
            skip_value(r);
        else if (reader_take(r, "DEFINER"))
            skip_definer(r);
        else if (reader_take(r, "SQL")) /* SECURITY DEFINER */
            skip_value(r);
        else if (!reader_take(r, "AGGREGATE"))
            return;
    }
}

/* Words up to the end of the pattern or of the bracket. */
static bool match_words(struct reader *r, const char **p)
{
    for (; **p && **p != '[' && **p != ']'; *p += strcspn(*p, " ]"), *p += **p == ' ') {
        if (**p == '~')
            skip_attributes(r);
        else if (**p == '$' ? !r->end : !reader_take(r, *p))
            return false;
    }
    return true;
}

bool reader_match(struct reader *r, const char *pattern, bool *out_if)
{
    *out_if = false;
    while (match_words(r, &pattern)) {
        struct reader before = *r;
        const char *inside = pattern + 1;

        if (!*pattern)
            return true;
        if (match_words(r, &inside))
            *out_if |= (pattern[1] == 'I' && pattern[2] == 'F') ||
                       (pattern[1] == 'O' && pattern[2] == 'R' && pattern[3] == ' ');
        else
            *r = before;
        pattern = strchr(pattern, ']') + 1;
        pattern += *pattern == ' ';
    }
    return false;
}
