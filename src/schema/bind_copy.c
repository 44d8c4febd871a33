/* schema/bind_copy.c: tables made after other tables.
 *
 * Does      LIKE, INHERITS, PARTITION OF: columns, constraints and indexes of the other table as implied changes
 * Does not  copy later changes (bind_spread.c)
 * Shape     for each part a CREATE with the attributes that come along
 * Errors    none
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

enum copy {
    COPY_DEFAULTS = 1,
    COPY_CHECKS = 2,
    COPY_KEYS = 4,
    COPY_INDEXES = 8,
    COPY_FOREIGN = 16,
    COPY_IDENTITY = 32,
    COPY_GENERATED = 64,
    COPY_COMMENTS = 128,
    COPY_TRIGGERS = 256,
    COPY_STORAGE = 512,
    COPY_NAMES = 1024,
    COPY_LIKE = 2048
};

enum {
    COPY_ALL = COPY_DEFAULTS | COPY_CHECKS | COPY_KEYS | COPY_INDEXES | COPY_IDENTITY |
               COPY_GENERATED | COPY_COMMENTS | COPY_STORAGE
};

static bool attr_comes(enum attr attr, unsigned what)
{
    switch ((int)attr) {
    case ATTR_DEFAULT:
    case ATTR_ON_UPDATE:
        return what & COPY_DEFAULTS;
    case ATTR_GENERATED:
    case ATTR_STORED:
        return what & COPY_GENERATED;
    case ATTR_IDENTITY:
        return what & COPY_IDENTITY;
    case ATTR_COMMENT:
        return what & COPY_COMMENTS;
    case ATTR_STORAGE:
    case ATTR_COMPRESSION:
        return what & COPY_STORAGE;
    case ATTR_SERIAL:
    case ATTR_NOT_VALID:
    case ATTR_PARENT_INDEX:
        return false;
    default:
        return true;
    }
}

/* Names in a value are found again, in the new table. */
static struct value unbound(struct binder *b, enum attr attr, const struct value *v)
{
    struct value to = value_now(b->a, b->s, v);

    if (attr == ATTR_TYPE)
        to.type->serial = false;
    if (to.kind == VALUE_REF)
        to.ref->id = 0;
    return to;
}

static uint32_t copy_part(struct binder *b, uint32_t i, const struct object *o, unsigned what)
{
    object_id to = change_at(b, i)->object;
    uint32_t made = bind_imply(b, i, CHANGE_CREATE, o->kind);
    struct path table = bind_path(b, to);
    bool named = o->kind == KIND_COLUMN || (what & COPY_NAMES) || o->kind == KIND_TRIGGER;

    change_at(b, made)->path = (struct path){ .schema = table.schema, .table = table.name };
    if (named)
        change_at(b, made)->path.name = stage_name(b->s, o->id);
    for (size_t k = 0; k < o->attrs.n; k++)
        if (attr_comes(o->attrs.v[k].attr, what))
            bind_edit(b, made, o->attrs.v[k].attr,
                      unbound(b, o->attrs.v[k].attr, &o->attrs.v[k].value));
    return made;
}

static unsigned copied_by(enum object_kind kind)
{
    switch ((int)kind) {
    case KIND_CHECK:
        return COPY_CHECKS;
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
    case KIND_EXCLUSION:
        return COPY_KEYS;
    case KIND_INDEX:
        return COPY_INDEXES;
    case KIND_FOREIGN_KEY:
        return COPY_FOREIGN;
    case KIND_TRIGGER:
        return COPY_TRIGGERS;
    case KIND_PARTITION:
        return COPY_STORAGE;
    default:
        return 0;
    }
}

/* A column of LIKE is the table's own; others are merged with what is written of them. */
static void copy_column(struct binder *b, uint32_t i, const struct object *o, unsigned what)
{
    uint32_t made = copy_part(b, i, o, what);

    bind_one(b, made);
    if (is_postgres(b->s) && change_at(b, made)->object && !(what & COPY_LIKE))
        *vec_push(b->a, &b->inherited) = change_at(b, made)->object;
}

