/* assess/assess.h: what a set of migrations does, how risky it is, and what to do instead.
 *
 * Does      go through statements in order on a schema: effect, class, locks that add up within a transaction,
 *           strategy, risk, findings of the rules; offline
 * Does not  read files (core/), print (report/), know locks (effects/)
 * Shape     assess_begin, then assess_file and assess_statement for each in order, then assess_end; findings are
 *           handed out as they come, those of the whole set at the end
 * Errors    none: a statement that cannot be read is assessed as opaque
 * See       assess/rule.h; docs/RULES.md
 */
#ifndef AFLOAT_ASSESS_ASSESS_H
#define AFLOAT_ASSESS_ASSESS_H

#include "base/err.h"
#include "effects/effects.h"

enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* How much was known when a finding was made; TRACED and LIVE are for what a server said. */
enum confidence { CONFIDENCE_STATIC, CONFIDENCE_REPLAYED, CONFIDENCE_TRACED, CONFIDENCE_LIVE };

enum strategy {
    STRATEGY_SINGLE, /* "single-step" */
    STRATEGY_ONLINE, /* "online-rewrite" */
    STRATEGY_EXPAND, /* "expand-contract" */
    STRATEGY_MANUAL, /* "manual": nothing is known, or nothing better exists */
};

enum risk_axis {
    RISK_AVAILABILITY,
    RISK_DATA,
    RISK_COMPATIBILITY,
    RISK_REVERSIBILITY,
    RISK_RESOURCES,
    RISK__COUNT
};

struct risk {
    uint8_t score[RISK__COUNT]; /* 0 to 4 */
    str reason[RISK__COUNT];    /* full sentence without period; absent for 0 */
    const char *level;          /* "low" "medium" "high" "critical" */
};

/* Replaces bytes of the file; what `lint --fix` applies. */
struct fix {
    struct range range; /* in the statement's text */
    str text;
};

struct finding {
    const struct rule *rule;
    enum severity severity;
    enum confidence confidence;
    uint32_t file;      /* ordinal in the set */
    uint32_t statement; /* ordinal in the file; UINT32_MAX = the file itself */
    bool down;          /* in the down section */
    struct range range; /* in the statement */
    uint32_t line;      /* of the file, where no statement is meant; 0 = the whole file */
    str message;        /* lower case, no period: 'adding the index blocks writes to "orders"' */
    str happens;        /* full sentences: what happens, what it waits for, how long it is held */
    str instead;        /* the safer SQL for this very statement, whole; absent = `advice` */
    str advice;         /* full sentences, where SQL alone does not do it */
    struct fix *fix;    /* NULL = not certain */
    str allowed;        /* reason of the allow that covers it; absent = none does */
    uint32_t later;     /* found at the end of the set: 1 + index of what was kept (assess_kept) */
};

struct finding_list {
    struct finding *v;
    size_t n, cap;
};

/* A finding that is wanted: the file says so, -- afloat:allow RULE reason, or the configuration. */
struct allow {
    str rule; /* slug or code */
    str reason;
    uint32_t line; /* of the directive in the file; 0 = not known */
    bool *
        used; /* of the configuration: set when it covers a finding; NULL = of the file, which tells */
};

struct allow_list {
    struct allow *v;
    size_t n, cap;
};

/* What became of a file that was there before the set: databases have run it as it was. */
enum file_past {
    PAST_NONE,    /* it is new, or as it was */
    PAST_EDITED,  /* its up does something else */
    PAST_NOTED,   /* only comments, spacing or the down changed */
    PAST_RENAMED, /* as another file */
    PAST_DELETED,
};

/* Of a file in the set. */
struct assess_file {
    str path;
    str version, name; /* as its format has them */
    bool native;       /* afloat's own format: rules on directives and downs apply */
    bool applied;      /* only replayed: no findings */
    bool apart;        /* a set of its own: what the files before it made is in use */
    bool repeatable;
    bool transaction; /* the format's runner wraps it */
    bool has_down, irreversible;
    str irreversible_reason;
    struct allow_list allows;            /* for the whole file */
    const struct rule_setting *settings; /* per rule, in place of the general ones; NULL = those */
    enum file_past past;                 /* not PAST_NONE: `applied` */
    str past_ref;                        /* where it is as it was, as the user names it */
    str past_path;                       /* how it was called there */
    str past_version;                    /* PAST_RENAMED: its version then */
    str twin;                            /* another file that has its version */
    bool past_exact;                     /* its tool compares every byte, or the name */
    uint32_t past_line;                  /* the first line that differs; 0 = not known */
    const struct str_list *code; /* files of code that come with it; NULL = none, or not known */
};

struct assess_statement {
    str text;
    uint32_t ordinal; /* in its section */
    bool down;
    bool transaction;                /* inside the runner's transaction */
    bool direct, contract, backfill; /* directives on it */
    struct allow_list allows;
};

/* What a statement came out as: `afloat assess --json`. */
struct assessment {
    const struct statement *statement;
    struct effect effect;
    enum change_class cls;
    enum strategy strategy;
    struct risk risk;
    enum confidence confidence;
    struct finding_list findings; /* of this statement */
};

struct assess_opts {
    struct effect_opts effect;           /* engine, version, session */
    const struct rule_setting *settings; /* per rule, or NULL */
    unsigned modes;                      /* enum split_mode: ANSI_QUOTES … */
    bool runner;                         /* afloat itself will run it: lock time-outs are its own */
    bool live; /* tables of the schema at the begin hold rows and traffic */
};

struct assess;

/* `schema` is the state before the first file and is changed by what is assessed. */
struct assess *assess_begin(arena *a, const struct assess_opts *opts, struct schema *schema);
void assess_file(struct assess *as, const struct assess_file *file);
/* Lives until the next call, its findings too. Of an applied file only the schema is
 * changed: no effect, no findings. Downs come after the file's other statements; the schema is then put back. */
const struct assessment *assess_statement(struct assess *as, const struct assess_statement *st);
/* Findings of a file as a whole (missing down, mixed schema and data), after its last statement. Valid until the next
 * call. */
void assess_file_end(struct assess *as, struct finding_list *out);
/* A finding that outlives the next call, in `a`. */
struct finding finding_copy(arena *a, const struct finding *f);
/* A file in between that nobody could read: what it made is not known. */
void assess_unread(struct assess *as);
/* Findings of the set (obligations, duplicates), some with each call, until it is false. Valid until the next one. */
bool assess_end(struct assess *as, struct finding_list *out);

/* What statements have left to be judged at the end of the set, so that the caller can remember their places:
 * how many there are by now, and the range of one in its statement. */
size_t assess_kept(const struct assess *as);
struct range assess_kept_range(const struct assess *as, size_t i);

const char *severity_word(enum severity s);
const char *confidence_word(enum confidence c);
const char *strategy_word(enum strategy s);
const char *risk_word(enum risk_axis r);

#endif
