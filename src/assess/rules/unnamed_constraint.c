/* assess/rules/unnamed_constraint.c: a constraint is added without a name, so that its down has to guess one.
 *
 * Does      find constraints without a name that ALTER TABLE adds to a table that stays
 * Does not  look at new tables and new columns, which go as a whole; at primary keys, which MySQL names itself
 * See       assess/rules/unnamed-constraint.sql
 */
#include "assess/rule_sql.h"

void rule_unnamed_constraint(const struct rule_input *in);

static const char *suffix_of(enum object_kind kind)
{
    static const struct {
        enum object_kind kind;
        const char *suffix;
    } suffixes[] = { { KIND_FOREIGN_KEY, "fkey" },
                     { KIND_CHECK, "check" },
                     { KIND_UNIQUE, "key" },
                     { KIND_PRIMARY_KEY, "pkey" },
                     { KIND_EXCLUSION, "excl" } };

    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (suffixes[i].kind == kind)
            return suffixes[i].suffix;
    return NULL;
}

void rule_unnamed_constraint(const struct rule_input *in)
{
    const struct change *c = in->change;
    const char *suffix = suffix_of(c->kind);
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    if (c->verb != CHANGE_CREATE || !suffix || !ask_written(in) || c->path.name.n ||
        (c->flags & CHANGE_INLINE) || !ask_on_live(in) || in->at->down ||
        (!pg && c->kind == KIND_PRIMARY_KEY))
        return;
    str name = ask_own_name(in, suffix), clause = ask_clause(in);
    str named =
        str_printf(in->mem, "CONSTRAINT " STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(clause));
    str text =
        str_slice(in->statement->text, c->range.offset, (size_t)c->range.offset + c->range.length);
    size_t skip = (size_t)(clause.p - text.p);
    struct range at = { c->range.offset + (uint32_t)skip, (uint32_t)clause.n };
    struct finding *f = say(in);
    say_message(in, f, "a %s of \"" STR_FMT "\" has no name", kind_word(c->kind),
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                "The server makes one up, which differs where one like it is there already: a down "
                "that drops it by name fails on one database and not on another.");
    say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, named)));
    say_fix(in, f, at, named);
}
