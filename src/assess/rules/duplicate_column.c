/* assess/rules/duplicate_column.c: a data statement gives one column a value twice, or a view has two of one name.
 *
 * Does      find it in UPDATE and in the column lists of INSERT and CREATE VIEW
 * Does not  mind UPDATE on MySQL, which takes the last value; parts of a column: a[1] and a[2], a.b and a.c
 * See       assess/rules/duplicate-column.sql; columns of a table are the schema's (duplicate-object)
 */
#include "assess/rule.h"
#include "base/map.h"

void rule_duplicate_column(const struct rule_input *in);

/* Puts a name into `seen`; true = it is there already. */
static bool seen_before(const struct rule_input *in, struct map *seen, str name)
{
    if (in->opts->effect.dialect->id != DIALECT_POSTGRES)
        name = str_lower(in->mem, name);
    return map_put(in->mem, seen, name, seen);
}

/* Only a part of it is written: an element or a field. */
static bool is_part(const struct rule_input *in, const struct ref *ref)
{
    str rest = str_trim(str_skip(in->statement->text, ref->range.offset + ref->range.length));
    return rest.n && (rest.p[0] == '[' || rest.p[0] == '.');
}

static void say_twice(const struct rule_input *in, struct finding *f, str name, const char *what)
{
    say_message(in, f, "the column \"" STR_FMT "\" is %s twice", STR_ARG(name), what);
    say_happens(in, f, "The server refuses the statement, and all of the transaction with it.");
    say_advice(in, f, "Name each column once.");
}

static void check_rows(const struct rule_input *in, const struct ref_list *set)
{
    struct map seen = { 0 };
    for (size_t i = 0; i < set->n; i++) {
        const struct ref *ref = &set->v[i];
        if (is_part(in, ref) || !seen_before(in, &seen, ref->path.name))
            continue;
        struct range at = ref->range.length ? ref->range : in->change->range;
        say_twice(in, say_at(in, at), ref->path.name, "given a value");
        return;
    }
}

static void check_names(const struct rule_input *in, const struct str_list *names)
{
    struct map seen = { 0 };
    for (size_t i = 0; i < names->n; i++)
        if (seen_before(in, &seen, names->v[i])) {
            say_twice(in, say(in), names->v[i], "named");
            return;
        }
}

/* MySQL takes the last value of an UPDATE. */
static bool is_refused(const struct rule_input *in, enum rows_verb verb)
{
    return verb == ROWS_INSERT || verb == ROWS_REPLACE ||
           (verb == ROWS_UPDATE && in->opts->effect.dialect->id == DIALECT_POSTGRES);
}

void rule_duplicate_column(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_written(in))
        return;
    if (c->verb == CHANGE_ROWS && is_refused(in, c->rows->verb))
        check_rows(in, &c->rows->set);
    const struct edit *e = c->verb == CHANGE_CREATE ? change_edit(c, ATTR_COLUMN_NAMES) : NULL;
    if (e && e->value.kind == VALUE_LIST)
        check_names(in, e->value.list);
}
