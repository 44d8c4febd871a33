/* base/shell.h: words as a shell would read them again. */
#ifndef AFLOAT_BASE_SHELL_H
#define AFLOAT_BASE_SHELL_H

#include "base/buf.h"

/* Appends the word, in single quotes where a shell would else change it. */
void shell_word(struct buf *b, str word);

#endif
