/* assess/later.c: what is judged when the whole set is known.
 *
 * Does      keep what statements did, by the names of the objects; call the rules again after the last file
 * Does not  know any hazard: assess/rules/ does
 * See       assess/rule.h: SCOPE_LATER
 */
#include "assess/assess_int.h"

static struct path names_of(const struct rule_input *in, const struct object *o)
{
    struct path path = { .name = str_copy(in->mem, o->name) };
    const struct object *p = schema_get(in->schema, o->parent);
    if (p && (kind_flags(o->kind) & KIND_PART)) {
        path.table = str_copy(in->mem, p->name);
        p = schema_get(in->schema, p->parent);
    }
    if (p && p->kind == KIND_SCHEMA)
        path.schema = str_copy(in->mem, p->name);
    return path;
}

void ask_keep(const struct rule_input *in, object_id id, str text)
{
    const struct object *o = schema_get(in->schema, id);
    if (!o || in->at->down)
        return;
    struct assess *as = in->own;
    struct kept *k = vec_push(as->mem, &as->kept);
    *k = (struct kept){ .rule = in->rule,
                        .kind = o->kind,
                        .path = names_of(in, o),
                        .text = str_copy(in->mem, text),
                        .file = as->ordinal,
                        .statement = in->at->ordinal,
                        .range = in->change->range,
                        .severity = rule_severity(as, in->rule),
                        .confidence = as->confidence };
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

void later_run(struct assess *as, struct rule_input *in)
{
    for (size_t i = 0; i < as->kept.n; i++) {
        in->kept = &as->kept.v[i];
        in->rule = in->kept->rule;
        in->rule->check(in);
    }
    in->kept = NULL;
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
    const struct rule_setting *s = as->file.settings ? as->file.settings : as->opts.settings;
    return s && in->rule ? s[in->rule - rules].pattern : NULL;
}

const struct str_list *ask_not_restored(const struct rule_input *in)
{
    return &in->as->not_restored;
}
