/* schema/schema_int.h: the store of objects and what is staged on it, for the files of this folder.
 *
 * Does      hold objects at addresses that stay, their names in one hash table, who refers to whom; stage
 *           changes in a log that fold makes true and unbind takes back
 * Does not  decide anything: bind*.c does
 * Shape     node = object and what only this folder needs; node 0 is the database. A staged change of a THERE
 *           object is pending beside it, one of a COMING object is made at once
 */
#ifndef AFLOAT_SCHEMA_SCHEMA_INT_H
#define AFLOAT_SCHEMA_SCHEMA_INT_H

#include "base/map.h"
#include "schema/schema.h"

/* What a THERE object will be after the statement. */
struct coming {
    vec(struct attribute) attrs; /* the last one of an attribute counts */
    str name;                    /* absent = as it is */
    object_id parent;            /* 0 = as it is */
};

/* Children of one kind, in order: who asks for foreign keys does not go through thousands of columns. */
struct kind_chain {
    enum object_kind kind;
    object_id first, last;
};

struct kind_chains { /* one that ran empty stays */
    struct kind_chain *v;
    size_t n, cap;
};

struct node {
    struct object o;
    struct kind_chains *chains;  /* of its children; NULL = it never had any */
    struct coming *coming;       /* NULL = it has never been altered */
    vec(struct dependent) users; /* may refer to it: more than do, never less */
    object_id column;            /* of a constraint that was written at it; 0 = of the table */
    uint32_t name;               /* index of its newest entry + 1 */
    object_id open_at;           /* children with ids up to this one may have been changed unseen */
};

/* A name in a space. An object has several when it is looked for in several spaces or by several parents. */
struct name_entry {
    str name;
    enum name_space space : 8;
    enum object_state state : 8;
    object_id parent, id;
    uint32_t hash;
    uint32_t chain;   /* next in the bucket + 1 */
    uint32_t sibling; /* next of the same object + 1 */
};

enum { NAMES_PAGE = 128, TYPES_KNOWN = 64 };

enum stage_verb {
    STAGE_BORN,
    STAGE_DYING,
    STAGE_NAME,   /* entry is coming */
    STAGE_UNNAME, /* entry is leaving */
    STAGE_ATTR,
    STAGE_RENAME,
    STAGE_MOVE,
    STAGE_PLACE,
    STAGE_OPEN,
    STAGE_FLAGS,
    STAGE_OPEN_SCHEMA,
    STAGE_SESSION,
};

struct stage {
    enum stage_verb verb;
    object_id id;
    uint32_t entry;
    enum object_state state; /* before */
    unsigned flags;          /* before */
    object_id other;         /* before; PLACE: the neighbour to be */
    str text;                /* before */
};

struct object_list {
    object_id *v;
    size_t n, cap;
};

/* What the session says; goes back to the defaults with every file. */
struct session {
    object_id home; /* where unqualified names are made */
    object_id path[4];
    size_t path_n;
    bool no_keys_checked; /* MySQL foreign_key_checks = 0 */
};

struct schema {
    arena *mem;
    const struct dialect *dialect;
    vec(struct node *) nodes;            /* by id; 0 is the database */
    vec(struct name_entry *) name_pages; /* of NAMES_PAGE entries each */
    uint32_t name_count;
    struct sql_type *types[TYPES_KNOWN]; /* by hash, the last of each: columns share them */
    uint32_t *buckets;                   /* index of an entry + 1 */
    size_t bucket_count;
    struct map numbers; /* uint32_t by space, parent and base of a name: names.c */
    vec(struct stage) log;
    struct map
        loose; /* object_list of foreign keys by lower-case name of a table that was not there */
    struct map gone; /* the last object dropped, by kind and lower-case name: relations */
    struct session session, session_before;
    object_id home;    /* the default schema */
    object_id open_at; /* objects up to this one may have been changed unseen */
    bool open;
    uint32_t clock;
};

static inline struct node *node_of(const struct schema *s, object_id id)
{
    return s->nodes.v[id];
}

static inline struct name_entry *name_at(const struct schema *s, uint32_t index)
{
    return &s->name_pages.v[index / NAMES_PAGE][index % NAMES_PAGE];
}

