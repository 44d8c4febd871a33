/* schema/value.h: what an attribute can say.
 *
 * Does      hold texts, types, expressions, references and parts of keys; compare, copy, print them
 * Does not  know which attribute has which value (attrs.def), parse anything (ddl/)
 * Shape     a tagged value; references have a path as written and, once bound, an object's id
 * See       schema/schema.h
 */
#ifndef AFLOAT_SCHEMA_VALUE_H
#define AFLOAT_SCHEMA_VALUE_H

#include "base/buf.h"
#include "base/vec.h"

/* Of an object in one schema; 0 = none, or not bound yet. Never used again after a drop. */
typedef uint32_t object_id;

/* Bytes of the statement's text; length 0 = not from a text. */
struct range {
    uint32_t offset, length;
};

/* A name as it was written, decoded and folded as the server would. Absent parts were not written. */
struct path {
    str schema; /* MySQL: the database */
    str table;  /* for what lives in a table or is named by one */
    str name;   /* absent = the server gives one */
    str args; /* routines: types in parentheses without them, one printer (ddl/type.h); absent = not written */
};

enum ref_use { REF_OBJECT, REF_COLUMN, REF_RELATION, REF_FUNCTION, REF_TYPE, REF_SEQUENCE };

struct ref {
    enum ref_use use; /* in expressions: what a name stands for there; else REF_OBJECT */
    object_id id;     /* 0 = not bound */
    struct path path;
    struct range range; /* where it stands */
    bool writes;        /* a relation behind INSERT INTO, UPDATE, DELETE FROM, MERGE INTO */
};

struct ref_list {
    struct ref *v;
    size_t n, cap;
};

enum expr_fact {
    EXPR_VOLATILE = 1 << 0, /* calls something that is volatile */
    EXPR_STABLE = 1 << 1,   /* now(), CURRENT_DATE: one value for a statement */
    EXPR_FUNCTION = 1 << 2, /* calls a function */
    EXPR_UNKNOWN_FUNCTION =
        1 << 3,            /* … that is not in the engine's list: its volatility is not known */
    EXPR_SELECT = 1 << 4,  /* has a sub-select */
    EXPR_LITERAL = 1 << 5, /* a literal, or one with a cast */
    EXPR_NULL = 1 << 6,    /* NULL */
    EXPR_COLUMNS = 1 << 7, /* names a column: refs says which */
    EXPR_NEXTVAL = 1 << 8, /* takes the next value of a sequence */
    EXPR_BARE_COLUMN = 1 << 9,  /* is one column and nothing else */
    EXPR_CAST_COLUMN = 1 << 10, /* PostgreSQL: is one column behind casts and COLLATE: `casts` */
    /* now(), CURRENT_USER: STABLE for certain, whatever they are called with */
    EXPR_SESSION = 1 << 11,
};

enum text_printer { PRINTER_USER, PRINTER_SERVER, PRINTER_AFLOAT };

enum { TYPE_ARGS = 2 };

/* A column's type in the engine's own words: "character varying", "int", "TEXT". */
struct sql_type {
    str schema; /* user types only, where written */
    str name;   /* canonical for the dialect (ddl/type.h), lower case; SQLite: as written */
    int32_t args[TYPE_ARGS]; /* (10,2) */
    uint8_t arg_count;
    uint8_t dimensions;         /* PostgreSQL [] */
    bool is_unsigned, zerofill; /* MySQL */
    bool serial;                /* serial, bigserial, smallserial: name is the integer's */
    object_id id;               /* of the enum, domain or composite; 0 = built in, or not bound */
    struct str_list labels;     /* MySQL ENUM and SET */
    str text;                   /* as one printer writes it: for comparing and messages */
};

struct type_list {
    struct sql_type **v;
    size_t n, cap;
};

/* A piece of SQL that is kept as it stands. Only texts of one printer compare by bytes. */
struct expr {
    str text; /* without comments at its ends */
    enum text_printer printer;
    unsigned facts; /* enum expr_fact */
    struct ref_list
        refs; /* names in it, ranges relative to text: columns, tables, functions, types,
                            * sequences; a rename moves the objects, the renderer writes their names */
    struct type_list *
        casts; /* EXPR_CAST_COLUMN: the types that it passes through, the inmost first; else NULL */
    struct range range; /* where it stands in the statement */
};

/* One part of a key or an index. */
struct part {
    struct ref column;                        /* or */
    struct expr *expr;                        /* an expression; NULL = a column */
    str collation, opclass;                   /* absent = the default */
    uint32_t prefix;                          /* MySQL: first bytes or characters; 0 = whole */
    bool descending, nulls_first, nulls_last; /* as written */
};

struct part_list {
    struct part *v;
    size_t n, cap;
};

enum value_kind {
    VALUE_NONE, /* not set */
    VALUE_BOOL,
    VALUE_INT,
    VALUE_TEXT,
    VALUE_LIST,
    VALUE_TYPE,
    VALUE_EXPR,
    VALUE_REF,
    VALUE_REFS,
    VALUE_PARTS,
};

struct value {
    enum value_kind kind;

    union {
        bool yes;
        int64_t number;
        str text;
        struct str_list *list;
        struct sql_type *type;
        struct expr *expr;
        struct ref *ref;
        struct ref_list *refs;
        struct part_list *parts;
    };
};

static inline bool value_is_yes(const struct value *v)
{
    return v->kind == VALUE_BOOL && v->yes;
}

/* Equal for certain. Expressions of different printers, and different texts of one person, are not. */
bool value_equal(const struct value *a, const struct value *b);
/* Deep copy: nothing of `v` is used afterwards. */
struct value value_copy(arena *a, const struct value *v);
/* "text", "true", "(a, b desc)", for messages and tests; one line. */
void value_print(struct buf *out, const struct value *v);
void path_print(struct buf *out, const struct path *p); /* schema.table.name(args), unquoted */

#endif
