/* sql/quote.c: names and values, written so that a server reads them back unchanged.
 *
 * Does      quote by the dialect, in a form that no session mode changes
 * Does not  decide whether a name needs quotes: it always gets them
 * See       sql/dialect.h
 */
#include "sql/dialect.h"

static void put_doubled(struct buf *out, char quote, str text)
{
    buf_char(out, quote);
    for (;;) {
        size_t at = str_find_char(text, quote);

        if (at == STR_NONE)
            break;
        buf_str(out, str_slice(text, 0, at + 1));
        buf_char(out, quote);
        text = str_skip(text, at + 1);
    }
    buf_str(out, text);
    buf_char(out, quote);
}

void sql_ident(struct buf *out, const struct dialect *d, str name)
{
    put_doubled(out, d->ident_quote, name);
}

/* A backslash is an escape in '…' or not, by a setting; in E'…' it always is. */
static void put_postgres(struct buf *out, str text)
{
    if (str_find_char(text, '\\') == STR_NONE) {
        put_doubled(out, '\'', text);
        return;
    }
    buf_z(out, "E'");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'' || text.p[i] == '\\')
            buf_char(out, text.p[i]);
        buf_char(out, text.p[i]);
    }
    buf_char(out, '\'');
}

static bool is_harmless_ascii(str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (c == 0 || c >= 0x7f || c == '\'' || c == '"' || c == '\\' || c == 0x1a)
            return false;
    }
    return true;
}

static void put_mysql(struct buf *out, str text)
{
    static const char digits[] = "0123456789ABCDEF";

    if (is_harmless_ascii(text)) {
        put_doubled(out, '\'', text);
        return;
    }
    buf_z(out, "_utf8mb4 0x");
    for (size_t i = 0; i < text.n; i++) {
        buf_char(out, digits[(unsigned char)text.p[i] >> 4]);
        buf_char(out, digits[(unsigned char)text.p[i] & 15]);
    }
}

void sql_literal(struct buf *out, const struct dialect *d, str text)
{
    if (d->rules & RULE_ESCAPE_STRING)
        put_postgres(out, text);
    else if (d->rules & RULE_BACKSLASH)
        put_mysql(out, text);
    else
        put_doubled(out, '\'', text);
}
