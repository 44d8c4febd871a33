/* assess/rules/drop_view.c: a view in use is dropped, and nothing of its name comes in its place.
 *
 * Does      keep each view that is dropped, and look at the end of the set whether the name is there again
 * Does not  mind a view that is dropped and made again, another way to change it
 * See       assess/rules/drop-view.sql
 */
#include "assess/rule.h"

void rule_drop_view(const struct rule_input *in);

static void keep(const struct rule_input *in)
{
    const struct object *o = ask_object(in, in->change->object);
    if (in->change->verb != CHANGE_DROP || !o || !ask_written(in) || !ask_on_live(in) ||
        (o->kind != KIND_VIEW && o->kind != KIND_MATVIEW))
        return;
    ask_keep(in, o->id, S(""));
}

static bool is_there_again(const struct rule_input *in)
{
    static const enum object_kind kinds[] = { KIND_VIEW, KIND_MATVIEW, KIND_TABLE };

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (schema_find_path(in->schema, kinds[i], &in->kept->path))
            return true;
    return false;
}

void rule_drop_view(const struct rule_input *in)
{
    if (!in->kept) {
        keep(in);
        return;
    }
    if (is_there_again(in))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the %s \"" STR_FMT "\" is dropped while code may read it",
                kind_word(in->kept->kind), STR_ARG(in->kept->path.name));
    say_happens(in, f, "Code that is running and names it fails at once.");
    say_advice(in, f,
               "First release code that does not read it. Then drop it in a migration of its own, "
               "held back with -- afloat:contract.");
}
