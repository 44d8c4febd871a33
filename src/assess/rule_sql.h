/* assess/rule_sql.h: SQL that rules write: the safer statement, its parts, names and waits in words.
 *
 * Does      build texts from the change at hand as it was written, quoted as the engine wants them
 * Does not  know rules; say findings (assess/rule.h)
 * Shape     str with the memory of rule_input; absent = it cannot be written
 * See       assess/ask_sql.c, assess/ask_steps.c
 */
#ifndef AFLOAT_ASSESS_RULE_SQL_H
#define AFLOAT_ASSESS_RULE_SQL_H

#include "assess/rule.h"

/* Between statements of safer SQL: what follows has to be in a later transaction. */
#define NEXT_FILE "-- in the next file:\n"

/* The change's relation as the statement would write it, also when no more than its name is known; its name
 * as messages say it, unquoted. */
str ask_table(const struct rule_input *in);
str ask_said(const struct rule_input *in);
/* Columns of a key or of a foreign key: "a, b". */
str ask_columns(const struct rule_input *in, const struct value *v);
/* The clause as it was written, without the word ADD before it. */
str ask_clause(const struct rule_input *in);
/* The statement without the texts of these edits (NULL = none) or without the whole clause (`n` 0); absent =
 * nothing else was in it. No terminator. */
str ask_without(const struct rule_input *in, const struct edit *const *edits, size_t n);
/* The same with ";" and a line end; empty when nothing else was in it. */
str ask_rest(const struct rule_input *in);
/* Name of the constraint or index that the change makes, written or as the server would give it, quoted. */
str ask_own_name(const struct rule_input *in, const char *suffix);
/* Statements that make a column NOT NULL without a long lock. */
str ask_not_null(const struct rule_input *in, str table, const struct object *column);
/* "It waits for every transaction that uses "a" or "b", and meanwhile everybody else queues behind it": of the
 * locks that the change takes on relations in use. */
str ask_waits(const struct rule_input *in);
/* The first edit's words or a statement's, with `words` in place of a range. */
str ask_replaced(const struct rule_input *in, struct range range, str words);
/* The last unquoted `keyword` of the statement, or within a range of it; length 0 = there is none. */
struct range ask_word(const struct rule_input *in, const char *keyword);
struct range ask_word_in(const struct rule_input *in, struct range within, const char *keyword);
/* Does any of these relations have rows and traffic? */
bool ask_any_live(const struct rule_input *in, const object_id *v, size_t n);
/* Is it a partitioned table? */
bool ask_partitioned(const struct rule_input *in, const struct object *table);

/* What hangs on a column besides its type: "NOT NULL, a default, index "users_email""; absent = nothing. */
str ask_belongings(const struct rule_input *in, const struct object *column);
/* A reason of effects/ as a sentence of its own, without its period. */
str ask_sentence(const struct rule_input *in, str why);

/* A new column beside one in use, kept in step by a trigger in both directions until the old one goes. */
struct beside {
    str table, from, to, type; /* SQL; `from` and `to` are names, unquoted */
    str forth,
        back; /* SQL with the values: absent = as they are; else with %s where the column stands */
    bool from_unequal, to_unequal; /* the type has no "=": compared as text */
    bool renames_back;             /* at the end the new column gets the old one's name */
};

/* PostgreSQL: has the type no "="? */
bool ask_unequal(const struct sql_type *t);
/* The whole way as statements; absent = not on this engine. */
str ask_beside(const struct rule_input *in, const struct beside *b);

#endif
