/* ddl/read_pg_int.h: what the files of the PostgreSQL reader share.
 *
 * Does      small steps that many statements have: names with their range, edits, options, lists, ends
 * Does not  know statements: read_pg_*.c do, one group of them a file; which reader a statement goes to is a
 *           row of read_postgres.def
 * Shape     readers take clauses and get the parser stuck when one is not as expected; a change may be
 *           looked at by its place only once others were added behind it: the list moves
 * See       ddl/parse_int.h, docs/ARCHITECTURE.md#the-algebra-of-changes
 *
 * How PostgreSQL says it in changes, beyond attrs.def:
 *   parts of a table (column, constraint, index, trigger, policy, rule): path schema.table.name
 *   attributes of a composite type, values of a domain: as columns and constraints of a table of its name
 *   options: CREATE sets the list, ALTER … SET (a=1) adds, RESET (a) resets with the name as value
 *   grants: path.schema and table name the object, path.name the grantee; ATTR_WHAT the kind of object
 *   DROP, ALTER, RENAME CONSTRAINT: KIND_ANY_CONSTRAINT
 *   DETACH PARTITION: resets PARTITION_OF, the parent stands in the edit's value
 *   LIKE: an edit each, INCLUDING and EXCLUDING in its `to`
 *   SELECT: ATTR_QUERY is the whole, for the functions that it calls
 */
#ifndef AFLOAT_DDL_READ_PG_INT_H
#define AFLOAT_DDL_READ_PG_INT_H

#include "ddl/parse_int.h"

typedef void read_row_fn(struct parser *p, const struct read_row *row);

#define R(words, verb, read, kind, arg) read_row_fn read_pg_##read;
#include "ddl/read_postgres.def"
#undef R

/* ---- read_pg_util.c ---- */

/* Of the words that stand before the cursor: OR REPLACE, TEMPORARY, IF [NOT] EXISTS, CONCURRENTLY, ONLY. */
unsigned pgr_flags(const struct parser *p);
bool pgr_said(const struct parser *p, const char *word);   /* among them */
struct path pgr_path(struct parser *p, struct range *out); /* stuck when there is no name */
str pgr_name(struct parser *p, struct range *out);         /* the same, unqualified */
struct path pgr_in(struct path table, str name);           /* what lives in the table */
struct change *pgr_change(struct parser *p, enum change_verb verb, enum object_kind kind,
                          struct path path, struct range name);
struct change *pgr_at(struct parser *p, size_t i); /* the i-th change */
size_t pgr_count(const struct parser *p);          /* the next change's place */
/* From `from` to the cursor, for changes [i, …) that have no range yet: they are complete now. */
void pgr_close(struct parser *p, size_t i, size_t from);
/* The words since `from` say it. */
struct edit *pgr_set(struct parser *p, struct change *c, enum attr attr, struct value v,
                     size_t from);
struct edit *pgr_reset(struct parser *p, struct change *c, enum attr attr, size_t from);
void pgr_yes(struct parser *p, struct change *c, enum attr attr, size_t from);
void pgr_say(struct parser *p, struct change *c, enum attr attr, const char *text, size_t from);

str pgr_text(const struct parser *p, size_t from);  /* since `from`, as written */
str pgr_words(const struct parser *p, size_t from); /* since `from`, lower case, blanks made even */
struct value pgr_ref(struct parser *p, struct path path, struct range range);
struct value pgr_strings(struct parser *p, str one);      /* a list of one */
void pgr_names(struct parser *p, struct ref_list *out);   /* a.b, c */
void pgr_columns(struct parser *p, struct ref_list *out); /* (a, b) */
void pgr_roles(struct parser *p, struct str_list *out);   /* a, PUBLIC, CURRENT_USER */
void pgr_behavior(struct parser *p,
                  size_t from_change); /* [CASCADE|RESTRICT], for changes [i, …) */
void pgr_command_flags(struct parser *p, size_t from_change, unsigned flags);
void pgr_rest(struct parser *p);                       /* everything up to the end */
void pgr_skip_to(struct parser *p, const char *words); /* … outside parentheses */
/* At a word or the end: the token number of the next of `words` outside parentheses in [from, to); `to` = none. */
size_t pgr_find(const struct parser *p, size_t from, size_t to, const char *words);

/* ---- options: read_pg_option.c ---- */
struct str_list *pgr_options(struct parser *p);              /* (a = 1, b, c.d = 'x') */
void pgr_set_options(struct parser *p, struct change *c);    /* SET (…): adds */
void pgr_reset_options(struct parser *p, struct change *c);  /* RESET (…) */
void pgr_change_options(struct parser *p, struct change *c); /* OPTIONS (ADD a 'x', DROP b) */
void pgr_sequence_options(struct parser *p, size_t i);
bool pgr_sequence_option(struct parser *p, struct change *c);

