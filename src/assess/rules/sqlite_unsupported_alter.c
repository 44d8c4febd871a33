/* assess/rules/sqlite_unsupported_alter.c: ALTER TABLE asks for what SQLite cannot do.
 *
 * Does      find what SQLite refuses at this version; write the way where there is a short one
 * Does not  write the rebuild of a table whole: its columns are named
 * See       assess/rules/sqlite-unsupported-alter.sql
 */
#include "assess/rule_sql.h"

void rule_sqlite_unsupported_alter(const struct rule_input *in);

static str columns_of(const struct rule_input *in, const struct object *table)
{
    const struct object *o = NULL;
    struct buf out = buf_on(in->mem);
    while (table && (o = schema_child(in->schema, table->id, KIND_COLUMN, o)))
        if (o->state == STATE_THERE && o->id != in->change->object)
            buf_printf(&out, "%s" STR_FMT, out.n ? ", " : "", STR_ARG(ask_quoted(in, o->name)));
    return out.n ? buf_view(&out) : S("...");
}

static void say_unique(const struct rule_input *in, struct finding *f)
{
    struct range word = in->change->range;
    str table = ask_said(in), rest = ask_replaced(in, word, S(""));
    const struct edit *parts = change_edit(in->change, ATTR_PARTS);
    str c = parts ? ask_columns(in, &parts->value) : (str){ 0 };
    if (!c.n)
        return;
    str name =
        ask_quoted(in, str_printf(in->mem, STR_FMT "_" STR_FMT "_key", STR_ARG(table), STR_ARG(c)));
    say_instead(in, f, STR_FMT ";\nCREATE UNIQUE INDEX " STR_FMT " ON " STR_FMT " (" STR_FMT ");\n",
                STR_ARG(str_trim(rest)), STR_ARG(name), STR_ARG(ask_table(in)), STR_ARG(c));
}

static void say_way(const struct rule_input *in, struct finding *f)
{
    const struct change *c = in->change;
    if (c->verb == CHANGE_CREATE && c->kind == KIND_UNIQUE && (c->flags & CHANGE_INLINE)) {
        say_unique(in, f);
    } else if (c->verb == CHANGE_CREATE && change_edit(c, ATTR_STORED)) {
        struct range at = ask_word_in(in, c->range, "stored");
        if (at.length)
            say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, S("VIRTUAL"))));
    }
}

static void say_rebuild(const struct rule_input *in, struct finding *f)
{
    str t = ask_table(in), columns = columns_of(in, ask_relation(in));
    str made = ask_quoted(in, str_printf(in->mem, STR_FMT "_new", STR_ARG(ask_said(in))));
    say_advice(in, f,
               "%s: PRAGMA foreign_keys = OFF before the transaction; CREATE TABLE " STR_FMT
               " (...) as it is to be; INSERT INTO " STR_FMT " (" STR_FMT ") SELECT " STR_FMT
               " FROM " STR_FMT "; DROP TABLE " STR_FMT "; ALTER TABLE " STR_FMT
               " RENAME TO " STR_FMT "; its indexes and triggers again; PRAGMA foreign_key_check.",
               f->instead.n ? "Or rebuild the table" : "Rebuild the table", STR_ARG(made),
               STR_ARG(made), STR_ARG(columns), STR_ARG(columns), STR_ARG(t), STR_ARG(t),
               STR_ARG(made), STR_ARG(t));
}

void rule_sqlite_unsupported_alter(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb > CHANGE_MOVE || !ask_written(in) || !in->change_effect->fails ||
        str_eq(str_of(in->change_effect->row), S("add-column-required"))) /* a rule of its own */
        return;
    bool creates = c->verb == CHANGE_CREATE && c->kind == KIND_TABLE;
    struct finding *f = say(in);
    say_message(in, f, "SQLite refuses %s \"" STR_FMT "\"",
                creates ? "to make the table" : "this change of", STR_ARG(ask_said(in)));
    say_happens(in, f, STR_FMT ".", STR_ARG(ask_sentence(in, in->change_effect->why)));
    if (creates) {
        say_advice(in, f, "Leave out what this version does not know.");
        return;
    }
    say_way(in, f);
    say_rebuild(in, f);
}
