/* app/app_judge_int.h: the parts of app/app_judge.h among themselves. */
#ifndef AFLOAT_APP_APP_JUDGE_INT_H
#define AFLOAT_APP_APP_JUDGE_INT_H

#include "app/app_judge.h"

/* app_judge_target.c: engine, version, settings of the rules. */
bool MUST judge_target(struct judge *j, struct err *err);
bool MUST judge_settings(struct judge *j, struct err *err);
/* "15", "10.11", "8.0.36", "3.45" as the engine counts; false = not a version. */
bool judge_version(const struct dialect *d, str text, int *out);

/* app_judge_git.c: files that were added, changed and deleted since a revision. */
bool MUST judge_since(struct judge *j, str folder, struct err *err);
bool MUST judge_base_text(struct judge *j, const struct judge_base *b, str *out, struct err *err);
/* git -C folder args…; `args` ends with NULL. */
bool MUST judge_git(struct judge *j, const char *folder, const char *const *args, str *out,
                    int *out_status, struct err *err);

/* app_judge_code.c: after that, which files of code were changed with them: j->code. */
bool MUST judge_code(struct judge *j, str folder, struct err *err);

/* app_judge_past.c: files of the merge base that are not as they were. */
struct judge_past {
    enum file_past what;
    str path, version; /* how it was called there */
    bool exact;        /* its tool compares every byte, and names */
    uint32_t line;     /* that differs first */
};

bool MUST judge_past_of(struct judge *j, const struct migration *m, struct judge_past *out,
                        struct err *err);
void judge_gone(struct judge *j); /* after all others: those that no file is now */

/* app_judge_file.c: one source of statements. */
struct judge_file {
    const struct migration *mig; /* NULL = `text` */
    str text, path;
    bool applied, apart;
    struct judge_past past;
};

/* Findings of a file as a whole. */
void judge_tell(struct judge *j, str path, const struct finding_list *list);
void judge_put_past(const struct judge *j, const struct judge_past *past, struct assess_file *to);

bool MUST judge_file(struct judge *j, const struct judge_file *f, struct err *err);

/* Severities by path and allows of the configuration, for a file; in the arena of the command. */
const struct rule_setting *judge_settings_for(struct judge *j, str path);
void judge_allows_for(struct judge *j, str path, struct allow_list *out);
bool judge_matches(struct judge *j, str pattern, str path); /* a glob, for the path or the name */
/* After the whole project: allows of the configuration that no file needs. */
void judge_unused_allows(struct judge *j);

#endif
