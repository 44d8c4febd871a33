/* assess/rules/sqlite_rebuild_incomplete.c: a table made anew has not all that the old one had.
 *
 * Does      find indexes and triggers that a dropped table had and the one renamed to its name lacks at the end
 * Does not  compare columns and rows
 * See       assess/rules/sqlite-rebuild-incomplete.sql
 */
#include "assess/rule.h"

void rule_sqlite_rebuild_incomplete(const struct rule_input *in);

/* At DROP TABLE: what goes with it, behind a "-" until another table takes the name. */
static void keep(const struct rule_input *in)
{
    const struct object *old = ask_object(in, in->change->object);
    struct buf list = buf_on(in->mem);
    buf_char(&list, '-');
    for (object_id id = old ? old->first : 0; id;) {
        const struct object *o = ask_object(in, id);
        id = o->next;
        if ((o->kind == KIND_INDEX || o->kind == KIND_TRIGGER) && o->name.n &&
            (o->state == STATE_THERE || o->state == STATE_LEAVING) &&
            !(o->flags & (OBJECT_AUTO_NAMED | OBJECT_IMPLIED)))
            buf_printf(&list, "%s \"" STR_FMT "\"\n", kind_word(o->kind), STR_ARG(o->name));
    }
    if (list.n > 1)
        ask_keep(in, in->change->object, buf_view(&list));
}

/* At RENAME: the finding stands at the DROP TABLE that took them. */
static void take_over(const struct rule_input *in)
{
    for (struct kept *k = NULL; (k = ask_kept_here(in, k));)
        if (str_eq_nocase(k->path.name, in->change->to.name) && k->text.p[0] == '-') {
            k->text = str_skip(k->text, 1);
            return;
        }
}

static bool is_there(const struct rule_input *in, const struct object *table, str line)
{
    const struct object *o = NULL;
    while ((o = schema_child(in->schema, table->id, KIND_NONE, o)))
        if (str_eq(line,
                   str_printf(in->mem, "%s \"" STR_FMT "\"", kind_word(o->kind), STR_ARG(o->name))))
            return true;
    return false;
}

static void judge(const struct rule_input *in)
{
    const struct object *table = ask_kept(in);
    struct buf lost = buf_on(in->mem);
    str rest = in->kept->text, line;
    if (rest.p[0] == '-')
        return;
    while (table && str_next_line(&rest, &line))
        if (!is_there(in, table, line))
            buf_printf(&lost, "%s" STR_FMT, lost.n ? ", " : "", STR_ARG(line));
    if (!lost.n)
        return;
    struct finding *f = say(in);
    say_message(in, f, "the rebuilt \"" STR_FMT "\" lacks " STR_FMT, STR_ARG(table->name),
                STR_ARG(buf_view(&lost)));
    say_happens(
        in, f,
        "DROP TABLE has dropped the table's indexes and triggers with it; nothing makes them "
        "again, and nothing says so until queries are slow or rows are wrong.");
    say_advice(in, f, "Create them again after the rename.");
}

void rule_sqlite_rebuild_incomplete(const struct rule_input *in)
{
    if (in->kept)
        judge(in);
    else if (ask_is(in, CHANGE_RENAME, KIND_TABLE))
        take_over(in);
    else if (ask_is(in, CHANGE_DROP, KIND_TABLE))
        keep(in);
}
