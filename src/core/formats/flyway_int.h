/* core/formats/flyway_int.h: what the files of the format Flyway share. */
#ifndef AFLOAT_CORE_FORMATS_FLYWAY_INT_H
#define AFLOAT_CORE_FORMATS_FLYWAY_INT_H

#include "core/formats/formats_int.h"

/* flyway.toml and flyway.conf, from `dir` upward; out->file stays absent when there is none. */
bool MUST flyway_conf_read(arena *a, str dir, struct tool_conf *out, struct err *err);

/* core/formats/flyway_glob.c: locations with wildcards. The folder before the first name with a wildcard ("" = the
 * current one), and the rest. */
bool flyway_is_pattern(str path);
str flyway_glob_root(str path, str *out_pattern);

/* Adds the folders below `root` that fit, in byte order, none below another. */
bool MUST flyway_glob(arena *a, str root, str pattern, struct str_list *out, struct err *err);

/* "1.2.3" as it is compared: no leading zeros, no zero parts at the end; absent = not a version. */
str flyway_version(arena *a, str text);

void flyway_vars_add(arena *a, const struct tool_conf *conf, const struct tool_place *place,
                     struct vars *out);

/* <file>.conf beside a migration. */
bool MUST flyway_side_read(arena *a, struct migration *m, struct err *err);

#endif