/* A column that is there already is merged with the one that would come. */
static void copy_columns(struct binder *b, uint32_t i, object_id from, unsigned what)
{
    object_id to = change_at(b, i)->object;
    const struct object *o = NULL;

    while ((o = schema_child(b->s, from, KIND_COLUMN, o)))
        if (!bind_column(b, to, stage_name(b->s, o->id)))
            copy_column(b, i, o, what);
}

static void link_to_parent(struct binder *b, object_id index, object_id up)
{
    struct ref *r = arena_new(b->a, struct ref, 1); /* lives until the fold */

    r->id = up;
    r->path = bind_path(b, up);
    stage_set(b->s, index, ATTR_PARENT_INDEX, &(struct value){ .kind = VALUE_REF, .ref = r });
}

static void copy_others(struct binder *b, uint32_t i, object_id from, unsigned what, bool partition)
{
    const struct object *o = NULL;

    while ((o = schema_child(b->s, from, KIND_NONE, o))) {
        unsigned names =
            o->kind == KIND_CHECK || o->kind == KIND_FOREIGN_KEY || is_mysql(b->s) ? COPY_NAMES : 0;
        uint32_t made;

        if (!(copied_by(o->kind) & what) || (o->kind == KIND_INDEX && bind_twin(b, o->id)) ||
            (o->kind == KIND_CHECK && partition && object_yes(o, ATTR_NO_INHERIT)))
            continue;
        if (is_mysql(b->s) && (o->flags & OBJECT_AUTO_NAMED) && o->kind == KIND_CHECK)
            names = 0;
        made = copy_part(b, i, o, what | names);
        bind_one(b, made);
        if (partition && o->kind == KIND_INDEX && change_at(b, made)->object)
            link_to_parent(b, change_at(b, made)->object, o->id);
    }
}

static void copy(struct binder *b, uint32_t i, object_id from, unsigned what, bool partition)
{
    if (schema_get(b->s, from)->flags & OBJECT_OPEN)
        stage_open(b->s, change_at(b, i)->object);
    copy_columns(b, i, from, what);
    copy_others(b, i, from, what, partition);
}

static const struct {
    const char *word;
    unsigned what;
} like_words[] = {
    { "all", COPY_ALL },           { "comments", COPY_COMMENTS },
    { "compression", 0 },          { "constraints", COPY_CHECKS },
    { "defaults", COPY_DEFAULTS }, { "generated", COPY_GENERATED },
    { "identity", COPY_IDENTITY }, { "indexes", COPY_KEYS | COPY_INDEXES },
    { "statistics", 0 },           { "storage", COPY_STORAGE },
};

static void add_like_word(str option, bool in, unsigned *what)
{
    for (size_t i = 0; i < COUNT_OF(like_words); i++)
        if (str_eq_nocase(option, str_of(like_words[i].word)))
            *what = in ? *what | like_words[i].what : *what & ~like_words[i].what;
}

/* "including defaults excluding indexes": later ones count. */
static unsigned like_options(const struct binder *b, str options)
{
    unsigned what = is_mysql(b->s) ? COPY_ALL : 0;

    while (options.n) {
        str one = str_cut(options, ' ', &options);
        bool in = str_eq_nocase(one, S("including"));

        add_like_word(str_cut(options, ' ', &options), in, &what);
    }
    return what;
}

/* MySQL: the table's own settings come along, too. */
static void copy_table(struct binder *b, uint32_t i, object_id from)
{
    const struct object *o = schema_get(b->s, from);

    for (size_t k = 0; k < o->attrs.n; k++)
        if (attr_compare(o->attrs.v[k].attr) != COMPARE_ENVIRONMENT)
            stage_set(b->s, change_at(b, i)->object, o->attrs.v[k].attr, &o->attrs.v[k].value);
}

