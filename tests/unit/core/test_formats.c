/* tests/unit/core/test_formats.c: src/core/formats/ against the folders in tests/golden/formats/.
 *
 * A case is a folder <format>/<name>/ with files/ and expected.txt: what the loader says about the files and the
 * statements of both directions, or the error. An optional file `dialect` names another dialect than PostgreSQL's,
 * `format` the format, `history` the applied baseline (an empty one: a history without any); without it the database
 * is a new one.
 * AFLOAT_UPDATE=1 writes expected.txt anew.
 */
#include "files.h"

static const char root[] = "tests/golden/formats";

static void list_direction(arena *a, struct buf *b, const struct migration *m, enum direction dir)
{
    struct script_source src = { .mig = m, .dir = dir, .dialect = m->dialect };
    const struct sums *want = dir == DIR_UP ? &m->up : &m->down;
    struct script *s;
    struct stmt st;
    struct err err;
    bool end;

    err_init(&err);
    s = script_open(a, &src, &err);
    EXPECT_OK(s != NULL, &err);
    for (;;) {
        EXPECT_OK(script_next(s, &st, &end, &err), &err);
        if (end)
            break;
        buf_printf(b, "  %s %lld %u:%u " STR_FMT "\n", dir == DIR_UP ? "up" : "down",
                   (long long)st.number, st.place.line, st.place.column, STR_ARG(st.sql));
    }
    EXPECT_STR(script_sums(s).text, want->text);
    EXPECT_STR(script_sums(s).code, want->code);
}

static void list_migration(arena *a, struct buf *b, const struct migration *m)
{
    static const struct {
        unsigned flag;
        const char *name;
    } flags[] = { { MIG_HAS_DOWN, "has-down" },
                  { MIG_IRREVERSIBLE, "irreversible" },
                  { MIG_NO_TRANSACTION, "no-transaction" },
                  { MIG_NO_TRANSACTION_DOWN, "no-transaction-down" },
                  { MIG_BASE_FILE, "baseline" },
                  { MIG_PLAIN, "plain" } };

    buf_printf(b, STR_FMT " " STR_FMT, STR_ARG(m->version), STR_ARG(m->name));
    for (size_t i = 0; i < COUNT_OF(flags); i++)
        if (m->flags & flags[i].flag)
            buf_printf(b, " %s", flags[i].name);
    if (m->refused.n)
        buf_printf(b, " refused(%u:%u " STR_FMT ")", m->refused_at.line, m->refused_at.column,
                   STR_ARG(m->refused));
    buf_z(b, "\n");
    list_direction(a, b, m, DIR_UP);
    if (m->flags & MIG_HAS_DOWN)
        list_direction(a, b, m, DIR_DOWN);
}

/* Places without the folder of the case: the same wherever the tree lies. */
static void put_relative(struct buf *b, str text, str dir)
{
    size_t at;

    while ((at = str_find(text, dir)) != STR_NONE) {
        buf_str(b, str_slice(text, 0, at));
        text = str_skip(text, at + dir.n + 1);
    }
    buf_str(b, text);
}

static str read_or(arena *a, str path, str otherwise)
{
    struct err err;
    str text = otherwise;

    err_init(&err);
    if (fs_exists(path))
        EXPECT_OK(fs_read(a, path, 1 << 20, &text, &err), &err);
    err_done(&err);
    return text;
}

static str answer(arena *a, str folder, const struct dialect *d)
{
    str history = fs_join(a, folder, S("history")), format = fs_join(a, folder, S("format"));
    struct files_load l = { .dir = fs_join(a, folder, S("files")),
                            .format = str_z(a, str_trim(read_or(a, format, S("")))),
                            .dialect = d->id,
                            .fresh = !fs_exists(history),
                            .baseline = str_trim(read_or(a, history, S(""))) };
    struct buf b = buf_on(a);

    if (!files_load(a, &l)) {
        put_relative(&b, l.err.place.file, l.dir);
        buf_printf(&b, ":%u:%u: %s ", l.err.place.line, l.err.place.column,
                   err_code_text(l.err.code));
        put_relative(&b, l.err.message, l.dir);
        buf_printf(&b, "\n" STR_FMT "\n", STR_ARG(l.err.hint));
        err_done(&l.err);
        return buf_view(&b);
    }
    buf_printf(&b, "%s\n", l.project.format->name);
    put_relative(&b, buf_view(&l.events), l.dir);
    for (size_t i = 0; i < l.project.migrations.n; i++)
        list_migration(a, &b, &l.project.migrations.v[i]);
    return buf_view(&b);
}

static void run_case(arena *a, str folder)
{
    str file = fs_join(a, folder, S("expected.txt"));
    str name = str_trim(read_or(a, fs_join(a, folder, S("dialect")), S("postgres")));
    str got = answer(a, folder, dialect_find(name));
    bool exists;
    struct err err;

    err_init(&err);
    if (getenv("AFLOAT_UPDATE")) {
        unlink(str_z(a, file));
        EXPECT_OK(fs_create(file, got, &exists, &err), &err);
    }
    test_note(folder);
    EXPECT_STR(got, read_or(a, file, S("(no expected.txt)")));
}

static void run_format(arena *a, const char *format)
{
    str folder = fs_join(a, str_of(root), str_of(format));
    struct fs_list list = { 0 };
    struct err err;

    err_init(&err);
    EXPECT_OK(fs_list(a, folder, &list, &err), &err);
    EXPECT(list.n > 0);
    for (size_t i = 0; i < list.n; i++)
        run_case(a, fs_join(a, folder, list.v[i].name));
}

TEST(native)
{
    run_format(a, "native");
}

TEST(dbmate)
{
    run_format(a, "dbmate");
}

TEST(goose)
{
    run_format(a, "goose");
}

TEST(golang_migrate)
{
    run_format(a, "golang-migrate");
}

TEST(sqlx)
{
    run_format(a, "sqlx");
}

TEST(diesel)
{
    run_format(a, "diesel");
}

TEST(flyway)
{
    run_format(a, "flyway");
}

TEST(tern)
{
    run_format(a, "tern");
}

TEST(every_format_is_whole)
{
    EXPECT_STR(str_of(formats[0]->name), S("native")); /* the default of an empty folder */
    for (size_t i = 0; formats[i]; i++) {
        const struct format *f = formats[i];

        EXPECT(format_find(str_of(f->name)) == f);
        EXPECT(f->name_read && f->new_files && f->name_form && f->sequence_width > 0);
        EXPECT(!f->is_directive == !f->mark_read);
        EXPECT(!f->sections || f->mark_read);
        EXPECT(fs_exists(fs_join(a, str_of(root), str_of(f->name))));
    }
}
