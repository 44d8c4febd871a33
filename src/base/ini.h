/* base/ini.h: reading INI files with exact positions (service files, option files).
 *
 * Does      give sections and keys in order through a callback
 * Errors    ERR_INI with place
 */
#ifndef AFLOAT_BASE_INI_H
#define AFLOAT_BASE_INI_H

#include "base/err.h"

struct ini_item {
    str section, key, value; /* value without blanks at the ends; quotes are kept */
    bool has_value;          /* "key" alone is allowed in option files */
    uint32_t line, column;   /* of the key */
};

/* Calls fn for each key in order until it returns false (then *err is set by it). */
bool MUST ini_read(str text, str file,
                   bool (*fn)(void *data, const struct ini_item *item, struct err *err), void *data,
                   struct err *err);

#endif
