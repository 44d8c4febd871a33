/* tests/unit/base/test_json.c: base/json.c, both ways. */
#include "harness/test.h"

#include "base/clock.h"
#include "base/json.h"

TEST(writes_nested)
{
    struct buf b = buf_on(a);
    struct json_out j = json_to(&b);

    json_open(&j, '{');
    json_key(&j, S("a"));
    json_open(&j, '[');
    json_int(&j, INT64_MIN);
    json_null(&j);
    json_open(&j, '{');
    json_close(&j);
    json_bool(&j, true);
    json_close(&j);
    json_key(&j, S("b"));
    json_text(&j, S("x"));
    json_key(&j, S("c"));
    json_raw(&j, S("1.5"));
    json_close(&j);
    EXPECT_STR(buf_view(&b),
               S("{\"a\":[-9223372036854775808,null,{},true],\"b\":\"x\",\"c\":1.5}"));
}

static str text_of(arena *a, str s)
{
    struct buf b = buf_on(a);
    struct json_out j = json_to(&b);

    json_text(&j, s);
    return buf_view(&b);
}

TEST(escapes)
{
    EXPECT_STR(text_of(a, S("\"\\\b\f\n\r\t\x01\x1f\0/é")),
               S("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\\u0000/é\""));
    EXPECT_STR(text_of(a, S("a\xff"
                            "b\xc3")),
               S("\"a\uFFFDb\uFFFD\""));
    EXPECT_STR(text_of(a, (str){ 0 }), S("\"\""));
}

TEST(what_is_written_is_read)
{
    struct err err;
    struct json *o;
    str all = S("\x01\"\\\n\0é𝄞");

    err_init(&err);
    o = json_parse(a, text_of(a, all), S("f"), &err);
    EXPECT_OK(o, &err);
    EXPECT_STR(o->text, all);
}

TEST(reads)
{
    struct err err;
    struct json *o;

    err_init(&err);
    o = json_parse(a, S("{\"z\": [1, -2.5, true, false, null, \"\\u00e9\"], \"a\": {}}"), S("f"),
                   &err);
    EXPECT_OK(o, &err);
    EXPECT_INT(o->kind, JSON_OBJECT);
    EXPECT_STR(o->items.v[0].key, S("z")); /* in the order of the text */
    o = o->items.v[0].value;
    EXPECT_INT(o->items.n, 6);
    EXPECT_INT(o->items.v[0].value->i, 1);
    EXPECT(o->items.v[1].value->real < -2.4);
    EXPECT(o->items.v[2].value->kind == JSON_BOOL && o->items.v[2].value->i == 1);
    EXPECT(o->items.v[3].value->kind == JSON_BOOL && o->items.v[3].value->i == 0);
    EXPECT_INT(o->items.v[4].value->kind, JSON_NULL);
    EXPECT_STR(o->items.v[5].value->text, S("é"));
    EXPECT(json_get(o, S("a")) == NULL);
    EXPECT(json_get(NULL, S("a")) == NULL);
}

TEST(errors_have_a_place)
{
    static const struct {
        const char *text;
        unsigned line, column;
    } rows[] = {
        { "", 1, 1 },      { "{\"a\": 1,\n \"é\": ?}", 2, 8 },  { "{\"a\": 1, \"a\": 2}", 1, 12 },
        { "[1] x", 1, 5 }, { "[99999999999999999999]", 1, 21 }, { "[\"\xff\"]", 1, 2 },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err;

        err_init(&err);
        EXPECT(json_parse(a, str_of(rows[i].text), S("f.json"), &err) == NULL);
        EXPECT_INT(err.code, ERR_JSON);
        EXPECT_STR(err.place.file, S("f.json"));
        EXPECT_INT(err.place.line, rows[i].line);
        EXPECT_INT(err.place.column, rows[i].column);
        err_done(&err);
    }
}

TEST(too_deep_is_an_error)
{
    struct buf b = buf_on(a);
    struct err err;

    err_init(&err);
    buf_pad(&b, '[', 100000);
    EXPECT(json_parse(a, buf_view(&b), S("f"), &err) == NULL);
    EXPECT_INT(err.code, ERR_JSON);
    err_done(&err);
}

TEST(many_invalid_bytes_take_linear_time)
{
    struct buf b = buf_on(a);
    int64_t t = clock_mono_ms();

    buf_pad(&b, '\xff', 2 << 20);
    EXPECT_INT(text_of(a, buf_view(&b)).n, 3 * (2 << 20) + 2);
    EXPECT(clock_mono_ms() - t < 5000);
}
