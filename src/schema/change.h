/* schema/change.h: one change to a database, as data.
 *
 * Does      hold what a statement changes: verb, object, edits of attributes, the clause it came from
 * Does not  read text (ddl/read.h), resolve names (schema/bind.h), know locks (effects/)
 * Shape     a statement has changes in the order of its clauses; CREATE TABLE is one change for the table
 *           and one for each column, constraint and index; names are paths until bind gives ids
 * See       docs/ARCHITECTURE.md#the-algebra-of-changes
 */
#ifndef AFLOAT_SCHEMA_CHANGE_H
#define AFLOAT_SCHEMA_CHANGE_H

#include "schema/schema.h"

enum change_verb {
    CHANGE_CREATE,
    CHANGE_DROP,
    CHANGE_ALTER,  /* edits of attributes */
    CHANGE_RENAME, /* `to`.name is the new name */
    CHANGE_MOVE, /* `to`.schema is the new schema (MySQL RENAME TABLE a.t TO b.u: also `to`.name) */
    CHANGE_ROWS, /* reads or writes rows: `rows` */
    CHANGE_MAINTAIN, /* VACUUM, REINDEX, CLUSTER, ANALYZE, REFRESH, LOCK …: `upkeep` */
    CHANGE_SESSION, /* SET: path.name is the setting, ATTR_VALUE its value (absent = DEFAULT or RESET) */
    CHANGE_CONTROL, /* BEGIN, COMMIT …: `control` */
    CHANGE_RUN, /* CALL, DO, EXECUTE: what it does may be in the changes that follow it, cause = this */
    CHANGE_OPAQUE, /* not understood: `reason` */
    CHANGE__COUNT,
};

enum change_flag {
    CHANGE_IF_EXISTS = 1 << 0,
    CHANGE_IF_NOT_EXISTS = 1 << 1,
    CHANGE_OR_REPLACE = 1 << 2,
    CHANGE_CASCADE = 1 << 3,
    CHANGE_CONCURRENTLY = 1 << 4,
    CHANGE_ONLY = 1 << 5, /* not the partitions or children */
    CHANGE_TEMPORARY = 1 << 6,
    CHANGE_RESTATES =
        1 << 7,             /* MySQL MODIFY and CHANGE: attributes that are not stated are reset */
    CHANGE_INLINE = 1 << 8, /* a constraint written at its column */
    CHANGE_AS_SELECT = 1 << 9, /* CREATE TABLE … AS: columns are not known */
    CHANGE_ATTACH = 1 << 10,   /* ALTER TABLE … ATTACH PARTITION: an ALTER of the partition */
    CHANGE_DETACH = 1 << 11,
    CHANGE_FINALIZE = 1 << 12, /* DETACH PARTITION … FINALIZE */
    CHANGE_VALIDATE = 1 << 13, /* VALIDATE CONSTRAINT: an ALTER that resets NOT_VALID */
    CHANGE_IMPLIED = 1 << 14,  /* appended by bind: `cause` */
    CHANGE_SELF_NAMED =
        1 << 15,              /* the statement names it only by what it says (unnamed constraint) */
    CHANGE_IN_BODY = 1 << 16, /* read inside a DO block or a procedure that is called */
    CHANGE_NOTHING = 1 << 17, /* bind: IF [NOT] EXISTS, and there is nothing to do */
    CHANGE_LOCAL = 1 << 18,   /* SET LOCAL: until the transaction ends */
};

enum edit_verb {
    EDIT_SET,
    EDIT_RESET, /* to the default: DROP DEFAULT, RESET (option), DROP NOT NULL */
    EDIT_ADD,   /* an element of a list: an enum label, an option, a privilege */
    EDIT_REMOVE,
    EDIT_RENAME, /* an element: `value` is the old, `to` the new text */
};

struct edit {
    enum edit_verb verb;
    enum attr attr;
    struct value value;
    struct value was; /* bind: the value before */
    str to;           /* EDIT_RENAME */
    str neighbour;    /* EDIT_ADD: before or after this element; absent = at the end */
    bool before;
    struct range range; /* of the words that say it */
};

enum rows_verb {
    ROWS_SELECT,
    ROWS_INSERT,
    ROWS_UPDATE,
    ROWS_DELETE,
    ROWS_MERGE,
    ROWS_REPLACE, /* MySQL, SQLite; INSERT OR REPLACE */
    ROWS_COPY,    /* COPY … FROM, LOAD DATA */
    ROWS_TRUNCATE,
    ROWS__COUNT,
};

