/* core/plan_int.h: what core/plan.c and core/plan_down.c share. */
#ifndef AFLOAT_CORE_PLAN_INT_H
#define AFLOAT_CORE_PLAN_INT_H

#include "core/plan.h"

/* Sets `done` from the journal; ERR_UNFINISHED when the version is half way the other way. */
bool MUST plan_resume(const struct state *s, struct plan_item *item, struct err *err);
/* core/plan_repeat.c: adds the repeatable files after the versions (before them: see repeats_first). */
bool MUST plan_repeats_up(arena *a, const struct plan_in *in, struct plan *plan, struct err *err);
bool MUST plan_repeats_down(arena *a, const struct plan_in *in, struct plan *plan, struct err *err);
bool plan_not_found(str version, struct err *err);

#endif
