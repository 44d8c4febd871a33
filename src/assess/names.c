/* assess/names.c: names that statements give: reserved words, patterns.
 *
 * Does      look up words; match names with extended regular expressions of POSIX
 * Does not  know which names a team wants: the configuration has the patterns
 * Errors    a pattern that is none is a finding
 * See       docs/LINT.md
 */
#include "assess/names.h"
#include "assess/rule_sql.h"

#include <regex.h>
#include <string.h>

str name_given(const struct rule_input *in, bool (*wanted)(enum object_kind kind))
{
    const struct change *c = in->change;
    const struct object *o = ask_object(in, c->object);
    if (!ask_written(in) || !wanted(o ? o->kind : c->kind) || (c->flags & CHANGE_IN_BODY))
        return (str){ 0 };
    if (c->verb == CHANGE_CREATE)
        return c->path.name;
    return c->verb == CHANGE_RENAME || c->verb == CHANGE_MOVE ? c->to.name : (str){ 0 };
}

str name_of_columns(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_PARTS);
    e = e ? e : change_edit(in->change, ATTR_COLUMNS);
    str list = e ? ask_columns(in, &e->value) : (str){ 0 };
    struct buf out = buf_on(in->mem);
    while (list.n) {
        buf_z(&out, out.n ? "_" : "");
        buf_str(&out, str_trim(str_cut(list, ',', &list)));
    }
    return buf_view(&out);
}

/* {table} and {columns} replaced. */
static str filled(arena *a, str pattern, str table, str columns)
{
    struct buf out = buf_on(a);
    while (pattern.n) {
        if (str_starts(pattern, S("{table}"))) {
            buf_str(&out, table);
            pattern = str_skip(pattern, 7);
        } else if (str_starts(pattern, S("{columns}"))) {
            buf_str(&out, columns);
            pattern = str_skip(pattern, 9);
        } else {
            buf_char(&out, pattern.p[0]);
            pattern = str_skip(pattern, 1);
        }
    }
    return buf_view(&out);
}

bool name_pattern_valid(arena *a, str pattern)
{
    regex_t re;
    if (regcomp(&re, str_z(a, filled(a, pattern, S("t"), S("c"))), REG_EXTENDED | REG_NOSUB))
        return false;
    regfree(&re);
    return true;
}

void name_check(const struct rule_input *in, const char *what, str name, str table, str columns)
{
    const char *pattern = ask_pattern(in);
    regex_t re;
    if (!pattern || !name.n)
        return;
    str whole = filled(in->mem, str_of(pattern), table, columns);
    int bad = regcomp(&re, str_z(in->mem, whole), REG_EXTENDED | REG_NOSUB);
    bool matches = !bad && regexec(&re, str_z(in->mem, name), 0, NULL, 0) == 0;
    if (!bad)
        regfree(&re);
    if (matches)
        return;
    struct finding *f = say(in);
    if (bad) {
        say_message(in, f, "the pattern of %s is not an extended regular expression: %s",
                    in->rule->slug, pattern);
        say_happens(in, f, "No name can be compared with it.");
        say_advice(in, f, "Correct it under [lint.rules] of afloat.toml.");
        return;
    }
    say_message(in, f, "the name of %s \"" STR_FMT "\" does not match " STR_FMT, what,
                STR_ARG(name), STR_ARG(whole));
    say_happens(in, f,
                "Names that follow no rule have to be looked up, and are changed later, when "
                "code uses them.");
    say_advice(in, f, "The pattern stands under [lint.rules] of afloat.toml: %s.", in->rule->slug);
}
