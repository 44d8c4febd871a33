/* tests/unit/core/test_project.c: core/project.c, core/format_detect.c. */
#include "files.h"

#include "core/repeatable.h"

#include <sys/resource.h>
#include <sys/stat.h>

/* Loads a folder that holds the named files, each with `text`. */
static struct files_load *load_names(arena *a, const char *const *names, const char *format,
                                     const char *text)
{
    struct files_load *l = arena_new(a, struct files_load, 1);

    l->dir = files_folder(a);
    l->format = format;
    for (size_t i = 0; names[i]; i++)
        files_put(a, l->dir, names[i], str_of(text));
    return l;
}

static str versions(arena *a, const struct project *p)
{
    struct buf b = buf_on(a);

    for (size_t i = 0; i < p->migrations.n; i++)
        buf_printf(&b, "%s" STR_FMT, i ? " " : "", STR_ARG(p->migrations.v[i].version));
    return buf_view(&b);
}

#define NAMES(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

/* ---- versions ---- */

TEST(versions_compare_as_numbers)
{
    EXPECT(version_cmp(S("9"), S("10")) < 0);
    EXPECT(version_cmp(S("010"), S("10")) == 0);
    EXPECT(version_cmp(S("000"), S("0")) == 0);
    EXPECT(version_cmp(S("99999999999999999999999"), S("100000000000000000000000")) < 0);
    EXPECT(version_cmp(S("a"), S("b")) < 0);
    EXPECT(version_cmp(S("2"), S("1a")) > 0);
}

TEST(versions_with_dots_compare_part_by_part)
{
    static const struct {
        const char *x, *y;
        int order;
    } rows[] = {
        { "1.9", "1.10", -1 },
        { "1", "1.0", 0 },
        { "1.0.0", "01", 0 },
        { "1", "1.0.1", -1 },
        { "2", "1.99.99", 1 },
        { "1.02.003", "1.2.3", 0 },
        { "1..2", "1.2", -1 },
        { "1.", "1", 1 },
        { ".1", "1", -1 },
        { "1.a", "1.b", -1 },
        { "0.1", "0.0.9", 1 },
        { "20260101.5", "20260101", 1 },
        { "1.99999999999999999999", "1.100000000000000000000", -1 },
    };

    (void)a;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str x = str_of(rows[i].x), y = str_of(rows[i].y);
        int c = version_cmp(x, y), back = version_cmp(y, x);

        EXPECT_INT((c > 0) - (c < 0), rows[i].order);
        EXPECT_INT((back > 0) - (back < 0), -rows[i].order);
    }
}

TEST(find_takes_a_version_with_dots_however_it_is_written)
{
    struct files_load *l =
        load_names(a, NAMES("V1_2__a.sql", "V1.10__b.sql", "x/V3__c.sql"), NULL, "SELECT 1;");

    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_STR(project_find(&l->project, S("1.02.0"))->name, S("a"));
    EXPECT_STR(project_find(&l->project, S("1.10"))->name, S("b"));
    EXPECT_STR(project_find(&l->project, S("3.0"))->name, S("c"));
    EXPECT(!project_find(&l->project, S("1.1")));
    EXPECT(!project_find(&l->project, S("1")));
}

TEST(find_takes_the_exact_version_then_the_number)
{
    struct files_load *l = load_names(a, NAMES("002_a.sql", "10_b.sql"), "native", "SELECT 1;");

    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_STR(project_find(&l->project, S("002"))->name, S("a"));
    EXPECT_STR(project_find(&l->project, S("2"))->name, S("a"));
    EXPECT(project_find(&l->project, S("3")) == NULL);
}

/* ---- folders ---- */

TEST(an_empty_folder_is_a_project_without_migrations)
{
    struct files_load l = { .dir = files_folder(a) };

    EXPECT_OK(files_load(a, &l), &l.err);
    EXPECT_INT(l.project.migrations.n, 0);
    EXPECT_STR(str_of(l.project.format->name), S("native"));
}

TEST(an_absent_folder_is_an_error)
{
    struct files_load l = { .dir = fs_join(a, files_folder(a), S("none")) };

    EXPECT(!files_load(a, &l));
    EXPECT_INT(l.err.code, ERR_FILE_READ);
    EXPECT_STR(l.err.place.file, l.dir);
    err_done(&l.err);
}

TEST(order_is_by_number_and_other_files_are_left_alone)
{
    struct files_load *l = load_names(a,
                                      NAMES("10_b.sql", "9_a.sql", "20260102030405_c.sql",
                                            "README.md", ".hidden.sql", "x.sql.bak"),
                                      NULL, "SELECT 1;");

    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_STR(versions(a, &l->project), S("9 10 20260102030405"));
}

