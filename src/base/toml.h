/* base/toml.h: reading TOML 1.0 with exact positions.
 *
 * Does      parse a whole text into a tree; every value knows line and column
 * Does not  write TOML, keep comments
 * Errors    ERR_TOML with place; nesting deeper than TOML_DEPTH_MAX is an error, never a stack overflow
 */
#ifndef AFLOAT_BASE_TOML_H
#define AFLOAT_BASE_TOML_H

#include "base/err.h"
#include "base/map.h"

enum { TOML_DEPTH_MAX = 128 };

enum toml_kind {
    TOML_STRING,
    TOML_INT,
    TOML_FLOAT,
    TOML_BOOL,
    TOML_DATETIME,
    TOML_LOCAL_DATETIME,
    TOML_LOCAL_DATE,
    TOML_LOCAL_TIME,
    TOML_ARRAY,
    TOML_TABLE
};

struct toml {
    enum toml_kind kind;
    str text;                 /* TOML_STRING decoded; date and time kinds as written */
    int64_t i;                /* TOML_INT, TOML_BOOL */
    double f;                 /* TOML_FLOAT */
    vec(struct toml *) items; /* TOML_ARRAY */
    struct map table;         /* TOML_TABLE: key → struct toml * */
    uint32_t line, column;    /* of the value (tables: of the header or brace) */
    uint32_t key_line, key_column;
};

/* The root table, NULL with *err set. `file` is for places. The tree lives in `a` and views `text`. */
struct toml *toml_parse(arena *a, str text, str file, struct err *err);

/* Dotted path "env.dev.url" from a table; NULL = absent. */
const struct toml *toml_get(const struct toml *t, str path);

#endif
