/* assess/rules/timeout_zero.c: the lock time-out is switched off.
 *
 * Does      find lock_timeout = 0 (PostgreSQL) and waits of more than a minute
 * See       assess/rules/timeout-zero.sql
 */
#include "assess/rule.h"

void rule_timeout_zero(const struct rule_input *in);

enum { LIMIT_MS = 60000 };

/* "2s" → 2000; -1 = not understood. A bare number counts `unit` milliseconds. */
static int64_t milliseconds(str value, int64_t unit)
{
    static const struct {
        const char *word;
        int64_t ms;
    } units[] = {
        { "ms", 1 }, { "s", 1000 }, { "min", 60000 }, { "h", 3600000 }, { "d", 86400000 }
    };

    size_t n = 0;
    int64_t number;
    while (n < value.n && value.p[n] >= '0' && value.p[n] <= '9')
        n++;
    str word = str_trim(str_skip(value, n));
    if (!str_to_int64(str_slice(value, 0, n), &number) || number > INT32_MAX)
        return -1;
    for (size_t i = 0; word.n && i < COUNT_OF(units); i++)
        if (str_eq(word, str_of(units[i].word)))
            return number * units[i].ms;
    return word.n ? -1 : number * unit;
}

void rule_timeout_zero(const struct rule_input *in)
{
    const struct change *c = in->change;
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    const struct edit *e = change_edit(c, ATTR_VALUE);
    if (c->verb != CHANGE_SESSION || !ask_written(in) || !e || e->value.kind != VALUE_TEXT ||
        !str_eq_nocase(c->path.name, pg ? S("lock_timeout") : S("lock_wait_timeout")))
        return;
    int64_t ms = milliseconds(e->value.text, pg ? 1 : 1000);
    if (ms < 0 || (ms > 0 && ms <= LIMIT_MS))
        return;
    struct finding *f = say(in);
    say_message(in, f,
                ms ? STR_FMT " lets a statement wait for more than a minute"
                   : STR_FMT " = 0 lets a statement wait without end",
                STR_ARG(c->path.name));
    say_happens(in, f,
                "A statement that waits for a strong lock stops everybody who comes after it, "
                "readers too, until it gets the lock or gives up.");
    say_instead(in, f, pg ? "SET lock_timeout = '2s';\n" : "SET lock_wait_timeout = 2;\n");
    say_advice(in, f, "Wait for seconds, and try again%s",
               in->opts->runner ? ": that is what afloat does when the file sets nothing." : ".");
}
