/* base/record.h: a result of a use case, as data.
 *
 * Does      describe rows by a field table; the terminal, --json and the docs are made from that table
 * Does not  render (report/)
 * Shape     struct rectype = name + fields; struct record = rectype + values in field order
 *
 * A use case (app/) sends records to ctx->sink in the order in which a person should read them.
 */
#ifndef AFLOAT_BASE_RECORD_H
#define AFLOAT_BASE_RECORD_H

#include "base/str.h"

enum field_type {
    FIELD_TEXT,
    FIELD_INT,
    FIELD_BOOL,
    FIELD_TIME, /* microseconds since 1970 UTC; printed ISO 8601 UTC */
    FIELD_MS,   /* a duration in milliseconds */
    FIELD_BYTES,
    FIELD_RECORDS, /* an array of objects; `title` is the name of their record type. JSON only */
};

enum field_flag {
    FIELD_JSON_ONLY = 1, /* not a column of the terminal table */
    FIELD_STATE = 2,     /* coloured by its value (report/tty_style.c) */
    FIELD_SQL = 4,       /* may hold several lines: shown cut on a terminal */
};

struct field {
    const char *name;  /* snake_case: the key in JSON */
    const char *title; /* column heading on a terminal; "" = none */
    enum field_type type;
    unsigned flags;
    const char *help; /* one line for docs/json.md, with the unit */
};

enum rectype_shape {
    RECORD_ONE,   /* an object in JSON; a line on a terminal */
    RECORD_MANY,  /* an array in JSON, a table on a terminal */
    RECORD_LINES, /* one JSON object a line, everywhere: a stream of any length */
    RECORD_FINDINGS, /* as RECORD_MANY; on a terminal with the place in the file, and --format (report/diag.h) */
    RECORD_NESTED, /* only in a FIELD_RECORDS of another one */
};

/* `line` is how a RECORD_ONE reads on a terminal: "{database} ({product} {version})"; a part in [ ] is left
 * out when a field in it is null or empty. NULL = not shown. */
struct rectype {
    const char *name; /* snake_case: the key in JSON; plural when many */
    enum rectype_shape shape;
    const struct field *fields;
    size_t field_count;
    const char *line;
};

struct field_value {
    bool null;
    str text;                     /* FIELD_TEXT */
    int64_t i;                    /* all others */
    const struct record *records; /* FIELD_RECORDS: `i` of them */
};

struct record {
    const struct rectype *type;
    const struct field_value
        *values; /* type->field_count of them; valid during the call only; NULL = none
                                   came so far: an array in JSON that may stay empty */
};

static inline struct field_value field_text(str s)
{
    return (struct field_value){ .null = s.p == NULL, .text = s };
}

static inline struct field_value field_int(int64_t i)
{
    return (struct field_value){ .i = i };
}

static inline struct field_value field_records(const struct record *v, size_t n)
{
    return (struct field_value){ .i = (int64_t)n, .records = v };
}

static inline struct field_value field_null(void)
{
    return (struct field_value){ .null = true };
}

#endif