/* The outline of a data statement: the table it writes is the change's path. */
struct rows {
    enum rows_verb verb;
    bool where; /* has a WHERE, and it is not a tautology */
    bool limit;
    bool portion;          /* a LIMIT or FETCH anywhere in it, in what it reads too */
    bool from_select;      /* INSERT … SELECT */
    bool on_conflict;      /* ON CONFLICT, ON DUPLICATE KEY, IGNORE */
    bool locks;            /* SELECT … FOR UPDATE or SHARE */
    bool star;             /* SELECT * */
    bool restart, cascade; /* TRUNCATE */
    uint32_t row_count;    /* VALUES rows; 0 = not known */
    struct ref_list set;   /* columns assigned or inserted */
    struct expr condition; /* of the WHERE; its refs are the columns it names */
    struct ref_list from;  /* tables that are read */
};

enum upkeep {
    UPKEEP_VACUUM,
    UPKEEP_VACUUM_FULL,
    UPKEEP_ANALYZE,
    UPKEEP_CLUSTER,
    UPKEEP_REINDEX, /* of path: an index, a table, a schema */
    UPKEEP_REFRESH, /* a materialized view */
    UPKEEP_LOCK,    /* LOCK TABLE: ATTR_VALUE is the mode as written, lower case */
    UPKEEP_UNLOCK,
    UPKEEP_OPTIMIZE, /* MySQL OPTIMIZE TABLE */
    UPKEEP_CHECK,    /* MySQL CHECK TABLE, SQLite integrity_check, foreign_key_check */
    UPKEEP_REPAIR,
    UPKEEP_CHECKPOINT,
    UPKEEP_NOTIFY,
    UPKEEP_SHOW, /* EXPLAIN, SHOW, DESCRIBE: no effect */
    UPKEEP__COUNT,
};

enum control {
    CONTROL_BEGIN,
    CONTROL_COMMIT,
    CONTROL_ROLLBACK,
    CONTROL_SAVEPOINT,   /* and RELEASE, ROLLBACK TO */
    CONTROL_PREPARE,     /* two phases */
    CONTROL_CONSTRAINTS, /* SET CONSTRAINTS */
    CONTROL__COUNT,
};

struct change {
    enum change_verb verb;
    enum object_kind kind; /* with DROP TYPE and such: what was written; bind sets what it is */
    unsigned flags;        /* enum change_flag */
    struct path path;
    struct path to;
    vec(struct edit) edits;

    union {
        struct rows *rows;
        enum upkeep upkeep;
        enum control control;
    };

    str reason;              /* CHANGE_OPAQUE: full sentence without a period */
    struct range range;      /* of the clause */
    struct range name_range; /* of the name in it */
    /* what bind fills in */
    object_id object; /* 0 = not bound, or not known */
    object_id parent; /* its table or schema */
    uint32_t cause;   /* 1 + index of the change that implies this one; 0 = written by the user */
};

struct statement {
    str text; /* of the whole statement; all ranges are in it */
    vec(struct change) changes;
    str verb;            /* "ALTER TABLE", upper case, static: for messages */
    str algorithm, lock; /* MySQL ALGORITHM= and LOCK=, upper case; absent = not written */
    bool opaque;         /* some change is */
    str wrong; /* no server reads it: what is wrong, at wrong_at; absent = nothing is known of that */
    struct range wrong_at;
    str meant; /* the word that was perhaps meant; absent = none */
};

/* The edit of an attribute; NULL = the change does not touch it. */
const struct edit *change_edit(const struct change *c, enum attr attr);
/* For readers: appends an edit / a change. */
struct edit *change_set(arena *a, struct change *c, enum attr attr, struct value v, struct range r);
struct change *statement_add(arena *a, struct statement *st, enum change_verb verb,
                             enum object_kind kind);

const char *change_verb_word(enum change_verb verb);
/* One line: 'create column public.users.email type=text not null=true'; for golden files and messages. */
void change_print(struct buf *out, const struct change *c);
/* One line a change, implied ones indented; an opaque one with its reason. */
void statement_print(struct buf *out, const struct statement *st);

#endif
