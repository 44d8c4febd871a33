/* sql/split_sqlite.c: SQLite's one statement with semicolons inside: CREATE TRIGGER.
 *
 * Does      find the END of a trigger's body: the one right behind a ; (the END of a CASE never is)
 * See       https://sqlite.org/lang_createtrigger.html, src/parse.y
 */
#include "sql/split_int.h"

static void first_words(struct split *s, str word)
{
    static const char *const pass[] = { "explain", "query", "plan", "create", "temp", "temporary" };

    if (str_eq_nocase(word, S("trigger"))) {
        s->st.trigger = s->st.words > 0;
        return;
    }
    for (size_t i = 0; i < COUNT_OF(pass); i++)
        if (str_eq_nocase(word, str_of(pass[i])))
            return;
    s->st.track = false;
}

static void lite_word(struct split *s, str word)
{
    struct open_stmt *st = &s->st;

    if (!st->track)
        return;
    if (!st->trigger) {
        first_words(s, word);
    } else if (!st->depth) {
        if (str_eq_nocase(word, S("begin"))) {
            st->depth = 1;
            st->body_offset = split_offset(s, s->at);
            st->after_semi = true;
        }
    } else {
        st->after_end = st->after_semi && str_eq_nocase(word, S("end"));
        st->after_semi = false;
        if (st->after_end) {
            st->depth = 0;
            st->track = false;
        }
    }
    st->words++;
}

static void lite_other(struct split *s, char first)
{
    (void)first;
    s->st.after_semi = false;
}

static bool lite_semi(struct split *s)
{
    s->st.after_semi = true;
    return s->st.depth == 0;
}

const struct split_family split_sqlite = { lite_word, lite_other, lite_semi };
