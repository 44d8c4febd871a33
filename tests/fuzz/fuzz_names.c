/* tests/fuzz/fuzz_names.c: any bytes as the name of a file, in every format: a name that is read has its parts.
 *
 * Shape     byte 0: the format; up to a '/', if there is one: the suffix in the tool's configuration; then the name
 */
#include "core/format.h"
#include "core/project.h"

#include "base/cc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tool_conf conf = { 0 };
    struct format_name name = { 0 };
    const struct format *f;
    size_t count = 0;
    str text, rest;
    arena a;

    if (size < 1 || memchr(data, 0, size))
        return 0;
    while (formats[count])
        count++;
    f = formats[data[0] % count];
    text = (str){ (const char *)data + 1, size - 1 };
    arena_init(&a);
    if (str_find_char(text, '/') != STR_NONE) {
        *vec_push(&a, &conf.suffixes) = str_cut(text, '/', &rest);
        conf.versioned = conf.separator = *conf.suffixes.v;
        text = rest;
    }
    if (text.n && f->name_read(&a, &conf, text, &name)) {
        CHECK(name.kind != NAME_VERSIONED || name.version.n);
        CHECK(name.kind != NAME_VERSIONED || version_cmp(name.version, name.version) == 0);
        CHECK(str_find_char(name.version, '\n') == STR_NONE ||
              str_find_char(text, '\n') != STR_NONE);
    }
    if (f->name_refused)
        (void)f->name_refused(text);
    arena_done(&a);
    return 0;
}
