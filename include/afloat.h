/* afloat.h: database migrations from within a program: libafloat.
 *
 * A handle stands for a database and a folder of migrations. What the command line can do, afloat_run does by
 * name ("up", "status", "repair", …) with the same options; results come as records, work in progress as events,
 * both through callbacks, with the names and types of "afloat COMMAND --json". afloat_get_status,
 * afloat_plan, afloat_up and afloat_down are the common cases.
 *
 *     struct afloat_options options = AFLOAT_OPTIONS_INIT;
 *     struct afloat *a;
 *
 *     options.url = "postgres://app@db/shop";
 *     options.dir = "/srv/shop/migrations";
 *     a = afloat_open(&options);
 *     if (afloat_up(a, NULL, NULL) != AFLOAT_OK)
 *         fprintf(stderr, "%s: %s\n", afloat_last_error(a)->code, afloat_last_error(a)->message);
 *     afloat_close(a);
 *
 * Texts     UTF-8 with a NUL at the end; an absent text is NULL. A text that the library gives out lives as
 *           long as its comment says; a text that is handed in is copied.
 * Results   the exit codes of the program, AFLOAT_OK = 0; AFLOAT_MISUSE (-1) when the call itself was wrong.
 * Threads   any number of handles at once, each used by one thread at a time; afloat_cancel from anywhere.
 * Process   the library does not end the process, install signal handlers, write to standard output or standard
 *           error, or change the environment, the locale or the working directory. SIGPIPE and SIGXFSZ are held
 *           back in the calling thread for the length of a call. It reads AFLOAT_URL,
 *           DATABASE_URL, PG* and so on as the program does (see README.md, "Where the database comes from");
 *           no thread may change the environment meanwhile. A relative path means the working directory.
 * Growth    a struct that is handed in begins with its size, so that members can be added at its end; a struct
 *           that is handed out may be longer than this header says.
 */
#ifndef AFLOAT_H
#define AFLOAT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define AFLOAT_VERSION "0.1.0"
#define AFLOAT_ABI     0 /* the number in libafloat.so.0 */

#if defined(__GNUC__)
#define AFLOAT_API __attribute__((visibility("default")))
#else
#define AFLOAT_API
#endif

/* Of the library that runs; static texts. */
AFLOAT_API const char *afloat_version(void);
AFLOAT_API int afloat_abi(void);

/* ---- results ---- */

enum afloat_result {
    AFLOAT_MISUSE = -1,     /* no handle, a wrong size, or a handle at work: no error is kept */
    AFLOAT_OK = 0,          /* done, or nothing to do */
    AFLOAT_NO = 1,          /* the answer of a check is no (option "exit-code") */
    AFLOAT_USAGE = 2,       /* option, configuration or migration file: nothing was touched */
    AFLOAT_UNREACHABLE = 3, /* no connection or login: nothing was touched */
    AFLOAT_REFUSED = 4,     /* by state or policy */
    AFLOAT_LOCKED = 5,    /* a lock was not obtained in time: nothing changed, safe to try again */
    AFLOAT_STOPPED = 6,   /* after something was committed or started: see `committed` and `next` */
    AFLOAT_FAILED = 7,    /* a statement failed and nothing of this run was kept */
    AFLOAT_INTERNAL = 70, /* a mistake in the library, or no memory: close the handle */
    AFLOAT_CANCELED = 130 /* by afloat_cancel, at a safe point */
};

/* Why a call failed, in the parts in which the program says it. */
struct afloat_error {
    size_t size;           /* of this struct, in bytes */
    const char *code;      /* "AF4101"; afloat explain CODE */
    const char *slug;      /* "statement-failed" */
    const char *message;   /* one line, lower case, no final period */
    const char *file;      /* where: NULL = no file */
    int64_t line, column;  /* from 1, the column in bytes; 0 = not known */
    const char *excerpt;   /* that line; NULL = none */
    const char *database;  /* what the database said, unaltered; NULL = nothing */
    const char *sqlstate;  /* its code; NULL = none */
    int64_t native_code;   /* its number; 0 = none */
    const char *detail;    /* facts; NULL = none */
    const char *hint;      /* what may help; NULL = none */
    const char *committed; /* what was and was not committed */
    const char *next;      /* the command that continues; NULL = none */
    int64_t exit_code;     /* enum afloat_result */
};

/* ---- records and events ---- */

/* A result: a row with named fields, such as a migration in "status". Exists during the callback only. */
struct afloat_record;

enum afloat_type {
    AFLOAT_TEXT,   /* afloat_record_text */
    AFLOAT_INT,    /* afloat_record_int, as all that follow */
    AFLOAT_BOOL,   /* 0 or 1 */
    AFLOAT_TIME,   /* microseconds since 1970-01-01 UTC */
    AFLOAT_MS,     /* milliseconds */
    AFLOAT_BYTES,  /* bytes */
    AFLOAT_RECORDS /* an array of objects: how many; afloat_record_json has them */
};

/* Name of its type: "migrations", "summary"; static. */
AFLOAT_API const char *afloat_record_name(const struct afloat_record *r);
AFLOAT_API size_t afloat_record_count(const struct afloat_record *r);
/* Static texts; NULL beyond the last field. */
AFLOAT_API const char *afloat_record_field(const struct afloat_record *r, size_t i);
AFLOAT_API int afloat_record_type(const struct afloat_record *r,
                                  size_t i); /* enum afloat_type, -1 beyond */
