/* core/project_int.h: what core/project.c and its neighbours share. */
#ifndef AFLOAT_CORE_PROJECT_INT_H
#define AFLOAT_CORE_PROJECT_INT_H

#include "base/fs.h"
#include "core/format.h"
#include "core/project.h"

/* The format of the files in `list` (entries of opts->dir); NULL with *err set when it is not clear. */
const struct format *format_detect(arena *a, const struct project_opts *opts,
                                   const struct fs_list *list, const struct ctx *ctx,
                                   struct err *err);

/* The names of all formats, comma separated. */
str format_names(arena *a);

/* Lists the migrations of one format by version; files are not read. */
bool MUST project_list(arena *a, str dir, const struct format *format, const struct fs_list *list,
                       struct project *out, struct err *err);

bool is_sql_name(str name); /* ends in .sql and is not hidden */

/* The form of names of a format, as a hint. */
bool hint_names(struct err *err, const struct format *format);

#endif
