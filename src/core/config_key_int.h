/* core/config_key_int.h: the keys of afloat.toml, a row each (core/config_key.c).
 *
 * Does      say in which table a key stands, how its value is read and into which member of struct settings
 * See       core/config_keys.def for what each is for
 */
#ifndef AFLOAT_CORE_CONFIG_KEY_INT_H
#define AFLOAT_CORE_CONFIG_KEY_INT_H

#include "core/config_int.h"

enum scope { SCOPE_TOP, SCOPE_HISTORY, SCOPE_SEED, SCOPE_ENV, SCOPE__COUNT };

struct word {
    const char *text;
    int64_t value;
};

struct key_row {
    enum scope scope;
    str name;
    bool (*take)(const struct key_row *row, const struct toml *v, void *member);
    size_t offset;
    const char *wanted;       /* what the value has to be */
    const struct word *words; /* of a key that takes one of some words: ends with NULL */
};

const struct key_row *config_row(size_t i); /* NULL after the last */

/* Its value is a table that is read where it is used: { env = "NAME" } means nothing in it. */
bool config_row_is_table(const struct key_row *row);

#endif
