/* sql/split_mysql.c: stored programs of MySQL and MariaDB, found without DELIMITER.
 *
 * Does      follow BEGIN, IF, CASE, LOOP, WHILE, REPEAT, FOR … END from CREATE PROCEDURE, FUNCTION,
 *           TRIGGER, EVENT, PACKAGE, and MariaDB's compound statements outside programs
 * Does not  act while a DELIMITER other than ; is set: then only that ends a statement
 * Shape     words are looked up once; where a statement of the body may begin decides whether IF is a
 *           block or a function, and whether END ends a block or is a column
 * See       split_delim.c for DELIMITER lines, https://mariadb.com/kb/en/programmatic-compound-statements/
 */
#include "sql/split_int.h"

enum word {
    W_OTHER,
    W_AS,
    W_BEGIN,
    W_BLOCK, /* IF WHILE FOR: a condition follows */
    W_CASE,
    W_CREATE,
    W_DO,
    W_EACH,
    W_END,
    W_EVENT,
    W_FOLLOWS,
    W_HANDLER,
    W_KEEP, /* NOT, ATOMIC: behind BEGIN */
    W_LOOP,
    W_PACKAGE,
    W_PLAIN_OBJECT, /* CREATE something without a body */
    W_REPEAT,
    W_RETURN,
    W_RETURNS,
    W_ROUTINE,
    W_ROW,
    W_SET,
    W_SIMPLE, /* begins a body of one statement */
    W_THEN,   /* THEN, ELSE */
    W_TRIGGER,
    W_UNTIL,
};

static const struct entry {
    const char *text;
    enum word word;
} entries[] = {
    { "alter", W_CREATE },
    { "as", W_AS },
    { "atomic", W_KEEP },
    { "begin", W_BEGIN },
    { "call", W_SIMPLE },
    { "case", W_CASE },
    { "create", W_CREATE },
    { "database", W_PLAIN_OBJECT },
    { "delete", W_SIMPLE },
    { "do", W_DO },
    { "each", W_EACH },
    { "else", W_THEN },
    { "end", W_END },
    { "event", W_EVENT },
    { "execute", W_SIMPLE },
    { "follows", W_FOLLOWS },
    { "for", W_BLOCK },
    { "function", W_ROUTINE },
    { "handler", W_HANDLER },
    { "if", W_BLOCK },
    { "index", W_PLAIN_OBJECT },
    { "insert", W_SIMPLE },
    { "is", W_AS },
    { "loop", W_LOOP },
    { "not", W_KEEP },
    { "package", W_PACKAGE },
    { "precedes", W_FOLLOWS },
    { "procedure", W_ROUTINE },
    { "repeat", W_REPEAT },
    { "replace", W_SIMPLE },
    { "return", W_RETURN },
    { "returns", W_RETURNS },
    { "role", W_PLAIN_OBJECT },
    { "row", W_ROW },
    { "schema", W_PLAIN_OBJECT },
    { "select", W_SIMPLE },
    { "sequence", W_PLAIN_OBJECT },
    { "server", W_PLAIN_OBJECT },
    { "set", W_SET },
    { "signal", W_SIMPLE },
    { "table", W_PLAIN_OBJECT },
    { "temporary", W_PLAIN_OBJECT },
    { "then", W_THEN },
    { "trigger", W_TRIGGER },
    { "truncate", W_SIMPLE },
    { "unique", W_PLAIN_OBJECT },
    { "until", W_UNTIL },
    { "update", W_SIMPLE },
    { "user", W_PLAIN_OBJECT },
    { "view", W_PLAIN_OBJECT },
    { "while", W_BLOCK },
    { "with", W_SIMPLE },
};

enum { LONGEST = 9 };

static enum word look_up(str word)
{
    size_t low = 0, high = COUNT_OF(entries);
    char lower[LONGEST + 1];

    if (word.n > LONGEST)
        return W_OTHER;
    for (size_t i = 0; i < word.n; i++)
        lower[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 0x20 : word.p[i]);
    lower[word.n] = '\0';
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(lower, entries[middle].text);

        if (order == 0)
            return entries[middle].word;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return W_OTHER;
}

static void mark_top(struct open_stmt *st, bool ends_anywhere)
{
    unsigned i = st->depth - 1;
    uint8_t bit = (uint8_t)(1u << (i % 8));

    if (i >= SPLIT_NEST)
        return;
    st->ends_anywhere[i / 8] &= (uint8_t)~bit;
    if (ends_anywhere)
        st->ends_anywhere[i / 8] |= bit;
}

static bool top_ends_anywhere(const struct open_stmt *st)
{
    unsigned i = st->depth - 1;

    return st->depth && i < SPLIT_NEST && (st->ends_anywhere[i / 8] >> (i % 8) & 1);
}

static void push(struct split *s, bool ends_anywhere)
{
    if (s->st.depth++ == 0)
        s->st.body_offset = split_offset(s, s->at);
    mark_top(&s->st, ends_anywhere);
    s->st.part = MY_BODY;
    s->st.handler = false;
}

/* May it stand behind END? */
static bool names_block(enum word w)
{
    return w == W_BLOCK || w == W_CASE || w == W_LOOP || w == W_REPEAT;
}

