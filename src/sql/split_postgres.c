/* sql/split_postgres.c: what psql looks at besides quotes: parentheses, BEGIN ATOMIC, COPY.
 *
 * Does      count BEGIN, CASE and END in CREATE [OR REPLACE] FUNCTION|PROCEDURE outside parentheses,
 *           as psql does; find COPY … FROM stdin
 * Does not  run backslash commands or put in variables
 * See       PostgreSQL src/fe_utils/psqlscan.l, src/bin/psql/copy.c
 */
#include "sql/split_int.h"

static bool is(str word, const char *keyword)
{
    return str_eq_nocase(word, str_of(keyword));
}

/* psql keeps the first letters of the first four words, of these words only. */
static void note_head(struct open_stmt *st, str word)
{
    static const char *const words[] = { "create", "function", "procedure", "or", "replace" };
    char *h = st->heads;

    if (st->words == 0)
        memset(h, 0, sizeof(st->heads));
    for (size_t i = 0; i < COUNT_OF(words) && st->words < sizeof(st->heads); i++)
        if (is(word, words[i]))
            h[st->words] = words[i][0];
    st->atomic = h[0] == 'c' && (h[1] == 'f' || h[1] == 'p' ||
                                 (h[1] == 'o' && h[2] == 'r' && (h[3] == 'f' || h[3] == 'p')));
}

static void count_blocks(struct split *s, str word)
{
    struct open_stmt *st = &s->st;

    if (is(word, "begin")) {
        if (st->depth++ == 0)
            st->body_offset = split_offset(s, s->at);
    } else if (is(word, "case")) {
        st->depth += st->depth > 0;
    } else if (is(word, "end")) {
        st->depth -= st->depth > 0;
    }
}

static void look_for_copy(struct open_stmt *st, str word)
{
    if (st->from && is(word, "stdin"))
        st->copy = true;
    st->from = st->parens == 0 && is(word, "from");
}

enum { HEAD_WORDS = 5 };

static void pg_word(struct split *s, str word)
{
    struct open_stmt *st = &s->st;
    bool copy;

    if (st->words >= HEAD_WORDS && !st->track)
        return;
    if (st->words < HEAD_WORDS) {
        copy = st->words == 0 ? is(word, "copy") : st->maybe_copy;
        st->maybe_copy = copy;
        note_head(st, word);
        st->words++;
        st->track = true;
    }
    if (st->maybe_copy)
        look_for_copy(st, word);
    else if (st->atomic && st->parens == 0)
        count_blocks(s, word);
    else if (st->words >= HEAD_WORDS && !st->atomic)
        st->track = false;
}

static void pg_other(struct split *s, char first)
{
    (void)first;
    s->st.from = false;
}

static bool pg_semi(struct split *s)
{
    return s->st.parens == 0 && s->st.depth == 0;
}

const struct split_family split_postgres = { pg_word, pg_other, pg_semi };
