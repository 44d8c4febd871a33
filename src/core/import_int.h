/* core/import_int.h: what the files of the import share. */
#ifndef AFLOAT_CORE_IMPORT_INT_H
#define AFLOAT_CORE_IMPORT_INT_H

#include "core/import.h"

/* Gives every file its version, in the order of the project; *out_renumbered = none of the tool's fitted. */
void import_versions(arena *a, const struct project *p, struct str_list *out, bool *out_renumbered);

/* The text in afloat's own format. */
bool MUST import_text(arena *a, struct import_file *f, struct buf *notes, struct err *err);

/* core/import_more.c: repeatable files, hooks, and what is left. */
bool MUST import_more(arena *a, const struct project *p, struct import *plan, struct err *err);

void import_note(struct buf *notes, const char *text);

#endif
