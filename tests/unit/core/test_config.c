/* tests/unit/core/test_config.c: afloat.toml, .env, and the order of the sources of the database. */
#include "harness/folder.h"

#include "base/fs.h"
#include "core/config_int.h"

#include <sys/stat.h>
#include <unistd.h>

#define CANARY "S3kr1tCanary"

static void leave(void *data)
{
    (void)data;
    if (chdir("/") != 0)
        test_note(S("could not leave the folder"));
}

/* A fresh working directory with a folder "sub", and no variable that matters. */
static str fresh(arena *a)
{
    static const char *const variables[] = { "AFLOAT_URL", "DATABASE_URL", "PGHOST", "PGHOSTADDR",
                                             "PGDATABASE", "PGSERVICE",    "PGUSER", "PGPASSWORD",
                                             "PGSSLMODE",  "PROD_URL" };
    str folder = test_folder(a);

    for (size_t i = 0; i < COUNT_OF(variables); i++)
        unsetenv(variables[i]);
    arena_defer(a, leave, NULL);
    setenv("HOME", folder.p, 1);
    EXPECT(chdir(folder.p) == 0 && mkdir("sub", 0700) == 0);
    return fs_cwd(a);
}

static void write_file(const char *name, const char *text)
{
    struct err err;
    bool exists;

    err_init(&err);
    (void)unlink(name);
    EXPECT_OK(fs_create(str_of(name), str_of(text), &exists, &err), &err);
    err_done(&err);
}

static void count_warning(void *data, const struct event *e)
{
    *(int *)data += e->kind == EVENT_WARNING;
}

static bool load_with(arena *a, const struct config_flags *flags, struct config *out, int *warnings,
                      struct err *err)
{
    struct ctx ctx = { .mem = a, .sink = { .event = count_warning, .data = warnings } };

    return config_load(a, flags, &ctx, out, err);
}

static struct config load(arena *a, const struct config_flags *flags)
{
    struct config c;
    struct err err;
    int warnings = 0;

    err_init(&err);
    EXPECT_OK(load_with(a, flags, &c, &warnings, &err), &err);
    EXPECT_INT(warnings, 0);
    err_done(&err);
    return c;
}

static bool holds(str s, const char *what)
{
    return !*what || str_find(s, str_of(what)) != STR_NONE;
}

struct refusal {
    enum err_code code;
    const char *message, *hint;
    uint32_t line, column;
};

static void expect_refused(arena *a, const struct config_flags *flags, const struct refusal *want)
{
    struct config c;
    struct err err;
    int warnings = 0;

    err_init(&err);
    EXPECT(!load_with(a, flags, &c, &warnings, &err));
    test_note(str_printf(a, STR_FMT ":%u:%u: " STR_FMT " [" STR_FMT "] " STR_FMT,
                         STR_ARG(err.place.file), (unsigned)err.place.line,
                         (unsigned)err.place.column, STR_ARG(err.message),
                         STR_ARG(err.place.line_text), STR_ARG(err.hint)));
    EXPECT_INT(err.code, want->code);
    EXPECT(holds(err.message, want->message));
    EXPECT(holds(err.hint, want->hint));
    EXPECT_INT(err.place.line, want->line);
    if (want->column)
        EXPECT_INT(err.place.column, want->column);
    EXPECT(!holds(err.message, "Canary") && !holds(err.hint, "Canary") &&
           !holds(err.detail, "Canary") && !holds(err.place.line_text, "Canary"));
    for (size_t i = 0; i < err.context.n; i++)
        EXPECT(!holds(err.context.v[i], "Canary"));
    err_done(&err);
}

