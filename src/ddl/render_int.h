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
    AS_PATHS,   /* (a.b, c) */
    AS_PERIOD,  /* (a, b WITHOUT OVERLAPS), (a, PERIOD b) */
    AS_OPTIONS, /* (a=1, b='x') */
    AS_LABELS,  /* ('a', 'b') */
    AS_PARTS,
    AS_TYPE,
    AS_ROLE,    /* a role of PostgreSQL: a name, or a word like current_user */
    AS_ACCOUNT, /* a user or role of MySQL: name@host */
    AS_DOTTED,  /* a path that is kept as a text: a.b */
};

struct phrase {
    enum attr attr;
    unsigned engines; /* enum engine_bit */
    const char *words;
    enum phrase_how how;
};

/* Words for what ALTER does to an attribute; NULL = there are none. */
struct form {
    enum attr attr;
    const char *set, *reset;
    enum phrase_how how;
    const char *add, *remove; /* of lists */
};

/* What stands before each clause. */
struct form_head {
    const char *words; /* "ALTER COLUMN ": the name of the part follows; "" = nothing */
    bool once;         /* one clause holds all */
    void (*more)(struct render *r, const struct change *c, const struct edit *e);
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
/* What the change is of, as it was before; NULL = nothing is known of it. */
const struct object *object_before(const struct render *r, const struct change *c);
void say_value(struct render *r, const struct value *v, enum phrase_how how);
void say_name(struct render *r, str name);
void say_path(struct render *r, const struct path *p);  /* without .table */
void say_table(struct render *r, const struct path *p); /* the table of a part */
void say_literal(struct render *r, str text);
void say_z(struct render *r, const char *text);
void say_role(struct render *r, str name); /* or a word like current_user */
bool is_plain_value(const struct render *r, str value);

/* ---- render_table.c: false = it has no words for this change ---- */
bool say_create_table(struct render *r, size_t i);
/* A column with the constraints that stand at it. */
bool say_column(struct render *r, size_t i);
void say_definition(struct render *r, const struct change *c); /* type and attributes */
bool say_parts(struct render *r, size_t i); /* (columns and constraints); false = none */
void say_no_limits(struct render *r, const struct change *c);
bool is_row_end(const struct expr *e); /* AS ROW START of MariaDB */
void say_identity(struct render *r, const struct change *c);
/* The constraints that stand at the column of change i. */
bool say_inline_parts_of(struct render *r, size_t i);
bool is_part_of(const struct change *c, const struct path *table);

/* ---- render_key.c ---- */
bool say_constraint(struct render *r, const struct change *c);
bool say_create_index(struct render *r, size_t i);
/* PERIOD FOR p (a, b) of MariaDB */
bool is_period(const struct change *c);
bool say_period_for(struct render *r, const struct change *c);
bool say_key(struct render *r, const struct change *c); /* MySQL: an index within a table */

/* ---- render_forms.c ---- */
/* A clause for each edit that a row has words for. */
void say_forms(struct render *r, const struct change *c, const struct form_head *head,
               const struct form *rows, size_t n, bool *first);
size_t clause_begin(struct render *r, bool *first);
const char *enabled_words(const struct edit *e);

#define SAY_FORMS(r, c, head, rows, first) say_forms(r, c, head, rows, COUNT_OF(rows), first)

/* ---- render_alter_column.c ---- */
bool say_alter_column(struct render *r, size_t i, bool *first);
void say_position(struct render *r, const struct change *c);
const char *exists_words(const struct change *c);
bool only_drops_quietly(const struct change *c); /* DROP IDENTITY IF EXISTS and such */

/* ---- render_alter_object.c: ALTER of what is no table, on PostgreSQL ---- */
bool say_alter_object(struct render *r, const struct change *c);

/* ---- render_rest.c: kinds of PostgreSQL that have a statement of their own ---- */
bool say_rest(struct render *r, size_t i);
bool say_foreign_table(struct render *r, size_t i);
bool is_foreign(const struct render *r,
                const struct change *c); /* a foreign table, or a part of one */
void say_foreign_options(struct render *r, const struct change *c); /* OPTIONS (a 'x') */
void say_foreign_edits(struct render *r, const struct change *c); /* OPTIONS (SET a 'x', DROP b) */

/* ---- render_my.c ---- */
void say_account(struct render *r, str name); /* name@host */
void say_definer(struct render *r, const struct change *c);
bool say_my_rename(struct render *r, const struct change *c); /* of an event, a user */
bool say_event(struct render *r, size_t i);
bool say_database(struct render *r, const struct change *c);
bool say_package(struct render *r, const struct change *c);
/* "key=value" as the dialect wants it; false = a secret, which is not kept. */
bool say_my_option(struct render *r, str option);
void say_my_options(struct render *r, const struct change *c); /* of a table, a column, an index */
bool say_my_grant(struct render *r, const struct change *c);

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
bool removes_partitions(const struct change *c); /* REMOVE PARTITIONING */
bool is_said_before(const struct render *r, size_t i, str text);
void say_parts_within(struct render *r, size_t i); /* partitions that the text of the table lists */

/* ---- render_code.c, render_grant.c ---- */
bool say_routine(struct render *r, const struct change *c);
bool say_server_trigger(struct render *r, const struct change *c);
/* The options of a routine, a role or an event: "cost=100", "set work_mem=64MB"; false = one has no words. */
bool say_settings(struct render *r, const struct change *c);
bool say_grant(struct render *r, const struct change *c);
bool say_default_privileges(struct render *r, const struct change *c);

/* ---- render_domain.c ---- */
/* A part of a domain, or an attribute of a composite type. */
bool is_domain_part(const struct render *r, const struct change *c);
bool say_domain_part(struct render *r, const struct change *c);
bool say_enum(struct render *r, const struct change *c);
bool alter_enum(struct render *r, const struct change *c);
bool say_domain(struct render *r, size_t i);
bool alter_domain(struct render *r, const struct change *c);

/* ---- render_object.c ---- */
void say_target(struct render *r, const struct change *c);
bool say_object(struct render *r, size_t i);
const char *kind_words(enum object_kind kind); /* "MATERIALIZED VIEW"; NULL = none */

#endif
