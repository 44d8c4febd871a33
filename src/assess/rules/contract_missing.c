/* assess/rules/contract_missing.c: two columns are kept in step by a trigger, and the file that ends it never came.
 *
 * Does      keep each trigger that gives a value to a column which its file adds to a table in use, and look at the
 *           end of the set whether it is still there, and for how long
 * Does not  know what is planned: a trigger of a few files or of less than a month is not late
 * Shape     age is that of versions that are times, else the number of files behind
 * See       assess/rules/contract-missing.sql
 */
#include "assess/rule.h"

enum { LATE_DAYS = 30, LATE_FILES = 10 };

void rule_contract_missing(const struct rule_input *in);

/* ---- at the trigger ---- */

/* `body`: in lower case. */
static bool gives(const struct rule_input *in, str body, str column)
{
    str name = str_printf(in->mem, "new." STR_FMT, STR_ARG(str_lower(in->mem, column)));
    return str_find(body, name) != STR_NONE;
}

/* The function's on PostgreSQL, its own elsewhere. */
static str body_of(const struct rule_input *in, const struct change *c)
{
    const struct edit *body = change_edit(c, ATTR_BODY), *runs = change_edit(c, ATTR_EXECUTES);
    const struct object *f = NULL;
    if (runs && runs->value.kind == VALUE_REF)
        f = ask_object(in, runs->value.ref->id);
    const struct value *v = f ? object_value(f, ATTR_BODY) : body ? &body->value : NULL;
    if (v && v->kind == VALUE_EXPR)
        return v->expr->text;
    return v && v->kind == VALUE_TEXT ? v->text : in->statement->text;
}

static void keep(const struct rule_input *in)
{
    const struct object *t = ask_relation(in), *o = NULL;
    if (!ask_is(in, CHANGE_CREATE, KIND_TRIGGER) || in->at->down || !t || !ask_on_live(in))
        return;
    str body = str_lower(in->mem, body_of(in, in->change)), made = { 0 };
    size_t others = 0;
    while ((o = schema_child(in->schema, t->id, KIND_COLUMN, o))) {
        bool given = gives(in, body, o->name);
        if (given && ask_new(in, o->id))
            made = o->name;
        others += given && !ask_new(in, o->id);
    }
    if (made.n && others)
        ask_keep(in, in->change->object, made);
}

/* ---- at the end of the set ---- */

/* Days since a day long ago of a version that begins with YYYYMMDD; 0 = it is none. */
static int64_t day_of(str version)
{
    int64_t n = 0;
    if (version.n < 8 || !str_to_int64(str_slice(version, 0, 8), &n) || n < 19700101 ||
        n > 29991231)
        return 0;
    int64_t year = n / 10000, month = n / 100 % 100, day = n % 100;
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    year -= month <= 2;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * ((month + 9) % 12) + 2) / 5 +
           day;
}

/* "after 45 days", "after 12 files"; absent = it is not late. */
static str lateness(const struct rule_input *in)
{
    const struct seen_list *files = ask_files(in);
    int64_t made = 0, newest = 0, behind = 0;
    for (size_t i = 0; i < files->n; i++) {
        const struct seen_file *f = &files->v[i];
        int64_t day = f->repeatable ? 0 : day_of(f->version);
        if (f->ordinal == in->kept->file)
            made = day;
        newest = day > newest ? day : newest;
        behind += f->ordinal > in->kept->file && !f->repeatable;
    }
    if (made && newest && newest - made >= LATE_DAYS)
        return str_printf(in->mem, "after %d days", (int)(newest - made));
    if (!made && behind >= LATE_FILES)
        return str_printf(in->mem, "%d files later", (int)behind);
    return (str){ 0 };
}

void rule_contract_missing(const struct rule_input *in)
{
    if (!in->kept) {
        keep(in);
        return;
    }
    str late = lateness(in);
    if (!late.n || !ask_kept(in))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the trigger \"" STR_FMT "\" still keeps \"" STR_FMT "\" in step " STR_FMT,
                STR_ARG(in->kept->path.name), STR_ARG(in->kept->text), STR_ARG(late));
    say_happens(in, f,
                "Every write pays for the trigger and for two columns, and whoever changes one of "
                "them later has to know of the other: the step that ends it was forgotten.");
    say_advice(in, f,
               "See that no code uses the old column, and take trigger, function and column away "
               "in a migration of their own, each statement under -- afloat:contract.");
}