static inline bool object_lives(const struct object *o)
{
    return o->state == STATE_THERE || o->state == STATE_COMING;
}

static inline bool is_mysql(const struct schema *s)
{
    return s->dialect->id == DIALECT_MYSQL || s->dialect->id == DIALECT_MARIADB;
}

static inline bool is_postgres(const struct schema *s)
{
    return s->dialect->id == DIALECT_POSTGRES;
}

static inline bool is_sqlite(const struct schema *s)
{
    return s->dialect->id == DIALECT_SQLITE;
}

/* ---- names.c ---- */
uint32_t names_add(struct schema *s, const struct name_entry *e); /* its index */
void names_pop(struct schema *s);                                 /* the last one added */
void names_remove(struct schema *s, uint32_t index);
/* The first entry THERE or COMING under the name, behind `after` (an index + 1; 0 = from the first); 0 = none.
 * Absent args fit any. The answer is index + 1. */
uint32_t names_find(const struct schema *s, enum name_space space, object_id parent, str name,
                    str args, uint32_t after);
/* Of names that the server numbers (t_check, t_check1, t_check2 …): all numbers from 1 to before this one are taken
 * behind `base`. Who finds a higher one says so. */
uint32_t *names_number(struct schema *s, enum name_space space, object_id parent, str base);
/* The entry is found no more. */
void names_freed(struct schema *s, uint32_t index);
bool names_equal(const struct schema *s, enum name_space space, str x, str y);
/* PostgreSQL keeps 63 bytes of a name, whole characters. */
str names_cut(const struct schema *s, str name);

/* ---- store.c ---- */
struct node *store_node(struct schema *s); /* a new one, with its id */
void store_pop(struct schema *s);
/* Among the children of its parent, behind `after`; 0 = at the end, STORE_FIRST = before all. */
#define STORE_FIRST UINT32_MAX
void store_link(struct schema *s, struct node *n, object_id after);
void store_unlink(struct schema *s, struct node *n);
/* The first child of that kind, in any state; 0 = none. */
object_id store_first(const struct schema *s, object_id parent, enum object_kind kind);
/* VALUE_NONE takes the attribute away. The value must live as long as the schema. */
void store_set(struct schema *s, struct node *n, enum attr attr, const struct value *v);
/* A copy that lives as long as the schema; nobody writes to it. */
struct value store_copy(struct schema *s, const struct value *v);
/* Calls back with every id in the value that is not 0. */
void value_ids(const struct value *v, void (*fn)(void *ctx, object_id id), void *ctx);
bool value_refers(const struct value *v, object_id id);

/* ---- stage.c ---- */
struct newborn {
    enum object_kind kind;
    object_id parent;
    str name, args;
    unsigned flags;
    object_id after;         /* as store_link */
    enum object_state state; /* COMING, or THERE when it is assumed */
};

object_id stage_new(struct schema *s, const struct newborn *b);
void stage_drop(struct schema *s, object_id id);
/* What `v` points to must live until fold or unbind. */
void stage_set(struct schema *s, object_id id, enum attr attr, const struct value *v);
void stage_unname(struct schema *s, object_id id);
void stage_rename(struct schema *s, object_id id, str name);
void stage_move(struct schema *s, object_id id, object_id parent);
void stage_place(struct schema *s, object_id id, object_id after);
void stage_open(struct schema *s, object_id id);
void stage_flags(struct schema *s, object_id id, unsigned flags);
void stage_open_schema(struct schema *s);
/* Takes back all stages but the first `mark`. */
void stage_back(struct schema *s, size_t mark);
/* What it will be when the statement is through. */
const struct value *stage_value(const struct schema *s, object_id id, enum attr attr);
str stage_name(const struct schema *s, object_id id);
object_id stage_parent(const struct schema *s, object_id id);

/* ---- schema.c ---- */
/* Of s->gone. */
str store_gone_key(arena *a, enum object_kind kind, str name);
/* Unless it is listed. Ids mostly rise: while they do (`sorted`, true at first), only the last ones are looked at. */
void dependent_add(arena *a, struct dependent_list *l, bool *sorted, struct dependent d);
object_id schema_temporary(const struct schema *s); /* where temporary tables live; 0 = none yet */

#endif
