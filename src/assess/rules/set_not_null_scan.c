/* assess/rules/set_not_null_scan.c: SET NOT NULL reads the whole table while nobody can use it.
 *
 * Does      find NOT NULL on a column in use that nothing proves; write out the way without a long lock
 * Does not  ask whether there are NULLs (a precheck of the plan)
 * See       assess/rules/set-not-null-scan.sql
 */
#include "assess/rule.h"

void rule_set_not_null_scan(const struct rule_input *in);

enum { POSTGRES_18 = 180000, NAME_MAX_BYTES = 63 };

static str check_name(const struct rule_input *in, str table, str column)
{
    str s = str_printf(in->mem, STR_FMT "_" STR_FMT "_not_null", STR_ARG(table), STR_ARG(column));
    return str_slice(s, 0, NAME_MAX_BYTES);
}

static void say_postgres(const struct rule_input *in, struct finding *f)
{
    const struct object *table = ask_relation(in), *column = ask_object(in, in->change->object);
    if (!table || !column)
        return;
    str t = ask_name(in, table->id), c = ask_name(in, column->id);
    str name = check_name(in, table->name, column->name);
    str k = ask_quoted(in, name);
    int version = in->opts->effect.version;
    if (version == 0 || version >= POSTGRES_18)
        say_instead(in, f,
                    "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " NOT NULL " STR_FMT
                    " NOT VALID;\nALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                    STR_ARG(t), STR_ARG(k), STR_ARG(c), STR_ARG(t), STR_ARG(k));
    else
        say_instead(in, f,
                    "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " CHECK (" STR_FMT
                    " IS NOT NULL) NOT VALID;\nALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT
                    ";\nALTER TABLE " STR_FMT " ALTER COLUMN " STR_FMT
                    " SET NOT NULL;\nALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n",
                    STR_ARG(t), STR_ARG(k), STR_ARG(c), STR_ARG(t), STR_ARG(k), STR_ARG(t),
                    STR_ARG(c), STR_ARG(t), STR_ARG(k));
    say_advice(in, f,
               "VALIDATE reads the table while reads and writes go on; it has to be in a later "
               "transaction than the constraint.");
}

void rule_set_not_null_scan(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_NOT_NULL);
    if (c->verb != CHANGE_ALTER || c->kind != KIND_COLUMN || !ask_written(in) || !e)
        return;
    if (e->verb != EDIT_SET || !e->value.yes || !ask_on_live(in))
        return;
    if (!(in->change_effect->work & WORK_SCAN) || in->change_effect->blocks < BLOCKS_WRITES)
        return;
    struct finding *f = say(in);
    say_message(in, f,
                "setting \"" STR_FMT "\" NOT NULL blocks \"" STR_FMT "\" while it is checked",
                STR_ARG(c->path.name), STR_ARG(c->path.table));
    say_happens(in, f,
                "Each row is checked for NULL, and everybody who uses the table waits until that "
                "is done.");
    if (in->opts->effect.dialect->id == DIALECT_POSTGRES)
        say_postgres(in, f);
    else
        say_advice(in, f,
                   "State the column's definition with nothing else changed, so that the server "
                   "can rebuild the table in place.");
}