TEST(nothing_at_all)
{
    str cwd = fresh(a);
    struct config c = load(a, &(struct config_flags){ 0 });
    struct err err;

    EXPECT(!c.has_dsn && !c.file.n && !c.env.n && !c.format_files.n && !c.history_schema.n);
    EXPECT_STR(c.root, cwd);
    EXPECT_STR(c.dir, S("migrations"));
    EXPECT_STR(c.history_prefix, S("afloat_"));
    EXPECT_STR(c.project, S("default"));
    EXPECT_INT(c.lock_wait_ms, 600000);
    EXPECT_INT(c.lock_timeout_ms, 60000);
    EXPECT_INT(c.statement_timeout_ms, 0);
    err_init(&err);
    EXPECT(!config_need_database(&c, &err));
    EXPECT_INT(err.code, ERR_NO_DATABASE);
    EXPECT(holds(err.hint, "--url") && holds(err.hint, "DATABASE_URL") &&
           holds(err.hint, "[env.NAME]"));
    err_done(&err);
}

static const char toml[] = "url = \"sqlite:top.db\"\n"
                           "dir = \"db/changes\"\n"
                           "format = \"goose\"\n"
                           "project = \"shop\"\n"
                           "default_env = \"dev\"\n"
                           "[history]\n"
                           "schema = \"ops\"\n"
                           "prefix = \"m_\"\n"
                           "[env.dev]\n"
                           "url = \"sqlite:dev.db\"\n"
                           "contract = \"immediate\"\n"
                           "[env.prod]\n"
                           "url_env = \"PROD_URL\"\n"
                           "dir = \"prod\"\n"
                           "protected = true\n"
                           "tls = \"verify\"\n"
                           "allow_out_of_order = true\n"
                           "lock_wait = \"5min\"\n"
                           "lock_timeout = 1500\n"
                           "statement_timeout = \"2s\"\n"
                           "[env.bare]\n"
                           "protected = true\n";

TEST(every_source_in_its_order)
{
    struct config_flags none = { 0 }, flag = { .url = S_INIT("flag.db") },
                        prod = { .env = S_INIT("prod") };
    struct config c;

    fresh(a);
    setenv("PGHOST", "pg-host", 1);
    setenv("PGDATABASE", "pg-db", 1);
    c = load(a, &none);
    EXPECT_STR(c.dsn.host, S("pg-host"));
    EXPECT_STR(c.dsn.database, S("pg-db"));
    EXPECT_STR(c.dsn.source, S("PGHOST, PGDATABASE"));

    write_file("afloat.toml", "url = \"sqlite:top.db\"\n");
    c = load(a, &none);
    EXPECT_STR(c.dsn.database, S("top.db"));
    EXPECT_STR(c.dsn.source, S("url in afloat.toml"));

    write_file("afloat.toml", toml);
    c = load(a, &none);
    EXPECT_STR(c.dsn.database, S("dev.db"));
    EXPECT_STR(c.dsn.source, S("[env.dev] url in afloat.toml"));
    EXPECT_STR(c.env, S("dev"));
    EXPECT(c.contract_immediate);

    write_file(".env", "DATABASE_URL=sqlite:dotenv.db\n");
    c = load(a, &none);
    EXPECT_STR(c.dsn.database, S("dotenv.db"));
    EXPECT_STR(c.dsn.source, S("DATABASE_URL in .env"));

    setenv("DATABASE_URL", "sqlite:real.db", 1);
    c = load(a, &none);
    EXPECT_STR(c.dsn.database, S("real.db"));
    EXPECT_STR(c.dsn.source, S("DATABASE_URL"));
    EXPECT(!c.env.n && !c.contract_immediate); /* another database than that of [env.dev] */

    setenv("PROD_URL", "postgres://u@prod/shop", 1);
    c = load(a, &prod);
    EXPECT_STR(c.dsn.host, S("prod"));
    EXPECT_STR(c.dsn.source, S("PROD_URL ([env.prod] url_env)"));
    EXPECT_STR(c.env, S("prod"));

    setenv("AFLOAT_URL", "sqlite:afloat.db", 1);
    c = load(a, &prod);
    EXPECT_STR(c.dsn.database, S("afloat.db"));
    EXPECT_STR(c.dsn.source, S("AFLOAT_URL"));
    EXPECT(c.protected_env);

    c = load(a, &flag);
    EXPECT_STR(c.dsn.database, S("flag.db"));
    EXPECT_STR(c.dsn.source, S("--url"));
}

