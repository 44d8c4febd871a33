/* core/config_key_int.h: the keys of afloat.toml, a row each (core/config_key.c).
 *
 * Does      say in which table a key stands, how its value is read and into which member of struct settings
 * See       core/config_keys.def for what each is for
 */
#ifndef AFLOAT_CORE_CONFIG_KEY_INT_H
#define AFLOAT_CORE_CONFIG_KEY_INT_H

#include "core/config_int.h"

enum scope { SCOPE_TOP, SCOPE_HISTORY, SCOPE_SEED, SCOPE_ENV, SCOPE__COUNT };

enum { /* a key may stand in several tables */
       IN_TOP = 1 << SCOPE_TOP,
       IN_HISTORY = 1 << SCOPE_HISTORY,
       IN_SEED = 1 << SCOPE_SEED,
       IN_ENV = 1 << SCOPE_ENV,
};

struct word {
    const char *text;
    int64_t value;
};

struct key_row {
    unsigned in; /* IN_… */
    str name;
    bool (*take)(const struct key_row *row, const struct toml *v, void *member);
    size_t offset;
    const char *wanted;       /* what the value has to be */
    const struct word *words; /* of a key that takes one of some words: ends with NULL */
};

const struct key_row *config_row(size_t i); /* NULL after the last */
bool config_row_in(const struct key_row *row, enum scope scope);

/* Its value is a table that is read where it is used: { env = "NAME" } means nothing in it. */
bool config_row_is_table(const struct key_row *row);

#endif
