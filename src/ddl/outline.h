/* ddl/outline.h: what kind of statement this is and which objects it names.
 *
 * Does      classify one statement for the runner: in a transaction or not, how a crash in the middle is
 *           found out afterwards
 * Does not  read clauses (the full readers will), resolve names
 * Shape     pure function of dialect and text; names are decoded and folded as the server would
 * See       docs/ARCHITECTURE.md#units
 */
#ifndef AFLOAT_DDL_OUTLINE_H
#define AFLOAT_DDL_OUTLINE_H

#include "base/vec.h"
#include "sql/dialect.h"

enum outline_class {
    CLASS_DDL,   /* changes the catalog */
    CLASS_DATA,  /* INSERT UPDATE DELETE MERGE REPLACE CALL DO LOAD, WITH … */
    CLASS_QUERY, /* SELECT VALUES TABLE SHOW EXPLAIN SET LOCAL: no effect expected that outlives the
                  * transaction (a function may have one) */
    CLASS_SESSION, /* SET, PRAGMA, USE, temporary tables, LOCK TABLES: repeated when a file is resumed */
    CLASS_CONTROL, /* BEGIN COMMIT ROLLBACK SAVEPOINT … */
    CLASS_OPAQUE,  /* not understood */
    CLASS__COUNT,
};

/* How it is found out after a crash whether a statement outside a transaction took effect. */
enum outline_probe {
    PROBE_NONE,    /* never needed: runs in a transaction with its journal row */
    PROBE_CATALOG, /* MySQL: hash of the catalog text of the objects named, before and after */
    PROBE_INDEX,   /* PostgreSQL CREATE INDEX CONCURRENTLY: new index on the table, valid or not */
    PROBE_DROPPED, /* done when the object is absent */
    PROBE_CREATED, /* done when the object is present */
    PROBE_REPEAT,  /* running it again does no harm (VACUUM, ANALYZE, ALTER SYSTEM, GRANT …) */
    PROBE_OPAQUE,  /* a person must say, unless the file says rerunnable */
};

enum outline_object_kind {
    OBJECT_TABLE,
    OBJECT_VIEW,
    OBJECT_INDEX,
    OBJECT_SEQUENCE,
    OBJECT_TYPE,
    OBJECT_SCHEMA,
    OBJECT_FUNCTION,
    OBJECT_PROCEDURE,
    OBJECT_TRIGGER,
    OBJECT_EVENT,
    OBJECT_DATABASE,
    OBJECT_TABLESPACE,
    OBJECT_ROLE,
    OBJECT_OTHER,
    OBJECT__COUNT,
};

struct outline_object {
    enum outline_object_kind kind;
    str schema; /* absent = not qualified */
    str name;   /* absent = the statement names none (CREATE INDEX CONCURRENTLY ON t) */
    str table;  /* OBJECT_INDEX, OBJECT_TRIGGER: the table it is on, where the statement says it */
    bool created, dropped; /* by this statement; neither = altered or used */
};

struct object_list {
    struct outline_object *v;
    size_t n, cap;
};

struct outline {
    enum outline_class cls;
    str verb; /* "CREATE INDEX", upper case, static */
    vec(struct outline_object) objects;
    bool in_transaction;  /* may run inside a transaction block and is undone with it */
    bool implicit_commit; /* MySQL: commits what was open */
    bool idempotent;      /* IF [NOT] EXISTS, OR REPLACE: a second run does no harm */
    enum outline_probe probe;
    str enum_label; /* PostgreSQL ALTER TYPE … ADD VALUE 'label' */
    bool control_begin, control_commit, control_rollback; /* CLASS_CONTROL */
    bool locks_table;      /* takes ACCESS EXCLUSIVE or its like on an existing table */
    bool concurrent_index; /* CREATE/DROP/REINDEX … CONCURRENTLY */
};

/* `server_version`: the engine's number (150018, 101119), 0 = not known (the careful answer is given).
 * `modes` is enum split_mode. Never fails: what is not understood is CLASS_OPAQUE. Texts live in `a`. */
void outline_read(arena *a, const struct dialect *d, unsigned modes, int server_version,
                  str statement, struct outline *out);

/* Replaces the literal of PASSWORD '…', IDENTIFIED BY '…' and the like by '***'; *out_masked = it did. */
str outline_mask(arena *a, const struct dialect *d, str statement, bool *out_masked);

/* The literals that outline_mask replaces, as they are written; views of `statement`. */
void outline_secrets(arena *a, const struct dialect *d, str statement, struct str_list *out);

#endif