TEST(user_and_password_alone_name_no_database)
{
    fresh(a);
    setenv("PGUSER", "u", 1);
    setenv("PGPASSWORD", "p", 1);
    setenv("DATABASE_URL", "", 1);
    EXPECT(!load(a, &(struct config_flags){ 0 }).has_dsn);
}

TEST(settings_of_an_environment)
{
    struct config c;

    fresh(a);
    write_file("afloat.toml", toml);
    setenv("PROD_URL", "postgres://u@prod/shop", 1);
    setenv("PGSSLMODE", "disable", 1); /* does not weaken what the file asks for */
    c = load(a, &(struct config_flags){ .env = S_INIT("prod") });
    EXPECT_STR(c.dir, S("prod"));
    EXPECT_STR(c.format_files, S("goose"));
    EXPECT_STR(c.project, S("shop"));
    EXPECT_STR(c.history_schema, S("ops"));
    EXPECT_STR(c.history_prefix, S("m_"));
    EXPECT(c.protected_env && c.allow_out_of_order && !c.contract_immediate);
    EXPECT_INT(c.lock_wait_ms, 300000);
    EXPECT_INT(c.lock_timeout_ms, 1500);
    EXPECT_INT(c.statement_timeout_ms, 2000);
    EXPECT_INT(c.dsn.tls, TLS_VERIFY);
    c = load(a, &(struct config_flags){
                    .env = S_INIT("prod"), .dir = S_INIT("d"), .format_files = S_INIT("tern") });
    EXPECT_STR(c.dir, S("d"));
    EXPECT_STR(c.format_files, S("tern"));
}

TEST(less_tls_than_the_environment_asks_for)
{
    static const struct refusal want = { ERR_CONFIG, "asks for verified TLS", "PROD_URL", 0, 0 };

    fresh(a);
    write_file("afloat.toml", toml);
    setenv("PROD_URL", "postgres://u:" CANARY "@prod/shop?sslmode=require", 1);
    expect_refused(a, &(struct config_flags){ .env = S_INIT("prod") }, &want);
}

TEST(a_named_database_is_never_replaced)
{
    struct config c;
    struct err err;

    fresh(a);
    write_file("afloat.toml", toml);
    setenv("DATABASE_URL", "sqlite:other.db", 1);
    setenv("PGHOST", "other", 1);
    c = load(a, &(struct config_flags){ .env = S_INIT("prod") });
    EXPECT(!c.has_dsn);
    err_init(&err);
    EXPECT(!config_need_database(&c, &err));
    EXPECT(holds(err.detail, "PROD_URL") && holds(err.detail, "[env.prod]"));
    err_done(&err);
    c = load(a, &(struct config_flags){ .env = S_INIT("bare") });
    EXPECT_STR(c.dsn.database, S("other.db"));
    EXPECT(c.protected_env);
}

TEST(found_upward_and_paths_refer_to_its_folder)
{
    str root = fresh(a);
    struct config c;

    write_file("afloat.toml", "dir = \"m\"\n[env.dev]\nurl = \"sqlite:dev.db\"\n[env.tls]\n"
                              "url = \"postgres://h/db?sslrootcert=ca.pem&sslcert=/abs/c.pem\"\n"
                              "[env.mem]\nurl = \"sqlite::memory:\"\n");
    write_file(".env", "DATABASE_URL=sqlite:dotenv.db\n");
    EXPECT(chdir("sub") == 0);
    c = load(a, &(struct config_flags){ .env = S_INIT("dev") });
    EXPECT_STR(c.file, fs_join(a, root, S("afloat.toml")));
    EXPECT_STR(c.root, root);
    EXPECT_STR(c.dir, fs_join(a, root, S("m")));
    EXPECT_STR(c.dsn.database, fs_join(a, root, S("dev.db")));
    c = load(a, &(struct config_flags){ .env = S_INIT("tls") });
    EXPECT_STR(c.dsn.tls_ca, fs_join(a, root, S("ca.pem")));
    EXPECT_STR(c.dsn.tls_cert, S("/abs/c.pem"));
    c = load(a, &(struct config_flags){ .env = S_INIT("mem") });
    EXPECT_STR(c.dsn.database, S(":memory:"));
    c = load(a, &(struct config_flags){ 0 });
    EXPECT_STR(c.dsn.database, fs_join(a, root, S("dotenv.db")));
    write_file(".env", "DATABASE_URL=sqlite:nearer.db\n");
    EXPECT_STR(load(a, &(struct config_flags){ 0 }).dsn.database, S("nearer.db"));
    setenv("DATABASE_URL", "sqlite:real.db", 1);
    EXPECT_STR(load(a, &(struct config_flags){ 0 }).dsn.database, S("real.db"));
    EXPECT_STR(load(a, &(struct config_flags){ .dir = S_INIT("x") }).dir, S("x"));
}

