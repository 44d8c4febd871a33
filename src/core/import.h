/* core/import.h: the migrations of another tool's project as files of afloat's own format.
 *
 * Does      choose versions and names, turn markers into directives, keep statements and comments as they are
 * Does not  write files or ask a database (app/app_import.c)
 * Shape     import_plan makes all texts in memory and reads each again: its statements have the sum that those
 *           of the original have, else nothing is written
 * Errors    AF2125 with the file that cannot be turned
 */
#ifndef AFLOAT_CORE_IMPORT_H
#define AFLOAT_CORE_IMPORT_H

#include "core/project.h"

struct import_file {
    const struct migration *mig;
    str version; /* in the new file */
    str name;    /* of the new file, without folder */
    str text;
    int64_t up, down; /* statements */
    str notes;        /* what a person should know, "; " between; "" = nothing */
};

struct import_hook { /* a file of SQL that stands in a hook */
    enum hook_when when;
    str from, name, text; /* as in struct import_file; the name is hooks/NAME.sql */
};

struct import {
    vec(struct import_file) files;       /* in the order of the versions */
    vec(struct import_file) repeatables; /* their names are repeatable/NAME.sql */
    vec(struct import_hook) hooks;
    vec(struct not_taken) left; /* what nothing here stands for */
    bool renumbered;            /* the versions are new: those of the tool did not fit */
};

/* The lines of afloat.toml that run the hooks, whose files stand in `folder`; none when there are none. */
void import_hook_lines(arena *a, const struct import *plan, str folder, struct str_list *out);

bool MUST import_plan(arena *a, const struct project *p, struct import *out, struct err *err);

#endif
