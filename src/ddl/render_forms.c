/* ddl/render_forms.c: edits as clauses of ALTER.
 *
 * Does      write a clause for each edit that a row of a table has words for; those of a list that go together as one
 * Does not  know statements: render_alter*.c hold the tables
 * Shape     the order of the clauses is that of the table
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

static const char *words_of(const struct form *f, const struct edit *e)
{
    switch (e->verb) {
    case EDIT_SET:
        return e->value.kind == VALUE_BOOL && !e->value.yes ? f->reset : f->set;
    case EDIT_RESET:
        return f->reset;
    case EDIT_ADD:
        return f->add;
    case EDIT_REMOVE:
        return f->remove;
    case EDIT_RENAME:
        break;
    }
    return NULL;
}

static bool is_said(const struct render *r, const struct change *c, size_t i)
{
    return i >= 64 || (c >= r->v && c < r->v + r->n && r->said[c - r->v] & UINT64_C(1) << i);
}

/* SET (a = 1, b = 2): what stands behind each other with one verb. */
static void say_options(struct render *r, const struct change *c, size_t i)
{
    struct str_list list = { 0 };
    enum edit_verb verb = c->edits.v[i].verb;

    for (; i < c->edits.n && c->edits.v[i].attr == ATTR_OPTIONS && c->edits.v[i].verb == verb &&
           c->edits.v[i].value.kind == VALUE_TEXT;
         i++) {
        *vec_push(r->mem, &list) = c->edits.v[i].value.text;
        say_mark(r, c, &c->edits.v[i]);
    }
    say_value(r, &(struct value){ .kind = VALUE_LIST, .list = &list }, AS_OPTIONS);
}

static void say_form(struct render *r, const struct change *c, size_t i, const struct form *f,
                     const char *words)
{
    const struct edit *e = &c->edits.v[i];

    say_mark(r, c, e);
    say_z(r, words);
    if (f->how == AS_YES || (e->verb == EDIT_RESET && f->attr != ATTR_OPTIONS) ||
        e->value.kind == VALUE_NONE)
        return;
    say_z(r, words[0] ? " " : "");
    if (f->attr == ATTR_OPTIONS && e->value.kind == VALUE_TEXT)
        say_options(r, c, i);
    else
        say_value(r, &e->value, f->how);
}

size_t clause_begin(struct render *r, bool *first)
{
    say_z(r, *first ? " " : ",\n    ");
    *first = false;
    return r->out.n;
}

static void say_head(struct render *r, const struct change *c, const struct form_head *head,
                     bool *first)
{
    (void)clause_begin(r, first);
    say_z(r, head->words);
    if (!head->words[0])
        return;
    say_z(r, r->opts->dialect->id == DIALECT_MARIADB && c->flags & CHANGE_IF_EXISTS ? "IF EXISTS "
                                                                                    : "");
    say_name(r, c->path.name);
    say_z(r, " ");
}

void say_forms(struct render *r, const struct change *c, const struct form_head *head,
               const struct form *rows, size_t n, bool *first)
{
    bool begun = false;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < c->edits.n; k++) {
            const char *words = c->edits.v[k].attr == rows[i].attr && !is_said(r, c, k)
                                    ? words_of(&rows[i], &c->edits.v[k])
                                    : NULL;

            if (!words)
                continue;
            if (begun && head->once)
                say_z(r, " ");
            else
                say_head(r, c, head, first);
            begun = true;
            say_form(r, c, k, &rows[i], words);
            if (head->more)
                head->more(r, c, &c->edits.v[k]);
        }
}

/* ENABLE, DISABLE … of triggers, rules, event triggers, subscriptions. */
const char *enabled_words(const struct edit *e)
{
    return e->verb == EDIT_RESET                  ? "ENABLE"
           : str_eq(e->value.text, S("disabled")) ? "DISABLE"
           : str_eq(e->value.text, S("replica"))  ? "ENABLE REPLICA"
                                                  : "ENABLE ALWAYS";
}