TEST(a_file_that_is_named)
{
    str cwd = fresh(a);
    struct config_flags flags = { .config = S_INIT("sub/other.toml") };
    struct refusal gone = { ERR_FILE_READ, "could not", "", 0, 0 };
    struct config c;

    write_file("afloat.toml", "dir = \"wrong\"\n");
    write_file("sub/other.toml", "dir = \"files\"\nurl = \"sqlite:x.db\"\n");
    c = load(a, &flags);
    EXPECT_STR(c.file, S("sub/other.toml"));
    EXPECT_STR(c.root, str_printf(a, STR_FMT "/sub", STR_ARG(cwd)));
    EXPECT_STR(c.dir, str_printf(a, STR_FMT "/sub/files", STR_ARG(cwd)));
    EXPECT_STR(c.dsn.database, str_printf(a, STR_FMT "/sub/x.db", STR_ARG(cwd)));
    EXPECT_STR(c.dsn.source, S("url in sub/other.toml"));
    flags.config = S("absent.toml");
    expect_refused(a, &flags, &gone);
}

TEST(environments_that_are_not_there)
{
    static const struct refusal no_file = { ERR_NO_ENV, "\"prod\"", "no afloat.toml", 0, 0 };
    static const struct refusal listed = { ERR_NO_ENV, "\"prd\"", "dev, prod, bare", 0, 0 };
    static const struct refusal default_env = { ERR_NO_ENV, "\"x\"", "no [env.NAME]", 0, 0 };

    fresh(a);
    expect_refused(a, &(struct config_flags){ .env = S_INIT("prod") }, &no_file);
    write_file("afloat.toml", toml);
    expect_refused(a, &(struct config_flags){ .env = S_INIT("prd") }, &listed);
    write_file("afloat.toml", "default_env = \"x\"\n");
    expect_refused(a, &(struct config_flags){ 0 }, &default_env);
}