/* ---- tables ---- */
bool pgr_at_constraint(const struct parser *p);
void pgr_constraint(struct parser *p, struct path table); /* [CONSTRAINT name] CHECK … */
/* DEFERRABLE, NOT VALID …; `alter`: what is the default is said too. False = there is none. */
bool pgr_constraint_attribute(struct parser *p, struct change *c, bool alter);
void pgr_references(struct parser *p, struct change *c);
void pgr_include(struct parser *p, struct change *c); /* [INCLUDE (…)] */
void pgr_nulls(struct parser *p, struct change *c);   /* [NULLS [NOT] DISTINCT] */
/* NULLS …, INCLUDE, WITH, USING INDEX TABLESPACE */
void pgr_key_rest(struct parser *p, struct change *c);

enum column_form { COLUMN_FULL, COLUMN_TYPED };

void pgr_column(struct parser *p, struct path table, enum column_form form);
void pgr_identity(struct parser *p, size_t i, size_t from); /* behind GENERATED */
struct expr *pgr_bound(struct parser *p);                   /* FOR VALUES …, DEFAULT */
void pgr_alter_column(struct parser *p, struct path table);
/* RENAME TO, OWNER TO, SET SCHEMA, [NO] DEPENDS ON EXTENSION; false = none of them. */
bool pgr_alter_common(struct parser *p, enum object_kind kind, struct path path, struct range name,
                      size_t from);

/* ---- routines ---- */
/* ( … ): the types of the input parameters, one blank behind each comma. */
str pgr_signature(struct parser *p);
/* Setting [TO|=] value [, …] */
str pgr_setting_value(struct parser *p);
str pgr_setting_name(struct parser *p);

/* ---- object names of COMMENT, GRANT, ALTER EXTENSION …: read_pg_object.c ---- */
struct object_name {
    enum object_kind kind;
    str what; /* KIND_OTHER: "text search parser"; else absent */
    struct path path;
    struct range name;
    unsigned flags;             /* IF [NOT] EXISTS, which stands before the name */
    const struct form_row *row; /* of read_pg_object.c */
};

bool pgr_object(struct parser *p, struct object_name *out);
bool pgr_object_next(struct parser *p, struct object_name *o); /* another name of the same kind */
struct change *pgr_object_change(struct parser *p, enum change_verb verb,
                                 const struct object_name *o);

/* ALTER GROUP … ADD|DROP USER */
void pgr_group_members(struct parser *p, str group, struct range range, bool add);

/* ---- queries ---- */
struct query {
    size_t from, main;       /* tokens: WITH, and the statement behind its list */
    vec(struct range) apart; /* what changes of their own tell: data-modifying CTEs */
};

void pgr_select(struct parser *p, const struct query *q);
void pgr_insert(struct parser *p, const struct query *q);
void pgr_update(struct parser *p, const struct query *q);
void pgr_delete(struct parser *p, const struct query *q);
void pgr_merge(struct parser *p, const struct query *q);
/* Adds the relations that [from, to) reads, but `target`; gives the expression. */
struct expr *pgr_reads(struct parser *p, const struct query *q, struct rows *rows, size_t from,
                       size_t to, struct range target);
/* Every relation in the tokens from `from` up to the cursor, once; also those that are written. */
struct ref_list *pgr_relations(struct parser *p, size_t from);
/* The condition at the cursor, behind WHERE; `all` has its names resolved (NULL = they are as written). */
void pgr_where(struct parser *p, struct rows *rows, size_t to, const struct expr *all);
/* The names of `all`, of more tokens, that stand in `e`: what is an alias there is resolved. */
void pgr_take_refs(struct parser *p, struct expr *e, const struct expr *all);
void pgr_drop_refs(struct expr *e, struct range r); /* names in `r` of the statement */
bool pgr_tautology(const struct parser *p, size_t from, size_t to);
/* A query at the cursor up to the end, without WITH [NO] DATA; its value is set as ATTR_QUERY. */
void pgr_query_of(struct parser *p, size_t i);

/* Tokens [from, to) as a statement of their own; `cause` as in struct change, 0 = none. */
void pgr_statement(struct parser *p, size_t from, size_t to, uint32_t cause);
/* Relations that the code names; NULL = none. */
struct ref_list *pgr_code_reads(struct parser *p, const struct token *code);

#endif
