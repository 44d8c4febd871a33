/* base/nearest.c: see base/nearest.h. */
#include "base/nearest.h"

enum { WORD_MAX = 64 };

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Cost of the cell (i, j): rows are the one before the last, the last and this one. */
static size_t cell(str a, str b, size_t i, size_t j, size_t (*rows)[WORD_MAX + 1])
{
    char x = fold(a.p[i - 1]), y = fold(b.p[j - 1]);
    size_t cost = least(least(rows[1][j], rows[2][j - 1]) + 1, rows[1][j - 1] + (x != y));

    if (i > 1 && j > 1 && x == fold(b.p[j - 2]) && fold(a.p[i - 2]) == y)
        cost = least(cost, rows[0][j - 2] + 1);
    return cost;
}

size_t nearest_distance(str a, str b)
{
    size_t rows[3][WORD_MAX + 1] = { { 0 } };

    if (a.n > WORD_MAX || b.n > WORD_MAX)
        return a.n > b.n ? a.n : b.n;
    for (size_t j = 0; j <= b.n; j++)
        rows[2][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        memmove(rows[0], rows[1], 2 * sizeof(rows[0]));
        rows[2][0] = i;
        for (size_t j = 1; j <= b.n; j++)
            rows[2][j] = cell(a, b, i, j, rows);
    }
    return rows[2][b.n];
}

const char *nearest_find(str word, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t limit = word.n / 3 + 1;

    for (size_t i = 0; i < count; i++) {
        size_t d = nearest_distance(word, str_of(words[i]));

        if (d < limit + !best && d < strlen(words[i])) {
            best = words[i];
            limit = d;
        }
    }
    return best;
}
