/* report/diag.h: findings in the forms that people, editors and CI systems read.
 *
 * Does      turn records of shape RECORD_FINDINGS into one document: SARIF, JUnit, annotations …
 * Does not  know rules, files or what a finding means
 * Shape     a finding is read from its record by the names of the fields; a form is a row of diag_formats.def
 * See       docs/LINT.md#formats
 */
#ifndef AFLOAT_REPORT_DIAG_H
#define AFLOAT_REPORT_DIAG_H

#include "base/buf.h"
#include "base/record.h"
#include "base/vec.h"

/* Texts are absent and numbers 0 where the record has null or no such field. */
struct diag {
    str severity; /* "error" "warning" "info" */
    str code, slug, title;
    str confidence;
    str file;
    str message;     /* one line, lower case */
    str happens;     /* full sentences */
    str instead;     /* SQL */
    str advice;      /* full sentences */
    str allowed;     /* why it is accepted; absent = it is not */
    str fingerprint; /* the same finding has the same, also on another line */
    str excerpt;     /* the first line of the place */
    int64_t line, column, end_line,
        end_column; /* from 1, columns in bytes; end is behind the last byte */
};

struct diag_list {
    struct diag *v;
    size_t n, cap;
    const char *version; /* of the program */
};

struct diag_format {
    const char *name;
    const char *help;
    void (*print)(struct buf *out, const struct diag_list *list);
    bool lines; /* findings stand alone: each is printed as it comes */
};

extern const struct diag_format diag_formats[]; /* name NULL at the end */

const struct diag_format *diag_format_find(str name); /* NULL = no such */

struct diag diag_of(const struct record *r);

struct diag diag_copy(arena *a, const struct diag *d);

bool diag_is(const struct diag *d, const char *severity);

#endif
