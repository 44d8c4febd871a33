/* ddl/reserved.c: words that have to be quoted as names.
 *
 * Does      look words up in the table of reserved.def
 * Does not  know more than one table for MySQL and MariaDB: what one of them reserves is quoted for both
 * See       ddl/reserved.h
 */
#include "ddl/reserved.h"

enum engine_bit {
    ON_SQLITE = 1 << 0,
    ON_POSTGRES = 1 << 1,
    ON_MYSQL = 1 << 2,
    ON_MARIADB = 1 << 3,
    ON_MY = ON_MYSQL | ON_MARIADB,
};

/* Sorted by word; one has several rows when its engines differ in the version. */
static const struct {
    str word;
    unsigned engines;
    int since;
} words[] = {

#define W(word, engines, since) { S_INIT(word), engines, since },
#include "ddl/reserved.def"
#undef W
};

static const unsigned bits[DIALECT__COUNT] = {
    [DIALECT_SQLITE] = ON_SQLITE,
    [DIALECT_POSTGRES] = ON_POSTGRES,
    [DIALECT_MYSQL] = ON_MYSQL,
    [DIALECT_MARIADB] = ON_MARIADB,
};

static int compare(str text, str lower)
{
    for (size_t i = 0; i < text.n && i < lower.n; i++) {
        char c = text.p[i];
        int d = (c >= 'A' && c <= 'Z' ? c + 32 : c) - lower.p[i];

        if (d)
            return d;
    }
    return text.n < lower.n ? -1 : text.n > lower.n;
}

bool word_is_reserved(const struct dialect *d, str word, int *out_since)
{
    size_t low = 0, high = COUNT_OF(words);

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (compare(word, words[mid].word) > 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < COUNT_OF(words) && compare(word, words[low].word) == 0; low++) {
        if (!(words[low].engines & bits[d->id]))
            continue;
        if (out_since)
            *out_since = words[low].since;
        return true;
    }
    return false;
}
