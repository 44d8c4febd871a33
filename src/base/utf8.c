/* base/utf8.c: see base/utf8.h. Properties of characters come from utf8proc. */
#include "base/utf8.h"

#include <utf8proc.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

enum { ZWNJ = 0x200c, ZWJ = 0x200d, CUT_OFF = -1, INVALID = 0 };

/* Sequences by lead byte: how long, and what the second byte may be (that excludes overlong forms,
 * surrogates and anything above U+10FFFF). */
static const struct lead {
    unsigned char from, to, length, second_min, second_max;
} leads[] = {
    { 0x00, 0x7f, 1, 0, 0 },       { 0xc2, 0xdf, 2, 0x80, 0xbf }, { 0xe0, 0xe0, 3, 0xa0, 0xbf },
    { 0xe1, 0xec, 3, 0x80, 0xbf }, { 0xed, 0xed, 3, 0x80, 0x9f }, { 0xee, 0xef, 3, 0x80, 0xbf },
    { 0xf0, 0xf0, 4, 0x90, 0xbf }, { 0xf1, 0xf3, 4, 0x80, 0xbf }, { 0xf4, 0xf4, 4, 0x80, 0x8f },
};

static const struct lead *lead_of(unsigned char c)
{
    for (size_t i = 0; i < COUNT_OF(leads); i++)
        if (c >= leads[i].from && c <= leads[i].to)
            return &leads[i];
    return NULL;
}

/* Length of the sequence at the start of a text of n > 0 bytes, INVALID or CUT_OFF. */
static int sequence(const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;
    const struct lead *lead = lead_of(p[0]);

    if (!lead)
        return INVALID;
    for (size_t i = 1; i < lead->length; i++) {
        if (i == n)
            return CUT_OFF;
        if (i == 1 ? p[1] < lead->second_min || p[1] > lead->second_max : (p[i] & 0xc0) != 0x80)
            return INVALID;
    }
    return lead->length;
}

static size_t ascii_run(const char *p, size_t n)
{
    size_t i = 0;

    for (uint64_t w[4]; i + sizeof(w) <= n; i += sizeof(w)) {
        memcpy(w, p + i, sizeof(w));
        if ((w[0] | w[1] | w[2] | w[3]) & HIGH_BITS)
            break;
    }
    while (i < n && !(p[i] & 0x80))
        i++;
    return i;
}

size_t utf8_invalid_at(str s, bool *out_cut)
{
    size_t i = 0;

    if (out_cut)
        *out_cut = false;
    while (i < s.n) {
        int len;

        i += ascii_run(s.p + i, s.n - i);
        /* Text of other scripts comes in runs, too: stay here until the next ASCII byte. */
        for (; i < s.n && (s.p[i] & 0x80); i += (size_t)len) {
            len = sequence(s.p + i, s.n - i);
            if (len > 0)
                continue;
            if (out_cut)
                *out_cut = len == CUT_OFF;
            return i;
        }
    }
    return STR_NONE;
}

struct character {
    int32_t code; /* -1 = an invalid byte */
    size_t length;
};

/* The character at the start of s, which is not empty. */
static struct character next(str s)
{
    static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    int len = sequence(s.p, s.n);
    int32_t code;

    if (len <= 0)
        return (struct character){ -1, 1 };
    code = (unsigned char)s.p[0] & mask[len];
    for (int i = 1; i < len; i++)
        code = code << 6 | (s.p[i] & 0x3f);
    return (struct character){ code, (size_t)len };
}

static int width_of(int32_t code)
{
    return code < 0 ? 1 : code >= 0x20 && code < 0x7f ? 1 : utf8proc_charwidth(code);
}

/* Bytes at the start that are printable ASCII: they need no look at tables. */
static size_t plain_length(str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] >= ' ' && s.p[n] <= '~')
        n++;
    return n;
}

bool utf8_is_plain(str s)
{
    return plain_length(s) == s.n;
}

int utf8_width(str s)
{
    size_t plain = plain_length(s);
    int width = plain < INT32_MAX - 4 ? (int)plain : INT32_MAX - 4;

    s = str_skip(s, plain);
    while (s.n && width < INT32_MAX - 4) {
        struct character c = next(s);

        width += width_of(c.code);
        s = str_skip(s, c.length);
    }
    return width;
}

/* Invisible characters that steer the terminal or the order of the text. Joiners shape letters: they stay. */
static bool harmful(int32_t code)
{
    utf8proc_category_t cat;

    if (code < 0x7f)
        return code < 0x20;
    cat = utf8proc_category(code);
    return cat == UTF8PROC_CATEGORY_CC || cat == UTF8PROC_CATEGORY_ZL ||
           cat == UTF8PROC_CATEGORY_ZP ||
           (cat == UTF8PROC_CATEGORY_CF && code != ZWJ && code != ZWNJ &&
            utf8proc_charwidth(code) == 0);
}

void utf8_safe(struct buf *out, str s, bool keep_newlines)
{
    size_t done = 0;

    for (size_t i = 0; i < s.n;) {
        struct character c = next(str_skip(s, i));

        if (!harmful(c.code) || (keep_newlines && (c.code == '\n' || c.code == '\t'))) {
            i += c.length;
            continue;
        }
        buf_str(out, str_slice(s, done, i));
        if (c.code < 0x80)
            buf_printf(out, "\\x%02x", (unsigned)(unsigned char)s.p[i]);
        else
            buf_printf(out, "\\u{%04x}", (unsigned)c.code);
        done = i += c.length;
    }
    buf_str(out, str_skip(s, done));
}

str utf8_cut(arena *a, str s, int columns, bool ascii)
{
    str dots = ascii ? S("...") : S("\xe2\x80\xa6") /* U+2026 */;
    int mark = ascii ? 3 : 1, width = 0;
    size_t keep = 0;
    bool full = false;

    if (columns < mark) {
        dots = str_slice(dots, 0, columns > 0 ? (size_t)columns : 0);
        mark = columns > 0 ? columns : 0;
    }
    for (size_t i = 0; i < s.n;) {
        struct character c = next(str_skip(s, i));

        width += width_of(c.code);
        if (width > columns)
            return str_printf(a, STR_FMT STR_FMT, STR_ARG(str_slice(s, 0, keep)), STR_ARG(dots));
        i += c.length;
        full = full || width > columns - mark;
        if (!full)
            keep = i;
    }
    return s;
}
