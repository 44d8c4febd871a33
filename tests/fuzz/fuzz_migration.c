/* tests/fuzz/fuzz_migration.c: any bytes as a migration file, in every format and dialect.
 *
 * The first byte chooses the format, the dialect and the direction. What is read must hold together: numbers rise
 * by one, places lie in the text, an error has a code and a message, and reading twice gives the same sums.
 */
#include "core/format.h"

#include "base/cc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct outcome {
    bool ok;
    int64_t statements;
    struct sums sums;
    enum err_code code;
};

static uint32_t lines_of(str text)
{
    uint32_t n = 1;

    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    return n;
}

static bool skip_data(struct script *s, const struct stmt *st, struct err *err)
{
    bool end = !st->copy;
    str data;

    while (!end)
        if (!script_copy_data(s, &data, &end, err))
            return false;
    return true;
}

static bool read_all(struct script *s, const struct script_source *src, struct outcome *out,
                     struct err *err)
{
    uint32_t lines = lines_of(src->text);
    struct stmt st;
    bool end;

    for (;;) {
        if (!script_next(s, &st, &end, err))
            return false;
        if (end)
            break;
        CHECK(st.number == ++out->statements);
        CHECK(st.place.line >= 1 && st.place.line <= lines && st.place.column >= 1);
        CHECK(st.sql.n > 0);
        if (!skip_data(s, &st, err))
            return false;
    }
    out->sums = script_sums(s);
    CHECK(out->sums.text.n == 64 && out->sums.code.n == 64);
    return true;
}

static struct outcome read_once(arena *a, const struct script_source *src)
{
    struct outcome out = { 0 };
    struct script *s;
    struct err err;

    err_init(&err);
    s = script_open(a, src, &err);
    out.ok = s && read_all(s, src, &out, &err);
    out.code = err.code;
    CHECK(out.ok == (err.code == ERR_NONE));
    CHECK(out.ok || (err.message.n && err_code_exit(err.code) == 2));
    err_done(&err);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count = 0;
    struct script_source src = { .label = S("input") };
    struct outcome x, y;
    arena a;

    if (size < 1)
        return 0;
    while (formats[count])
        count++;
    src.format = formats[data[0] % count];
    src.dialect = dialect_get((enum dialect_id)(data[0] / count % DIALECT__COUNT));
    src.dir = data[0] & 0x80 ? DIR_DOWN : DIR_UP;
    src.text = (str){ (const char *)data + 1, size - 1 };
    arena_init(&a);
    x = read_once(&a, &src);
    y = read_once(&a, &src);
    CHECK(x.ok == y.ok && x.code == y.code && x.statements == y.statements);
    CHECK(str_eq(x.sums.text, y.sums.text) && str_eq(x.sums.code, y.sums.code));
    arena_done(&a);
    return 0;
}
