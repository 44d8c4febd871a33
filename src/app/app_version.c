/* app/app_version.c: see app/app_version.h. */
#include "app/app_version.h"

static const struct field fields[] = {
    { "version", "", FIELD_TEXT, 0, "version of afloat" },
};

static const struct rectype type = { "afloat", RECORD_ONE, fields, COUNT_OF(fields),
                                     "afloat {version}" };

bool app_version(struct ctx *ctx, const struct app_version *req, struct app_outcome *out,
                 struct err *err)
{
    struct field_value v[] = { field_text(S(AFLOAT_VERSION)) };

    (void)req;
    (void)out;
    (void)err;
    ctx_record(ctx, &type, v);
    return true;
}

const struct rectype *const app_version_records[] = { &type, NULL };
