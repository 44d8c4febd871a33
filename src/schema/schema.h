/* schema/schema.h: what a database consists of, as data.
 *
 * Does      hold objects of every kind in one flat array; find them by name; list what lives in what
 * Does not  read SQL (ddl/), decide what a change does to a server (effects/), talk to one (engines/)
 * Shape     an object has an id, a kind, a parent, a name and attributes (attrs.def); references are ids,
 *           so that a rename touches one object; the kinds are rows of kinds.def
 * Errors    none
 * See       schema/change.h, schema/bind.h; docs/ARCHITECTURE.md#the-algebra-of-changes
 *
 * A schema is closed (what is not there does not exist) or open (what is not there is not known). One object
 * may be open inside a closed schema: a table that was met in an ALTER without its CREATE, one that an opaque
 * statement may have touched.
 */
#ifndef AFLOAT_SCHEMA_SCHEMA_H
#define AFLOAT_SCHEMA_SCHEMA_H

#include "schema/value.h"
#include "sql/dialect.h"

enum object_kind {
    KIND_NONE,

#define K(NAME, word, parent, space, flags) KIND_##NAME,
#include "schema/kinds.def"
#undef K
    KIND__COUNT,
};

enum attr {
    ATTR_NONE,

#define A(NAME, word, value, compare) ATTR_##NAME,
#include "schema/attrs.def"
#undef A
    ATTR__COUNT,
};

enum kind_flag {
    KIND_RELATION = 1 << 0,
    KIND_PART = 1 << 1,
    KIND_CONSTRAINT = 1 << 2,
    KIND_KEY = 1 << 3, /* has an index of its own */
};

/* Objects of one space and one parent have different names; which spaces share one differs by engine. */
enum name_space {
    SPACE_DATABASE,
    SPACE_SCHEMA,
    SPACE_EXTENSION,
    SPACE_ROLE,
    SPACE_RELATION,
    SPACE_INDEX,
    SPACE_COLUMN,
    SPACE_CONSTRAINT,
    SPACE_TRIGGER,
    SPACE_LOCAL,
    SPACE_STATISTICS,
    SPACE_TYPE,
    SPACE_ROUTINE,
    SPACE_PROCEDURE,
    SPACE_EVENT,
    SPACE_PACKAGE,
    SPACE_COLLATION,
    SPACE_EVENT_TRIGGER,
    SPACE_PUBLICATION,
    SPACE_SUBSCRIPTION,
    SPACE_CONTENT,
};

enum attr_compare { COMPARE_EXACT, COMPARE_SET, COMPARE_TEXT, COMPARE_REPORT, COMPARE_ENVIRONMENT };

enum object_state {
    STATE_GONE,   /* dropped; its id stays taken */
    STATE_COMING, /* created by the statement that is bound, not folded yet */
    STATE_THERE,
    STATE_LEAVING, /* dropped by the statement that is bound */
};

enum object_flag {
    OBJECT_ASSUMED = 1 << 0, /* nobody said that it exists: a statement used it on an open schema */
    OBJECT_OPEN = 1 << 1,    /* it may have parts that are not known */
    OBJECT_AUTO_NAMED =
        1 << 2, /* the server gave the name, or would: name is what it would be, or absent */
    OBJECT_IMPLIED =
        1 << 3, /* made by bind for another object: the sequence of a serial, the index of a key */
};

struct attribute {
    enum attr attr;
    struct value value;
};

struct object {
    object_id id;
    enum object_kind kind : 16;
    enum object_state state : 16;
    unsigned flags;   /* enum object_flag */
    object_id parent; /* 0 = the database */
    str name;         /* as the server would show it */
    str args;         /* routines on PostgreSQL: part of the identity */
    uint32_t born;    /* schema->clock when it was made: "new in this set" */
    object_id first, last, next,
        before; /* children in order; neighbours among the parent's children */
    object_id next_like, before_like; /* neighbours among those of its kind */
    vec(struct attribute) attrs;      /* sorted by attr */
};

struct schema;