TEST(mistakes_in_the_file)
{
    static const struct {
        const char *text;
        struct refusal want;
    } rows[] = {
        { "  ulr = \"postgres://u:" CANARY "@h\"\n",
          { ERR_CONFIG, "\"ulr\" is not recognized at the top", "\"url\"", 1, 3 } },
        { "[env.dev]\nlock_wiat = 1\n", { ERR_CONFIG, "in [env.NAME]", "\"lock_wait\"", 2, 1 } },
        { "[history]\nquite_another_thing = 1\n",
          { ERR_CONFIG, "in [history]", "schema, prefix", 2, 1 } },
        { "env.dev.pasword = \"" CANARY "\"\n", { ERR_CONFIG, "\"pasword\"", "", 1, 0 } },
        { "env = { dev = { passwd = \"" CANARY "\" } }\n", { ERR_CONFIG, "\"passwd\"", "", 1, 0 } },
        { "url = [\"" CANARY "\"]\n", { ERR_CONFIG, "value of \"url\"", "a text", 1, 1 } },
        { "url = \"\"\n", { ERR_CONFIG, "value of \"url\"", "not empty", 1, 1 } },
        { "history = 1\n", { ERR_CONFIG, "value of \"history\"", "a table", 1, 1 } },
        { "env = 1\n", { ERR_CONFIG, "value of \"env\"", "tables", 1, 1 } },
        { "[env]\ndev = 1\n", { ERR_CONFIG, "value of \"dev\"", "a table", 2, 1 } },
        { "[env.a]\nprotected = \"yes\"\n",
          { ERR_CONFIG, "\"protected\"", "true or false", 2, 1 } },
        { "[env.a]\ntls = \"maybe\"\n", { ERR_CONFIG, "\"tls\"", "\"verify\"", 2, 1 } },
        { "[env.a]\ncontract = \"x\"\n", { ERR_CONFIG, "\"contract\"", "\"immediate\"", 2, 1 } },
        { "[env.a]\nlock_wait = \"5 apples\"\n",
          { ERR_CONFIG, "\"lock_wait\"", "\"5min\"", 2, 1 } },
        { "[env.a]\nlock_wait = -1\n", { ERR_CONFIG, "\"lock_wait\"", "", 2, 1 } },
        { "[env.a]\nurl = \"" CANARY "\"\nurl_env = \"X\"\n",
          { ERR_CONFIG, "both url and url_env", "", 1, 0 } },
        { "[env.a]\nurl = \"" CANARY "\"\nhost = \"X\"\n",
          { ERR_CONFIG, "both url and engine", "", 1, 0 } },
        { "[env.a]\npassword = \"" CANARY "\"\npassword_file = \"X\"\n",
          { ERR_CONFIG, "both password and password_file", "", 1, 0 } },
        { "[hooks]\nbefor = \"x\"\n", { ERR_CONFIG, "\"befor\"", "\"before\"", 2, 1 } },
        { "[hooks]\nbefore = 5\n", { ERR_CONFIG, "\"before\"", "sh", 2, 1 } },
        { "[hooks]\nafter = { sql = \"x\", file = \"y\" }\n",
          { ERR_CONFIG, "\"after\"", "one of", 2, 1 } },
        { "[env.other.hooks]\nafter = [1]\n", { ERR_CONFIG, "\"after\"", "texts", 2, 1 } },
        { "[env.a]\nport = 70000\n", { ERR_CONFIG, "\"port\"", "65535", 2, 1 } },
        { "url = \"postgres://u:" CANARY "\n", { ERR_TOML, "", "", 1, 0 } },
        { "url = " CANARY "\n", { ERR_TOML, "", "", 1, 0 } },
        { "url = \"a\"" CANARY "\n", { ERR_TOML, "", "", 1, 0 } },
        { "url = \"\\" CANARY "\"\n", { ERR_TOML, "", "", 1, 0 } },
        { "url = \"\"\"a\n" CANARY "\\q\"\"\"\n", { ERR_TOML, "", "", 2, 0 } },
        { CANARY "\n", { ERR_TOML, "", "", 1, 0 } },
        { "url = [1,\n" CANARY "]\n", { ERR_TOML, "", "", 2, 0 } },
        { "url = 2024-01-01" CANARY "\n", { ERR_TOML, "", "", 1, 0 } },
        { "url = \"postgres://u:" CANARY "@h:x/db\"\n", { ERR_URL, "port", "", 0, 0 } },
        { "url = \"oracle://u:" CANARY "@h/db\"\n", { ERR_URL, "\"oracle\"", "", 0, 0 } },
    };

    fresh(a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        write_file("afloat.toml", rows[i].text);
        expect_refused(a, &(struct config_flags){ 0 }, &rows[i].want);
    }
}

TEST(the_excerpt_shows_the_key_and_no_value)
{
    struct config c;
    struct err err;
    int warnings = 0;

    fresh(a);
    write_file("afloat.toml", "\n\tulr = \"" CANARY "\"\n");
    err_init(&err);
    EXPECT(!load_with(a, &(struct config_flags){ 0 }, &c, &warnings, &err));
    EXPECT_STR(err.place.line_text, S("\tulr = ..."));
    EXPECT_INT(err.place.line, 2);
    EXPECT_INT(err.place.column, 2);
    EXPECT_INT(err.place.length, 3);
    EXPECT_STR(err.place.file, S("afloat.toml"));
    err_done(&err);
}

