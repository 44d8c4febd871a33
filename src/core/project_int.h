/* core/project_int.h: what core/project.c and its neighbours share. */
#ifndef AFLOAT_CORE_PROJECT_INT_H
#define AFLOAT_CORE_PROJECT_INT_H

#include "base/fs.h"
#include "core/format.h"
#include "core/project.h"

/* The files of all folders that `dir` names, in byte order of each; `deep`: and of the folders in them, hidden
 * ones left out. */
bool MUST project_files(arena *a, str dir, bool deep, struct fs_list *out, struct err *err);

/* What may stand in `file`; absent = what is the same in all. Never NULL. */
const struct vars *project_vars(arena *a, const struct project *p, str file);

struct found { /* a file with the name of a migration */
    struct format_name name;
    str file, down_file; /* down_file: of a folder */
};

struct found_list {
    struct found *v;
    size_t n, cap;
};

/* Chooses the baseline file that counts, and leaves out what it stands for. */
void project_take_baseline(const struct project_opts *opts, struct found_list *io);

/* The format of the files in `list` (entries of opts->dir); NULL with *err set when it is not clear. */
const struct format *format_detect(arena *a, const struct project_opts *opts,
                                   const struct fs_list *list, const struct ctx *ctx,
                                   struct err *err);

/* The names of all formats, comma separated. */
str format_names(arena *a);

/* Lists the migrations of one format by version; files are not read. */
bool MUST project_list(arena *a, const struct project_opts *opts, const struct format *format,
                       const struct fs_list *list, struct project *out, struct err *err);

bool is_sql_name(str name); /* ends in .sql and is not hidden */

/* "Add e-mail to Users" as it stands in a file name: add_e_mail_to_users; "" = nothing of it can. */
str project_snake_name(arena *a, str text);

/* The form of names of a format, as a hint. */
bool hint_names(struct err *err, const struct format *format);

#endif
