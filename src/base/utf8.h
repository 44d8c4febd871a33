/* base/utf8.h: UTF-8: validity, display width, safe printing. */
#ifndef AFLOAT_BASE_UTF8_H
#define AFLOAT_BASE_UTF8_H

#include "base/buf.h"

/* Offset of the first byte that is not valid UTF-8, STR_NONE = valid. A sequence cut off at the end of `s` is
 * reported with *out_cut = true (out_cut may be NULL). Linear, fast on ASCII. */
size_t utf8_invalid_at(str s, bool *out_cut);

int utf8_width(str s);     /* columns on a terminal */
bool utf8_is_plain(str s); /* printable ASCII: safe as it is */

/* Text that cannot do anything to a terminal: control bytes, escapes, bidirectional marks and invalid bytes are
 * shown as \xNN or \u{NNNN}. `keep_newlines` leaves \n and \t alone. */
void utf8_safe(struct buf *out, str s, bool keep_newlines);

/* Cut to at most `columns`, with … (or ... when ascii) at the end when something was cut. */
str utf8_cut(arena *a, str s, int columns, bool ascii);

#endif
