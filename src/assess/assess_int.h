/* assess/assess_int.h: the state of an assessment, for the files of this folder.
 *
 * Does      declare what assess.c, rules.c, ask.c, say.c, risk.c, held.c share
 * See       assess/assess.h, assess/rule.h
 */
#ifndef AFLOAT_ASSESS_ASSESS_INT_H
#define AFLOAT_ASSESS_ASSESS_INT_H

#include "assess/rule.h"
#include "base/map.h"
#include "schema/bind.h"

enum { RULE_MAX = 256 };

struct setting {
    str name, value;
};

struct allow_use {
    const struct allow *allow;
    bool used;
};

/* How an object was before the file. */
struct before {
    struct path path;
    enum object_kind kind;
    bool there;
    struct str_list lines; /* absent of what was not known */
};

/* Indexes into assess.kept + 1; 0 = nothing is kept. */
struct kept_chain {
    uint32_t first, last;
};

struct assess {
    arena *mem;
    arena unit; /* of one statement */
    arena said; /* what is said of a statement or a file */
    struct assess_opts opts;
    struct effect_opts session; /* opts.effect with what the file has set */
    struct schema *schema;
    struct assess_file file;
    uint32_t clock, first_new; /* of this file; of the first that is not applied, 0 = none yet */
    uint32_t ordinal;          /* of the file in the set, from 0 */
    bool own_transaction;      /* the file has begun one itself */
    bool opaque_before;        /* something that could not be read may have changed anything */
    bool down_seen;
    vec(struct lock) held;
    vec(struct setting) settings;
    vec(struct allow_use) file_allows;
    struct str_list ups; /* texts of this file, to do again after its downs */
    size_t ups_bytes;
    struct tally up, down;
    bool locked; /* the section has locked what others use */
    vec(struct kept) kept;
    struct kept_chain kept_here[RULE_MAX]; /* per rule: of this file */
    bool ended;                            /* the set is complete … */
    size_t judged;                         /* … and so many of what was kept are judged */
    struct seen_list files;
    vec(struct before) befores; /* of this file */
    struct str_list not_restored;
    vec(object_id) altered;     /* tables in use, one of those that foreign keys tie together */
    struct map absent;          /* names of tables that do not exist, for certain */
    bool opaque_here;           /* a statement of this file could not be read */
    enum confidence confidence; /* of the statement at hand */
    struct assessment now;
    struct bind_error_list bind_errors;
};

/* ---- held.c: locks of the transaction ---- */

enum lock_mode held_mode(const struct assess *as, object_id relation, const struct path *path);
void held_add(struct assess *as, const struct effect *e);
void held_clear(struct assess *as);

/* ---- session.c ---- */

void session_begin(struct assess *as); /* of a file */
void session_note(struct assess *as, const struct statement *st, bool in_transaction);

/* ---- live.c: who uses it ---- */

bool live_relation(const struct assess *as, object_id id);
bool live_statement(const struct assess *as, const struct statement *st, const struct effect *e);
enum confidence live_confidence(const struct assess *as, const struct statement *st,
                                const struct effect *e);

/* ---- risk.c ---- */

/* `live`: somebody uses what it touches. */
void risk_of(struct assess *as, const struct assessment *x, bool live, struct risk *out);
enum strategy strategy_of(const struct assessment *x, bool live);

/* ---- rules.c ---- */

/* Per rule: the file's own, else the general ones; NULL = none. */
static inline const struct rule_setting *settings_of(const struct assess *as)
{
    return as->file.settings ? as->file.settings : as->opts.settings;
}

void rules_run(struct assess *as, struct rule_input *in, enum rule_scope scope);
enum severity rule_severity(const struct assess *as, const struct rule *r);
/* Errors of binding as findings. */
void rules_bind_errors(struct assess *as, const struct rule_input *in);

/* ---- later.c ---- */

void later_run(struct assess *as, struct rule_input *in, size_t i); /* what was kept as the i-th */

void later_note(struct assess *as, const struct statement *st); /* of an up */

/* ---- inverse.c ---- */

void inverse_begin(struct assess *as);
void inverse_note(struct assess *as,
                  const struct statement *st); /* of an up, before it is folded */
void inverse_compare(struct assess *as);       /* after the downs */

/* ---- text.c ---- */

str text_normal(arena *a, const struct dialect *d, str text);

/* ---- absent.c ---- */

void absent_mark(struct assess *as, struct statement *st);
void absent_note(struct assess *as, const struct statement *st); /* before it is folded */

/* ---- contract.c ---- */

void contract_step(const struct rule_input *in);

/* ---- allow.c ---- */

void allow_file(struct assess *as);
void allow_statement(struct assess *as, const struct rule_input *in);
void allow_file_end(struct assess *as, const struct rule_input *in);
/* The allows of the whole file, on what was found so far. */
void allow_of_file(struct assess *as, const struct rule_input *in);

#endif
