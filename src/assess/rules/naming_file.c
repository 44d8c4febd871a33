/* assess/rules/naming_file.c: the name of a migration does not match the team's pattern.
 *
 * Does      compare the name without version and extension, when a pattern is configured
 * See       assess/rules/naming-file.sql, assess/names.h
 */
#include "assess/names.h"

void rule_naming_file(const struct rule_input *in);

void rule_naming_file(const struct rule_input *in)
{
    name_check(in, "migration", in->file->name, (str){ 0 }, (str){ 0 });
}
