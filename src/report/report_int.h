/* report/report_int.h: the parts of the renderer among themselves. */
#ifndef AFLOAT_REPORT_REPORT_INT_H
#define AFLOAT_REPORT_REPORT_INT_H

#include "base/json.h"
#include "report/diag.h"
#include "report/report.h"

struct report_group { /* JSON: all records of one type */
    const struct rectype *type;
    struct buf text; /* the elements, with commas */
    size_t count;
};

struct report {
    arena *mem;
    struct report_opts opts;
    struct report_table *table;      /* terminal: rows of the type shown last */
    vec(struct report_group) groups; /* JSON */
    struct diag_list diags;          /* with opts.format */
    struct buf failure;              /* JSON of the failure */
    bool lines;                      /* a record a line was written: they are the document */

    int events_fd; /* report_events_to; -1 = nobody asked */

    struct progress {
        bool line_open;       /* stderr holds an unfinished progress line */
        int64_t statements;   /* told of the current migration */
        int64_t last_slow_ms; /* when a slow step was told last (no terminal) */
        int64_t start_ms;     /* of the run, monotonic; 0 = none runs */
        int64_t told_ms;      /* when the progress of the run was told last */
        int64_t files, files_done, steps, steps_done;
    } progress;
};

enum style { STYLE_NONE, STYLE_GOOD, STYLE_BAD, STYLE_MIND, STYLE_FAINT, STYLE_STRONG };

/* report_table.c */
struct report_table *table_new(arena *a, const struct rectype *type);
const struct rectype *table_type(const struct report_table *t);
void table_add(struct report_table *t, const struct record *r, const struct report_opts *o);
void table_print(struct report_table *t, const struct report_opts *o, struct buf *out);

/* report_value.c: one value as text, escaped for a terminal. */
str report_value(arena *a, const struct field *f, const struct field_value *v);
str report_ms(arena *a, int64_t ms);
str report_bytes(arena *a, int64_t n);
str report_one_line(arena *a, str s); /* blanks and line ends folded to one blank */

/* report_json.c */
void json_value(struct json_out *j, arena *a, const struct field *f, const struct field_value *v);
void json_record(struct report *r, const struct record *rec);
void json_failure(struct report *r, const struct report_failure *f);
void json_print(struct report *r, struct buf *out);

/* report_event.c */
void report_event(void *data, const struct event *e);
void event_line(struct report *r, enum style style, const char *mark, str text);

/* report_events.c */
void events_write(struct report *r, const struct event *e);
void events_failure(struct report *r, const struct report_failure *f);

/* report_progress.c: how far the run is, at what rate, how long it will take. */
void progress_end_line(struct report *r);
void progress_overwrite(struct report *r, str text);
void progress_event(struct report *r, arena *a, const struct event *e);
str progress_bytes(arena *a, const struct event *e); /* "1.2 MB of 3.4 MB, 400 kB/s, …" */

/* report_failure.c */
void failure_print(struct report *r, const struct report_failure *f);

const char *style_on(enum style s, bool color);
const char *style_off(enum style s, bool color);

#endif
