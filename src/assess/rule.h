/* assess/rule.h: what a rule is and what it sees.
 *
 * Does      declare the table of rules, and what each may look at
 * Shape     one file a rule in assess/rules/, one row in assess/rules.def; a check sees changes, effects and the
 *           schema, never strings of SQL
 * See       docs/RULES.md is made from the rows and from the examples in assess/rules/<slug>.sql
 */
#ifndef AFLOAT_ASSESS_RULE_H
#define AFLOAT_ASSESS_RULE_H

#include "assess/assess.h"

enum rule_engine {
    ON_POSTGRES = 1 << 0,
    ON_MYSQL = 1 << 1,
    ON_MARIADB = 1 << 2,
    ON_SQLITE = 1 << 3,
    ON_MY = ON_MYSQL | ON_MARIADB,
    ON_ALL = ON_POSTGRES | ON_MY | ON_SQLITE,
};

/* When a check is called. */
enum rule_scope {
    SCOPE_CHANGE,    /* for each bound change */
    SCOPE_STATEMENT, /* once a statement */
    SCOPE_FILE,      /* after a file's last statement */
    SCOPE_SET,       /* after the last file */
};

struct rule_input {
    arena *mem;
    const struct assess *as;
    const struct assess_opts *opts;
    const struct schema *schema; /* before this statement, its changes staged */
    const struct assess_file *file;
    const struct assess_statement *at; /* NULL in SCOPE_FILE and SCOPE_SET */
    const struct statement *statement;
    const struct effect *effect;        /* of the statement */
    const struct change *change;        /* SCOPE_CHANGE */
    const struct effect *change_effect; /* SCOPE_CHANGE */
    const struct rule *rule;
    struct finding_list *out;
};

struct rule {
    const char *code; /* "AF1101" */
    const char *slug; /* "index-build-blocking" */
    enum severity severity;
    unsigned engines; /* enum rule_engine */
    enum rule_scope scope;
    const char *title; /* a line: what it finds */
    void (*check)(const struct rule_input *in);
};

struct rule_setting {
    enum severity severity; /* as configured */
    bool set;
    const char *pattern; /* naming rules */
};

extern const struct rule rules[];
extern const size_t rule_count;
const struct rule *rule_find(str code_or_slug); /* NULL = no such */

/* ---- what rules ask (assess/ask.c) ---- */

/* Was the relation there, with rows and traffic, before the set of unapplied files? False = nobody uses it. */
bool ask_in_use(const struct rule_input *in, object_id relation);
/* The relation's name as the statement would write it. */
str ask_name(const struct rule_input *in, object_id id);
/* Locks that the transaction held before this statement. */
enum lock_mode ask_held(const struct rule_input *in, object_id relation);
bool ask_holds_any(const struct rule_input *in, enum lock_mode at_least, object_id *out_relation);
/* Is another unapplied statement of the set to come, or before, …: for rules of files and sets. */
const struct object *ask_object(const struct rule_input *in, object_id id);

/* ---- what rules say (assess/say.c) ---- */

/* A new finding at the change's range, with rule, severity, confidence and place filled in. */
struct finding *say(const struct rule_input *in);
struct finding *say_at(const struct rule_input *in, struct range range);
PRINTF(3, 4) void say_message(const struct rule_input *in, struct finding *f, const char *fmt, ...);
PRINTF(3, 4) void say_happens(const struct rule_input *in, struct finding *f, const char *fmt, ...);
PRINTF(3, 4) void say_advice(const struct rule_input *in, struct finding *f, const char *fmt, ...);
/* The safer SQL; statements end with ";" and a line end each. */
PRINTF(3, 4) void say_instead(const struct rule_input *in, struct finding *f, const char *fmt, ...);
void say_fix(const struct rule_input *in, struct finding *f, struct range range, str text);

#endif
