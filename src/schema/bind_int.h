/* schema/bind_int.h: what the files that bind share.
 *
 * Does      find what a change names, bind references, stage what it does and what that implies
 * Does not  fold (fold.c)
 * Shape     a change is known by its index: appending implied ones moves the array
 */
#ifndef AFLOAT_SCHEMA_BIND_INT_H
#define AFLOAT_SCHEMA_BIND_INT_H

#include "schema/bind.h"
#include "schema/schema_int.h"
#include "schema/value_int.h"

/* LIKE between the columns of a table that is made. */
struct like {
    uint32_t offset; /* in the statement */
    object_id last; /* its columns, and those written before it, stand behind this part; 0 = none */
};

struct binder {
    arena *a;
    struct schema *s;
    struct statement *st;
    struct bind_error_list *errors;
    vec(object_id) targets;   /* of the statement's drops: they do not stand in each other's way */
    vec(object_id) inherited; /* columns of other tables: CREATE TABLE may say more of them */
    vec(struct like) likes;
    vec(object_id) made;        /* relations that came or were renamed */
    vec(struct path) absent;    /* tables that were missed already */
    object_id counted;          /* the table whose AUTO_INCREMENT was looked at */
    bool implied;               /* the object that is made next is OBJECT_IMPLIED */
    struct range skipped_range; /* of the CREATE TABLE that found it */
    object_id skipped; /* the table that CREATE TABLE IF NOT EXISTS found: its parts are not made */
    unsigned depth;    /* of implied changes */
};

static inline struct change *change_at(const struct binder *b, uint32_t i)
{
    return &b->st->changes.v[i];
}

static inline bool is_part(enum object_kind kind)
{
    return kind_parent(kind) == KIND_TABLE;
}

static inline bool is_constraint(enum object_kind kind)
{
    return kind_flags(kind) & KIND_CONSTRAINT;
}

/* ---- bind.c ---- */
void bind_one(struct binder *b, uint32_t i);
/* A change that change i implies: its index. The caller fills in path and edits, then calls bind_one. */
uint32_t bind_imply(struct binder *b, uint32_t i, enum change_verb verb, enum object_kind kind);
/* The same for an object that is there: path, object and parent are set. */
uint32_t bind_imply_on(struct binder *b, uint32_t i, enum change_verb verb, object_id id);
void bind_edit(struct binder *b, uint32_t i, enum attr attr, struct value v);
void bind_reset(struct binder *b, uint32_t i, enum attr attr);

/* ---- bind_passes.c ---- */
/* The first n changes, in the order of the server. */
void bind_passes(struct binder *b, uint32_t n);

/* ---- bind_partition.c ---- */
void bind_partitioning(struct binder *b, uint32_t i); /* ALTER TABLE … PARTITION BY, REMOVE */
str bind_partition_name(struct binder *b, uint32_t i, object_id table); /* p3, pn */
object_id bind_last_partition(const struct binder *b, object_id table);

/* ---- bind_passes_mysql.c ---- */
void bind_mysql_passes(struct binder *b, uint32_t n); /* SQLite's, too */
void bind_place(struct binder *b, uint32_t i);        /* FIRST, AFTER c */
/* The statement drops the column and makes one of its name: keys keep it. */
bool bind_comes_again(const struct binder *b, object_id column);
/* A foreign key that the statement drops: its name is not free yet; 0 = none. */
object_id bind_leaving_key(const struct binder *b, object_id table, str name);

/* ---- bind_forbid.c, bind_bounds.c ---- */
/* Said, and not to be done. */
bool bind_forbids_create(struct binder *b, uint32_t i, object_id parent);
bool bind_forbids_alter(struct binder *b, uint32_t i, object_id id);
bool bind_forbids_drop(struct binder *b, uint32_t i, object_id id);
bool bind_forbids_replace(struct binder *b, uint32_t i, object_id view);
bool bind_in_partition_key(const struct binder *b, object_id column);
/* The key at change i takes the index over: bind_forbid_key.c. */
void bind_forbids_taking(struct binder *b, uint32_t i, object_id index);
/* Of the first n changes, when all are bound: bind_forbid_left.c. */
void bind_forbids_left(struct binder *b, uint32_t n);
/* Of tables with parents or children: bind_inherit.c. */
bool bind_forbids_member(struct binder *b, uint32_t i, object_id table);
bool bind_forbids_alone(struct binder *b, uint32_t i, object_id id);
bool bind_forbids_orphan(struct binder *b, uint32_t i, object_id id);
/* MySQL, MariaDB: bind_forbid_mysql.c. */
void bind_forbids_index(struct binder *b, uint32_t i);
void bind_forbids_partitions(struct binder *b, uint32_t i);
bool bind_forbids_name(struct binder *b, uint32_t i, object_id column);
bool bind_forbids_bounds(struct binder *b, uint32_t i);

/* ---- bind_error.c ---- */
/* Says nothing of changes in bodies: whether they run is not known. */
PRINTF(5, 6)
void bind_fail(struct binder *b, uint32_t i, enum bind_trouble trouble, struct range r,
               const char *fmt, ...);
void bind_missing(struct binder *b, uint32_t i, struct range r, enum object_kind kind,
                  const struct path *p);
void bind_missing_column(struct binder *b, uint32_t i, const struct ref *r, object_id table);
/* "column "t.a" may be NULL": the change contradicts the object. True, for those who answer whether it does. */
bool bind_contradicts(struct binder *b, uint32_t i, object_id id, const char *why);
const char *bind_kind_text(enum object_kind kind); /* "a table", "an index" */
str bind_label(struct binder *b, object_id id);    /* 'table "t"', 'column "t.a"' */
struct path bind_path(struct binder *b, object_id id);

