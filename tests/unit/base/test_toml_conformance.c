/* tests/unit/base/test_toml_conformance.c: base/toml.h against the public TOML test suite.
 *
 * Does   read every file that the suite counts for TOML 1.0: valid ones must give the tree of the tagged JSON
 *        beside them, invalid ones an error with a place
 * See    github.com/toml-lang/toml-test; skipped when the folder is not there
 */
#include "harness/test.h"

#include "base/fs.h"
#include "base/json.h"
#include "base/toml.h"

#include <math.h>

#define FOLDER "../shared/corpora/toml-test/tests"

enum { FILE_MAX = 1 << 20 };

static const char *const kind_names[] = {
    [TOML_STRING] = "string",         [TOML_INT] = "integer",
    [TOML_FLOAT] = "float",           [TOML_BOOL] = "bool",
    [TOML_DATETIME] = "datetime",     [TOML_LOCAL_DATETIME] = "datetime-local",
    [TOML_LOCAL_DATE] = "date-local", [TOML_LOCAL_TIME] = "time-local",
    [TOML_ARRAY] = "array",           [TOML_TABLE] = "table",
};

static str load(arena *a, str name)
{
    struct err err;
    str text = { 0 };

    err_init(&err);
    EXPECT_OK(fs_read(a, fs_join(a, S(FOLDER), name), FILE_MAX, &text, &err), &err);
    return text;
}

/* Dates are written in several ways: one form for all (T, Z, no zeros at the end of a fraction). */
static str moment(arena *a, str s)
{
    char *z = str_z(a, s);
    size_t n = 0, dot = STR_NONE;

    for (size_t i = 0; i <= s.n; i++) {
        char c = i == s.n ? '\0' : s.p[i];
        bool digit = c >= '0' && c <= '9';

        if (dot != STR_NONE && !digit) {
            while (n > dot && (z[n - 1] == '0' || z[n - 1] == '.'))
                n--;
            dot = STR_NONE;
        }
        if (c == '.')
            dot = n;
        z[n++] = c == 't' || c == ' ' ? 'T' : c == 'z' ? 'Z' : c;
    }
    return (str){ z, n - 1 };
}

static bool same_float(arena *a, double got, str want)
{
    double f = strtod(str_z(a, want), NULL);

    return isnan(f) ? isnan(got) : !(got < f) && !(got > f);
}

static bool same_scalar(arena *a, const struct toml *got, str type, str want)
{
    int64_t i;

    if (!str_eq(type, str_of(kind_names[got->kind])))
        return false;
    if (got->kind == TOML_INT)
        return str_to_int64(want, &i) && i == got->i;
    if (got->kind == TOML_FLOAT)
        return same_float(a, got->f, want);
    if (got->kind == TOML_BOOL)
        return str_eq(want, got->i ? S("true") : S("false"));
    if (got->kind == TOML_STRING)
        return str_eq(got->text, want);
    return str_eq(moment(a, got->text), moment(a, want));
}

/* jansson takes no NUL in a key: one file of the suite has such a key, it is renamed in its JSON. */
#define NUL_KEY  "\"\\u0000\":"
#define STAND_IN "\"NUL\":"

static str without_nul_key(arena *a, str json)
{
    size_t at = str_find(json, S(NUL_KEY));

    if (at == STR_NONE)
        return json;
    return str_printf(a, STR_FMT STAND_IN STR_FMT, STR_ARG(str_slice(json, 0, at)),
                      STR_ARG(str_skip(json, at + strlen(NUL_KEY))));
}

static const struct toml *child_of(const struct toml *table, str key)
{
    return map_find(&table->table, str_eq(key, S("NUL")) ? S("\0") : key);
}

static bool same(arena *a, const struct toml *got, const struct json *want)
{
    const struct json *type = json_get(want, S("type")), *value = json_get(want, S("value"));
    size_t n = got->kind == TOML_ARRAY ? got->items.n : got->table.entries.n;

    if (got->line == 0 || got->column == 0)
        return false;
    if (want->items.n == 2 && type && value && type->kind == JSON_STRING)
        return same_scalar(a, got, type->text, value->text);
    if (got->kind != (want->kind == JSON_ARRAY ? TOML_ARRAY : TOML_TABLE) || n != want->items.n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct json_item *item = &want->items.v[i];
        const struct toml *child =
            got->kind == TOML_ARRAY ? got->items.v[i] : child_of(got, item->key);

        if (!child || !same(a, child, item->value))
            return false;
    }
    return true;
}

static bool check_valid(arena *a, str name, struct err *err)
{
    str stem = str_slice(name, 0, name.n - strlen(".toml"));
    struct toml *got = toml_parse(a, load(a, name), name, err);
    struct json *want;

    if (!got)
        return false;
    want = json_parse(a, without_nul_key(a, load(a, str_printf(a, STR_FMT ".json", STR_ARG(stem)))),
                      name, err);
    return want && same(a, got, want);
}

static bool check_invalid(arena *a, str name, struct err *err)
{
    return !toml_parse(a, load(a, name), name, err) && err->code == ERR_TOML &&
           err->place.line > 0 && err->place.column > 0 && err->message.n > 0;
}

static void run_all(arena *a, str prefix, bool (*check)(arena *a, str name, struct err *err))
{
    int files = 0, failed = 0;
    str list, name;

    if (!fs_exists(S(FOLDER)))
        test_skip("no folder " FOLDER);
    list = load(a, S("files-toml-1.0.0"));
    while (str_next_line(&list, &name)) {
        struct err err;

        if (!str_starts(name, prefix) || !str_ends(name, S(".toml")))
            continue;
        err_init(&err);
        files++;
        if (!check(a, name, &err)) {
            failed++;
            test_note(str_printf(a, STR_FMT ":%u:%u " STR_FMT, STR_ARG(name), err.place.line,
                                 err.place.column, STR_ARG(err.message)));
        } else if (getenv("AFLOAT_TEST_VERBOSE")) {
            test_note(str_printf(a, STR_FMT ":%u:%u " STR_FMT, STR_ARG(name), err.place.line,
                                 err.place.column, STR_ARG(err.message)));
        }
        err_done(&err);
    }
    test_note(str_printf(a, "%d files", files));
    EXPECT(files > 100);
    EXPECT_INT(failed, 0);
}

TEST(valid_files_give_their_tree)
{
    run_all(a, S("valid/"), check_valid);
}

TEST(invalid_files_give_an_error)
{
    run_all(a, S("invalid/"), check_invalid);
}
