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

struct import {
    vec(struct import_file) files; /* in the order of the versions */
    bool renumbered;               /* the versions are new: those of the tool did not fit */
};

bool MUST import_plan(arena *a, const struct project *p, struct import *out, struct err *err);

#endif
