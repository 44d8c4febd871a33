/* core/repeat_lint.c: migrations that name what repeatable files make; see core/repeatable.h. */
#include "core/format.h"
#include "core/plan.h"
#include "core/repeatable.h"

const struct migration *repeatable_owner(const struct project *p, const struct dialect *d,
                                         str schema, const struct outline *o,
                                         const struct outline_object **out_object)
{
    for (size_t i = 0; o->cls == CLASS_DDL && i < p->repeatables.n; i++) {
        const struct object_list *makes = &p->repeatables.v[i].repeat->makes;

        for (size_t k = 0; k < makes->n; k++)
            for (size_t n = 0; n < o->objects.n; n++)
                if (object_same_in(d, schema, &makes->v[k], &o->objects.v[n])) {
                    *out_object = &o->objects.v[n];
                    return &p->repeatables.v[i];
                }
    }
    return NULL;
}

str repeatable_named_words(arena *a, const struct migration *owner,
                           const struct outline_object *object)
{
    static const char *const kinds[OBJECT__COUNT] = {
        [OBJECT_VIEW] = "view",       [OBJECT_FUNCTION] = "function",
        [OBJECT_TRIGGER] = "trigger", [OBJECT_PROCEDURE] = "procedure",
        [OBJECT_EVENT] = "event",
    };
    const char *kind = kinds[object->kind];

    return str_printf(a, "%s \"" STR_FMT "\" belongs to the repeatable file " STR_FMT,
                      kind ? kind : "object", STR_ARG(object->name), STR_ARG(owner->file));
}

static bool look_at(arena *a, const struct repeat_lint *l, const struct script_source *source,
                    struct err *err)
{
    struct script *s = script_open(a, source, err);
    struct stmt st;
    bool end = false, ok = s != NULL;
    arena unit;

    arena_init(&unit);
    while (ok && (ok = script_next(s, &st, &end, err)) && !end) {
        const struct outline_object *object;
        const struct migration *owner;
        struct outline o;

        outline_read(&unit, source->dialect, source->split_modes, 0, st.sql, &o);
        owner = repeatable_owner(l->project, source->dialect, l->schema, &o, &object);
        if (owner)
            l->found(l->data, &st.place, repeatable_named_words(&unit, owner, object));
        arena_done(&unit);
    }
    return ok;
}

void repeatable_lint(const struct repeat_lint *l, const struct migration *m)
{
    struct migration plain = *m; /* names of variables stay: their values need not be there */
    struct script_source source = { .mig = &plain,
                                    .format = m->format,
                                    .dialect = m->dialect,
                                    .split_modes = m->split_modes,
                                    .text_sum_only = true };
    bool any = false;

    for (size_t i = 0; i < l->project->repeatables.n; i++)
        any |= l->project->repeatables.v[i].repeat->makes.n > 0;
    plain.vars = NULL;
    for (int d = DIR_UP; any && d <= DIR_DOWN; d++) {
        struct err told; /* what is wrong with the file was told when it was read */
        arena own;

        source.dir = (enum direction)d;
        if (d == DIR_DOWN && !(m->flags & MIG_HAS_DOWN))
            continue;
        arena_init(&own);
        err_init(&told);
        (void)look_at(&own, l, &source, &told);
        err_done(&told);
        arena_done(&own);
    }
}
