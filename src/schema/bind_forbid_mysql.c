/* schema/bind_forbid_mysql.c: keys, partitions and names that MySQL and MariaDB refuse.
 *
 * Does      spatial indexes on columns that may be NULL or are no shapes, indexes on long texts without a length,
 *           partitions with foreign keys, names of columns that checks or partitions use
 * Does not  know how long a key may be; compare the types of foreign keys (assess/rules)
 * Shape     a function says what is wrong; what is made already stays in the schema
 * Errors    BIND_INVALID
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

static const struct sql_type *type_of(const struct binder *b, object_id column)
{
    const struct value *v = stage_value(b->s, column, ATTR_TYPE);

    return v->kind == VALUE_TYPE ? v->type : NULL;
}

static bool is_shape(const struct sql_type *t)
{
    static const char *const types[] = { "geometry",     "point",          "linestring",
                                         "polygon",      "multipoint",     "multilinestring",
                                         "multipolygon", "geomcollection", "geometrycollection" };

    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq_nocase(t->name, str_of(types[i])))
            return true;
    return false;
}

static void forbids_spatial(struct binder *b, uint32_t i, object_id column)
{
    const struct sql_type *t = type_of(b, column);

    if (t && !is_shape(t))
        bind_contradicts(b, i, column, "has no geometric type: a SPATIAL index needs one");
    else if (!value_is_yes(stage_value(b->s, column, ATTR_NOT_NULL)))
        bind_contradicts(b, i, column, "may be NULL: a SPATIAL index needs it NOT NULL");
}

/* MariaDB cuts such a key, or keeps a hash of the values. */
static bool needs_length(const struct binder *b, object_id column)
{
    const struct sql_type *t = type_of(b, column);

    return t && b->s->dialect->id == DIALECT_MYSQL &&
           (str_ends(t->name, S("text")) || str_ends(t->name, S("blob")) ||
            str_eq_nocase(t->name, S("json")));
}

void bind_forbids_index(struct binder *b, uint32_t i)
{
    object_id index = change_at(b, i)->object;
    const struct value *parts = stage_value(b->s, index, ATTR_PARTS);
    const struct value *method = stage_value(b->s, index, ATTR_METHOD);
    str how = method->kind == VALUE_TEXT ? method->text : (str){ 0 };

    if (bind_uncertain(b, stage_parent(b->s, index)) || str_eq_nocase(how, S("fulltext")))
        return;
    for (size_t k = 0; parts->kind == VALUE_PARTS && k < parts->parts->n; k++) {
        const struct part *p = &parts->parts->v[k];

        if (p->expr || !p->column.id)
            continue;
        if (str_eq_nocase(how, S("spatial")))
            forbids_spatial(b, i, p->column.id);
        else if (!p->prefix && needs_length(b, p->column.id))
            bind_contradicts(b, i, p->column.id,
                             "is too long for a key: the index has to say a length");
    }
}

void bind_forbids_partitions(struct binder *b, uint32_t i)
{
    object_id table = change_at(b, i)->object;
    struct dependent_list users = { 0 };

    if (bind_uncertain(b, table))
        return;
    bind_users(b, table, &users);
    for (size_t k = 0; k < users.n; k++)
        if (users.v[k].by == ATTR_REFERENCES) {
            bind_contradicts(b, i, table,
                             "is referred to by a foreign key: it cannot be partitioned");
            return;
        }
    if (schema_child(b->s, table, KIND_FOREIGN_KEY, NULL))
        bind_contradicts(b, i, table, "has a foreign key: it cannot be partitioned");
}

bool bind_forbids_name(struct binder *b, uint32_t i, object_id column)
{
    const struct object *o = NULL;

    if (b->s->dialect->id != DIALECT_MYSQL || schema_get(b->s, column)->kind != KIND_COLUMN)
        return false;
    if (bind_in_partition_key(b, column))
        return bind_contradicts(b, i, column, "is in the key of the partitions");
    while ((o = schema_child(b->s, stage_parent(b->s, column), KIND_CHECK, o)))
        if (value_refers(stage_value(b->s, o->id, ATTR_EXPRESSION), column)) {
            bind_contradicts(b, i, column, "is used by a check constraint: it cannot be renamed");
            return true;
        }
    return false;
}