/* Lives in `a`. `default_schema`: "public", the name of a MySQL database, "main"; unqualified names are
 * looked for there. */
struct schema *schema_new(arena *a, const struct dialect *d, str default_schema, bool open);

const struct dialect *schema_dialect(const struct schema *s);
/* Something that was not understood may have changed the object since it was made. */
bool schema_is_uncertain(const struct schema *s, object_id id);
/* Everything not known for certain from here on (after an opaque statement). */
void schema_open(struct schema *s);

/* The default schema, where unqualified names are looked for. */
object_id schema_home(const struct schema *s);

/* The clock is set by who folds: the ordinal of the file. Objects remember when they were born. */
void schema_set_clock(struct schema *s, uint32_t clock);

const struct object *schema_get(const struct schema *s,
                                object_id id); /* also gone ones; NULL for 0 */
size_t schema_count(const struct schema *s);   /* ids are 1..count */

/* What is THERE or COMING under this name; NULL = none. `parent` 0 = the default schema for kinds that live in
 * one. With kind TABLE any relation is found (tables, views, …): look at its kind. */
const struct object *schema_find(const struct schema *s, object_id parent, enum object_kind kind,
                                 str name, str args);
const struct object *schema_find_path(const struct schema *s, enum object_kind kind,
                                      const struct path *p);

/* Children THERE or COMING, in order; NULL = no more. `kind` KIND_NONE = of any kind. */
const struct object *schema_child(const struct schema *s, object_id parent, enum object_kind kind,
                                  const struct object *after);

/* The same with those that are LEAVING. */
const struct object *schema_child_or_leaving(const struct schema *s, object_id parent,
                                             enum object_kind kind, const struct object *after);

/* The value of an attribute; kind VALUE_NONE when it is not set. */
const struct value *object_value(const struct object *o, enum attr attr);
bool object_yes(const struct object *o, enum attr attr);
str object_text(const struct object *o, enum attr attr); /* absent when not set */

/* Objects THERE whose attributes refer to `id` (foreign keys, views, indexes, defaults, partitions …), by what
 * attribute; the list lives in `a`. Soft ones (bodies of functions) have attr ATTR_DEPENDS. */
struct dependent {
    object_id id;
    enum attr by;
};

struct dependent_list {
    struct dependent *v;
    size_t n, cap;
};

/* The last relation of that kind and name, in any case of letters, that was dropped; NULL = none. */
const struct object *schema_gone(arena *scratch, const struct schema *s, enum object_kind kind,
                                 str name);
/* Is there a foreign key that names this table and was left behind, or made, while there was none? */
bool schema_left_behind(arena *scratch, const struct schema *s, str table);

/* Next of what may refer to `id`, in any state but GONE: more than do, never less, one perhaps twice. `at` is 0 at
 * first; NULL = no more. For who asks each one again. */
const struct object *schema_user(const struct schema *s, object_id id, size_t *at);

void schema_dependents(arena *a, const struct schema *s, object_id id, struct dependent_list *out);

const char *kind_word(enum object_kind kind);
enum object_kind kind_parent(enum object_kind kind);
unsigned kind_flags(enum object_kind kind);
enum name_space kind_space(const struct dialect *d, enum object_kind kind);
const char *attr_word(enum attr attr);
enum value_kind attr_value(enum attr attr);
enum attr_compare attr_compare(enum attr attr);

/* One line an object, attributes sorted, children indented: for tests, --json and people. */
void schema_print(struct buf *out, const struct schema *s);
/* A value with the names that bound references have now. */
void schema_value_print(struct buf *out, const struct schema *s, const struct value *v);
/* Of an object: 'column "users.email"', for messages. */
void object_print(struct buf *out, const struct schema *s, const struct object *o);

/* Same objects by name with equal attributes, whatever their ids and order of making; *out_why says the first
 * difference (lives in `a`). Attributes with compare REPORT are left out. */
bool schema_equal(arena *a, const struct schema *x, const struct schema *y, str *out_why);

#endif
