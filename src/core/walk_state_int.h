/* core/walk_state_int.h: the state that core/walk.c and core/walk_mark.c share. */
#ifndef AFLOAT_CORE_WALK_STATE_INT_H
#define AFLOAT_CORE_WALK_STATE_INT_H

#include "core/walk_int.h"

struct walk_pending { /* directives that wait for their statement */
    unsigned flags;
    struct timeouts timeouts;
    struct place at; /* of the first one; line 0 = none waits */
};

struct walk {
    struct walk_opts o;
    struct split *split;
    enum direction dir;
    bool in_section;    /* after a marker, or the format has none */
    bool head;          /* before the first marker and the first statement */
    bool bare;          /* statements stood before the first marker */
    bool open;          /* the last statement had no terminator */
    bool line_used;     /* something stands on this line already */
    bool section_used;  /* this section holds a statement */
    bool envsub;        /* between ENVSUB ON and OFF of goose */
    bool ready;         /* walk_next has something to give */
    struct place block; /* of the MARK_BEGIN that is open; line 0 = none */
    struct walk_pending pending;
    struct walk_facts facts;
};

struct place walk_place(const struct walk *w, const struct piece *p);
bool walk_bad(const struct walk *w, const struct piece *p, enum err_code code, const char *message,
              struct err *err); /* always false */

bool MUST walk_mark(struct walk *w, const struct piece *p, struct err *err);
bool MUST walk_finish(struct walk *w, struct err *err);

#endif
