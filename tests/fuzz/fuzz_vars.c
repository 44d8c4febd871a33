/* tests/fuzz/fuzz_vars.c: any bytes as a statement with variables, in every way to write them and every dialect.
 *
 * Shape     byte 0: rules and names_only; byte 1: dialect and modes; up to the first newline: the value of "a";
 *           then the statement. The pieces between the values are the file's, no secret is shown.
 */
#include "core/envsub.h"
#include "core/format.h"
#include "core/vars.h"

#include "base/cc.h"

#include <stdlib.h>

#define SECRET "qZ7xW9vK"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void declare(arena *a, struct vars *v, str value)
{
    vars_set(a, v, &(struct var){ .name = S("a"), .value = value });
    vars_set(a, v, &(struct var){ .name = S("b_1"), .value = S("it's") });
    vars_set(a, v, &(struct var){ .name = S("s"), .value = S(SECRET), .secret = true });
    vars_set(a, v, &(struct var){ .name = S("none"), .hint = S("give it") });
    setenv("a", str_z(a, value), 1);
    setenv("b_1", "it's", 1);
    setenv("password", SECRET, 1);
    unsetenv("none");
}

static const struct var_rules *rules_of(arena *a, struct vars *v, unsigned char choice)
{
    static const char *const names[] = { "native", "goose", "tern" };
    const struct tool_conf conf = { 0 };
    const struct tool_place place = { .file = S("V1__x.sql") };

    if (choice % 4 < COUNT_OF(names))
        return format_find(str_of(names[choice % 4]))->vars;
    format_find(S("flyway"))->vars_add(a, &conf, &place, v);
    return vars_rules_of(v, format_find(S("flyway"))->vars);
}

static bool holds_secret(str s)
{
    return str_find(s, S(SECRET)) != STR_NONE;
}

/* What is not a value is the text itself, in its order; every offset comes from inside of it. */
static void check(str raw, const struct var_text *t)
{
    size_t from = 0, to = 0;

    for (size_t i = 0; i < t->splices.n; i++) {
        const struct var_splice *s = &t->splices.v[i];

        CHECK(s->raw >= from && s->sent >= to && s->raw - from == s->sent - to);
        CHECK(s->raw + s->raw_n <= raw.n && s->sent + s->sent_n <= t->sent.n);
        CHECK(str_eq(str_slice(raw, from, s->raw), str_slice(t->sent, to, s->sent)));
        from = s->raw + s->raw_n;
        to = s->sent + s->sent_n;
    }
    CHECK(str_eq(str_skip(raw, from), str_skip(t->sent, to)));
    for (size_t i = 0; i <= t->sent.n; i += 1 + t->sent.n / 64)
        CHECK(vars_offset(t, i) <= raw.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vars v = { 0 };
    struct var_use use = { .vars = &v };
    struct var_text out = { 0 };
    struct err err;
    str raw, value;
    arena a;

    if (size < 2 || memchr(data, 0, size))
        return 0;
    arena_init(&a);
    err_init(&err);
    value = str_cut((str){ (const char *)data + 2, size - 2 }, '\n', &raw);
    if (raw.p && !holds_secret(raw) && !holds_secret(value)) {
        declare(&a, &v, value);
        use.rules = rules_of(&a, &v, data[0]);
        use.names_only = data[0] & 0x80;
        use.dialect = dialect_get((enum dialect_id)(data[1] % DIALECT__COUNT));
        use.modes = data[1] / DIALECT__COUNT % 4;
        if ((use.rules->flags & VAR_SHELL ? envsub_apply : vars_apply)(&a, &use, raw, &out, &err)) {
            check(raw, &out);
            CHECK(err.code == ERR_NONE && !holds_secret(out.shown));
        } else {
            CHECK(err.message.n && err_code_exit(err.code) == 2 && !holds_secret(err.message));
            CHECK(err.statement_offset <= (int64_t)raw.n);
        }
    }
    err_done(&err);
    arena_done(&a);
    return 0;
}
