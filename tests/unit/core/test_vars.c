/* tests/unit/core/test_vars.c: values in statements: what is a reference, what a value may do, offsets, secrets. */
#include "harness/test.h"

#include "core/vars.h"

static const struct var_rules flyway_like = { S_INIT("${"), S_INIT("}"),
                                              VAR_NOCASE | VAR_STRICT | VAR_ANY_NAME };
static const struct var_rules tern_like = { S_INIT("{{"), S_INIT("}}"), VAR_STRICT | VAR_DOT_NAME };

static struct vars some(arena *a)
{
    static const struct var vars[] = {
        { .name = S_INIT("owner"), .value = S_INIT("alice") },
        { .name = S_INIT("quote"), .value = S_INIT("it's") },
        { .name = S_INIT("two"), .value = S_INIT("a; b") },
        { .name = S_INIT("text"), .value = S_INIT("'x;y'") },
        { .name = S_INIT("dash"), .value = S_INIT("a --") },
        { .name = S_INIT("empty"), .value = S_INIT("") },
        { .name = S_INIT("none") },
        { .name = S_INIT("pw"), .value = S_INIT("hunter22"), .secret = true },
    };
    struct vars v = { 0 };

    for (size_t i = 0; i < COUNT_OF(vars); i++)
        vars_set(a, &v, &vars[i]);
    return v;
}

struct with {
    enum dialect_id dialect;
    const struct var_rules *rules;
};

/* The text that is sent, or the code of the error and its offset: "AF2320 at 7". */
static str put_with(arena *a, struct with w, const char *raw, struct var_text *out)
{
    struct vars v = some(a);
    struct var_use use = { .vars = &v, .rules = w.rules, .dialect = dialect_get(w.dialect) };
    struct err err;
    str result;

    err_init(&err);
    if (vars_apply(a, &use, str_of(raw), out, &err))
        result = out->sent;
    else
        result =
            str_printf(a, "%s at %lld", err_code_text(err.code), (long long)err.statement_offset);
    err_done(&err);
    return result;
}

static str put_in(arena *a, enum dialect_id d, const char *raw)
{
    struct var_text out;

    return put_with(a, (struct with){ d, &var_rules_native }, raw, &out);
}

#define EXPECT_PUT(d, raw, want) EXPECT_STR(put_in(a, DIALECT_##d, raw), S(want))

TEST(puts_values_in)
{
    EXPECT_PUT(SQLITE, "SELECT ${owner}", "SELECT alice");
    EXPECT_PUT(SQLITE, "${owner}", "alice");
    EXPECT_PUT(SQLITE, "SELECT '${owner}', \"${owner}\", ${text}",
               "SELECT 'alice', \"alice\", 'x;y'");
    EXPECT_PUT(SQLITE, "SELECT 1 -- ${owner}\n + ${empty}2", "SELECT 1 -- alice\n + 2");
    EXPECT_PUT(MARIADB, "CREATE USER `${owner}` # ${owner}", "CREATE USER `alice` # alice");
    EXPECT_PUT(POSTGRES, "DO $$BEGIN ${owner}; END$$", "DO $$BEGIN alice; END$$");
}

TEST(leaves_what_is_no_reference)
{
    EXPECT_PUT(SQLITE, "SELECT '${1} ${a.b} ${ owner} ${} ${owner $owner {owner}'",
               "SELECT '${1} ${a.b} ${ owner} ${} ${owner $owner {owner}'");
    EXPECT_PUT(SQLITE, "SELECT 1", "SELECT 1");
}

TEST(escapes)
{
    EXPECT_PUT(SQLITE, "SELECT '$${owner} $${no} ${owner}$${owner}'",
               "SELECT '${owner} ${no} alice${owner}'");
    EXPECT_PUT(SQLITE, "SELECT '$${a.b}'", "SELECT '$${a.b}'");
    EXPECT_PUT(POSTGRES, "DO $q$ $${owner} $q$", "DO $q$ ${owner} $q$");
}

/* The $ of a dollar quote's delimiter begins no reference. */
TEST(dollar_quotes_stay)
{
    EXPECT_PUT(POSTGRES, "SELECT $${owner}$$::text[]", "SELECT $${owner}$$::text[]");
    EXPECT_PUT(POSTGRES, "DO $$ x := '${other}'; $$", "DO $$ x := '${other}'; $$");
    EXPECT_PUT(POSTGRES, "SELECT '${other}'", "AF2320 at 8");
    EXPECT_PUT(SQLITE, "SELECT 1 /* ${other} */", "SELECT 1 /* ${other} */");
}

