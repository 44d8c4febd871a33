/* tests/fuzz/fuzz_url.c: any bytes are a dsn or an error; no error shows the password of a good URL. */
#include "core/url.h"

#define SECRET "qZ7xW9vK"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool holds_secret(str s)
{
    return str_find(s, S(SECRET)) != STR_NONE;
}

static void parse(arena *a, str text, bool has_secret)
{
    struct dsn dsn;
    struct err err;

    err_init(&err);
    if (url_parse(a, text, &dsn, &err)) {
        struct buf out = buf_on(a);

        dsn_print(&out, &dsn);
        CHECK(dsn.engine < DSN__COUNT && dsn.port >= 0 && dsn.port <= 65535);
        CHECK(!memchr(buf_view(&out).p, 0, out.n));
    } else {
        CHECK(err.code == ERR_URL && err.message.n);
        if (has_secret && (holds_secret(err.message) || holds_secret(err.hint)))
            abort();
    }
    err_done(&err);
}

/* The bytes as they are, then as the rest of URLs that have begun with a password. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const starts[] = { "postgres://u:" SECRET, "mysql://u:" SECRET,
                                          "host=h password=" SECRET };
    str text = { (const char *)data, size };
    arena a;

    arena_init(&a);
    parse(&a, text, false);
    for (size_t i = 0; i < COUNT_OF(starts) && !holds_secret(text); i++) {
        struct buf b = buf_on(&a);

        buf_z(&b, starts[i]);
        buf_str(&b, text);
        parse(&a, buf_view(&b), true);
    }
    arena_done(&a);
    return 0;
}
