/* core/plan_int.h: what core/plan.c, core/plan_down.c and core/plan_both.c share. */
#ifndef AFLOAT_CORE_PLAN_INT_H
#define AFLOAT_CORE_PLAN_INT_H

#include "core/plan.h"

/* Sets `done` from the journal; ERR_UNFINISHED when the version is half way the other way. */
bool MUST plan_resume(const struct state *s, struct plan_item *item, struct err *err);
/* core/plan_repeat.c: adds the repeatable files after the versions (before them: see repeats_first). */
bool MUST plan_repeats_down(arena *a, const struct plan_in *in, struct plan *plan, struct err *err);

/* core/plan_repeat_both.c: of a plan whose last items are ups. `all` = no version is left out, so that the files
 * count; else what stands stays. */
bool MUST plan_repeats_both(arena *a, const struct plan_in *in, bool all, struct plan *plan,
                            struct err *err);
/* Is a file's object gone only because a plan of downs and ups was cut off between them? */
bool repeat_open(const struct entry *now);

/* What both share. The text that a row holds (format NULL: it cannot be had); what a text makes; the items of those
 * that changed, which must be the last thing that is done to the plan. */
bool MUST repeat_stored(arena *a, const struct plan_in *in, const struct entry *e,
                        struct script_source *out, struct err *err);
bool MUST repeat_makes(arena *a, const struct conn *c, const struct script_source *source,
                       struct object_list *out, struct err *err);
struct script_source repeat_drops(arena *a, const struct plan_in *in, const struct plan_repeat *r);

struct repeat_list {
    const struct plan_repeat **v;
    size_t n, cap;
};

/* `first`: what is put before the versions; NULL = nothing. */
bool MUST repeat_items(arena *a, const struct plan_in *in, struct plan *plan,
                       const struct repeat_list *first, struct err *err);
void repeats_of_files(arena *a, const struct plan_in *in, struct plan *plan);

/* core/plan_lost.c: does a migration of the plan drop a table that one of these triggers is on? */
struct lost_tables {
    struct conn *conn;
    const struct plan *plan;
    bool read; /* `list` is that of the plan */
    struct object_list list;
};

bool MUST plan_loses(arena *a, struct lost_tables *t, const struct object_list *makes, bool *out,
                     struct err *err);

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