TEST(warnings_reach_the_listener)
{
    struct config c;
    struct err err;
    int warnings = 0;

    fresh(a);
    write_file(".pgpass", "*:*:*:*:" CANARY);
    EXPECT(chmod(".pgpass", 0644) == 0);
    err_init(&err);
    EXPECT_OK(load_with(a, &(struct config_flags){ .url = S_INIT("postgres://h/db") }, &c,
                        &warnings, &err),
              &err);
    EXPECT_INT(warnings, 1);
    err_done(&err);
}

TEST(durations)
{
    static const struct {
        const char *text;
        int64_t want; /* -1 = refused */
    } rows[] = {
        { "50ms", 50 },    { "2s", 2000 },       { "5min", 300000 },
        { "1h", 3600000 }, { "0s", 0 },          { "10 s", 10000 },
        { "", -1 },        { "5", -1 },          { "s", -1 },
        { "-1s", -1 },     { "1.5s", -1 },       { "5m", -1 },
        { "5 S", -1 },     { "999999999h", -1 }, { "99999999999999999999ms", -1 },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t ms = -1;

        EXPECT(config_duration(str_of(rows[i].text), &ms) == (rows[i].want >= 0));
        EXPECT_INT(ms, rows[i].want);
    }
}

TEST(dotenv_lines)
{
    static const struct {
        const char *text, *want; /* NULL = absent */
    } rows[] = {
        { "X=1", "1" },
        { "X=1\n", "1" },
        { "\xef\xbb\xbfX=1\r\n", "1" },
        { "  export X = 1  \n", "1" },
        { "X=a b # c\n", "a b" },
        { "X=a#b\n", "a#b" },
        { "X=postgres://u:p#w@h/db?a=b\n", "postgres://u:p#w@h/db?a=b" },
        { "X= # c\n", NULL },
        { "X=\n", NULL },
        { "# X=1\n", NULL },
        { "Y=1\nXX=2\n", NULL },
        { "X=1\nX=2\n", "2" },
        { "X='a # $b \\n'\n", "a # $b \\n" },
        { "X='${Y}'\n", "${Y}" },
        { "X=\"a\\n\\\"b\\\" \\\\ # c\" # d\n", "a\n\"b\" \\ # c" },
        { "Y=\"one\nX=inside\ntwo\"\nX=out\n", "out" },
        { "Y=\"one\nX=inside\ntwo\"\n", NULL },
        { "Y='never closed\nX=1\n", "1" },
        { "not a line\n=\nX=1\n!!\n", "1" },
        { "X", NULL },
        { "", NULL },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err;
        str got;

        err_init(&err);
        EXPECT_OK(dotenv_find(a, str_of(rows[i].text), S(".env"), S("X"), &got, &err), &err);
        if (!str_eq(got, str_of(rows[i].want)))
            test_fail(__FILE__, __LINE__, "row %zu: got \"" STR_FMT "\"", i, STR_ARG(got));
        err_done(&err);
    }
}

TEST(dotenv_mistakes)
{
    static const struct {
        const char *text, *want;
        uint32_t line;
    } rows[] = {
        { "Y=1\nDATABASE_URL='" CANARY "\n", "does not end", 2 },
        { "Y=\"a\nb\"\nDATABASE_URL=\"" CANARY "\n", "does not end", 3 },
        { "DATABASE_URL=postgres://u:" CANARY "${PASS}@h/db\n", "refers to another variable", 1 },
    };

    fresh(a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct refusal want = { ERR_CONFIG, rows[i].want, "", rows[i].line, 0 };

        write_file(".env", rows[i].text);
        expect_refused(a, &(struct config_flags){ 0 }, &want);
    }
    EXPECT(load(a, &(struct config_flags){ .url = S_INIT("x.db") }).has_dsn);
}
