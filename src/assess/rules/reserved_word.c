/* assess/rules/reserved_word.c: a table or column has a name that always has to be quoted.
 *
 * Does      find names that are reserved words of the engine, also those of a newer version than the target
 * Does not  look at constraints and indexes, which queries do not name
 * See       assess/reserved.def; assess/rules/reserved-word.sql
 */
#include "assess/names.h"

void rule_reserved_word(const struct rule_input *in);

static bool is_named_in_queries(enum object_kind kind)
{
    return (kind_flags(kind) & KIND_RELATION) || kind == KIND_COLUMN;
}

static str version_text(const struct rule_input *in, int since)
{
    if (in->opts->effect.dialect->id == DIALECT_POSTGRES)
        return str_printf(in->mem, "%d", since / 10000);
    return str_printf(in->mem, "%d.%d", since / 10000, since / 100 % 100);
}

void rule_reserved_word(const struct rule_input *in)
{
    int since = 0, version = in->opts->effect.version;
    str name = name_given(in, is_named_in_queries);
    if (!name.n || !name_is_reserved(name_engine(in), name, &since))
        return;
    bool later = since && version && version < since;
    struct finding *f = say(in);
    if (later)
        say_message(in, f, "\"" STR_FMT "\" is a reserved word from %s " STR_FMT " on",
                    STR_ARG(name), in->opts->effect.dialect->name,
                    STR_ARG(version_text(in, since)));
    else
        say_message(in, f, "\"" STR_FMT "\" is a reserved word", STR_ARG(name));
    say_happens(
        in, f,
        "Each query has to quote it; one that does not is a syntax error, or means something "
        "else%s.",
        later ? ", from the day of the upgrade" : "");
    say_advice(in, f, "Take another name: %s.",
               in->change->kind == KIND_COLUMN ? "one that says what the column holds"
                                               : "the plural of what a row is");
}