TEST(names_that_are_not_native_are_named)
{
    static const char *const names[] = {
        "users.sql", "1-users.sql", "1_Users.sql", "20261301000000_x.sql", "20260230000000_x.sql",
        "1_.sql",    "1_a b.sql",   "1_a.SQL",     "V1__init.sql",         "123456789012345_x.sql"
    };

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct files_load *l =
            load_names(a, NAMES("0001_good.sql", names[i]), "native", "SELECT 1;");

        if (files_load(a, l))
            test_fail(__FILE__, __LINE__, "%s was read", names[i]);
        EXPECT_INT(l->err.code, ERR_FILE_NAME);
        EXPECT_STR(fs_basename(l->err.place.file), str_of(names[i]));
        err_done(&l->err);
    }
}

TEST(two_files_with_one_version_are_both_named)
{
    static const struct {
        const char *format, *x, *y, *text;
    } rows[] = {
        { "native", "1_a.sql", "1_b.sql", "SELECT 1;" },
        { "native", "01_a.sql", "1_a.sql", "SELECT 1;" },
        { "goose", "1_a.sql", "00001_a.sql", "-- +goose Up\nSELECT 1;" },
        { "goose", "1_a.sql", "1_A.sql", "-- +goose Up\nSELECT 1;" },
        { "dbmate", "1_a.sql", "1_b.sql", "-- migrate:up\nSELECT 1;" },
        { "golang-migrate", "03_a.up.sql", "3_a.up.sql", "SELECT 1;" },
        { "sqlx", "1_a.sql", "1_a.up.sql", "SELECT 1;" },
        { "diesel", "2026-01-01-000000_a/up.sql", "20260101000000_b/up.sql", "SELECT 1;" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct files_load *l =
            load_names(a, NAMES(rows[i].x, rows[i].y), rows[i].format, rows[i].text);

        EXPECT(!files_load(a, l));
        EXPECT_INT(l->err.code, ERR_FILE_DUPLICATE);
        EXPECT(str_find(l->err.detail, str_of(rows[i].x)) != STR_NONE);
        EXPECT(str_find(l->err.detail, str_of(rows[i].y)) != STR_NONE);
        err_done(&l->err);
    }
}

TEST(dbmate_versions_are_text_in_the_order_of_names)
{
    struct files_load *l =
        load_names(a, NAMES("2_a.sql", "002_b.sql", "10_c.sql", "9_d.sql", "20240101000000e.sql"),
                   NULL, "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n");

    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_STR(versions(a, &l->project), S("002 10 20240101000000 2 9"));
    EXPECT_STR(project_find(&l->project, S("2"))->name, S("a"));
}

TEST(repeatable_files_stand_beside_the_versions)
{
    struct files_load *l =
        load_names(a, NAMES("1_a.sql", "repeatable/b.sql", "repeatable/a.sql", "repeatable/.c.sql"),
                   NULL, "CREATE VIEW v AS SELECT 1;");

    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_INT(l->project.migrations.n, 1);
    EXPECT_INT(l->project.repeatables.n, 2);
    EXPECT_STR(l->project.repeatables.v[0].version, S("repeatable/a"));
    EXPECT_INT(l->project.repeatables.v[0].kind, MIG_REPEATABLE);
    EXPECT_INT(l->project.repeatables.v[0].repeat->makes.n, 1);
    EXPECT_STR(l->project.repeatables.v[0].repeat->makes.v[0].name, S("v"));
    EXPECT_INT(l->project.repeatables.v[0].repeat->sum.n, 64);
}

TEST(after_puts_a_repeatable_file_behind)
{
    struct files_load *l =
        load_names(a, NAMES("repeatable/z.sql"), NULL, "CREATE VIEW z AS SELECT 1;");

    files_put(a, l->dir, "repeatable/a.sql",
              S("-- afloat:after z.sql\nCREATE VIEW a AS SELECT 1;"));
    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_STR(l->project.repeatables.v[0].name, S("z"));
    files_put(a, l->dir, "repeatable/b.sql", S("-- afloat:after y\nCREATE VIEW b AS SELECT 1;"));
    EXPECT(!files_load(a, l));
    EXPECT_INT(l->err.code, ERR_REPEATABLE);
    EXPECT(str_find(l->err.message, S("\"y\"")) != STR_NONE);
    err_done(&l->err);
}

TEST(a_link_is_not_read)
{
    struct files_load *l = load_names(a, NAMES("1_a.sql"), "native", "SELECT 1;");

    EXPECT_INT(symlink("/etc/hostname", str_z(a, fs_join(a, l->dir, S("2_b.sql")))), 0);
    EXPECT(!files_load(a, l));
    EXPECT_INT(l->err.code, ERR_FILE_READ);
    err_done(&l->err);
}

TEST(a_file_that_cannot_be_opened_is_named)
{
    struct files_load *l = load_names(a, NAMES("1_a.sql"), "native", "SELECT 1;");

    if (geteuid() == 0)
        test_skip("root reads every file");
    EXPECT_INT(chmod(str_z(a, fs_join(a, l->dir, S("1_a.sql"))), 0), 0);
    EXPECT(!files_load(a, l));
    EXPECT_INT(l->err.code, ERR_FILE_READ);
    err_done(&l->err);
}

TEST(a_migration_without_statements_is_a_warning)
{
    static const char *const texts[] = { "", "\n\n", "-- nothing\n", "\xEF\xBB\xBF",
                                         "-- afloat:up\n\n-- afloat:down\n" };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct files_load *l = load_names(a, NAMES("1_a.sql"), "native", texts[i]);

        EXPECT_OK(files_load(a, l), &l->err);
        EXPECT_INT(l->project.migrations.v[0].statements, 0);
        EXPECT_INT(l->project.migrations.v[0].up.text.n, 64);
        EXPECT(str_find(buf_view(&l->events), S("1_a.sql: the migration has no statements")) !=
               STR_NONE);
    }
}

