/* core/formats/formats.c: the table of formats (core/format.h). */
#include "core/formats/formats_int.h"

const struct format *const formats[] = {
#define FORMAT(symbol) &format_##symbol,
#include "core/formats/formats.def"
#undef FORMAT
    NULL,
};

const struct format *format_find(str name)
{
    for (size_t i = 0; formats[i]; i++)
        if (str_eq(name, str_of(formats[i]->name)))
            return formats[i];
    return NULL;
}
