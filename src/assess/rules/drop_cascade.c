/* assess/rules/drop_cascade.c: CASCADE drops what the statement does not name.
 *
 * Does      find CASCADE on a DROP of what was there before; write each dependent's drop out
 * Does not  look at TRUNCATE ... CASCADE (truncate-cascade), MySQL and SQLite, which have no such drop
 * See       assess/rules/drop-cascade.sql
 */
#include "assess/rule_sql.h"

void rule_drop_cascade(const struct rule_input *in);

static const char *drop_words(enum object_kind kind)
{
    switch ((int)kind) {
    case KIND_VIEW:
        return "DROP VIEW";
    case KIND_MATVIEW:
        return "DROP MATERIALIZED VIEW";
    case KIND_SEQUENCE:
        return "DROP SEQUENCE";
    case KIND_TABLE:
        return "DROP TABLE";
    default:
        return NULL;
    }
}

static void add_drop(const struct rule_input *in, struct buf *out, const struct object *o)
{
    const struct object *parent = ask_object(in, o->parent);
    const char *words = drop_words(o->kind);
    if (words)
        buf_printf(out, "%s " STR_FMT ";\n", words, STR_ARG(ask_name(in, o->id)));
    else if ((kind_flags(o->kind) & KIND_CONSTRAINT) && parent)
        buf_printf(out, "ALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n",
                   STR_ARG(ask_name(in, parent->id)), STR_ARG(ask_quoted(in, o->name)));
    else if (o->kind == KIND_COLUMN && parent)
        buf_printf(out, "ALTER TABLE " STR_FMT " DROP COLUMN " STR_FMT ";\n",
                   STR_ARG(ask_name(in, parent->id)), STR_ARG(ask_quoted(in, o->name)));
}

/* Is it dropped because of this change, at any remove, and not as part of the same table? */
static bool is_consequence(const struct rule_input *in, const struct change *c)
{
    const struct change *all = in->statement->changes.v;
    const struct object *o = ask_object(in, c->object);
    if (c->verb != CHANGE_DROP || !o || o->parent == in->change->object || o->kind == KIND_INDEX)
        return false;
    while (c->cause && c != in->change)
        c = &all[c->cause - 1];
    return c == in->change;
}

/* Last made, first dropped: views on views. */
static str dependents(const struct rule_input *in, struct buf *said)
{
    struct buf out = buf_on(in->mem);
    for (size_t i = in->statement->changes.n; i > 0; i--) {
        const struct change *c = &in->statement->changes.v[i - 1];
        if (c == in->change || !is_consequence(in, c))
            continue;
        add_drop(in, &out, ask_object(in, c->object));
        buf_z(said, said->n ? ", " : "");
        object_print(said, in->schema, ask_object(in, c->object));
    }
    return buf_view(&out);
}

void rule_drop_cascade(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_DROP || !(c->flags & CHANGE_CASCADE) || !ask_written(in) ||
        ask_new(in, c->object))
        return;
    struct buf said = buf_on(in->mem);
    str drops = dependents(in, &said), along = buf_view(&said);
    struct range word = ask_word(in, "CASCADE");
    struct finding *f = say(in);
    if (!along.n && f->confidence == CONFIDENCE_REPLAYED && f->severity > SEVERITY_WARNING)
        f->severity = SEVERITY_WARNING; /* nothing is known that would go */
    say_message(in, f, "CASCADE drops what needs %s \"" STR_FMT "\" without naming it",
                kind_word(c->kind), STR_ARG(c->path.name));
    say_happens(in, f,
                "The server drops every view, foreign key, function and column that depends on it, "
                "whatever there is on the day%s" STR_FMT ".",
                along.n ? "; known are: " : "", STR_ARG(along));
    say_advice(in, f,
               "Name each object that goes; without CASCADE the server refuses when one was "
               "forgotten.");
    if (!word.length)
        return;
    str plain = str_trim(ask_replaced(in, word, (str){ 0 }));
    if (c->kind != KIND_SCHEMA)
        say_instead(in, f, STR_FMT STR_FMT ";\n", STR_ARG(drops), STR_ARG(plain));
    if (!along.n)
        say_fix(in, f, word, S("RESTRICT"));
}
