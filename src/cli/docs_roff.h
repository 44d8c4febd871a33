/* cli/docs_roff.h: the man macros of roff that the manual pages are written in.
 *
 * Does      escape texts, write heads, sections and lists of terms
 * Does not  know what the pages say (cli/docs_man.c, cli/docs_man_lib.c)
 */
#ifndef AFLOAT_CLI_DOCS_ROFF_H
#define AFLOAT_CLI_DOCS_ROFF_H

#include "base/buf.h"

/* Escaped. */
void roff_text(struct buf *out, str s);
void roff_z(struct buf *out, const char *z);
void roff_line(struct buf *out, const char *z); /* with the end of the line */

void roff_section(struct buf *out, const char *title);
void roff_entry(struct buf *out, const char *term,
                const char *help); /* a term in bold and what it is */
void roff_head(arena *a, struct buf *out, str title, const char *section_number);

/* libafloat.3 */
void man_library_page(arena *a, struct buf *out);

#endif
