/* tests/fuzz/fuzz_toml.c: any bytes are a tree or an error with a line, never a crash. */
#include "base/toml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct toml *root;
    struct err err;
    arena a;

    arena_init(&a);
    err_init(&err);
    root = toml_parse(&a, (str){ (const char *)data, size }, S("fuzz"), &err);
    CHECK(root ? err.code == ERR_NONE && root->kind == TOML_TABLE
               : err.code == ERR_TOML && err.place.line > 0 && err.place.column > 0);
    err_done(&err);
    arena_done(&a);
    return 0;
}
