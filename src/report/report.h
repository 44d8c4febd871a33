/* report/report.h: renders records, events and failures for a person or a program.
 *
 * Does      terminal tables and lines, or one JSON document; results on stdout, the rest on stderr
 * Does not  decide what is told (app/)
 * Shape     report_open → sink → report_failure → report_close; no text of a database reaches a terminal
 *           unescaped
 */
#ifndef AFLOAT_REPORT_REPORT_H
#define AFLOAT_REPORT_REPORT_H

#include "base/buf.h"
#include "base/ctx.h"

struct diag_format;

struct report_opts {
    const char *version; /* of the program, for documents that name it */
    const struct diag_format
        *format; /* of findings: the document that stands on stdout alone; NULL = none */
    bool json, quiet, verbose;
    bool color_out, color_err; /* ANSI colours on stdout, on stderr */
    bool live;                 /* stderr is a terminal: progress may overwrite its line */
    bool utf8;                 /* else ASCII only */
    int width;                 /* columns of stdout; 0 = not a terminal, nothing is cut */
    int width_err;             /* columns of stderr; 0 = not a terminal */
};

struct report_failure {
    const struct err *err;
    int exit_code;
    str committed; /* what was and was not committed */
    str next;      /* the command that continues; absent = none */
};

struct report;

/* Reads terminal and locale. `color` is auto, always or never; NO_COLOR is honoured. */
struct report_opts report_opts_of(str color, bool json, bool quiet, bool verbose);

struct report *report_open(arena *a, const struct report_opts *opts);
struct sink report_sink(struct report *r);

/* Appends every event from here on to a file, a JSON object a line; "-" is standard output. */
bool MUST report_events_to(struct report *r, str path, struct err *err);

/* The objects of JSON that no use case makes, for docs/json.md. */
extern const struct rectype report_error_type;
extern const struct rectype report_event_type;

/* Does the event of a kind have the member (a field of report_event_type)? */
bool report_event_has(enum event_kind kind, str member);
const char *report_event_name(enum event_kind kind);
const char *report_event_help(enum event_kind kind);

/* Prints the table that is held back: before a question. */
void report_flush(struct report *r);

void report_failure(struct report *r, const struct report_failure *f);

/* The record as one JSON object. */
void report_object(struct buf *out, arena *a, const struct record *rec);

/* Writes what is held back and flushes stdout; false when stdout could not be written. */
bool MUST report_close(struct report *r);

#endif
