#include "engines/postgres/pg_int.h"

bool pg_snapshot(arena *a, struct conn *c, const struct outline *o, str *out, struct err *err)
{
    (void)a;
    (void)c;
    (void)o;
    (void)out;
    return err_set(err, ERR_INTERNAL, "no");
}

bool pg_probe(arena *a, struct conn *c, const struct outline *o, str snapshot,
              enum probe_answer *out, str *out_clean_up, struct err *err)
{
    (void)a;
    (void)c;
    (void)o;
    (void)out;
    (void)snapshot;
    (void)out_clean_up;
    return err_set(err, ERR_INTERNAL, "no");
}
