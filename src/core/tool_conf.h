/* core/tool_conf.h: what the configuration of another tool says about its migration files.
 *
 * Does      hold names, folders, placeholders and the database that flyway.toml, flyway.conf and tern.conf name
 * Does not  read them (core/formats/), choose between them and afloat.toml (core/tool_dir.c)
 * Shape     zeroed = the tool's defaults
 */
#ifndef AFLOAT_CORE_TOOL_CONF_H
#define AFLOAT_CORE_TOOL_CONF_H

#include "base/err.h"

struct tool_value { /* a placeholder of Flyway, an entry of tern's [data] */
    str name, value;
};

struct tool_conf {
    str file; /* that was read; absent = none, all below are the defaults */
    /* Flyway's prefixes and separator; absent = V, U, R, B, __ */
    str versioned, undo, repeatable, baseline, separator;
    struct str_list suffixes; /* none = .sql */
    struct str_list dirs;     /* its folders, relative to the working directory; none = not said */
    str unmatched;            /* a location with wildcards that fits no folder */
    str table;                /* of its history, with or without schema; absent = the default */
    str url, user, password;
    bool no_placeholders;                    /* placeholderReplacement = false */
    str placeholder_prefix, placeholder_end; /* absent = "${" and "}" */
    vec(struct tool_value) values;
};

/* What a tool's built-in variables tell; absent = not known. */
struct tool_place {
    str database, schema, user;
    str file; /* of the migration */
};

#endif
