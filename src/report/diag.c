/* report/diag.c: see report/diag.h. */
#include "report/diag.h"

#include "report/diag_int.h"

#include <string.h>

#define F(ident, word, lines, help) { word, help, diag_##ident, lines },
const struct diag_format diag_formats[] = {
#include "report/diag_formats.def"
    { 0 }
};
#undef F

const struct diag_format *diag_format_find(str name)
{
    for (const struct diag_format *f = diag_formats; f->name; f++)
        if (str_eq(name, str_of(f->name)))
            return f;
    return NULL;
}

static const struct {
    const char *name;
    size_t offset;
} texts[] = {
    { "severity", offsetof(struct diag, severity) },
    { "code", offsetof(struct diag, code) },
    { "slug", offsetof(struct diag, slug) },
    { "title", offsetof(struct diag, title) },
    { "confidence", offsetof(struct diag, confidence) },
    { "file", offsetof(struct diag, file) },
    { "message", offsetof(struct diag, message) },
    { "happens", offsetof(struct diag, happens) },
    { "instead", offsetof(struct diag, instead) },
    { "advice", offsetof(struct diag, advice) },
    { "allowed", offsetof(struct diag, allowed) },
    { "fingerprint", offsetof(struct diag, fingerprint) },
    { "excerpt", offsetof(struct diag, excerpt) },
}, numbers[] = {
    { "line", offsetof(struct diag, line) },
    { "column", offsetof(struct diag, column) },
    { "end_line", offsetof(struct diag, end_line) },
    { "end_column", offsetof(struct diag, end_column) },
};

struct diag diag_of(const struct record *r)
{
    struct diag d = { 0 };

    for (size_t i = 0; i < r->type->field_count; i++) {
        const char *name = r->type->fields[i].name;
        const struct field_value *v = &r->values[i];

        for (size_t k = 0; k < COUNT_OF(texts) && !v->null; k++)
            if (strcmp(name, texts[k].name) == 0)
                memcpy((char *)&d + texts[k].offset, &v->text, sizeof(v->text));
        for (size_t k = 0; k < COUNT_OF(numbers) && !v->null; k++)
            if (strcmp(name, numbers[k].name) == 0)
                memcpy((char *)&d + numbers[k].offset, &v->i, sizeof(v->i));
    }
    return d;
}

struct diag diag_copy(arena *a, const struct diag *d)
{
    struct diag copy = *d;

    for (size_t k = 0; k < COUNT_OF(texts); k++) {
        str *text = (str *)(void *)((char *)&copy + texts[k].offset);

        *text = text->p ? str_copy(a, *text) : *text;
    }
    return copy;
}

bool diag_is(const struct diag *d, const char *severity)
{
    return str_eq(d->severity, str_of(severity));
}

size_t diag_count(const struct diag_list *list, const char *severity)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++)
        n += diag_is(&list->v[i], severity) && !list->v[i].allowed.n;
    return n;
}

void diag_words(struct buf *out, const struct diag *d)
{
    buf_str(out, d->message);
    if (d->happens.n)
        buf_printf(out, ". " STR_FMT, STR_ARG(d->happens));
    if (d->advice.n)
        buf_printf(out, " " STR_FMT, STR_ARG(d->advice));
    if (d->instead.n)
        buf_printf(out, "\nInstead:\n" STR_FMT, STR_ARG(d->instead));
}
