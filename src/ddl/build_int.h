/* ddl/build_int.h: what the readers of SQLite and MySQL make changes with.
 *
 * Does      append changes and edits with their ranges; read foreign keys' actions; the outline of data
 *           statements; the relations that a body names
 * Does not  know any DDL statement
 * Shape     a change is an index into the statement's changes: they move when one is appended
 * See       ddl/parse_int.h
 */
#ifndef AFLOAT_DDL_BUILD_INT_H
#define AFLOAT_DDL_BUILD_INT_H

#include "ddl/parse_int.h"

/* Appends a change. It is complete when build_end gives it its range, which begins at token `from` and ends in
 * front of the cursor; without one it is that of the statement, and dropped when reading stops in it. */
size_t build(struct parser *p, enum change_verb verb, enum object_kind kind, struct path path);
struct change *build_at(struct parser *p, size_t change);
void build_flag(struct parser *p, size_t change, unsigned flags);
void build_end(struct parser *p, size_t change, size_t from);
/* The tokens [from, cursor) are its name. */
void build_name(struct parser *p, size_t change, size_t from);

/* An edit that sets; the tokens [from, cursor) say it. */
struct edit *build_set(struct parser *p, size_t change, enum attr attr, struct value v,
                       size_t from);
void build_yes(struct parser *p, size_t change, enum attr attr, size_t from);
void build_text(struct parser *p, size_t change, enum attr attr, str text, size_t from);
void build_reset(struct parser *p, size_t change, enum attr attr, size_t from);
/* Adds to the list of options that the change sets, or an EDIT_ADD when it alters. */
void build_option(struct parser *p, size_t change, str option, size_t from);

/* "key=value" and the like. */
str build_join(struct parser *p, str key, const char *between, str value);
/* Something in table `t`, by its name. */
struct path build_child(const struct path *t, str name);
/* IF EXISTS and IF NOT EXISTS: the change's flag, 0 = not there. */
unsigned build_if(struct parser *p);
/* The name a clause needs; stuck without one. */
str build_need_name(struct parser *p);
struct path build_need_path(struct parser *p);
/* The source text of the tokens [from, to). */
str build_source(const struct parser *p, size_t from, size_t to);
str build_upper(struct parser *p, str s);
struct ref_list *build_names(struct parser *p); /* (a, b) as references to columns */
struct part_list *build_one_part(struct parser *p, str column);

/* REFERENCES t (a) ON DELETE … MATCH … [NOT] DEFERRABLE …; the cursor is at REFERENCES. */
void build_references(struct parser *p, size_t change);

/* Relations named in the tokens [from, to) of a body, into ATTR_DEPENDS. */
void build_depends(struct parser *p, size_t change, size_t from, size_t to);

/* Readers of data statements: the cursor is behind the first word, which stands at token `arg` back. */
void build_select(struct parser *p, const struct read_row *row);
void build_insert(struct parser *p, const struct read_row *row);
void build_update(struct parser *p, const struct read_row *row);
void build_delete(struct parser *p, const struct read_row *row);
void build_with(struct parser *p, const struct read_row *row);
/* Reads the rest as a statement of its own, whose changes are not kept but an opaque one is. */
void build_unkept(struct parser *p);

#endif