/* ---- bind_find.c ---- */
/* The container of what is made; 0 = none, was said (or nothing is to be done). */
object_id bind_container(struct binder *b, uint32_t i, bool *ok);
/* What the change names; sets object, parent and kind. 0 = none. */
object_id bind_target(struct binder *b, uint32_t i);
object_id bind_table_of(struct binder *b, uint32_t i, const struct path *p, struct range r);
object_id bind_assume(struct binder *b, enum object_kind kind, object_id parent, str name,
                      str args);
object_id bind_schema_named(struct binder *b, uint32_t i, str name);
bool bind_parts_open(const struct binder *b,
                     object_id parent);                    /* may have parts that are not known */
bool bind_uncertain(const struct binder *b, object_id id); /* may be gone already, unseen */
object_id bind_find(const struct binder *b, object_id parent, enum object_kind kind, str name,
                    str args);
object_id bind_column(const struct binder *b, object_id table, str name);
object_id bind_relation(const struct binder *b, const struct path *p);

/* ---- bind_refs.c ---- */
void bind_refs(struct binder *b, uint32_t i, struct edit *e);

/* ---- bind_edit.c ---- */
void bind_edits(struct binder *b, uint32_t i);    /* of an object that is there */
void bind_settings(struct binder *b, uint32_t i); /* of one that is made */
void bind_convert(struct binder *b, uint32_t i);
/* MySQL: ALTER TABLE … CHARACTER SET or COLLATE without the other. */
void bind_table_charset(struct binder *b, uint32_t i); /* MySQL CONVERT TO CHARACTER SET */
void bind_restate(struct binder *b, uint32_t i, const enum attr *attrs, size_t n);

/* ---- bind_name.c ---- */
/* The column that an inline constraint stands at: the change of a column before it; 0 = none. */
object_id bind_column_before(const struct binder *b, uint32_t i);
str bind_name(struct binder *b, uint32_t i, object_id parent); /* absent = it has none */
str bind_name_of(struct binder *b, object_id schema, str one, str two, const char *label);
bool bind_name_taken(const struct binder *b, object_id schema, str name, bool constraint);

/* ---- bind_create.c, bind_key.c, bind_copy.c, bind_spread.c ---- */
void bind_create(struct binder *b, uint32_t i);
void bind_made_column(struct binder *b, uint32_t i);
void bind_identity(struct binder *b, uint32_t i); /* of a column that is there: comes, goes */
void bind_foreign_key_index(struct binder *b, uint32_t i);
void bind_made_index(struct binder *b, uint32_t i);
/* MySQL: a foreign key that no other index of its table would serve; 0 = none. */
object_id bind_served_key(const struct binder *b, object_id index);
bool bind_index_covers(const struct binder *b, object_id index, object_id other);
void bind_made_constraint(struct binder *b, uint32_t i);
/* Of a not-null constraint that is validated now, of a period. */
void bind_columns_not_null(struct binder *b, uint32_t i);
void bind_made_table(struct binder *b, uint32_t i);
bool bind_same_parts(const struct binder *b, object_id x, object_id y); /* by names of columns */
bool bind_key_is_same(struct binder *b, uint32_t i, object_id table);
/* Behind what a column stands that is written before a LIKE; 0 = at the end. It is told when it stands there. */
object_id bind_like_place(const struct binder *b, uint32_t i);
void bind_like_placed(struct binder *b, uint32_t i);
/* Parts of `from` that the change's table lacks (a partition that is attached). */
void bind_copy_lacking(struct binder *b, uint32_t i, object_id from);
/* A change of a parent table is one of its children. */
void bind_spread(struct binder *b, uint32_t i);
void bind_attach(struct binder *b, uint32_t i);
bool bind_next_child(const struct binder *b, const struct dependent_list *users, size_t *at,
                     bool partitions, object_id *out);
/* The index of a key on PostgreSQL, or the key of an index; 0 = none. */
object_id bind_twin(const struct binder *b, object_id id);

/* ---- bind_drop.c, bind_drop_column.c ---- */
void bind_drop(struct binder *b, uint32_t i);
bool bind_drop_object(struct binder *b, uint32_t i, object_id id,
                      bool cascade); /* false = needed */
void bind_drop_tree(struct binder *b, object_id id);
void bind_drop_inline(struct binder *b, uint32_t i, object_id column);        /* MariaDB MODIFY */
bool bind_drop_column(struct binder *b, uint32_t i, object_id id);            /* false = refused */
bool bind_refuse(struct binder *b, uint32_t i, object_id id, object_id user); /* false */
bool bind_is_target(const struct binder *b, object_id id); /* the statement drops it, too */
/* All who refer to it after the statement so far. */
void bind_users(struct binder *b, object_id id, struct dependent_list *out);

/* ---- bind_rename.c ---- */
void bind_rename(struct binder *b, uint32_t i);
void bind_move(struct binder *b, uint32_t i);
void bind_relink(struct binder *b, object_id table);
/* `user` names by `attr` what is not there, or will not be. */
void bind_loose(struct binder *b, object_id user, enum attr attr);

/* ---- bind_grant.c ---- */
void bind_grant(struct binder *b, uint32_t i);
void bind_revoke(struct binder *b, uint32_t i);

#endif