/* Position of a field; SIZE_MAX when the record has none of that name. */
AFLOAT_API size_t afloat_record_find(const struct afloat_record *r, const char *field);
AFLOAT_API int afloat_record_is_null(const struct afloat_record *r, size_t i);
/* Valid during the callback; NULL for a null and for a field that is not text. *bytes (may be NULL) = length. */
AFLOAT_API const char *afloat_record_text(const struct afloat_record *r, size_t i, size_t *bytes);
/* 0 for a null and for a text. */
AFLOAT_API int64_t afloat_record_int(const struct afloat_record *r, size_t i);
/* The record as a JSON object; valid during the callback. */
AFLOAT_API const char *afloat_record_json(const struct afloat_record *r);

/* Work in progress. Exists during the callback only. Which members a kind fills: docs/LIBRARY.md. */
struct afloat_event {
    size_t size;         /* of this struct, in bytes */
    const char *kind;    /* "migration_start", "step_done", "warning", … */
    const char *version; /* of the migration; NULL = of the whole run */
    const char *name;    /* of the migration; NULL = none */
    const char *text;    /* NULL = none */
    int64_t step, steps; /* statement from 1, statements of the migration */
    int64_t n, total;    /* 0 = not known */
    int64_t ms;          /* milliseconds */
};

/* Who listens. Each member may be NULL. A callback runs in the thread of the call; it must return (no longjmp, no
 * C++ exception) and must not use the handle, except with afloat_cancel. */
struct afloat_sink {
    size_t size; /* sizeof(struct afloat_sink) */
    void *data;  /* handed to each callback */
    void (*record)(void *data, const struct afloat_record *r);
    void (*event)(void *data, const struct afloat_event *e);
    int (*ask)(void *data,
               const char *question); /* not 0 = yes; NULL: a question fails with AF4016 */
};

#define AFLOAT_SINK_INIT                                                                           \
    {                                                                                              \
        sizeof(struct afloat_sink), NULL, NULL, NULL, NULL                                         \
    }

/* ---- handles ---- */

/* What the flags of the program say. NULL = not given. */
struct afloat_options {
    size_t size;              /* sizeof(struct afloat_options) */
    const char *url;          /* --url */
    const char *env;          /* --env: environment of the configuration file */
    const char *dir;          /* --dir: folder of the migrations */
    const char *config;       /* --config: path of the file, instead of the nearest afloat.toml */
    const char *format_files; /* --format-files */
};

#define AFLOAT_OPTIONS_INIT                                                                        \
    {                                                                                              \
        sizeof(struct afloat_options), NULL, NULL, NULL, NULL, NULL                                \
    }

struct afloat;

/* Does not connect yet: each call does, and leaves nothing open. `options` may be NULL. NULL when the size is
 * wrong, or memory or descriptors ran out. */
AFLOAT_API struct afloat *afloat_open(const struct afloat_options *options);

/* NULL is fine. Not while a call is under way. */
AFLOAT_API void afloat_close(struct afloat *a);

/* Asks the call that is under way to stop at a safe point; it then returns AFLOAT_CANCELED, or AFLOAT_STOPPED
 * when something was committed. When none is under way, the next one stops. From any thread, and from a signal
 * handler. */
AFLOAT_API void afloat_cancel(struct afloat *a);

/* Why the last call failed; NULL when it did not. Valid until the next call or afloat_close. */
AFLOAT_API const struct afloat_error *afloat_last_error(const struct afloat *a);

/* ---- commands ---- */

struct afloat_option {
    const char
        *name; /* "to", as on the command line but without the dashes; NULL = a plain argument */
    const char *value; /* NULL for a flag */
};

/* Runs a command of the program by its name. Options of the handle count unless they are given again. `sink` may
 * be NULL. Returns enum afloat_result. */
AFLOAT_API int afloat_run(struct afloat *a, const char *command,
                          const struct afloat_option *options, size_t count,
                          const struct afloat_sink *sink);

/* Applies what is pending, up to `to` (NULL = everything). */
AFLOAT_API int afloat_up(struct afloat *a, const char *to, const struct afloat_sink *sink);

/* Takes migrations back, newest first: those after `to` ("0" = all), or the last one (NULL). */
AFLOAT_API int afloat_down(struct afloat *a, const char *to, const struct afloat_sink *sink);

/* Tells what afloat_up would do, statement by statement. Changes nothing. */
AFLOAT_API int afloat_plan(struct afloat *a, const char *to, const struct afloat_sink *sink);

struct afloat_migration {
    const char *state; /* applied, pending, changed, half applied, file gone, other branch */
    const char *version;
    const char *name;
    const char *note;   /* what to mind; NULL = nothing */
    int64_t applied_at; /* microseconds since 1970-01-01 UTC; 0 = not applied */
    int64_t duration_ms;
};

struct afloat_status {
    size_t size; /* sizeof(struct afloat_status), set by the caller */
    int64_t applied, pending, problems;
    const char *next;                                 /* the command to go on with; NULL = none */
    const struct afloat_migration *const *migrations; /* by version */
    size_t count;
};

/* Compares files and history; reads only. What *out points at is valid until the next call or afloat_close. */
AFLOAT_API int afloat_get_status(struct afloat *a, struct afloat_status *out);

#ifdef __cplusplus
}
#endif

#endif