static void copy_from(struct binder *b, uint32_t i, const struct edit *e)
{
    bool like = e->attr == ATTR_LIKE;
    unsigned what =
        like ? like_options(b, e->to) : COPY_DEFAULTS | COPY_CHECKS | COPY_GENERATED | COPY_STORAGE;
    const struct ref_list *l = e->value.refs;
    object_id last = schema_get(b->s, change_at(b, i)->object)->last;

    for (size_t k = 0; k < l->n; k++)
        if (l->v[k].id) {
            if (is_mysql(b->s) && like)
                copy_table(b, i, l->v[k].id);
            copy(b, i, l->v[k].id, like ? what | COPY_LIKE : what, !like);
        }
    if (like)
        *vec_push(b->a, &b->likes) = (struct like){ e->range.offset, last };
}

object_id bind_like_place(const struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);

    if (c->verb != CHANGE_CREATE || c->kind != KIND_COLUMN || c->flags & CHANGE_IMPLIED)
        return 0;
    for (size_t k = 0; k < b->likes.n; k++) {
        struct like *l = &b->likes.v[k];
        object_id after = l->last ? l->last : STORE_FIRST;

        if (c->range.offset < l->offset)
            return after;
    }
    return 0;
}

void bind_like_placed(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    object_id last = 0;
    bool behind = false;

    for (size_t k = 0; k < b->likes.n; k++) {
        struct like *l = &b->likes.v[k];

        if (!behind && c->range.offset < l->offset) {
            behind = true;
            last = l->last;
        }
        if (behind && l->last == last) /* another one that brought nothing */
            l->last = c->object;
    }
}

/* LIKE may be said more than once. */
static void copy_lists(struct binder *b, uint32_t i, enum attr attr)
{
    size_t n = change_at(b, i)->edits.n;

    for (size_t k = 0; k < n; k++) {
        const struct edit e = change_at(b, i)->edits.v[k];

        if (e.attr == attr && e.value.kind == VALUE_REFS)
            copy_from(b, i, &e);
    }
}

void bind_made_table(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct edit *of = change_edit(c, ATTR_PARTITION_OF);
    object_id from = of && of->value.kind == VALUE_REF ? of->value.ref->id : 0;

    if (change_edit(c, ATTR_OF_TYPE) || change_edit(c, ATTR_MODULE))
        stage_open(b->s, c->object);
    b->likes.n = 0;
    copy_lists(b, i, ATTR_INHERITS);
    copy_lists(b, i, ATTR_LIKE);
    if (from)
        copy(b, i, from,
             COPY_DEFAULTS | COPY_CHECKS | COPY_GENERATED | COPY_KEYS | COPY_INDEXES |
                 COPY_FOREIGN | COPY_TRIGGERS | COPY_STORAGE,
             true);
}

/* The partition's own part that does for the parent's; 0 = none. */
static object_id counterpart(struct binder *b, object_id table, const struct object *o)
{
    const struct object *own = NULL;

    while ((own = schema_child(b->s, table, o->kind, own))) {
        if (o->kind == KIND_CHECK || o->kind == KIND_TRIGGER) {
            if (str_eq(stage_name(b->s, own->id), stage_name(b->s, o->id)))
                return own->id;
        } else if (o->kind == KIND_FOREIGN_KEY) {
            const struct value *x = stage_value(b->s, own->id, ATTR_REFERENCES);
            const struct value *y = stage_value(b->s, o->id, ATTR_REFERENCES);

            if (value_equal(x, y))
                return own->id;
        } else if (bind_same_parts(b, own->id, o->id)) {
            return own->id;
        }
    }
    return 0;
}

void bind_copy_lacking(struct binder *b, uint32_t i, object_id from)
{
    object_id to = change_at(b, i)->object;
    const struct object *o = NULL;

    while ((o = schema_child(b->s, from, KIND_NONE, o))) {
        object_id own;
        uint32_t made;

        if (o->kind == KIND_COLUMN || !copied_by(o->kind) || o->kind == KIND_CHECK ||
            (o->kind == KIND_INDEX && bind_twin(b, o->id)))
            continue;
        own = counterpart(b, to, o);
        if (!own) {
            made = copy_part(b, i, o, COPY_ALL);
            bind_one(b, made);
            own = change_at(b, made)->object;
        }
        if (own && o->kind == KIND_INDEX)
            link_to_parent(b, own, o->id);
    }
}
