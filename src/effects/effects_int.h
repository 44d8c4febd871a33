/* effects/effects_int.h: the shape of the tables, and what conditions look at.
 *
 * Does      declare rows, conditions and the scene that both are held against
 * Does not  hold any fact about a server: effects_<engine>.def
 * Shape     a row: what is changed, up to two conditions, versions → lock, other locks, work, class …;
 *           a scene is one change, and of an ALTER one edit of it
 * See       docs/EFFECTS.md
 */
#ifndef AFLOAT_EFFECTS_EFFECTS_INT_H
#define AFLOAT_EFFECTS_EFFECTS_INT_H

#include "effects/effects.h"

/* One change, of an ALTER one edit of it, with what it is about. */
struct scene {
    arena *mem;
    const struct effect_opts *opts;
    int version; /* never 0 */
    const struct schema *schema;
    const struct statement *statement;
    const struct change *change;
    const struct edit *edit;       /* ALTER only; NULL = it has none */
    const struct object *object;   /* NULL = not known */
    const struct object *relation; /* the table it is on, or itself; a domain for its constraints */
};

typedef bool when_fn(const struct scene *sc);

enum when {
    WHEN_NONE,

#define WHEN(name) WHEN_##name,
#include "effects/when.def"
#undef WHEN
    WHEN__COUNT,
};

#define WHEN(name) bool when_##name(const struct scene *sc);
#include "effects/when.def"
#undef WHEN

/* Who else is locked. */
enum other {
    OTHER_NONE,
    OTHER_SELF,       /* the object itself, where it is not the relation: an index */
    OTHER_REFERENCED, /* tables that foreign keys of this object refer to; PostgreSQL: their partitions */
    OTHER_REFERENCING, /* tables whose foreign keys refer to it, and theirs in turn */
    OTHER_REFERRING,   /* the first of these only */
    OTHER_PARTNERS,    /* both of these for one column */
    OTHER_PARENT,      /* the partitioned table, or those that it inherits from */
    OTHER_DEFAULT,     /* its default partition */
    OTHER_INDEXES,     /* of the table */
    OTHER_BASES,       /* what a view reads, what a data statement reads */
    OTHER_USERS,       /* tables with columns of this domain */
    OTHER_CHILDREN,    /* partitions and tables that inherit, all the way down */
    OTHER_COPIED,      /* CREATE TABLE (LIKE …) */
    OTHER_OWNER,       /* the table of a sequence's column */
    OTHER_PUBLISHED,   /* tables that a publication gets, or has no more */
    OTHER_CONTENTS,    /* relations in a schema, and tables that foreign keys of them refer to */
    OTHER__COUNT,
};

struct other_lock {
    enum other who;
    enum lock_mode mode;
    bool scans;
};

enum row_flag {
    ROW_FAILS = 1 << 0,
    ROW_RECURSES = 1 << 1, /* to partitions and children, unless ONLY says not */
    ROW_AS_SAID = 1 << 2,  /* LOCK TABLE: the mode is in the text */
    ROW_OFFLINE = 1 << 3,  /* MariaDB: a copy that writes wait for in every version */
};

enum row_engine {
    ROW_POSTGRES = 1 << DIALECT_POSTGRES,
    ROW_MYSQL = 1 << DIALECT_MYSQL,
    ROW_MARIADB = 1 << DIALECT_MARIADB,
    ROW_SQLITE = 1 << DIALECT_SQLITE,
};

/* Of a MySQL ALTER, until its clauses are put together: writes wait; also from MariaDB 11.2 on. */
enum { WORK_SHARED = 1 << 16, WORK_OFFLINE = 1 << 17 };

enum { ROW_CONDITIONS = 2, ROW_OTHERS = 3 };

