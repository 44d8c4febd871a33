/* assess/rules/storage_rewrite.c: a table is copied to another place or form.
 *
 * Does      find SET LOGGED, SET TABLESPACE, SET ACCESS METHOD of tables and indexes in use
 * Does not  look at SET UNLOGGED (set-unlogged)
 * See       assess/rules/storage-rewrite.sql
 */
#include "assess/rule_sql.h"

void rule_storage_rewrite(const struct rule_input *in);

static const struct edit *storage_edit(const struct change *c)
{
    static const enum attr attrs[] = { ATTR_TABLESPACE, ATTR_ACCESS_METHOD };
    const struct edit *e = change_edit(c, ATTR_PERSISTENCE);
    if (e && e->verb == EDIT_RESET)
        return e;
    for (size_t i = 0; i < COUNT_OF(attrs); i++)
        if ((e = change_edit(c, attrs[i])))
            return e;
    return NULL;
}

static void say_way(const struct rule_input *in, struct finding *f, const struct edit *e)
{
    str t = ask_said(in);
    if (in->change->kind == KIND_INDEX && e->value.kind == VALUE_TEXT) {
        say_instead(in, f, "REINDEX (TABLESPACE " STR_FMT ") INDEX CONCURRENTLY " STR_FMT ";\n",
                    STR_ARG(ask_quoted(in, e->value.text)),
                    STR_ARG(ask_quoted(in, in->change->path.name)));
        say_advice(in, f,
                   "An index can be built in the other tablespace while writes go on "
                   "(PostgreSQL 14).");
    } else if (e->attr == ATTR_TABLESPACE && e->value.kind == VALUE_TEXT) {
        say_advice(in, f,
                   "Run pg_repack --table=" STR_FMT " --tablespace=" STR_FMT
                   " instead: it stops nobody but for a moment at the end.",
                   STR_ARG(t), STR_ARG(e->value.text));
    } else {
        say_advice(in, f,
                   "Make a new table of that form, let a trigger copy what is written, fill it in "
                   "batches, and rename both in one transaction.");
    }
}

void rule_storage_rewrite(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = storage_edit(c);
    if (c->verb != CHANGE_ALTER || !e || !ask_written(in) || !ask_on_live(in) ||
        !(in->change_effect->work & WORK_LONG))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "the new %s of \"" STR_FMT "\" copies it whole", attr_word(e->attr),
                STR_ARG(c->path.name));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write it until the last block is copied: for as "
                        "long as it is large.",
                STR_ARG(waits));
    say_way(in, f, e);
}