/* A word that opens a block where a statement may begin. Says whether one may begin behind it. */
static bool block_word(struct split *s, enum word w, bool statement)
{
    struct open_stmt *st = &s->st;

    if (w == W_CASE) {
        push(s, !statement); /* an expression, if no statement may begin here */
        return false;
    }
    if (w == W_BLOCK && st->last_word == W_HANDLER) {
        st->handler = true;
        return false;
    }
    if (!statement)
        return false;
    if (w == W_BEGIN && st->oracle && st->depth == 1)
        st->oracle = false;
    else
        push(s, false);
    return w != W_BLOCK;
}

/* A word of the body; `at_start`: a statement may begin here. Says whether one may begin behind it. */
static bool body_word(struct split *s, enum word w, bool at_start)
{
    struct open_stmt *st = &s->st;

    if (w == W_BEGIN || names_block(w))
        return block_word(s, w, at_start || st->handler);
    switch ((int)w) {
    case W_END:
        st->after_end = st->depth && (at_start || top_ends_anywhere(st));
        st->depth -= st->after_end;
        return false;
    case W_THEN:
        return !top_ends_anywhere(st);
    case W_UNTIL:
        if (at_start && st->depth)
            mark_top(st, true);
        return false;
    case W_KEEP:
        return at_start;
    case W_DO:
    case W_SET:
    case W_SIMPLE:
        st->handler = false;
        return w == W_DO && !at_start;
    default:
        return false;
    }
}

/* In the head of a routine, behind its parameters: where does the body begin? */
static void routine_word(struct split *s, enum word w)
{
    struct open_stmt *st = &s->st;
    bool returns = st->last_word == W_RETURNS;

    if (w == W_AS && st->parens == 0 && s->opts.dialect->id == DIALECT_MARIADB) {
        push(s, false);
        st->oracle = st->start = true;
    } else if (!st->params || st->parens || st->simple) {
        return;
    } else if (w == W_BEGIN || names_block(w)) {
        st->start = body_word(s, w, true);
    } else if (w == W_RETURN) {
        st->simple = true; /* the body, or in Oracle's mode the type */
    } else if (w == W_SIMPLE || w == W_DO || (w == W_SET && !returns)) {
        st->track = false;
    }
}

static void package_word(struct split *s, enum word w)
{
    if (w != W_AS)
        return;
    push(s, false);
    s->st.start = true;
}

/* FOR EACH ROW [FOLLOWS|PRECEDES name] statement */
static void trigger_word(struct split *s, enum word w)
{
    struct open_stmt *st = &s->st;

    if (w != W_ROW || st->last_word != W_EACH)
        return;
    st->part = MY_BODY;
    st->start = true;
}

static void create_word(struct split *s, enum word w)
{
    struct open_stmt *st = &s->st;

    st->params = false;
    if (w == W_ROUTINE)
        st->part = MY_ROUTINE;
    else if (w == W_TRIGGER)
        st->part = MY_TRIGGER;
    else if (w == W_EVENT)
        st->part = MY_EVENT;
    else if (w == W_PACKAGE)
        st->part = MY_PACKAGE;
    else
        st->track = w != W_PLAIN_OBJECT;
}

/* The first word, and the second behind BEGIN. */
static void first_word(struct split *s, enum word w)
{
    struct open_stmt *st = &s->st;

    st->sets = w == W_SET && st->words == 0;
    if (s->delim_n != 1 || s->delim[0] != ';') {
        st->track = false;
    } else if (st->words == 1) {
        st->track = w == W_KEEP;
        if (w == W_KEEP)
            push(s, false);
        st->start = true;
    } else if (w == W_CREATE) {
        st->part = MY_CREATE;
    } else if (names_block(w)) {
        st->start = body_word(s, w, true);
    } else {
        st->track = w == W_BEGIN;
    }
}

static void part_word(struct split *s, enum word w)
{
    struct open_stmt *st = &s->st;
    bool start = st->start, after_end = st->after_end;

    switch (st->part) {
    case MY_PLAIN:
        first_word(s, w);
        break;
    case MY_CREATE:
        create_word(s, w);
        break;
    case MY_ROUTINE:
        routine_word(s, w);
        break;
    case MY_PACKAGE:
        package_word(s, w);
        break;
    case MY_TRIGGER:
        trigger_word(s, w);
        break;
    case MY_EVENT:
        if (w == W_DO) {
            st->part = MY_BODY;
            st->start = true;
        }
        break;
    case MY_BODY:
        st->start = st->after_end = false;
        if (st->skip_name || (start && w == W_FOLLOWS)) {
            st->start = st->skip_name;
            st->skip_name = !st->skip_name;
        } else if (!after_end || !names_block(w)) {
            st->start = body_word(s, w, start);
        }
        break;
    }
}

static void my_word(struct split *s, str word)
{
    struct open_stmt *st = &s->st;
    enum word w;

    if (!st->track)
        return;
    w = look_up(word);
    part_word(s, w);
    st->last_word = w;
    st->words++;
}

static void my_other(struct split *s, char first)
{
    struct open_stmt *st = &s->st;
    bool label = first == ':' && s->at + 1 < s->n && s->buf[s->at + 1] != '=';

    if (!st->track || st->part != MY_BODY || first == '*' || first == '-')
        return;
    st->start = label || (st->skip_name && first == '"');
    st->skip_name = false;
    if (first != ':')
        st->after_end = false;
}

static bool my_semi(struct split *s)
{
    struct open_stmt *st = &s->st;

    if (st->depth == 0)
        return true;
    st->start = true;
    st->handler = st->after_end = false;
    return false;
}

const struct split_family split_mysql = { my_word, my_other, my_semi };
