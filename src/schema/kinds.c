/* schema/kinds.c: what the tables of kinds and attributes say.
 *
 * Does      look up words, parents, flags, name spaces, kinds of values and of comparing
 * Does not  hold objects (schema.c)
 * Shape     arrays made from kinds.def and attrs.def; one table of the spaces that differ by engine
 * Errors    none
 * See       schema/kinds.def, schema/attrs.def
 */
#include "schema/schema.h"

static const struct kind_row {
    const char *word;
    enum object_kind parent;
    enum name_space space;
    unsigned flags;
} kinds[] = {
    { "", KIND_NONE, SPACE_CONTENT, 0 },

#define K(NAME, word, parent, space, flags) { word, KIND_##parent, SPACE_##space, flags },
#include "schema/kinds.def"
#undef K
};

static const struct attr_row {
    const char *word;
    enum value_kind value;
    enum attr_compare compare;
} attrs[] = {
    { "", VALUE_NONE, COMPARE_EXACT },

#define A(NAME, word, value, compare) { word, VALUE_##value, COMPARE_##compare },
#include "schema/attrs.def"
#undef A
};

_Static_assert(COUNT_OF(kinds) == KIND__COUNT, "a row for every kind");
_Static_assert(COUNT_OF(attrs) == ATTR__COUNT, "a row for every attribute");

const char *kind_word(enum object_kind kind)
{
    return kinds[kind].word;
}

enum object_kind kind_parent(enum object_kind kind)
{
    return kinds[kind].parent;
}

unsigned kind_flags(enum object_kind kind)
{
    return kinds[kind].flags;
}

/* PostgreSQL: indexes are relations; procedures share names with functions. MySQL: a key's name is that of its
 * index. SQLite: one space for tables, views and indexes, and constraints' names do not count. */
enum name_space kind_space(const struct dialect *d, enum object_kind kind)
{
    enum name_space space = kinds[kind].space;
    bool my = d->id == DIALECT_MYSQL || d->id == DIALECT_MARIADB;

    if (d->id == DIALECT_POSTGRES && space == SPACE_PROCEDURE)
        return SPACE_ROUTINE;
    if (space == SPACE_INDEX && !my)
        return SPACE_RELATION;
    if (my && (kinds[kind].flags & KIND_KEY))
        return SPACE_INDEX;
    return space;
}

const char *attr_word(enum attr attr)
{
    return attrs[attr].word;
}

enum value_kind attr_value(enum attr attr)
{
    return attrs[attr].value;
}

enum attr_compare attr_compare(enum attr attr)
{
    return attrs[attr].compare;
}
