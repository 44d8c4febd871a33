/* core/migration.h: a migration as it lies in files, and the statements of one of its directions.
 *
 * Does      name the files, sections, checksums and file-wide directives; read statements as a stream
 * Does not  know the database (core/state.h), run anything (core/runner.h)
 * Shape     struct migration is small however large its file is: statements are read by script_next,
 *           once in the first pass (project_load: validate, hash) and once when they run
 * Errors    AF21xx, AF22xx, AF23xx with place
 * See       docs/ARCHITECTURE.md#files, core/formats/
 */
#ifndef AFLOAT_CORE_MIGRATION_H
#define AFLOAT_CORE_MIGRATION_H

#include "base/ctx.h"
#include "base/reader.h"
#include "core/vars.h"
#include "sql/split.h"

enum direction { DIR_UP, DIR_DOWN };

/* Text of a direction: for an up all that stands before the first marker, the marker and its section; for a down
 * the inside of its section; for formats with a file a direction the whole file. */
struct sums { /* lower-case hex SHA-256, "" = no such section */
    str text; /* of the canonical text: no BOM, LF, exactly one line end at the end */
    str code; /* of the statements without comments and spacing */
};

enum mig_flag {
    MIG_HAS_DOWN = 1,
    MIG_IRREVERSIBLE = 2,        /* says why in `reason` */
    MIG_NO_TRANSACTION = 4,      /* transaction off for the up */
    MIG_NO_TRANSACTION_DOWN = 8, /* transaction off for the down */
    MIG_NATIVE = 16,             /* afloat's own format: rules for a missing down apply */
    MIG_BASE_FILE = 32,          /* stands for all versions up to its own (Flyway B) */
    MIG_VARS = 64,               /* variables are put into its statements */
    MIG_PLAIN = 128,             /* none are, whatever the format says */
};

struct timeouts { /* milliseconds, 0 = not set */
    int64_t lock_ms, statement_ms;
};

/* A directive that accepts a finding of lint. */
struct mig_allow {
    str rule, reason;
    enum direction dir;
    int64_t statement; /* its number in the direction; 0 = the whole file */
    uint32_t line;     /* of the directive */
};

struct shape;
struct repeatable; /* core/repeatable.h */

enum mig_kind {
    MIG_VERSIONED,
    MIG_REPEATABLE, /* run whenever it changed, after all versioned ones; project.repeatables */
    MIG_BASELINE,   /* stands for all versions up to its own; among project.migrations */
};

struct migration {
    enum mig_kind kind;
    const struct format *format;
    const struct dialect *dialect; /* that the files were read with … */
    unsigned split_modes;          /* … and its modes (enum split_mode) */
    str version;                   /* as the format identifies it */
    str name;                      /* readable part of the name */
    str file;                      /* path to open, up (or both) */
    str down_file;                 /* = file when one file holds both; absent = none */
    unsigned flags;                /* enum mig_flag */
    str reason;                    /* MIG_IRREVERSIBLE */
    str twin;                      /* another file that has its version (project_opts.on_error) */
    bool unread;                   /* something is wrong with its file (project_opts.on_error) */
    struct sums up, down;
    struct timeouts timeouts;
    int64_t statements;        /* of the up */
    struct place refused_at;   /* a directive that is read but cannot be carried out yet … */
    str misplaced;             /* a directive for repeatable files, in another one; at refused_at */
    struct repeatable *repeat; /* MIG_REPEATABLE; else NULL */
    str refused;               /* … its name; absent = none */
    vec(struct mig_allow) allows;
    const struct vars *vars;      /* that its text may use; NULL = none is put in */
    const struct vars *down_vars; /* of down_file, where they differ; NULL = vars */
    const struct shape
        *shape; /* of the up (core/units.h); NULL = it was not asked for, or is an error */
    const struct migration
        *same; /* next one whose version compares as equal (of ORDER_FILE formats) */
};

/* What the file says about one statement. */
enum stmt_flag {
    STMT_RERUNNABLE = 1,
    STMT_DIRECT = 2,
    STMT_PARK_OFF = 4,
    STMT_ENVSUB = 8,    /* variables of the environment are put in (goose ENVSUB ON) */
    STMT_BACKFILL = 16, /* runs in batches */
    STMT_CONTRACT = 32, /* held back for the contract phase */
};

struct stmt {
    int64_t number;     /* in its direction, from 1 */
    str sql;            /* one statement as it is sent, no terminator; valid until the next call */
    str raw;            /* as it stands in the file: sums are of this; = sql without variables */
    str shown;          /* as sql, with *** for secret values: for messages and the journal */
    struct place place; /* of its first byte; line_text is absent (see place_excerpt) */
    unsigned flags;     /* enum stmt_flag */
    struct timeouts timeouts; /* of the statement, else of the file */
    bool copy;                /* COPY … FROM stdin: script_copy_data gives its data */
};

struct script; /* the statements of one direction, read as a stream */

struct script_source {
    const struct migration *mig; /* for a file … */
    enum direction dir;
    str text;                    /* … or a stored text of `format`, when mig is NULL */
    const struct format *format; /* of `text` */
    bool whole;                  /* `text` is a file: it may hold both directions */
    str label;                   /* name for places in `text`: "down of 20260801 (history)" */
    const struct dialect *dialect;
    unsigned split_modes;
    str database; /* connected to, for \\connect; absent = not known */
    const struct vars
        *vars;      /* of `text`: every name in it must be among them; NULL = none is put in */
    bool vars_open; /* a variable without a value is left as it is: the text is only looked at */
    bool text_sum_only; /* nobody asks for the sum of the statements: it costs a pass over each */
    struct ctx *ctx;    /* notes about skipped client commands; may be NULL */
};

struct script *script_open(arena *a, const struct script_source *src,
                           struct err *err); /* NULL = *err is set */
bool MUST script_next(struct script *s, struct stmt *out, bool *out_end, struct err *err);

/* After a statement with `copy`: the next run of data lines; *out_end after the last. */
bool MUST script_copy_data(struct script *s, str *out, bool *out_end, struct err *err);

int64_t script_size(const struct script *s); /* bytes of the whole source, 0 = not known */

/* After the end: the sums of what was read (the same functions as the first pass). */
struct sums script_sums(struct script *s);

/* After the end of the up of a file that holds both: what migration_text gives for its down. False: not
 * such a file. */
bool script_down(const struct script *s, str *out);

/* What directives for the whole file said so far, and what is accepted: flags, allows. */
const struct migration *script_facts(const struct script *s);

/* A marker of its format stood in it so far: it is not just any SQL. */
bool script_is_marked(const struct script *s);

/* The offset in `raw` of the last statement for one in `sql`. */
size_t script_raw_offset(const struct script *s, size_t offset);

/* Puts values into a statement of `mig` (or of a text of `format`, when `mig` is NULL); an error has its place. */
bool MUST stmt_put_vars(arena *a, const struct var_use *use, struct stmt *s, struct var_text *out,
                        struct err *err);

/* Moves a place on by `offset` bytes of the text that begins there. */
void place_move(struct place *p, str text, size_t offset);

/* The canonical text of a direction as the history keeps it, read into memory. */
bool MUST migration_text(arena *a, const struct migration *mig, enum direction dir, str *out,
                         struct err *err);

#endif
