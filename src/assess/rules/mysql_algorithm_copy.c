/* assess/rules/mysql_algorithm_copy.c: the server copies a table in use, or rebuilds it, while writes wait.
 *
 * Does      find changes whose best algorithm stops writes; for a new type give the way by a second column
 * Does not  look at indexes, foreign keys and checks (rules of their own), at what ALGORITHM= refuses
 * See       assess/rules/mysql-algorithm-copy.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_algorithm_copy(const struct rule_input *in);

static void say_new_type(const struct rule_input *in, struct finding *f, const struct edit *e)
{
    str column = in->change->path.name;
    if (!in->file->native || e->value.kind != VALUE_TYPE || e->was.kind != VALUE_TYPE ||
        value_equal(&e->value, &e->was))
        return;
    struct beside b = { .table = ask_table(in),
                        .from = column,
                        .to = str_printf(in->mem, STR_FMT "_new", STR_ARG(column)),
                        .type = e->value.type->text,
                        .renames_back = true };
    str way = ask_beside(in, &b);
    say_instead(in, f, STR_FMT STR_FMT, STR_ARG(ask_rest(in)), STR_ARG(way));
}

static bool has_own_rule(const struct change *c)
{
    return c->kind == KIND_INDEX || (c->kind == KIND_FOREIGN_KEY && c->verb == CHANGE_CREATE) ||
           (c->kind == KIND_CHECK && c->verb != CHANGE_DROP);
}

void rule_mysql_algorithm_copy(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct effect *e = in->change_effect;
    bool stops = e->algorithm == ALGO_COPY ||
                 (e->algorithm >= ALGO_NOCOPY && e->work && e->blocks >= BLOCKS_WRITES);
    if (c->verb > CHANGE_MOVE || !ask_written(in) || has_own_rule(c) || !stops ||
        !ask_on_live(in) ||
        (c->verb != CHANGE_CREATE && c->kind == KIND_COLUMN && ask_new(in, c->object)) ||
        in->effect->fails)
        return;
    bool copy = e->algorithm == ALGO_COPY, online = in->effect->blocks < BLOCKS_WRITES;
    str waits = ask_waits(in);
    struct finding *f = say(in);
    if (online && f->severity > SEVERITY_WARNING)
        f->severity = SEVERITY_WARNING;
    say_message(in, f, "\"" STR_FMT "\" is %s%s", STR_ARG(ask_said(in)),
                copy ? "copied row by row" : "rebuilt", online ? "" : ", and writes wait");
    say_happens(in, f,
                STR_FMT ": " STR_FMT
                        ". %s as long as the table is large, with as much free disk as "
                        "it takes once more, and replicas run it only after the server has.",
                STR_ARG(waits), STR_ARG(e->why),
                online ? "Writes go on, but it takes" : "Reads go on, and every write waits for");
    const struct edit *type = change_edit(c, ATTR_TYPE);
    if (type && c->verb == CHANGE_ALTER)
        say_new_type(in, f, type);
    say_advice(
        in, f,
        "Add ALGORITHM=INPLACE, LOCK=NONE where the server must refuse rather than copy. On a "
        "large table make the change beside it: %s.",
        type && f->instead.n
            ? "a second column, kept in step by triggers; give it what the old one "
              "has besides its type"
            : "a second table that is kept in step and swapped in (gh-ost, "
              "pt-online-schema-change)");
}
