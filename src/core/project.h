/* core/project.h: the migration files of a project.
 *
 * Does      find the format, list, validate and hash every file, order by version
 * Does not  connect to a database
 * Errors    AF2101 unreadable folder, AF2105 name, AF2106 format not clear (with the candidates),
 *           AF2107 two files with one version (names both), AF22xx and AF23xx from the files
 */
#ifndef AFLOAT_CORE_PROJECT_H
#define AFLOAT_CORE_PROJECT_H

#include "base/fs_ahead.h"
#include "base/map.h"
#include "core/hook.h"
#include "core/migration.h"
#include "core/tool_conf.h"

struct project_opts {
    str dir;                       /* folder of the migrations, or several with commas between */
    str format;                    /* name from --format-files or the config; absent = find out */
    const struct dialect *dialect; /* of the target database */
    unsigned split_modes;
    str database; /* connected to, for \\connect; absent = not known */
    str schema, user;
    const struct conn
        *conn; /* finds the units of pending migrations in the same pass; may be NULL */
    const struct vars *vars; /* declared; NULL = none */
    bool names_only;         /* `new`: list names, do not read the files … */
    bool repeatables;        /* … but the repeatable ones, for `wait` */
    /* Of formats with baseline files (Flyway B): the newest one stands for the versions up to its own where the
     * history is empty (`fresh`), else the one that was applied (`baseline`, absent = none). */
    bool fresh;
    str baseline;
    bool
        whole; /* `import`: baseline files stand beside what they stand for, where nothing has their version */
    struct fs_ahead *ahead; /* small files of `dir` that were read meanwhile; may be NULL */
    bool (*is_applied)(void *data,
                       str version); /* applied files: an unrecognised directive is a note */
    /* Sums under which the history knows an applied version, false = none: where the texts are the same, the
     * statements are not gone through again. May be NULL. */
    bool (*known_sums)(void *data, str version, struct sums *out_up, struct sums *out_down);
    /* Is told what is wrong with a file, and the next one is read; NULL: the first error is that of project_load. */
    void (*on_error)(void *data, const struct err *err);
    void *error_data;
    void *data; /* may be NULL with is_applied: every file counts as pending */
};

struct not_taken {
    str file, why;
};

struct project {
    str dir;     /* as in the options */
    str new_dir; /* where new files go: the first folder */
    const struct format *format;
    struct tool_conf conf;
    struct hook_list callbacks;        /* SQL files of the tool that run as hooks, by name */
    struct str_list left_out;          /* .sql files with names of no migration */
    vec(struct not_taken) no_hooks;    /* `whole`: callbacks that cannot run as hooks */
    vec(struct migration) migrations;  /* by version in the order of the format */
    vec(struct migration) repeatables; /* MIG_REPEATABLE, by name; their version is absent */
    const struct vars *vars;           /* of a file that has no name; never NULL */
    const struct vars *declared;       /* in afloat.toml; NULL = none */
    struct tool_place place;           /* what built-in variables tell, without a file */
    struct map by_version; /* to struct migration *: versions as project_find compares */
};

/* Begins to read the small files of the folder for `ahead` of project_opts, with their sums as `format` has them
 * (absent = as the native one has). */
struct fs_ahead *project_ahead(arena *a, str dir, str format);

/* Is the first of the folders there? */
bool project_has_dir(str dir);

/* The folders that `dir` names, with commas between; one that exists as it is written is one. */
void project_dirs(arena *a, str dir, struct str_list *out);

/* An absent folder is ERR_FILE_READ; an empty one is a project without migrations. */
bool MUST project_load(arena *a, const struct project_opts *opts, struct ctx *ctx,
                       struct project *out, struct err *err);

struct stored_text { /* of the history */
    const struct format *format;
    enum direction dir;
    bool repeatable;
    str version, name;
    str file; /* absent = it is gone: its usual name */
};

/* What may stand in it: the format can be another one than that of the files. */
bool MUST project_text_vars(arena *a, const struct project *p, const struct stored_text *t,
                            const struct vars **out, struct err *err);

const struct migration *project_find(const struct project *p, str version); /* NULL = not found */
/* Numeric when both are digits, part by part when they have dots (1.10 > 1.9, 1 = 1.0), else bytes. */
int version_cmp(str a, str b);

/* Makes the file or files of a new migration and returns their paths; makes the folder where it is absent. The
 * version is claimed by creating ".<version>.claim" with O_EXCL while the folder is looked at again, so two
 * processes never get one version. Numbers are used where the newest file has one, or with `sequence`. */
bool MUST project_new(arena *a, const struct project *p, str name, bool sequence,
                      struct str_list *out_files, struct err *err);

/* The paths that project_new would make now; makes nothing. */
bool MUST project_new_names(arena *a, const struct project *p, str name, bool sequence,
                            struct str_list *out_files, struct err *err);

#endif
