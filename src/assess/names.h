/* assess/names.h: what rules on names share.
 *
 * Does      declare reserved words and patterns of names
 * See       assess/names.c, assess/rules/naming_*.c
 */
#ifndef AFLOAT_ASSESS_NAMES_H
#define AFLOAT_ASSESS_NAMES_H

#include "assess/rule.h"

/* The name that a CREATE or RENAME gives to an object of one of the kinds; absent = gives none. */
str name_given(const struct rule_input *in, bool (*wanted)(enum object_kind kind));

/* Says that the name does not match the rule's pattern: {table} and {columns} in it stand for those names. */
void name_check(const struct rule_input *in, const char *what, str name, str table, str columns);

/* Can names be compared with it? */
bool name_pattern_valid(arena *a, str pattern);

/* "a_b" of an index or a key on (a, b). */
str name_of_columns(const struct rule_input *in);

#endif
