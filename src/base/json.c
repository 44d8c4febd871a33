/* base/json.c: see base/json.h.
 *
 * The reader converts jansson's tree and frees it: no type of jansson leaves this file. jansson names some of
 * its constants and functions as we do, so they get other names while its header is read.
 */
#define JSON_NULL   JANSSON_NULL
#define JSON_REAL   JANSSON_REAL
#define JSON_STRING JANSSON_STRING
#define JSON_ARRAY  JANSSON_ARRAY
#define JSON_OBJECT JANSSON_OBJECT
#define json_null   jansson_null
#include <jansson.h>
#undef JSON_NULL
#undef JSON_REAL
#undef JSON_STRING
#undef JSON_ARRAY
#undef JSON_OBJECT
#undef json_null

#include "base/json.h"

#include "base/utf8.h"

struct json_out json_to(struct buf *out)
{
    return (struct json_out){ .out = out };
}

static void before_value(struct json_out *j)
{
    ASSERT(j->depth == 0 || j->after_key || j->stack[j->depth - 1] == '[');
    if (j->comma && !j->after_key)
        buf_char(j->out, ',');
    j->after_key = false;
    j->comma = true;
}

void json_open(struct json_out *j, char kind)
{
    CHECK(j->depth < JSON_DEPTH_MAX);
    before_value(j);
    buf_char(j->out, kind);
    j->stack[j->depth++] = kind;
    j->comma = false;
}

void json_close(struct json_out *j)
{
    CHECK(j->depth > 0 && !j->after_key);
    buf_char(j->out, j->stack[--j->depth] == '{' ? '}' : ']');
    j->comma = true;
}

static void escape(struct buf *out, char c)
{
    static const char plain[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
    const char *at = c ? strchr(plain, c) : NULL;

    if (at)
        buf_printf(out, "\\%c", letter[at - plain]);
    else
        buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

/* Valid UTF-8. */
static void write_valid(struct buf *out, str s)
{
    size_t done = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_str(out, str_slice(s, done, i));
        escape(out, s.p[i]);
        done = i + 1;
    }
    buf_str(out, str_skip(s, done));
}

static void write_quoted(struct buf *out, str s)
{
    buf_char(out, '"');
    for (;;) {
        size_t wrong = utf8_invalid_at(s, NULL);

        write_valid(out, str_slice(s, 0, wrong));
        if (wrong == STR_NONE)
            break;
        buf_z(out, "\xef\xbf\xbd");
        s = str_skip(s, wrong + 1);
    }
    buf_char(out, '"');
}

void json_key(struct json_out *j, str key)
{
    ASSERT(j->depth > 0 && j->stack[j->depth - 1] == '{' && !j->after_key);
    if (j->comma)
        buf_char(j->out, ',');
    write_quoted(j->out, key);
    buf_char(j->out, ':');
    j->after_key = true;
}

void json_text(struct json_out *j, str s)
{
    before_value(j);
    write_quoted(j->out, s);
}

void json_int(struct json_out *j, int64_t i)
{
    before_value(j);
    buf_printf(j->out, "%lld", (long long)i);
}

void json_bool(struct json_out *j, bool b)
{
    json_raw(j, b ? S("true") : S("false"));
}

void json_raw(struct json_out *j, str text)
{
    before_value(j);
    buf_str(j->out, text);
}

static struct json *convert(arena *a, json_t *from);

static void convert_items(arena *a, json_t *from, struct json *to)
{
    json_t *value;
    void *it;

    for (size_t i = 0; i < json_array_size(from); i++)
        vec_push(a, &to->items)->value = convert(a, json_array_get(from, i));
    for (it = json_object_iter(from); it; it = json_object_iter_next(from, it)) {
        struct json_item *item = vec_push(a, &to->items);

        item->key = str_copy(a, str_of(json_object_iter_key(it)));
        value = json_object_iter_value(it);
        item->value = convert(a, value);
    }
}

/* The depth is limited by jansson's parser. */
static struct json *convert(arena *a, json_t *from)
{
    static const enum json_kind kinds[] = {
        [JANSSON_OBJECT] = JSON_OBJECT, [JANSSON_ARRAY] = JSON_ARRAY,
        [JANSSON_STRING] = JSON_STRING, [JSON_INTEGER] = JSON_INT,
        [JANSSON_REAL] = JSON_REAL,     [JSON_TRUE] = JSON_BOOL,
        [JSON_FALSE] = JSON_BOOL,       [JANSSON_NULL] = JSON_NULL,
    };
    struct json *to = arena_new(a, struct json, 1);

    to->kind = kinds[json_typeof(from)];
    to->i = json_is_true(from) ? 1 : json_integer_value(from);
    to->real = json_number_value(from);
    if (to->kind == JSON_STRING)
        to->text = str_copy(a, (str){ json_string_value(from), json_string_length(from) });
    convert_items(a, from, to);
    return to;
}

/* jansson counts characters; a place counts bytes. */
static struct place place_of(str text, str file, const json_error_t *e)
{
    size_t at = e->position < 0 ? 0 : (size_t)e->position, start;
    str before = str_slice(text, 0, at), rest;
    struct place p = { .file = file, .line = e->line > 0 ? (uint32_t)e->line : 1 };

    start = str_find_last_char(before, '\n');
    start = start == STR_NONE ? 0 : start + 1;
    p.column = (uint32_t)(before.n - start) + (before.n == start);
    rest = str_skip(text, start);
    if (!str_next_line(&rest, &p.line_text))
        p.line_text = (str){ 0 };
    return p;
}

struct json *json_parse(arena *a, str text, str file, struct err *err)
{
    json_error_t e = { .position = 0 };
    struct place place;
    struct json *tree;
    json_t *root;

    root = json_loadb(text.p ? text.p : "", text.n,
                      JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &e);
    if (!root) {
        place = place_of(text, file, &e);
        err_set(err, ERR_JSON, "could not read the JSON text: %s", e.text);
        err_at(err, &place);
        return NULL;
    }
    tree = convert(a, root);
    json_decref(root);
    return tree;
}

const struct json *json_get(const struct json *o, str key)
{
    if (!o || o->kind != JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < o->items.n; i++)
        if (str_eq(o->items.v[i].key, key))
            return o->items.v[i].value;
    return NULL;
}
