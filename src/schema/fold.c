/* schema/fold.c: makes the staged changes true, or takes them back.
 *
 * Does      go through the log forwards (fold) or backwards (unbind)
 * Does not  bind (bind.c)
 * Shape     one small function a verb and direction, in two tables
 * Errors    none
 * See       schema/bind.h
 */
#include "schema/bind.h"

#include "schema/schema_int.h"

static void fold_born(struct schema *s, const struct stage *g)
{
    struct node *n = node_of(s, g->id);

    if (n->o.state == STATE_COMING)
        n->o.state = STATE_THERE;
}

static void fold_dying(struct schema *s, const struct stage *g)
{
    struct node *n = node_of(s, g->id);

    store_unlink(s, n);
    n->o.state = STATE_GONE;
    if ((kind_flags(n->o.kind) & KIND_RELATION) && n->o.name.p)
        map_put(s->mem, &s->gone, store_gone_key(s->mem, n->o.kind, n->o.name), &n->o);
}

static void fold_name(struct schema *s, const struct stage *g)
{
    struct name_entry *e = name_at(s, g->entry);

    if (e->state == STATE_COMING)
        e->state = STATE_THERE;
}

static void fold_unname(struct schema *s, const struct stage *g)
{
    names_remove(s, g->entry);
}

/* The values are in the order of the stages: the first one that is left is this one's. */
static void fold_attr(struct schema *s, const struct stage *g)
{
    struct node *n = node_of(s, g->id);
    struct coming *now = n->coming;

    for (size_t i = 0; i < now->attrs.n; i++) {
        struct value kept = store_copy(s, &now->attrs.v[i].value);

        store_set(s, n, now->attrs.v[i].attr, &kept);
    }
    now->attrs.n = 0;
}

static void fold_rename(struct schema *s, const struct stage *g)
{
    struct node *n = node_of(s, g->id);

    if (n->coming->name.p)
        n->o.name = n->coming->name;
    n->coming->name = (str){ 0 };
}

static void fold_move(struct schema *s, const struct stage *g)
{
    struct node *n = node_of(s, g->id);

    if (!n->coming->parent)
        return;
    store_unlink(s, n);
    n->o.parent = n->coming->parent;
    n->coming->parent = 0;
    store_link(s, n, 0);
}

static void fold_place(struct schema *s, const struct stage *g)
{
    struct node *n = node_of(s, g->id);

    if (n->o.state == STATE_GONE || g->other == g->id)
        return;
    store_unlink(s, n);
    store_link(s, n, g->other);
}

static void fold_nothing(struct schema *s, const struct stage *g)
{
    (void)s;
    (void)g;
}

static void undo_born(struct schema *s, const struct stage *g)
{
    store_unlink(s, node_of(s, g->id));
    store_pop(s);
}

static void undo_dying(struct schema *s, const struct stage *g)
{
    node_of(s, g->id)->o.state = g->state;
}

static void undo_name(struct schema *s, const struct stage *g)
{
    (void)g;
    names_pop(s);
}

static void undo_unname(struct schema *s, const struct stage *g)
{
    name_at(s, g->entry)->state = g->state;
}

static void undo_attr(struct schema *s, const struct stage *g)
{
    node_of(s, g->id)->coming->attrs.n--;
}

static void undo_rename(struct schema *s, const struct stage *g)
{
    node_of(s, g->id)->coming->name = g->text;
}

static void undo_move(struct schema *s, const struct stage *g)
{
    node_of(s, g->id)->coming->parent = g->other;
}

static void undo_open(struct schema *s, const struct stage *g)
{
    node_of(s, g->id)->o.flags = g->flags;
    node_of(s, g->id)->open_at = g->other;
}

static void undo_flags(struct schema *s, const struct stage *g)
{
    node_of(s, g->id)->o.flags = g->flags;
}

static void undo_open_schema(struct schema *s, const struct stage *g)
{
    s->open = g->flags;
    s->open_at = g->other;
}

static void undo_session(struct schema *s, const struct stage *g)
{
    (void)g;
    s->session = s->session_before;
}

static const struct {
    void (*fold)(struct schema *s, const struct stage *g);
    void (*undo)(struct schema *s, const struct stage *g);
} verbs[] = {
    [STAGE_BORN] = { fold_born, undo_born },
    [STAGE_DYING] = { fold_dying, undo_dying },
    [STAGE_NAME] = { fold_name, undo_name },
    [STAGE_UNNAME] = { fold_unname, undo_unname },
    [STAGE_ATTR] = { fold_attr, undo_attr },
    [STAGE_RENAME] = { fold_rename, undo_rename },
    [STAGE_MOVE] = { fold_move, undo_move },
    [STAGE_PLACE] = { fold_place, fold_nothing },
    [STAGE_OPEN] = { fold_nothing, undo_open },
    [STAGE_FLAGS] = { fold_nothing, undo_flags },
    [STAGE_OPEN_SCHEMA] = { fold_nothing, undo_open_schema },
    [STAGE_SESSION] = { fold_nothing, undo_session },
};

void schema_fold(struct schema *s, struct statement *st)
{
    (void)st;
    for (size_t i = 0; i < s->log.n; i++)
        verbs[s->log.v[i].verb].fold(s, &s->log.v[i]);
    s->log.n = 0;
}

void stage_back(struct schema *s, size_t mark)
{
    while (s->log.n > mark) {
        struct stage *g = &s->log.v[s->log.n - 1];

        verbs[g->verb].undo(s, g);
        s->log.n--;
    }
}

void schema_unbind(struct schema *s, struct statement *st)
{
    (void)st;
    stage_back(s, 0);
}
