/* assess/rule.h: what a rule is and what it sees.
 *
 * Does      declare the table of rules, and what each may look at
 * Shape     one file a rule in assess/rules/, one row in assess/rules.def; a check sees changes, effects and the
 *           schema, and asks the text of the statement only for what no attribute keeps
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
    SCOPE_PAST, /* instead of it for a file that was there and is changed or gone: file->past */
    SCOPE_SET,  /* after the last file */
    /* For each bound change, which it may keep (ask_keep); after the last file for each that was kept: `kept`. */
    SCOPE_LATER,
    SCOPE_BRANCH, /* as SCOPE_LATER, in files with which code comes: file->code */
};

/* What a statement did, to be judged when the whole set is known. */
struct kept {
    const struct rule *rule;
    enum object_kind kind;
    struct path path; /* the object by its names: ids change when a file's down is tried */
    str text;         /* the rule's own */
    uint32_t file, statement;
    uint32_t next; /* of the same rule and file, as index + 1; 0 = none yet */
    struct range range;
    enum severity severity;
    enum confidence confidence;
    str allowed;
    const struct finding *said; /* the words that were put off (ask_put_off), else NULL */
};

/* A file of the set, for rules of the set. */
struct seen_file {
    str path, version, name;
    uint32_t ordinal;
    bool applied, apart, repeatable;
};

struct seen_list {
    struct seen_file *v;
    size_t n, cap;
};

