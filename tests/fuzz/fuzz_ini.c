/* tests/fuzz/fuzz_ini.c: any bytes are items inside the text or an error with a line, never a crash. */
#include "base/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool inside(str part, const str *text)
{
    return !part.n || (part.p >= text->p && part.p + part.n <= text->p + text->n);
}

static bool take(void *data, const struct ini_item *item, struct err *err)
{
    (void)err;
    CHECK(item->key.n > 0 && item->line > 0 && item->column > 0);
    CHECK(inside(item->key, data) && inside(item->value, data) && inside(item->section, data));
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = { (const char *)data, size };
    struct err err;

    err_init(&err);
    if (!ini_read(text, S("fuzz"), take, &text, &err))
        CHECK(err.code == ERR_INI && err.place.line > 0 && err.place.column > 0);
    err_done(&err);
    return 0;
}
