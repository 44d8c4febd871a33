/* assess/ask.c: what rules ask about the state of an assessment.
 *
 * Does      answer whether a relation is in use, what is held, what the session has; write names
 * Does not  find anything wrong
 * See       assess/rule.h
 */
#include "assess/assess_int.h"
#include "base/shell.h"
#include "ddl/render.h"
#include "sql/lex.h"

bool ask_in_use(const struct rule_input *in, object_id relation)
{
    return live_relation(in->as, relation);
}

bool ask_new(const struct rule_input *in, object_id id)
{
    const struct object *o = schema_get(in->schema, id);
    return o && !(o->flags & OBJECT_ASSUMED) && in->as->first_new && o->born >= in->as->first_new;
}

const struct object *ask_object(const struct rule_input *in, object_id id)
{
    return schema_get(in->schema, id);
}

const struct object *ask_index_on(const struct rule_input *in, object_id column, size_t *at)
{
    const struct object *o = NULL;
    while (column && (o = schema_user(in->schema, column, at)))
        if (o->state != STATE_LEAVING &&
            (o->kind == KIND_INDEX || (kind_flags(o->kind) & KIND_KEY)))
            return o;
    return NULL;
}

const struct object *ask_relation(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!c)
        return NULL;
    const struct object *o = schema_get(in->schema, c->object);
    if (o && (kind_flags(o->kind) & KIND_RELATION))
        return o;
    object_id parent = c->parent ? c->parent : o ? o->parent : 0;
    const struct object *p = schema_get(in->schema, parent);
    return p && ((kind_flags(p->kind) & KIND_RELATION) || p->kind == KIND_DOMAIN) ? p : NULL;
}

bool ask_on_live(const struct rule_input *in)
{
    const struct object *o = ask_relation(in);
    return !o || live_relation(in->as, o->id);
}

bool ask_written(const struct rule_input *in)
{
    return in->change && !(in->change->flags & CHANGE_IMPLIED);
}

const char *ask_algorithm(const struct rule_input *in, enum algorithm a)
{
    static const char *const words[] = { [ALGO_NONE] = "DEFAULT",
                                         [ALGO_INSTANT] = "INSTANT",
                                         [ALGO_NOCOPY] = "NOCOPY",
                                         [ALGO_INPLACE] = "INPLACE",
                                         [ALGO_COPY] = "COPY" };
    bool mysql = in->opts->effect.dialect->id == DIALECT_MYSQL;
    return words[mysql && a == ALGO_NOCOPY ? ALGO_INPLACE : a];
}

str ask_shell(const struct rule_input *in, str path)
{
    struct buf out = buf_on(in->mem);
    shell_word(&out, path);
    return buf_view(&out);
}

enum lock_mode ask_held(const struct rule_input *in, object_id relation)
{
    return held_mode(in->as, relation, NULL);
}

bool ask_holds_any(const struct rule_input *in, enum lock_mode at_least, object_id *out_relation)
{
    for (size_t i = 0; i < in->as->held.n; i++) {
        const struct lock *l = &in->as->held.v[i];
        if (l->mode < at_least || !live_relation(in->as, l->relation))
            continue;
        if (out_relation)
            *out_relation = l->relation;
        return true;
    }
    return false;
}

str ask_setting(const struct rule_input *in, const char *name)
{
    for (size_t i = in->as->settings.n; i > 0; i--)
        if (str_eq_nocase(in->as->settings.v[i - 1].name, str_of(name)))
            return in->as->settings.v[i - 1].value;
    return (str){ 0 };
}

const struct tally *ask_tally(const struct rule_input *in, bool down)
{
    return down ? &in->as->down : &in->as->up;
}

static void write_name(const struct rule_input *in, struct buf *out, str name)
{
    const struct render_opts opts = { .dialect = in->opts->effect.dialect,
                                      .version = in->opts->effect.version };
    render_name(out, &opts, name);
}

str ask_quoted(const struct rule_input *in, str name)
{
    struct buf out = buf_on(in->mem);
    write_name(in, &out, name);
    return buf_view(&out);
}

str ask_name(const struct rule_input *in, object_id id)
{
    struct buf out = buf_on(in->mem);
    const struct object *o = schema_get(in->schema, id);
    if (!o)
        return (str){ 0 };
    const struct object *p = schema_get(in->schema, o->parent);
    bool written = in->change && in->change->path.schema.n;
    if (p && p->kind == KIND_SCHEMA && (written || p->id != schema_home(in->schema))) {
        write_name(in, &out, p->name);
        buf_char(&out, '.');
    }
    write_name(in, &out, o->name);
    return buf_view(&out);
}

str ask_with_words(const struct rule_input *in, const char *keyword, const char *words,
                   struct range *out_at)
{
    str text = in->statement->text;
    struct lex l = lex_of(in->opts->effect.dialect, in->opts->modes, text);
    struct token t;
    while (lex_next(&l, &t)) {
        if (t.kind != TOKEN_WORD || !str_eq_nocase(t.text, str_of(keyword)))
            continue;
        size_t at = t.offset + t.text.n;
        *out_at = (struct range){ (uint32_t)at, 0 };
        return str_printf(in->mem, STR_FMT " %s" STR_FMT, STR_ARG(str_slice(text, 0, at)), words,
                          STR_ARG(str_skip(text, at)));
    }
    return (str){ 0 };
}
