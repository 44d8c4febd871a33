/* assess/names.h: what rules on names share.
 *
 * Does      declare reserved words and patterns of names
 * See       assess/names.c, assess/rules/naming_*.c
 */
#ifndef AFLOAT_ASSESS_NAMES_H
#define AFLOAT_ASSESS_NAMES_H

#include "assess/rule.h"

/* Does the word have to be quoted as a name? *since: from which version on, 0 = in each. */
bool name_is_reserved(unsigned engine, str word, int *since);
unsigned name_engine(const struct rule_input *in); /* enum rule_engine */

/* The name that a CREATE or RENAME gives to an object of one of the kinds; absent = gives none. */
str name_given(const struct rule_input *in, bool (*wanted)(enum object_kind kind));

/* Says that the name does not match the rule's pattern: {table} and {columns} in it stand for those names. */
void name_check(const struct rule_input *in, const char *what, str name, str table, str columns);

#endif
