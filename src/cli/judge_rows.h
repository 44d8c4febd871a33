/* cli/judge_rows.h: the options that say what is judged; rows of commands whose request begins with judge_opts. */
#ifndef AFLOAT_CLI_JUDGE_ROWS_H
#define AFLOAT_CLI_JUDGE_ROWS_H

#include "app/app_judge.h"
#include "cli/cmd.h"

#define JUDGE_AT(member) offsetof(struct judge_opts, member)

/* clang-format off */
#define ROWS_ENGINE                                                                                \
    { "--engine", 0, OPT_TEXT, "NAME", JUDGE_AT(engine), "sqlite, postgres, mysql or mariadb" },   \
    { "--engine-version", 0, OPT_TEXT, "VERSION", JUDGE_AT(engine_version),                        \
      "15, 10.11; the newest without it" }
#define ROWS_JUDGE                                                                                 \
    { "FILE", 0, OPT_LIST, NULL, JUDGE_AT(paths), "files, folders, or - for standard input" },     \
    ROWS_ENGINE,                                                                                   \
    { "--schema", 0, OPT_TEXT, "PATH", JUDGE_AT(schema), "file or folder of what is there before" }, \
    { "--since", 0, OPT_TEXT, "REF", JUDGE_AT(since),                                              \
      "files that are new or changed since REF (merge base)" },                                      \
    { "--from", 0, OPT_TEXT, "VERSION", JUDGE_AT(from), "files from this version on, as one set" }
#define ROW_STDIN_NAME                                                                             \
    { "--stdin-filename", 0, OPT_TEXT, "PATH", JUDGE_AT(stdin_name),                               \
      "name of standard input in messages" }
/* clang-format on */

#endif
