/* base/shell.c: see base/shell.h. */
#include "base/shell.h"

static bool is_plain(str word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-+=.,:/@%";

    for (size_t i = 0; i < word.n; i++)
        if (!word.p[i] || !strchr(plain, word.p[i]))
            return false;
    return word.n > 0;
}

void shell_word(struct buf *b, str word)
{
    if (is_plain(word)) {
        buf_str(b, word);
        return;
    }
    buf_char(b, '\'');
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] == '\'')
            buf_z(b, "'\\''");
        else
            buf_char(b, word.p[i]);
    buf_char(b, '\'');
}
