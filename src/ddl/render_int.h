/* ddl/render_int.h: what the files that write SQL share.
 *
 * Does      hold the statement under way, which changes were written and which of their edits
 * Does not  know a kind of object: render_*.c do
 * Shape     a writer takes edits with say_take; what nobody took has no words and is told at the end
 * See       ddl/render.h
 */
#ifndef AFLOAT_DDL_RENDER_INT_H
#define AFLOAT_DDL_RENDER_INT_H

#include "ddl/render.h"

enum engine_bit {
    IN_SQLITE = 1 << 0,
    IN_POSTGRES = 1 << 1,
    IN_MY = 1 << 2,
    IN_ALL = IN_SQLITE | IN_POSTGRES | IN_MY,
};

struct render {
    arena *mem;
    const struct render_opts *opts;
    const struct schema *s;
    const struct change *v;
    size_t n;
    bool *done;     /* of changes: written, or told as unsaid */
    uint64_t *said; /* of changes: a bit for each edit that was written */
    unsigned engine;
    struct buf out;
    struct str_list *statements, *unsaid;
};

/* Words for an attribute, and how its value is written behind them. */
enum phrase_how {
    AS_YES,     /* the words alone, when it is true */
    AS_NAME,    /* an identifier */
    AS_RAW,     /* a text as it is */
    AS_LITERAL, /* a text in quotes */
    AS_NUMBER,
    AS_EXPR,
    AS_PAREN,   /* an expression in parentheses */
    AS_DEFAULT, /* an expression, in parentheses where the dialect wants them */
    AS_PATH,    /* a reference */
    AS_NAMES,   /* (a, b) */
    AS_OPTIONS, /* (a=1, b='x') */
    AS_LABELS,  /* ('a', 'b') */
    AS_PARTS,
    AS_TYPE,
};

struct phrase {
    enum attr attr;
    unsigned engines; /* enum engine_bit */
    const char *words;
    enum phrase_how how;
};

/* ---- render.c ---- */
void say_mark(struct render *r, const struct change *c,
              const struct edit *e); /* counts as written */
/* The edit that sets the attribute, which counts as written now; NULL = there is none. */
const struct edit *say_take(struct render *r, const struct change *c, enum attr attr);
bool say_yes(struct render *r, const struct change *c, enum attr attr); /* taken, and true */
void say_phrases(struct render *r, const struct change *c, const struct phrase *rows, size_t n);
void say_all(struct render *r, const struct change *c); /* every edit counts as written */
void say_end(struct render *r);                         /* the statement is complete */
/* The next change that is to be written behind i; n = none. */
size_t say_next(const struct render *r, size_t i);

/* ---- render_value.c ---- */
void say_value(struct render *r, const struct value *v, enum phrase_how how);
void say_name(struct render *r, str name);
void say_path(struct render *r, const struct path *p);  /* without .table */
void say_table(struct render *r, const struct path *p); /* the table of a part */
void say_literal(struct render *r, str text);
void say_z(struct render *r, const char *text);

/* ---- render_table.c: false = it has no words for this change ---- */
bool say_create_table(struct render *r, size_t i);
/* A column with the constraints that stand at it. */
bool say_column(struct render *r, size_t i);
void say_definition(struct render *r, const struct change *c); /* type and attributes */
bool is_part_of(const struct change *c, const struct path *table);
bool is_domain_part(const struct render *r, const struct change *c);

/* ---- render_key.c ---- */
bool say_constraint(struct render *r, const struct change *c);
bool say_create_index(struct render *r, size_t i);
bool say_key(struct render *r, const struct change *c); /* MySQL: an index within a table */

/* ---- render_alter.c ---- */
bool say_alter_table(struct render *r, size_t i);
bool is_alter_clause(const struct render *r, const struct change *c);

/* ---- render_more.c ---- */
bool say_policy(struct render *r, const struct change *c);
bool say_composite(struct render *r, size_t i);
bool say_attribute(struct render *r, const struct change *c); /* of a composite type */
bool say_partition(struct render *r, const struct change *c);
/* A clause of ALTER TABLE for partitions stands alone. */
bool is_partition_clause(const struct change *c);
bool say_partition_clause(struct render *r, size_t i);
void say_parts_within(struct render *r, size_t i); /* partitions that the text of the table lists */

/* ---- render_code.c, render_grant.c ---- */
bool say_routine(struct render *r, const struct change *c);
bool say_server_trigger(struct render *r, const struct change *c);
bool say_grant(struct render *r, const struct change *c);
bool say_default_privileges(struct render *r, const struct change *c);

/* ---- render_object.c ---- */
bool say_object(struct render *r, size_t i);
const char *kind_words(enum object_kind kind); /* "MATERIALIZED VIEW"; NULL = none */

#endif
