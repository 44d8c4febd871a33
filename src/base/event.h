/* base/event.h: one message about work in progress; kinds in base/events.def. */
#ifndef AFLOAT_BASE_EVENT_H
#define AFLOAT_BASE_EVENT_H

#include "base/str.h"

enum event_kind {

#define EV(name, json, text) EVENT_##name,
#include "base/events.def"
#undef EV
    EVENT__COUNT,
};

struct event {
    enum event_kind kind;
    str version;   /* migration, absent = the whole run */
    str name;      /* of the migration */
    int64_t step;  /* statement in the migration, from 1 */
    int64_t n;     /* see events.def */
    int64_t total; /* see events.def; 0 = not known */
    int64_t steps; /* statements of the migration */
    int64_t ms;
    str text;
};

#endif
