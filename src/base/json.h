/* base/json.h: writing JSON as a stream, reading it through jansson.
 *
 * Does      write with correct commas, escapes and nesting; invalid UTF-8 is written as U+FFFD
 * Does not  build a tree for output
 * Shape     json_open(&j, '{'); json_key(&j, S("a")); json_int(&j, 1); json_close(&j);
 */
#ifndef AFLOAT_BASE_JSON_H
#define AFLOAT_BASE_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

enum { JSON_DEPTH_MAX = 64 };

struct json_out {
    struct buf *out;
    char stack[JSON_DEPTH_MAX]; /* '{' or '[' */
    int depth;
    bool comma, after_key;
};

struct json_out json_to(struct buf *out);
void json_open(struct json_out *j, char kind); /* '{' or '[' */
void json_close(struct json_out *j);
void json_key(struct json_out *j, str key);
void json_text(struct json_out *j, str s);
void json_int(struct json_out *j, int64_t i);
void json_bool(struct json_out *j, bool b);
void json_raw(struct json_out *j, str text); /* already JSON */

/* Inline, because a function of this name would take the place of jansson's own inside its library. */
static inline void json_null(struct json_out *j)
{
    json_raw(j, S("null"));
}

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_REAL, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_kind kind;
    str text;  /* JSON_STRING */
    int64_t i; /* JSON_INT, JSON_BOOL */
    double real;
    vec(struct json_item {
        str key;
        struct json *value;
    }) items; /* arrays: key is absent */
};

struct json *json_parse(arena *a, str text, str file, struct err *err); /* NULL with *err set */
const struct json *json_get(const struct json *o, str key); /* NULL = absent or not an object */

#endif
