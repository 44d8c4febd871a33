/* tests/unit/core/test_known.c: core/known.c says of a file what the walk over its statements says. */
#include "files.h"

struct sample {
    const char *format, *names[2], *texts[2]; /* the second: a down of its own */
};

static const struct sample samples[] = {
    { "native", { "1_a.sql" }, { "-- afloat:up\nSELECT 1;\n\n-- afloat:down\nSELECT 2;\n" } },
    { "native",
      { "1_a.sql" },
      { "-- afloat:up\r\nSELECT 1;\r\n-- afloat:down\r\nSELECT 2;\r\n\r\n" } },
    { "native",
      { "1_a.sql" },
      { "\xEF\xBB\xBF-- afloat:up\nSELECT 1;\n-- afloat:down\nSELECT 2;" } },
    { "native", { "1_a.sql" }, { "SELECT 1;\n" } },
    { "native", { "1_a.sql" }, { "-- afloat:up\nSELECT 1;\n-- afloat:down\n\n" } },
    { "native",
      { "1_a.sql" },
      { "-- afloat:up\nSELECT '\n-- afloat:down\n';\n-- afloat:down\nSELECT 2;\n" } },
    { "native", { "1_a.sql" }, { "-- afloat:up\nSELECT '\n-- afloat:down\n';\n" } },
    { "native",
      { "1_a.sql" },
      { "-- afloat:up\n-- afloat:rerunnable\nSELECT 1;\n-- afloat:down\nSELECT 2;\n" } },
    { "native",
      { "1_a.sql" },
      { "-- afloat:irreversible reason=\"no\"\n-- afloat:up\nSELECT 1;\n" } },
    { "native", { "1_a.sql" }, { "-- afloat:transaction off\nSELECT 1;\n" } },
    { "native",
      { "1_a.sql" },
      { "-- a note\n-- afloat:up\nSELECT 1;\n  -- afloat:down\nSELECT 2;\n" } },
    { "native", { "1_a.sql" }, { "-- afloat:down\nSELECT 2;\n-- afloat:up\nSELECT 1;\n" } },
    { "dbmate", { "1_a.sql" }, { "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n" } },
    { "dbmate",
      { "1_a.sql" },
      { "-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\nSELECT 2;\n" } },
    { "dbmate",
      { "1_a.sql" },
      { "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n-- migrate:up\nSELECT 3;\n" } },
    { "goose", { "1_a.sql" }, { "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n" } },
    { "goose",
      { "1_a.sql" },
      { "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n" } },
    { "golang-migrate", { "1_a.up.sql", "1_a.down.sql" }, { "SELECT 1;", "SELECT 2;\r\n" } },
    { "golang-migrate", { "1_a.up.sql" }, { "SELECT 1;\n" } },
    { "sqlx",
      { "1_a.up.sql", "1_a.down.sql" },
      { "-- no-transaction\nSELECT 1;\n", "SELECT 2;\n" } },
    { "diesel", { "1_a/up.sql", "1_a/down.sql" }, { "SELECT 1;\n", "SELECT 2;\n" } },
};

static bool known(void *data, str version, struct sums *out_up, struct sums *out_down)
{
    const struct migration *m = data;

    *out_up = m->up;
    *out_down = m->down;
    if (!(m->flags & MIG_HAS_DOWN))
        *out_down = (struct sums){ S(""), S("") }; /* as the history has it */
    return str_eq(version, m->version);
}

static bool applied(void *data, str version)
{
    (void)data;
    (void)version;
    return true;
}

static void expect_same(const struct migration *is, const struct migration *was)
{
    EXPECT_INT(is->flags, was->flags);
    EXPECT_STR(is->up.text, was->up.text);
    EXPECT_STR(is->up.code, was->up.code);
    EXPECT_STR(is->down.text, was->down.text);
    EXPECT_STR(is->down.code, was->down.code);
    EXPECT_STR(is->reason, was->reason);
    EXPECT_STR(is->down_file, was->down_file);
    EXPECT(is->dialect == was->dialect);
}

static void check(arena *a, const struct sample *s, bool ahead)
{
    struct files_load walked = { .dir = files_folder(a), .format = s->format };
    struct project_opts o = { .dir = walked.dir,
                              .format = str_of(s->format),
                              .dialect = dialect_get(DIALECT_SQLITE),
                              .is_applied = applied,
                              .known_sums = known };
    struct project p;
    struct err err;

    for (size_t i = 0; i < COUNT_OF(s->names) && s->names[i]; i++)
        files_put(a, walked.dir, s->names[i], str_of(s->texts[i]));
    walked.applied = true;
    EXPECT_OK(files_load(a, &walked), &walked.err);
    o.data = &walked.project.migrations.v[0];
    o.ahead = ahead ? project_ahead(a, walked.dir, o.format) : NULL;
    err_init(&err);
    EXPECT_OK(project_load(a, &o, NULL, &p, &err), &err);
    EXPECT_INT(p.migrations.n, 1);
    expect_same(&p.migrations.v[0], &walked.project.migrations.v[0]);
    err_done(&err);
}

TEST(a_known_file_gives_what_the_walk_gives)
{
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        check(a, &samples[i], false);
        check(a, &samples[i], true);
    }
}

/* The bytes that were read ahead are the ones that are judged. */
TEST(a_file_that_differs_from_the_history_is_gone_through)
{
    struct files_load l = { .dir = files_folder(a), .format = "native" };
    struct project_opts o = { .format = S("native"),
                              .dialect = dialect_get(DIALECT_SQLITE),
                              .known_sums = known };
    struct migration was;
    struct project p;
    struct err err;

    files_put(a, l.dir, "1_a.sql", S("SELECT 1;\n"));
    EXPECT_OK(files_load(a, &l), &l.err);
    was = l.project.migrations.v[0];
    was.up.text = S("another");
    o.dir = l.dir;
    o.data = &was;
    o.ahead = project_ahead(a, l.dir, o.format);
    err_init(&err);
    EXPECT_OK(project_load(a, &o, NULL, &p, &err), &err);
    EXPECT_STR(p.migrations.v[0].up.text, l.project.migrations.v[0].up.text);
    EXPECT_INT(p.migrations.v[0].statements, 1);
    err_done(&err);
}
