/* app/app_judge.h: migration files on their way through assess/, for lint and assess.
 *
 * Does      find engine and version to judge for, the files (a project, files of one, any SQL file, standard
 *           input), the schema before them; hand each statement and each finding with its place to the caller
 * Does not  print, connect to a database, decide an exit code
 * Shape     judge_open, judge_run; earlier files of a project are replayed, not judged
 * Errors    ERR_USAGE (engine, version), ERR_FILE_READ, ERR_CONFIG (a rule that does not exist)
 * See       assess/assess.h, docs/LINT.md
 */
#ifndef AFLOAT_APP_APP_JUDGE_H
#define AFLOAT_APP_APP_JUDGE_H

#include "app/app.h"
#include "assess/rule.h"
#include "base/sha256.h"
#include "core/excerpt.h"

/* Of a statement's raw text, without comments and spacing: made once for all that is found in it. */
struct judged_sum {
    bool made;
    char hex[2 * SHA256_BYTES];
};

/* What one file said, and where. */
struct judged {
    str file;
    struct place place;            /* of the finding or the statement; line 0 = the whole file */
    uint32_t end_line, end_column; /* behind its last byte; 0 = as place */
    str sql;                       /* the statement; absent = of the file */
    str raw;                       /* as it stands in the file */
    struct judged_sum *sum;        /* of raw; NULL = there is none, or it is not kept */
    struct place start;            /* of the statement */
    bool down;                     /* in the down section */
};

/* What is asked for: the first member of the requests of lint and assess. */
struct judge_opts {
    struct app_common common;
    struct str_list paths;      /* files, folders, "-"; none = the project's folder */
    str engine, engine_version; /* absent = the configuration's, else of the URL */
    str schema; /* file or folder of CREATE statements; absent = none: an open schema */
    str stdin_name;
    str since; /* git revision: only files added since; absent = all */
    str from;  /* version: only files from it on */
};

struct judge;

struct judge_calls {
    void (*statement)(void *data, struct judge *j, const struct judged *at,
                      const struct assessment *x);
    void (*finding)(void *data, struct judge *j, const struct judged *at, const struct finding *f);
    /* A file that cannot be read or split; judging goes on with the next. */
    void (*broken)(void *data, struct judge *j, const struct err *err);
    void *data;
};

struct judge_counts {
    int64_t files, statements, opaque;
};

/* What runs the files: [lint] runner. */
enum judge_wrap {
    WRAPS_FILES, /* a transaction a file, unless the file says otherwise */
    WRAPS_PIECES, /* the file goes to the server in one piece: several statements are a transaction */
    WRAPS_NOTHING, /* each statement by itself */
};

struct judge_runner {
    const char *name;
    enum judge_wrap wraps;
    bool other; /* not afloat: it sets no lock time-outs, and sets nothing apart */
};

/* A file of the merge base that is not as it was. */
struct judge_base {
    str path;         /* as the files of the project are named */
    str folder, name; /* what git was asked for, and its path from there */
    bool gone;
    bool taken; /* another file is it now */
};

struct judge_base_list {
    struct judge_base *v;
    size_t n, cap;
};

/* What became of an [[allow]]. */
struct judge_allow {
    bool matched, used;
};

struct judge {
    struct ctx *ctx;
    struct judge_opts o;
    bool empty; /* nothing is there before: a closed schema, also without o.schema */
    str dir;    /* the project's folder */
    struct judge_calls calls;
    struct app_session s;
    const struct dialect *dialect;
    const struct judge_runner *runner;
    vec(struct judged *) kept; /* places of what is judged at the end of the set */
    struct str_list set;       /* paths of its files, by ordinal */
    int version;               /* as the engine counts; 0 = the newest known */
    str version_text;          /* as it was given */
    struct schema *schema;
    struct assess *assess;
    struct rule_setting *settings;
    struct judge_allow *allows; /* by index of config.lint.allows; NULL = no file was seen */
    bool broken;                /* a file could not be read */
    struct judge_counts counts;
    struct str_list only; /* files that were named, of the folder at hand */
    bool mute;            /* errors of files are counted only … */
    int64_t muted;
    struct map added;             /* --since: paths of files that are new */
    struct judge_base_list bases; /* … files of the base that were changed or are gone */
    str base;                     /* … the commit that is compared with */
    struct str_list code;         /* … files of code that differ, from the repository's root */
    struct excerpts excerpts;     /* of findings, as they are told */
};

bool MUST judge_open(struct ctx *ctx, const struct judge_opts *o, struct judge *out,
                     struct err *err);
bool MUST judge_run(struct judge *j, const struct judge_calls *calls, struct err *err);

#endif
