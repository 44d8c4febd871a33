/* app/app_lint_int.h: the parts of app/app_lint.h and app/app_assess.h among themselves. */
#ifndef AFLOAT_APP_APP_LINT_INT_H
#define AFLOAT_APP_APP_LINT_INT_H

#include "app/app_judge.h"
#include "app/app_lint.h"

/* app_lint_tell.c: a finding as a record, with the same fields wherever it is told. */
extern const struct rectype lint_finding_type; /* of lint: with the place on a terminal */
extern const struct rectype lint_nested_type;  /* in a statement of assess */

enum { LINT_FIELDS = 20 };

/* Values in the order of the fields; they live in `a`. */
struct field_value *lint_values(arena *a, struct judge *j, const struct judged *at,
                                const struct finding *f, str fingerprint);

/* The same finding has the same one on another line, and after another statement. */
str lint_fingerprint(arena *a, const struct judged *at, const struct finding *f,
                     const struct dialect *d);

/* A file that cannot be read. */
const struct field_value *lint_broken_values(struct judge *j, const struct err *err);

/* app_lint_baseline.c: findings that are known, a line each: fingerprint, rule, file. */
bool MUST lint_baseline_read(arena *a, str path, struct map *out, struct err *err);
bool MUST lint_baseline_write(arena *a, str path, const struct str_list *lines, struct err *err);

/* app_lint_fix.c: fixes of the files, applied together when all is judged. */
struct lint_fix {
    str file;
    struct place start; /* of the statement */
    str raw;            /* as it stands there */
    struct range range; /* in it */
    str text;
};

struct lint_fix_list {
    struct lint_fix *v;
    size_t n, cap;
};

/* `dry`: only count them. */
bool MUST lint_fix_apply(arena *a, const struct lint_fix_list *list, bool dry, int64_t *out_fixed,
                         struct err *err);

#endif
