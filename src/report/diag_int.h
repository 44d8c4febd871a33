/* report/diag_int.h: the forms of findings among themselves. */
#ifndef AFLOAT_REPORT_DIAG_INT_H
#define AFLOAT_REPORT_DIAG_INT_H

#include "report/diag.h"
#include "report/report_int.h"

#define F(ident, word, lines, help)                                                                \
    void diag_##ident(struct buf *out, const struct diag_list *list);
#include "report/diag_formats.def"
#undef F

/* Of those that nobody accepted. */
size_t diag_count(const struct diag_list *list, const char *severity);

/* Message, what happens, and what to do instead, as one text of several lines. */
void diag_words(struct buf *out, const struct diag *d);

/* As a compiler says it: the place with its line and a caret, what happens, what to do instead. */
void diag_print(struct buf *out, const struct diag *d, const struct report_opts *o);

#endif
