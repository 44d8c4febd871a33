/* lib/lib_error.c: the failure of a call, as the caller of the library sees it. */
#include "lib/lib_int.h"

static const char *keep(struct afloat *a, str s)
{
    return s.n ? str_z(&a->run, s) : NULL;
}

void lib_error_set(struct afloat *a, const struct report_failure *f)
{
    const struct err *e = f->err;

    a->error = (struct afloat_error){ .size = sizeof(a->error),
                                      .code = err_code_text(e->code),
                                      .slug = err_code_slug(e->code),
                                      .message = str_z(&a->run, e->message),
                                      .file = keep(a, e->place.file),
                                      .line = e->place.line,
                                      .column = e->place.column,
                                      .excerpt = keep(a, e->place.line_text),
                                      .database = keep(a, e->database),
                                      .sqlstate = keep(a, str_of(e->sqlstate)),
                                      .native_code = e->native,
                                      .detail = keep(a, e->detail),
                                      .hint = keep(a, e->hint),
                                      .committed = keep(a, f->committed),
                                      .next = keep(a, f->next),
                                      .exit_code = f->exit_code };
    a->failed = true;
}

/* Without memory: the texts stand in the handle. */
void lib_error_broken(struct afloat *a)
{
    bool memory = strstr(a->why, "AF9002") != NULL;
    enum err_code code = memory ? ERR_MEMORY : ERR_INTERNAL;

    a->error = (struct afloat_error){ .size = sizeof(a->error),
                                      .code = err_code_text(code),
                                      .slug = err_code_slug(code),
                                      .message = a->why,
                                      .hint = "Close the handle and run the same command again.",
                                      .committed = "It is not known what was committed.",
                                      .exit_code = err_code_exit(code) };
    a->failed = true;
}

const struct afloat_error *afloat_last_error(const struct afloat *a)
{
    return a && a->failed ? &a->error : NULL;
}
