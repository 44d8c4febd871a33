/* assess/rules/narrowing_type_change.c: a column's new type holds less than the old one.
 *
 * Does      find shorter texts, smaller and less exact numbers, timestamps cut to dates; give the limit as a
 *           check on the wide type
 * Does not  know whether a value is too large (a precheck of the plan)
 * See       assess/rules/narrowing-type-change.sql
 */
#include "assess/rule_sql.h"

void rule_narrowing_type_change(const struct rule_input *in);

/* Families in which types are ordered by what they hold. */
static const struct size_of {
    const char *name, *family;
    int size;
} sizes[] = {
    { "tinyint", "integer", 1 },
    { "smallint", "integer", 2 },
    { "mediumint", "integer", 3 },
    { "integer", "integer", 4 },
    { "int", "integer", 4 },
    { "bigint", "integer", 8 },
    { "numeric", "integer", 16 },
    { "decimal", "integer", 16 },
    { "real", "float", 4 },
    { "float", "float", 4 },
    { "double precision", "float", 8 },
    { "double", "float", 8 },
    { "tinytext", "text", 1 },
    { "text", "text", 2 },
    { "mediumtext", "text", 3 },
    { "longtext", "text", 4 },
    { "tinyblob", "blob", 1 },
    { "blob", "blob", 2 },
    { "mediumblob", "blob", 3 },
    { "longblob", "blob", 4 },
    { "date", "time", 1 },
    { "timestamp without time zone", "time", 2 },
    { "timestamp with time zone", "time", 2 },
    { "datetime", "time", 2 },
    { "timestamp", "time", 2 },
};

static const struct size_of *size_of(str name)
{
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        if (str_eq_nocase(name, str_of(sizes[i].name)))
            return &sizes[i];
    return NULL;
}

static bool is_text(const struct sql_type *t)
{
    static const char *const names[] = { "character varying", "varchar", "char",
                                         "character",         "text",    "longtext",
                                         "mediumtext" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_nocase(t->name, str_of(names[i])))
            return true;
    return false;
}

static bool is_decimal(const struct sql_type *t)
{
    return str_eq_nocase(t->name, S("numeric")) || str_eq_nocase(t->name, S("decimal"));
}

static int32_t scale_of(const struct sql_type *t)
{
    return t->arg_count > 1 ? t->args[1] : 0;
}

static bool decimal_narrows(const struct sql_type *from, const struct sql_type *to)
{
    if (!to->arg_count)
        return false;
    return !from->arg_count || scale_of(to) < scale_of(from) ||
           to->args[0] - scale_of(to) < from->args[0] - scale_of(from);
}

static bool labels_narrow(const struct sql_type *from, const struct sql_type *to)
{
    for (size_t i = 0; i < from->labels.n; i++) {
        bool there = !to->labels.n;
        for (size_t k = 0; k < to->labels.n && !there; k++)
            there = str_eq(from->labels.v[i], to->labels.v[k]);
        if (!there)
            return true;
    }
    return false;
}

static bool narrows(const struct sql_type *from, const struct sql_type *to)
{
    const struct size_of *a = size_of(from->name), *b = size_of(to->name);
    if (is_decimal(from) && is_decimal(to))
        return decimal_narrows(from, to);
    if (is_text(from) && is_text(to) && to->arg_count)
        return !from->arg_count || to->args[0] < from->args[0];
    if (labels_narrow(from, to))
        return true;
    if (!a || !b || !str_eq(str_of(a->family), str_of(b->family)))
        return false;
    return b->size < a->size || (a->size == b->size && from->is_unsigned != to->is_unsigned);
}

