/* assess/later.c: what is judged when the whole set is known.
 *
 * Does      keep what statements did, by the names of the objects; call the rules again after the last file
 * Does not  know any hazard: assess/rules/ does
 * See       assess/rule.h: SCOPE_LATER
 */
#include "assess/assess_int.h"

static struct path names_of(const struct rule_input *in, const struct object *o)
{
    struct path path = { .name = str_copy(in->own->mem, o->name) };
    const struct object *p = schema_get(in->schema, o->parent);
    if (p && (kind_flags(o->kind) & KIND_PART)) {
        path.table = str_copy(in->own->mem, p->name);
        p = schema_get(in->schema, p->parent);
    }
    if (p && p->kind == KIND_SCHEMA)
        path.schema = str_copy(in->own->mem, p->name);
    return path;
}

str ask_hold(const struct rule_input *in, str s)
{
    return str_copy(in->own->mem, s);
}

struct kept *ask_keep(const struct rule_input *in, object_id id, str text)
{
    const struct object *o = schema_get(in->schema, id);
    if (!o || in->at->down)
        return NULL;
    struct assess *as = in->own;
    struct kept_chain *chain = &as->kept_here[in->rule - rules];
    struct kept *k = vec_push(as->mem, &as->kept);
    uint32_t at = (uint32_t)as->kept.n;
    *k = (struct kept){ .rule = in->rule,
                        .kind = o->kind,
                        .path = names_of(in, o),
                        .text = ask_hold(in, text),
                        .file = as->ordinal,
                        .statement = in->at->ordinal,
                        .range = in->change->range,
                        .severity = rule_severity(as, in->rule),
                        .confidence = as->confidence };
    if (chain->last)
        as->kept.v[chain->last - 1].next = at;
    else
        chain->first = at;
    chain->last = at;
    return k;
}

struct kept *ask_put_off(const struct rule_input *in, object_id id)
{
    const struct finding *f = &in->out->v[in->out->n - 1];
    struct kept *k = ask_keep(in, id, S(""));
    if (!k)
        return NULL;
    struct finding *said = arena_new(in->own->mem, struct finding, 1);
    *said = finding_copy(in->own->mem, f);
    k->said = said;
    in->out->n--;
    return k;
}

struct kept *ask_kept_here(const struct rule_input *in, struct kept *k)
{
    struct assess *as = in->own;
    uint32_t at = k ? k->next : as->kept_here[in->rule - rules].first;
    return at ? &as->kept.v[at - 1] : NULL;
}

const struct object *ask_gone(const struct rule_input *in, enum object_kind kind, str name)
{
    return schema_gone(in->mem, in->schema, kind, name);
}

void ask_kept_done(const struct rule_input *in)
{
    in->own->kept_here[in->rule - rules] = (struct kept_chain){ 0 };
}

const struct object *ask_kept(const struct rule_input *in)
{
    const struct kept *k = in->kept;
    struct path table = { .schema = k->path.schema, .name = k->path.table };
    if (!(kind_flags(k->kind) & KIND_PART))
        return schema_find_path(in->schema, k->kind, &k->path);
    const struct object *t = schema_find_path(in->schema, KIND_TABLE, &table);
    return t ? schema_find(in->schema, t->id, k->kind, k->path.name, (str){ 0 }) : NULL;
}

void later_run(struct assess *as, struct rule_input *in, size_t i)
{
    in->kept = &as->kept.v[i];
    in->rule = in->kept->rule;
    in->rule->check(in);
}

size_t assess_kept(const struct assess *as)
{
    return as->kept.n;
}

struct range assess_kept_range(const struct assess *as, size_t i)
{
    return as->kept.v[i].range;
}

/* ---- small questions ---- */

const struct seen_list *ask_files(const struct rule_input *in)
{
    return &in->as->files;
}

bool ask_own_transaction(const struct rule_input *in)
{
    return in->as->own_transaction;
}

bool ask_locked_before(const struct rule_input *in)
{
    return in->as->locked;
}

const char *ask_pattern(const struct rule_input *in)
{
    const struct assess *as = in->as;
    const struct rule_setting *s = settings_of(as);
    return s && in->rule ? s[in->rule - rules].pattern : NULL;
}

const struct str_list *ask_not_restored(const struct rule_input *in)
{
    return &in->as->not_restored;
}

/* ---- tables of a file ---- */

static bool refers(const struct assess *as, object_id from, object_id to)
{
    const struct object *o = NULL;
    while ((o = schema_child(as->schema, from, KIND_FOREIGN_KEY, o))) {
        const struct value *v = object_value(o, ATTR_REFERENCES);
        if (v->kind == VALUE_REF && v->ref->id == to)
            return true;
    }
    return false;
}

/* The same table, or one that is a change with it: a foreign key, a partition. */
static bool is_tied(const struct assess *as, object_id id)
{
    const struct object *o = schema_get(as->schema, id);
    for (size_t i = 0; i < as->altered.n; i++) {
        object_id other = as->altered.v[i];
        const struct object *p = schema_get(as->schema, other);
        const struct value *of = object_value(o, ATTR_PARTITION_OF);
        if (other == id || str_eq(p->name, o->name) || refers(as, id, other) ||
            refers(as, other, id) || (of->kind == VALUE_REF && of->ref->id == other))
            return true;
    }
    return false;
}

void later_note(struct assess *as, const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        const struct object *o = schema_get(as->schema, c->parent ? c->parent : c->object);
        if (o && o->kind != KIND_TABLE)
            o = schema_get(as->schema, c->object);
        if (c->verb > CHANGE_MOVE || (c->flags & (CHANGE_IMPLIED | CHANGE_NOTHING)) || !o ||
            o->kind != KIND_TABLE || o->state == STATE_COMING || as->altered.n > ALTERED_NAMED ||
            !live_relation(as, o->id) || is_tied(as, o->id))
            continue;
        *vec_push(as->mem, &as->altered) = o->id;
    }
}

const struct str_list *ask_altered(const struct rule_input *in)
{
    struct str_list *names = arena_new(in->mem, struct str_list, 1);
    for (size_t i = 0; i < in->as->altered.n; i++)
        *vec_push(in->mem, names) = schema_get(in->schema, in->as->altered.v[i])->name;
    return names;
}
