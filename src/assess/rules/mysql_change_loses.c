/* assess/rules/mysql_change_loses.c: MODIFY or CHANGE takes from a column what it does not state again.
 *
 * Does      name each attribute that is lost, and write the statement with them
 * Does not  look at columns that are not known
 * See       assess/rules/mysql-change-loses.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_change_loses(const struct rule_input *in);

static void write_text(struct buf *out, const struct rule_input *in, const struct value *v)
{
    if (v->kind == VALUE_EXPR)
        buf_str(out, v->expr->text);
    else if (v->kind == VALUE_TEXT)
        sql_literal(out, in->opts->effect.dialect, v->text);
}

/* As it is written in a column's definition; false = not one that can be stated again here. */
static bool write_attr(struct buf *out, const struct rule_input *in, const struct edit *e)
{
    static const struct {
        enum attr attr;
        const char *words;
        bool value;
    } rows[] = {
        { ATTR_NOT_NULL, "NOT NULL", false },   { ATTR_DEFAULT, "DEFAULT ", true },
        { ATTR_ON_UPDATE, "ON UPDATE ", true }, { ATTR_AUTO_INCREMENT, "AUTO_INCREMENT", false },
        { ATTR_INVISIBLE, "INVISIBLE", false }, { ATTR_COMMENT, "COMMENT ", true },
        { ATTR_COLLATION, "COLLATE ", true },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].attr != e->attr)
            continue;
        if (!rows[i].value && (e->was.kind != VALUE_BOOL || !e->was.yes))
            return false;
        buf_printf(out, " %s", rows[i].words);
        if (e->attr == ATTR_COLLATION)
            buf_str(out, e->was.text);
        else if (rows[i].value)
            write_text(out, in, &e->was);
        return true;
    }
    return false;
}

void rule_mysql_change_loses(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *type = change_edit(c, ATTR_TYPE);
    struct buf lost = buf_on(in->mem), words = buf_on(in->mem);
    if (c->kind != KIND_COLUMN || !(c->flags & CHANGE_RESTATES) || !ask_written(in))
        return;
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.v[i];
        bool null = e->was.kind == VALUE_EXPR && (e->was.expr->facts & EXPR_NULL);
        if (e->verb != EDIT_RESET || e->range.length || (e->attr == ATTR_DEFAULT && null) ||
            !write_attr(&words, in, e))
            continue;
        buf_printf(&lost, "%s%s", lost.n ? ", " : "", attr_word(e->attr));
    }
    if (!lost.n)
        return;
    struct finding *f = say(in);
    say_message(in, f,
                "\"" STR_FMT "\" of \"" STR_FMT "\" loses what is not stated again: " STR_FMT,
                STR_ARG(c->path.name), STR_ARG(ask_said(in)), STR_ARG(buf_view(&lost)));
    say_happens(in, f,
                "MODIFY and CHANGE describe the whole column: what they leave out goes back to the "
                "default, and nothing says so.");
    if (!type || !type->range.length) {
        say_advice(in, f, "State it again:" STR_FMT ".", STR_ARG(buf_view(&words)));
        return;
    }
    struct range at = { type->range.offset + type->range.length, 0 };
    say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, buf_view(&words))));
    say_fix(in, f, at, buf_view(&words));
    say_advice(in, f, "Where it is to go, say so: NULL, DEFAULT NULL, COMMENT ''.");
}