static str limit_of(const struct rule_input *in, const struct sql_type *to, str c)
{
    static const char *const limits[][2] = {
        [1] = { "-128", "127" },
        [2] = { "-32768", "32767" },
        [4] = { "-2147483648", "2147483647" },
    };
    const struct size_of *size = size_of(to->name);
    if (is_text(to) && to->arg_count)
        return str_printf(in->mem, "char_length(" STR_FMT ") <= %d", STR_ARG(c), to->args[0]);
    if (is_decimal(to) && to->arg_count)
        return str_printf(in->mem, STR_FMT " = round(" STR_FMT ", %d) AND abs(" STR_FMT ") < 1e%d",
                          STR_ARG(c), STR_ARG(c), scale_of(to), STR_ARG(c),
                          to->args[0] - scale_of(to));
    if (size && size->size < 8 && str_eq(str_of(size->family), S("integer")) && size->size != 3 &&
        !to->is_unsigned)
        return str_printf(in->mem, STR_FMT " BETWEEN %s AND %s", STR_ARG(c), limits[size->size][0],
                          limits[size->size][1]);
    return (str){ 0 };
}

static bool has_labels(const struct sql_type *t)
{
    return t->labels.n > 0;
}

static const char *what_happens(const struct rule_input *in, const struct edit *e)
{
    const struct sql_type *to = e->value.type;
    if (in->opts->effect.dialect->id != DIALECT_POSTGRES && !in->opts->effect.strict)
        return "Without strict mode the server cuts off what does not fit, and says nothing.";
    if (has_labels(to))
        return "The statement fails after it has read the table if one row has a value that is "
               "not in the list any more, and so does code that is running and writes one.";
    if (is_decimal(to))
        return "The statement fails after it has read the table if one value does not fit; digits "
               "behind the new scale are rounded away. Code that is running and writes larger "
               "values fails from then on.";
    return "The statement fails after it has read the table if one value does not fit. Code that "
           "is running and writes larger values fails from then on.";
}

static void say_limit(const struct rule_input *in, struct finding *f, const struct sql_type *to)
{
    str column = in->change->path.name, t = ask_table(in), c = ask_quoted(in, column);
    str limit = limit_of(in, to, c);
    if (!limit.n || in->opts->effect.dialect->id != DIALECT_POSTGRES) {
        say_advice(in, f, "%s",
                   has_labels(to) ? "See first whether a row has such a value, and give those rows "
                                    "another one; a list that is too long does no harm."
                                  : "See first whether a value is too large for the new type. A "
                                    "type that is too wide does no harm: keep it, and refuse what "
                                    "is too large in the application.");
        return;
    }
    say_advice(in, f,
               "See first whether a value is too large for the new type. Keep the wide type and "
               "state the limit as a check: that reads the table while reads and writes go on, and "
               "writes nothing again.");
    str k = ask_quoted(in, str_printf(in->mem, STR_FMT "_" STR_FMT "_limit", STR_ARG(ask_said(in)),
                                      STR_ARG(column)));
    str rest = ask_rest(in);
    say_instead(in, f,
                STR_FMT "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " CHECK (" STR_FMT
                        ") NOT VALID;\n" NEXT_FILE "ALTER TABLE " STR_FMT
                        " VALIDATE CONSTRAINT " STR_FMT ";\n",
                STR_ARG(rest), STR_ARG(t), STR_ARG(k), STR_ARG(limit), STR_ARG(t), STR_ARG(k));
}

bool ask_narrows(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    return ask_is(in, CHANGE_ALTER, KIND_COLUMN) && e && e->value.kind == VALUE_TYPE &&
           e->was.kind == VALUE_TYPE && narrows(e->was.type, e->value.type) && ask_on_live(in) &&
           !ask_new(in, c->object);
}

/* The server does more than to look at the values: change-type says nothing then. */
static const char *writes_again(const struct rule_input *in)
{
    if (in->opts->effect.dialect->id != DIALECT_POSTGRES ||
        !(in->change_effect->work & WORK_REWRITE))
        return "";
    return " While it runs nobody can read or write the table: every row and every index is "
           "written again.";
}

void rule_narrowing_type_change(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    if (!ask_narrows(in))
        return;
    struct finding *f = say(in);
    say_message(in, f,
                "the column \"" STR_FMT "\" of \"" STR_FMT
                "\" gets a type that holds less: " STR_FMT " instead of " STR_FMT,
                STR_ARG(c->path.name), STR_ARG(ask_said(in)), STR_ARG(e->value.type->text),
                STR_ARG(e->was.type->text));
    say_happens(in, f, "%s%s", what_happens(in, e), writes_again(in));
    say_limit(in, f, e->value.type);
}