TEST(a_missing_down_is_a_warning_unless_it_is_explained)
{
    struct files_load *l = load_names(a, NAMES("1_a.sql"), "native", "SELECT 1;");

    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT(str_find(buf_view(&l->events), S("1_a.sql: the migration has no way back\n")) !=
           STR_NONE);
    l->applied = true;
    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_STR(buf_view(&l->events), S(""));
    l = load_names(a, NAMES("1_a.sql"), "native", "-- afloat:irreversible reason=\"x\"\nSELECT 1;");
    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_STR(buf_view(&l->events), S(""));
}

/* ---- which format ---- */

TEST(finds_the_format)
{
    static const struct {
        const char *want, *names[4], *text;
    } rows[] = {
        { "native", { "1_a.sql" }, "SELECT 1;" },
        { "native", { "1_a.sql" }, "-- afloat:up\nSELECT 1;" },
        { "dbmate", { "1_a.sql" }, "-- note\n\n-- migrate:up\nSELECT 1;\n-- migrate:down\n" },
        { "goose", { "1_a.sql" }, "-- +goose Up\nSELECT 1;" },
        { "golang-migrate", { "1_a.up.sql", "1_a.down.sql" }, "SELECT 1;" },
        { "diesel", { "2026-01-01-000000_a/up.sql" }, "SELECT 1;" },
        { "sqlx", { "1_a.sql", ".sqlx/query.json" }, "SELECT 1;" },
        { "sqlx", { "1_a.up.sql", "1_a.down.sql", "Cargo.toml" }, "sqlx = 1" },
        { "golang-migrate", { "1_a.up.sql", "Cargo.toml" }, "SELECT 1;" },
        { "native", { "1_a.sql", "afloat.toml", ".sqlx/x" }, "-- afloat:up\n" },
        { "flyway", { "V1__a.sql" }, "SELECT 1;" },
        { "flyway", { "deep/deeper/V1__a.sql" }, "SELECT 1;" },
        { "tern", { "1_a.sql" }, "SELECT 1;\n---- create above / drop below ----\nSELECT 2;\n" },
        { "tern", { "1_a.sql", "tern.conf" }, "[data]\n" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct files_load *l = load_names(a, rows[i].names, NULL, rows[i].text);

        l->names_only = true;
        EXPECT_OK(files_load(a, l), &l->err);
        EXPECT_STR(str_of(l->project.format->name), str_of(rows[i].want));
        EXPECT_INT(l->project.migrations.n, 1);
    }
}

TEST(an_unclear_format_names_the_candidates_and_the_flag)
{
    static const struct {
        const char *names[3], *candidates;
    } rows[] = {
        { { "1_a.sql", "2_b.up.sql" }, ": native, golang-migrate, sqlx" },
        { { "1_a.sql", "2026-01-01-000000_a/up.sql" }, ": native, sqlx, diesel" },
        { { "1_a.sql", "afloat.toml", ".sqlx" }, NULL },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct files_load *l = load_names(a, rows[i].names, NULL, "SELECT 1;");

        if (!rows[i].candidates) { /* two tools are proven, one shape: the first row */
            EXPECT_OK(files_load(a, l), &l->err);
            continue;
        }
        EXPECT(!files_load(a, l));
        EXPECT_INT(l->err.code, ERR_FILE_FORMAT);
        EXPECT(str_ends(l->err.message, str_of(rows[i].candidates)));
        EXPECT(str_find(l->err.hint, S("--format-files native")) != STR_NONE);
        err_done(&l->err);
    }
}

TEST(an_unrecognized_format_lists_all)
{
    struct files_load *l = load_names(a, NAMES("1_a.sql"), "nosuch", "SELECT 1;");

    EXPECT(!files_load(a, l));
    EXPECT_INT(l->err.code, ERR_FILE_FORMAT);
    EXPECT_STR(l->err.hint,
               S("The formats are native, dbmate, goose, golang-migrate, sqlx, diesel, flyway, "
                 "tern."));
    err_done(&l->err);
}

TEST(a_format_that_reads_no_file_is_an_error)
{
    struct files_load *l = load_names(a, NAMES("1_a.sql"), "golang-migrate", "SELECT 1;");

    EXPECT(!files_load(a, l));
    EXPECT_INT(l->err.code, ERR_FILE_NAME);
    err_done(&l->err);
}

/* ---- speed ---- */

static double ms_of(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

TEST(a_thousand_files_load_fast)
{
    struct files_load l = { .dir = files_folder(a) };
    struct rusage from, to;
    double best_user = 1e9, best_kernel = 1e9;

    for (int i = 1; i <= 1000; i++)
        files_put(
            a, l.dir, str_z(a, str_printf(a, "%04d_table_%d.sql", i, i)),
            str_printf(a,
                       "-- afloat:up\nCREATE TABLE t%d (id bigint PRIMARY KEY, name text NOT "
                       "NULL);\nCREATE INDEX i%d ON t%d (name);\n\n-- afloat:down\nDROP TABLE "
                       "t%d;\n",
                       i, i, i, i));
    for (int i = 0; i < 10; i++) {
        double user, kernel;

        getrusage(RUSAGE_SELF, &from);
        EXPECT_OK(files_load(a, &l), &l.err);
        getrusage(RUSAGE_SELF, &to);
        user = ms_of(to.ru_utime) - ms_of(from.ru_utime);
        kernel = ms_of(to.ru_stime) - ms_of(from.ru_stime);
        if (user + kernel < best_user + best_kernel) {
            best_user = user;
            best_kernel = kernel;
        }
    }
    EXPECT_INT(l.project.migrations.n, 1000);
    test_note(str_printf(a, "1000 files: %.1f ms user, %.1f ms kernel\n", best_user, best_kernel));
    EXPECT(best_user + best_kernel < 500); /* far above: sanitizers and busy machines */
}

/* ---- what the history knows ---- */

struct known {
    struct sums up, down;
};

static bool known_sums(void *data, str version, struct sums *out_up, struct sums *out_down)
{
    const struct known *k = data;

    *out_up = k->up;
    *out_down = k->down;
    return str_eq(version, S("1"));
}

/* The sums of the statements are the history's where the texts are the same, else found in the file. */
TEST(only_a_changed_text_is_gone_through_for_the_sum_of_its_statements)
{
    static const char *const text = "-- afloat:up\nSELECT 1;\n-- afloat:down\nSELECT 2;\n";
    struct files_load *l = load_names(a, NAMES("1_a.sql"), "native", text);
    struct project_opts o = { .format = S("native"), .dialect = dialect_get(DIALECT_SQLITE) };
    struct known k;
    struct project p;
    struct err err;
    str up, down;

    err_init(&err);
    EXPECT_OK(files_load(a, l), &l->err);
    o.dir = l->dir;
    o.known_sums = known_sums;
    o.data = &k;
    k.up = l->project.migrations.v[0].up;
    k.down = l->project.migrations.v[0].down;
    up = k.up.code;
    down = k.down.code;
    k.up.code = S("stored up");
    k.down.code = S("stored down");
    EXPECT_OK(project_load(a, &o, NULL, &p, &err), &err);
    EXPECT_STR(p.migrations.v[0].up.code, S("stored up"));
    EXPECT_STR(p.migrations.v[0].down.code, S("stored down"));

    k.down.text = S("another");
    EXPECT_OK(project_load(a, &o, NULL, &p, &err), &err);
    EXPECT_STR(p.migrations.v[0].up.code, up);
    EXPECT_STR(p.migrations.v[0].down.code, down);
    EXPECT_INT(p.migrations.v[0].statements, 1);
    err_done(&err);
}
