/* schema/bind_error.c: why a server would refuse, in afloat's words.
 *
 * Does      name objects for messages and implied changes; add errors
 * Does not  decide what is an error
 * Errors    bind_error_list
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

void bind_fail(struct binder *b, uint32_t i, enum bind_trouble trouble, struct range r,
               const char *fmt, ...)
{
    const struct change *c = change_at(b, i);
    struct bind_error *e;
    va_list ap;

    if (c->flags & CHANGE_IN_BODY)
        return;
    e = vec_push(b->a, b->errors);
    e->change = i;
    e->range = r.length ? r : c->name_range;
    e->trouble = trouble;
    e->meant = (str){ 0 };
    va_start(ap, fmt);
    e->message = str_vprintf(b->a, fmt, ap);
    va_end(ap);
}

const char *bind_kind_text(enum object_kind kind)
{
    static const char *const texts[] = {
        [KIND_NONE] = "nothing",
#define K(NAME, word, parent, space, flags) [KIND_##NAME] = "a " word,
#include "schema/kinds.def"
#undef K
    };

    switch ((int)kind) {
    case KIND_INDEX:
        return "an index";
    case KIND_ENUM:
        return "an enum type";
    case KIND_EXTENSION:
        return "an extension";
    case KIND_EXCLUSION:
        return "an exclusion constraint";
    case KIND_AGGREGATE:
        return "an aggregate";
    case KIND_EVENT:
        return "an event";
    case KIND_EVENT_TRIGGER:
        return "an event trigger";
    case KIND_OTHER:
        return "an object";
    default:
        return texts[kind];
    }
}

str bind_label(struct binder *b, object_id id)
{
    struct buf out = buf_on(b->a);

    object_print(&out, b->s, schema_get(b->s, id));
    return buf_view(&out);
}

/* The schema is left out where it is the one of the session. */
struct path bind_path(struct binder *b, object_id id)
{
    const struct object *o = schema_get(b->s, id);
    const struct object *up = schema_get(b->s, stage_parent(b->s, id));
    struct path p = { .name = stage_name(b->s, id), .args = o->args };

    if (up && up->kind != KIND_SCHEMA) {
        p.table = stage_name(b->s, up->id);
        up = schema_get(b->s, stage_parent(b->s, up->id));
    }
    if (up && up->kind == KIND_SCHEMA && up->id != b->s->session.home)
        p.schema = up->name;
    return p;
}

bool bind_contradicts(struct binder *b, uint32_t i, object_id id, const char *why)
{
    bind_fail(b, i, BIND_INVALID, (struct range){ 0 }, "%s %s", bind_label(b, id).p, why);
    return true;
}
