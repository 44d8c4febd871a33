/* base/err.c: see base/err.h. */
#include "base/err.h"

struct code_row {
    const char *code, *slug, *summary;
    int exit_code;
};

static const struct code_row rows[] = {
    [ERR_NONE] = { "", "", "", 0 },
#define E(name, code, exit_code, slug, text) [ERR_##name] = { code, slug, text, exit_code },
#include "base/errors.def"
#undef E
};
_Static_assert(COUNT_OF(rows) == ERR__COUNT, "one row an error code");

void err_init(struct err *err)
{
    *err = (struct err){ .statement_offset = -1 };
    arena_init(&err->mem);
}

void err_done(struct err *err)
{
    arena_done(&err->mem);
}

void err_clear(struct err *err)
{
    err_done(err);
    err_init(err);
}

bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
    va_list ap;

    ASSERT(err->code == ERR_NONE);
    err->code = code;
    va_start(ap, fmt);
    err->message = str_vprintf(&err->mem, fmt, ap);
    va_end(ap);
    return false;
}

bool err_detail(struct err *err, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    err->detail = str_vprintf(&err->mem, fmt, ap);
    va_end(ap);
    return false;
}

bool err_hint(struct err *err, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    err->hint = str_vprintf(&err->mem, fmt, ap);
    va_end(ap);
    return false;
}

bool err_wrap(struct err *err, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    *vec_push(&err->mem, &err->context) = str_vprintf(&err->mem, fmt, ap);
    va_end(ap);
    return false;
}

bool err_at(struct err *err, const struct place *place)
{
    err->place = *place;
    err->place.file = str_copy(&err->mem, place->file);
    err->place.line_text = str_copy(&err->mem, place->line_text);
    return false;
}

bool err_database(struct err *err, enum fail_class fail, const char *sqlstate, int native,
                  str words)
{
    err->fail = fail;
    err->native = native;
    snprintf(err->sqlstate, sizeof(err->sqlstate), "%s", sqlstate ? sqlstate : "");
    err->database = str_copy(&err->mem, words);
    return false;
}

void err_also(struct err *err, const struct err *other)
{
    if (err->code == ERR_NONE)
        err_copy(err, other);
    else
        err_wrap(err, "also failed: " STR_FMT, STR_ARG(other->message));
}

void err_copy(struct err *to, const struct err *from)
{
    arena mem = to->mem;

    ASSERT(to->code == ERR_NONE);
    *to = *from;
    to->mem = mem;
    to->message = str_copy(&to->mem, from->message);
    to->database = str_copy(&to->mem, from->database);
    to->detail = str_copy(&to->mem, from->detail);
    to->hint = str_copy(&to->mem, from->hint);
    err_at(to, &from->place);
    to->context.v = NULL;
    to->context.n = to->context.cap = 0;
    for (size_t i = 0; i < from->context.n; i++)
        *vec_push(&to->mem, &to->context) = str_copy(&to->mem, from->context.v[i]);
}

const char *err_code_text(enum err_code code)
{
    return rows[code].code;
}

const char *err_code_slug(enum err_code code)
{
    return rows[code].slug;
}

const char *err_code_summary(enum err_code code)
{
    return rows[code].summary;
}

int err_code_exit(enum err_code code)
{
    return rows[code].exit_code;
}

enum err_code err_code_find(str public_code)
{
    for (int i = ERR_NONE + 1; i < ERR__COUNT; i++)
        if (str_eq_nocase(public_code, str_of(rows[i].code)))
            return (enum err_code)i;
    return ERR_NONE;
}
