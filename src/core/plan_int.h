/* core/plan_int.h: what core/plan.c, core/plan_down.c and core/plan_both.c share. */
#ifndef AFLOAT_CORE_PLAN_INT_H
#define AFLOAT_CORE_PLAN_INT_H

#include "core/plan.h"

/* Sets `done` from the journal; ERR_UNFINISHED when the version is half way the other way. */
bool MUST plan_resume(const struct state *s, struct plan_item *item, struct err *err);
/* core/plan_repeat.c: adds the repeatable files after the versions (before them: see repeats_first). */
bool MUST plan_repeats_up(arena *a, const struct plan_in *in, struct plan *plan, struct err *err);
bool MUST plan_repeats_down(arena *a, const struct plan_in *in, struct plan *plan, struct err *err);
bool plan_not_found(str version, struct err *err);

/* Every applied version up to `last` (absent = all) against its file; notes unless opts->silent. */
bool MUST plan_check_applied(const struct plan_in *in, str last, struct err *err);

/* A version other than `but` (absent = any) that is half way in this direction must be finished first. */
bool MUST plan_check_half(const struct state *s, enum direction dir, str but, struct err *err);
bool plan_half_done(const struct state *s, str version);

/* The newest applied version that is not newer than `last` (absent = of all); absent = none. */
str plan_newest_applied(const struct state *s, str last);

/* Appends the up of a file; ERR_OUT_OF_ORDER when it is older than `newest`, unless that is allowed. */
bool MUST plan_add_up(arena *a, const struct plan_in *in, const struct migration *m, str newest,
                      struct plan *plan, struct err *err);

/* Appends the down of an applied version; then, for all downs of the plan, which text is run. */
bool MUST plan_add_down(arena *a, const struct plan_in *in, const struct entry *e,
                        struct plan *plan, struct err *err);
bool MUST plan_choose_sources(arena *a, const struct plan_in *in, struct plan *plan,
                              struct err *err);

#endif
