/* assess/rules/code_coupling.c: a change that running code does not survive is in one branch with changes of code.
 *
 * Does      find drops, renames and other breaks of what was there, and columns that must have a value from now on,
 *           in a file that comes together with code; name the first files
 * Does not  know what the code does; mind partitions, and what is held back for the contract phase
 * Shape     what is dropped or renamed is judged at the end: the name may be there again, with every column
 * See       assess/rules/code-coupling.sql; app/app_judge_code.c finds the files
 */
#include "assess/rule_sql.h"

enum { FILES_NAMED = 3 };

void rule_code_coupling(const struct rule_input *in);

/* ---- which changes ---- */

static bool is_partition(const struct rule_input *in)
{
    const struct object *o = ask_object(in, in->change->object);
    return in->change->kind == KIND_PARTITION ||
           (o && object_value(o, ATTR_PARTITION_OF)->kind == VALUE_REF);
}

/* From now on: an INSERT that does not name the column fails. */
static bool must_have_value(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *o = ask_object(in, c->object);
    const struct edit *e = change_edit(c, ATTR_NOT_NULL), *d = change_edit(c, ATTR_DEFAULT);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !e || e->verb != EDIT_SET || !e->value.yes ||
        (e->was.kind == VALUE_BOOL && e->was.yes))
        return false;
    if (d)
        return d->verb != EDIT_SET;
    return !o || object_value(o, ATTR_DEFAULT)->kind == VALUE_NONE;
}

static bool is_incompatible(const struct rule_input *in)
{
    const struct change *c = in->change;
    enum change_class cls = in->change_effect->cls;
    if (c->verb > CHANGE_MOVE || (c->flags & CHANGE_TEMPORARY) || !ask_written(in) ||
        !ask_on_live(in) || is_partition(in))
        return false;
    if (c->verb == CHANGE_CREATE)
        return ask_required(in);
    if (cls == EFFECT_RESTRICTING)
        return must_have_value(in);
    return (cls == EFFECT_BREAKING || cls == EFFECT_DESTRUCTIVE) && !ask_new(in, c->object);
}

/* ---- is it there again? ---- */

static bool may_come_again(const struct change *c)
{
    return c->verb != CHANGE_CREATE && c->verb != CHANGE_ALTER && c->kind != KIND_COLUMN;
}

/* A line each; those of a table that is dropped are leaving. */
static str columns_of(const struct rule_input *in, const struct object *table)
{
    struct buf out = buf_on(in->mem);
    for (object_id id = table->first; id;) {
        const struct object *o = ask_object(in, id);
        id = o->next;
        if (o->kind == KIND_COLUMN && o->state != STATE_GONE)
            buf_printf(&out, STR_FMT "\n", STR_ARG(o->name));
    }
    return buf_view(&out);
}

static bool has_columns(const struct rule_input *in, const struct object *table, str columns)
{
    str name;
    while (str_next_line(&columns, &name))
        if (!schema_find(in->schema, table->id, KIND_COLUMN, name, (str){ 0 }))
            return false;
    return true;
}

static bool is_there_again(const struct rule_input *in)
{
    static const enum object_kind kinds[] = { KIND_VIEW, KIND_MATVIEW, KIND_TABLE,
                                              KIND_FOREIGN_TABLE, KIND_SEQUENCE };
    const struct object *o = ask_kept(in);
    if (kind_flags(in->kept->kind) & KIND_RELATION)
        for (size_t i = 0; !o && i < COUNT_OF(kinds); i++)
            o = schema_find_path(in->schema, kinds[i], &in->kept->path);
    return o && (o->kind != KIND_TABLE || has_columns(in, o, in->kept->text));
}

/* ---- what is said ---- */

static str files_named(const struct rule_input *in)
{
    const struct str_list *files = in->file->code;
    struct buf out = buf_on(in->mem);
    for (size_t i = 0; i < files->n && i < FILES_NAMED; i++)
        buf_printf(&out, "%s" STR_FMT,
                   !i                 ? ""
                   : i + 1 < files->n ? ", "
                                      : " and ",
                   STR_ARG(files->v[i]));
    if (files->n > FILES_NAMED)
        buf_printf(&out, " and %zu more", files->n - FILES_NAMED);
    return buf_view(&out);
}

static void tell(const struct rule_input *in)
{
    struct finding *f = say(in);
    str files = files_named(in);
    bool several = in->file->code->n > 1;
    say_message(in, f, "an incompatible change of \"" STR_FMT "\" ships together with code",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                "The branch changes " STR_FMT ", too. Between the migration and the end of the "
                "roll-out, instances of the release before run on the new schema, or those with "
                "the new code on the old one: their statements fail. Taking the code back does "
                "not take the migration back.",
                STR_ARG(files));
    say_advice(in, f,
               "First ship code that works with the schema before and after. Make the change in a "
               "merge request of its own, without %s, when no instance of the release before runs "
               "any more.",
               several ? "these files" : "this file");
}

static void judge(const struct rule_input *in)
{
    if (!in->file->code || in->at->down || in->at->contract || !is_incompatible(in))
        return;
    for (size_t i = 0; i < in->out->n; i++)
        if (in->out->v[i].rule == in->rule)
            return; /* of this statement */
    tell(in);
    if (!may_come_again(in->change))
        return;
    const struct object *table = ask_object(in, in->change->object);
    struct kept *k = ask_put_off(in, in->change->object);
    if (k && table && table->kind == KIND_TABLE)
        k->text = ask_hold(in, columns_of(in, table));
}

void rule_code_coupling(const struct rule_input *in)
{
    if (!in->kept) {
        judge(in);
        return;
    }
    if (is_there_again(in))
        return;
    const struct finding *said = in->kept->said;
    struct finding *f = say(in);
    f->message = said->message;
    f->happens = said->happens;
    f->advice = said->advice;
}