TEST(refuses)
{
    EXPECT_PUT(SQLITE, "SELECT ${ownr}", "AF2320 at 7");
    EXPECT_PUT(SQLITE, "SELECT ${none}", "AF2321 at 7");
    EXPECT_PUT(SQLITE, "SELECT ${two}", "AF2322 at 7");
    EXPECT_PUT(SQLITE, "SELECT '${two}'", "SELECT 'a; b'");
    EXPECT_PUT(SQLITE, "SELECT '${owner}${quote}'", "AF2322 at 16");
    EXPECT_PUT(SQLITE, "SELECT '${text}'", "AF2322 at 8");
    EXPECT_PUT(SQLITE, "SELECT ${quote}", "AF2322 at 7");
    EXPECT_PUT(SQLITE, "SELECT ${dash} + 1", "AF2322 at 7");
    EXPECT_PUT(SQLITE, "SELECT ${dash}\n + 1", "SELECT a --\n + 1");
    EXPECT_PUT(SQLITE, "SELECT ${quote}, 'x'", "AF2322 at 7");
}

TEST(other_formats)
{
    struct var_text out;
    struct with f = { DIALECT_POSTGRES, &flyway_like }, t = { DIALECT_POSTGRES, &tern_like };

    EXPECT_STR(put_with(a, f, "SELECT ${OWNER} -- ${Owner}", &out), S("SELECT alice -- alice"));
    EXPECT_STR(put_with(a, f, "SELECT 1 /* ${x} */", &out), S("AF2320 at 12"));
    EXPECT_STR(put_with(a, f, "SELECT '$${owner}'", &out), S("SELECT '$alice'"));
    EXPECT_STR(put_with(a, f, "SELECT '${a.b}'", &out), S("AF2320 at 8"));
    EXPECT_STR(put_with(a, t, "SELECT {{.owner}}, '{{ .owner }}', '{{owner}}'", &out),
               S("SELECT alice, 'alice', '{{owner}}'"));
}

/* A name has 512 bytes at the most; what is longer is plain text, as is a prefix with no suffix near it. */
TEST(long_names)
{
    enum { MOST = 512 };

    static const struct var_rules rules[] = {
        { S_INIT("${"), S_INIT("}"), VAR_STRICT },
        { S_INIT("<<"), S_INIT(">>"), VAR_STRICT | VAR_ANY_NAME },
    };

    for (size_t i = 0; i < COUNT_OF(rules); i++)
        for (size_t n = MOST - 1; n <= MOST + 1; n++) {
            struct var_use use = { .rules = &rules[i], .dialect = dialect_get(DIALECT_SQLITE) };
            struct vars v = { 0 };
            struct buf name = buf_on(a), raw = buf_on(a);
            struct var_text out;
            struct err err;
            str want;

            err_init(&err);
            buf_pad(&name, 'n', n);
            vars_set(a, &v, &(struct var){ .name = buf_view(&name), .value = S("x") });
            use.vars = &v;
            buf_printf(&raw, "SELECT " STR_FMT STR_FMT STR_FMT " + 1", STR_ARG(rules[i].prefix),
                       STR_ARG(buf_view(&name)), STR_ARG(rules[i].suffix));
            want = n <= MOST ? S("SELECT x + 1") : buf_view(&raw);
            EXPECT_OK(vars_apply(a, &use, buf_view(&raw), &out, &err), &err);
            EXPECT_STR(out.sent, want);
            err_done(&err);
        }
}

TEST(without_declared_variables)
{
    struct vars none = { 0 };
    struct var_use use = { &none, &var_rules_native, dialect_get(DIALECT_SQLITE), 0, false };
    struct var_text out;
    struct err err;

    err_init(&err);
    EXPECT_OK(vars_apply(a, &use, S("SELECT ${x}"), &out, &err), &err);
    EXPECT_STR(out.sent, S("SELECT ${x}"));
    use.rules = &flyway_like;
    EXPECT(!vars_apply(a, &use, S("SELECT ${x}"), &out, &err));
    err_done(&err);
}

TEST(offsets_point_into_the_file)
{
    struct var_text out;

    put_with(a, (struct with){ DIALECT_SQLITE, &var_rules_native }, "A ${owner} B ${empty} C",
             &out);
    EXPECT_STR(out.sent, S("A alice B  C"));
    EXPECT_INT(vars_offset(&out, 0), 0);
    EXPECT_INT(vars_offset(&out, 4), 2);
    EXPECT_INT(vars_offset(&out, 8), 11);
    EXPECT_INT(vars_offset(&out, 11), 22);
}

TEST(secrets_are_not_shown)
{
    struct var_text out;
    struct str_list secrets = { 0 };
    struct vars v = some(a);

    put_with(a, (struct with){ DIALECT_SQLITE, &var_rules_native }, "X '${pw}' ${owner}", &out);
    EXPECT_STR(out.sent, S("X 'hunter22' alice"));
    EXPECT_STR(out.shown, S("X '***' alice"));
    vars_secrets(a, &v, &secrets);
    EXPECT_INT(secrets.n, 1);
    EXPECT_STR(secrets.v[0], S("hunter22"));
}