struct rule_input {
    arena *mem;
    const struct assess *as;
    struct assess *own; /* the same, for ask_keep */
    const struct assess_opts *opts;
    const struct schema *schema; /* before this statement, its changes staged */
    const struct assess_file *file;
    const struct assess_statement *at; /* NULL in SCOPE_FILE, SCOPE_PAST and SCOPE_SET */
    const struct statement *statement;
    const struct effect *effect;        /* of the statement */
    const struct change *change;        /* SCOPE_CHANGE */
    const struct effect *change_effect; /* SCOPE_CHANGE */
    const struct kept *kept;            /* SCOPE_LATER after the last file, else NULL */
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

/* src/assess/rules/<slug>.sql, made at build; slug NULL at the end. */
struct rule_example {
    const char *slug, *text;
};

extern const struct rule_example rule_examples[];

extern const struct rule rules[];
extern const size_t rule_count;
const struct rule *rule_find(str code_or_slug); /* NULL = no such */

/* ---- what rules ask (assess/ask.c) ---- */

/* Was the relation there, with rows and traffic, before the set of unapplied files? False = nobody uses it. */
bool ask_in_use(const struct rule_input *in, object_id relation);
/* Was this object itself, a column for instance, made by the set of unapplied files? */
bool ask_new(const struct rule_input *in, object_id id);
/* The relation's name as the statement would write it. */
str ask_name(const struct rule_input *in, object_id id);
/* What ALGORITHM= would have to say for it: MySQL has no word for "in place without a rebuild". */
const char *ask_algorithm(const struct rule_input *in, enum algorithm a);
/* Any name, quoted where it has to be. */
str ask_quoted(const struct rule_input *in, str name);
/* A path as a word of a command line. */
str ask_shell(const struct rule_input *in, str path);
/* Locks that the transaction held before this statement. */
enum lock_mode ask_held(const struct rule_input *in, object_id relation);
bool ask_holds_any(const struct rule_input *in, enum lock_mode at_least, object_id *out_relation);
const struct object *ask_object(const struct rule_input *in, object_id id);
/* The next index or key that may have the column in it, of a table; `at` is 0 at first. NULL = no more. */
const struct object *ask_index_on(const struct rule_input *in, object_id column, size_t *at);
/* The table, view or domain that the change is about; NULL = not known. */
const struct object *ask_relation(const struct rule_input *in);
/* Is that relation in use? Also true when it is not known. For SCOPE_CHANGE. */
bool ask_on_live(const struct rule_input *in);
/* Written by the user, not implied by another change: checks see written changes and implied drops. */
bool ask_written(const struct rule_input *in);
/* What the file has set in the session before this statement: SET name = value; absent = nothing. */
str ask_setting(const struct rule_input *in, const char *name);
/* The statement's text with `words` put in behind the first `keyword` that is not in a string or comment, and
 * where that is; absent = there is no such word. */
str ask_with_words(const struct rule_input *in, const char *keyword, const char *words,
                   struct range *out_at);

/* SCOPE_LATER: come back to this object after the last file. Of downs nothing is kept. */
struct kept *ask_keep(const struct rule_input *in, object_id id, str text); /* NULL = was not */
/* For what is kept: in->mem is of this statement only. */
str ask_hold(const struct rule_input *in, str s);
/* Takes back what the rule has just said: it is kept->said when called again. NULL = stays said, no object is known. */
struct kept *ask_put_off(const struct rule_input *in, object_id id);
/* What the rule has kept of this file, after `k`; NULL = no more. */
struct kept *ask_kept_here(const struct rule_input *in, struct kept *k);
/* Those are settled: ask_kept_here gives only what is kept from here on. */
void ask_kept_done(const struct rule_input *in);
/* The kept object as it is now; NULL = it is gone. */
const struct object *ask_kept(const struct rule_input *in);
/* The last object of that name which was dropped since the database in use; NULL = none. */
const struct object *ask_gone(const struct rule_input *in, enum object_kind kind, str name);
/* Files of the set in order. */
const struct seen_list *ask_files(const struct rule_input *in);
/* Is the session within a transaction that the file itself has begun? */
bool ask_own_transaction(const struct rule_input *in);
/* Has the file locked a table that it did not make itself, before this statement? */
bool ask_locked_before(const struct rule_input *in);
/* Written by the user, and of this verb and kind. */
bool ask_is(const struct rule_input *in, enum change_verb verb, enum object_kind kind);
/* Of a server as old as this one or newer; the version that is not known is the newest. */
bool ask_since(const struct rule_input *in, int version);
/* Is this change one that narrowing-type-change finds? */
bool ask_narrows(const struct rule_input *in);
bool ask_required(const struct rule_input *in); /* … add-required-column finds? */
/* Is that rule told at all? */
bool ask_rule_on(const struct rule_input *in, const char *slug);
/* The pattern of a rule on names; NULL = none is configured. */
const char *ask_pattern(const struct rule_input *in);
/* What the downs of the file did not bring back: sentences without a period. SCOPE_FILE. */
const struct str_list *ask_not_restored(const struct rule_input *in);

enum { ALTERED_NAMED = 8 };
/* Tables in use that the ups of the file alter and no foreign key ties together: their names, one more than
 * ALTERED_NAMED where there are more. SCOPE_FILE. */
const struct str_list *ask_altered(const struct rule_input *in);

/* What the statements of a file, or of the set, did: for rules of files and sets. Down sections are apart. */
struct tally {
    uint32_t statements, schema, rows, opaque; /* schema changes, data statements, not read */
    uint32_t first_schema, first_rows;         /* ordinals; UINT32_MAX = none */
    uint32_t never_in_transaction, commits;    /* statements that cannot be in one; that end it */
    uint32_t live_relations;                   /* relations in use that were locked against reads */
};

const struct tally *ask_tally(const struct rule_input *in, bool down);

/* ---- what rules say (assess/say.c) ---- */

/* A new finding at the change's range, with rule, severity, confidence and place filled in. */
struct finding *say(const struct rule_input *in);
struct finding *say_at(const struct rule_input *in, struct range range);
PRINTF(3, 4) void say_message(const struct rule_input *in, struct finding *f, const char *fmt, ...);
PRINTF(3, 4) void say_happens(const struct rule_input *in, struct finding *f, const char *fmt, ...);
PRINTF(3, 4) void say_advice(const struct rule_input *in, struct finding *f, const char *fmt, ...);
/* The safer SQL; statements end with ";" and a line end each. It and fixes are left out, and advice stands for
 * them, where the change is in the body of a DO block or a routine. */
PRINTF(3, 4) void say_instead(const struct rule_input *in, struct finding *f, const char *fmt, ...);
void say_fix(const struct rule_input *in, struct finding *f, struct range range, str text);

#endif