struct effect_row {
    const char *name;
    unsigned engines; /* enum row_engine */
    enum change_verb verb;
    enum object_kind kind; /* KIND_NONE = any */
    int what;              /* 0 = any; by the verb an attribute, 1 + rows_verb, upkeep or control */
    int when[ROW_CONDITIONS]; /* enum when, negative = not; 0 = none */
    int from, to;             /* versions: from this one up to, not with, that one; 0 = no end */
    enum lock_mode lock;      /* on the relation */
    struct other_lock others[ROW_OTHERS];
    unsigned work;
    enum algorithm algorithm;
    enum change_class cls;
    enum way_back way_back;
    enum in_transaction transaction;
    unsigned flags; /* enum row_flag */
    const char *why;
};

struct row_list {
    const struct effect_row *v;
    size_t n;
};

struct row_list effect_rows(enum dialect_id d);
/* The rows for what no table has: "unknown", "opaque", "nothing". */
struct row_list effect_rows_common(void);
const struct effect_row *effect_row_find(const struct scene *sc);
bool when_holds(const struct scene *sc, int condition);
const char *when_name(int condition);

/* ---- scene.c: what several conditions ask ---- */

void scene_on(struct scene *sc, const struct change *c);
/* The relation as the change names it. */
struct path scene_path(const struct change *c);
/* Of the change's edits, else of the object; VALUE_NONE when neither has it. */
const struct value *scene_value(const struct scene *sc, enum attr attr);
bool scene_yes(const struct scene *sc, enum attr attr);
/* The column that the change is about, or the single one of an inline constraint; NULL = not known. */
const struct object *scene_column(const struct scene *sc);
bool refs_have(const struct ref_list *refs, const struct object *column);
/* Does this constraint or index name the column in its parts, columns, predicate or expression? */
bool part_uses(const struct object *part, const struct object *column);
bool is_there(const struct object *o); /* before the statement */
bool is_virtual(const struct object *column);

/* What has an index. */
static const enum object_kind index_kinds[] = { KIND_INDEX, KIND_PRIMARY_KEY, KIND_UNIQUE,
                                                KIND_EXCLUSION };

/* The parts of a table: those that the statement makes and those that it drops too. */
struct part_walk {
    const struct schema *schema;
    object_id table;
    enum object_kind kind;       /* KIND_NONE = of any kind */
    const struct object *column; /* only those that may name it; NULL = all */
    const struct object *child;
    size_t user;
};

const struct object *part_next(struct part_walk *w); /* NULL = no more */
/* Does an index of the table, or a key, name the column? Also one that comes or goes. */
bool scene_indexed(const struct scene *sc, object_id table, const struct object *column);
/* The partitioned table, or the first that it inherits from; NULL = none. */
const struct ref *scene_parent(const struct scene *sc);
/* Its default partition, but for the table that the change is about; NULL = none is known. */
const struct object *scene_default(const struct scene *sc);

/* ---- when_order.c ---- */

/* What FIRST and AFTER of the statement do to the columns that are there; all of it when that is not known. */
struct column_moves {
    bool stored;   /* their order among themselves */
    bool computed; /* virtual ones: MariaDB numbers them among the others, MySQL apart */
};

struct column_moves scene_moves(const struct scene *sc, object_id table);

/* ---- merge.c ---- */

void effect_merge(arena *a, struct effect *into, const struct effect *e);
void effect_lock(arena *a, struct effect *e, struct lock lock);
void id_list_add(arena *a, struct effect *e, bool rewrite, object_id id);
int class_rank(enum change_class c);

/* ---- others.c ---- */

void others_lock(const struct scene *sc, const struct other_lock *other, struct effect *e);
/* MySQL: both ends of the foreign keys of a table that is altered. */
void others_of_altered(const struct scene *sc, object_id table, struct effect *e);
/* Partitions and children of a table, all the way down. */
void others_children(const struct scene *sc, enum lock_mode mode, unsigned work, struct effect *e);

/* ---- type_postgres.c, type_mysql.c ---- */

enum type_change { TYPE_FREE, TYPE_INDEX_ONLY, TYPE_REWRITE };

enum type_change pg_type_change(const struct sql_type *from, const struct sql_type *to,
                                str time_zone);

/* ---- mysql.c ---- */

/* What the clauses of one ALTER do together, and what ALGORITHM= and LOCK= make of it. */
void mysql_statement(const struct scene *sc, struct effect *e);

#endif
