/* tests/unit/core/test_new.c: core/project_new.c. */
#include "files.h"

#include <sys/wait.h>

enum { PROCESSES = 16 };

static str make(arena *a, struct files_load *l, const char *name, bool sequence)
{
    struct str_list files = { 0 };
    struct buf b = buf_on(a);

    l->names_only = true;
    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_OK(project_new(a, &l->project, str_of(name), sequence, &files, &l->err), &l->err);
    for (size_t i = 0; i < files.n; i++) {
        EXPECT(str_starts(files.v[i], l->dir));
        buf_printf(&b, "%s" STR_FMT, i ? " " : "", STR_ARG(str_skip(files.v[i], l->dir.n + 1)));
    }
    return buf_view(&b);
}

TEST(a_new_file_is_empty_but_for_its_sections)
{
    struct files_load l = { .dir = files_folder(a) };
    struct err err;
    str name, text;

    setenv("AFLOAT_NOW", "2026-01-02T03:04:05Z", 1);
    name = make(a, &l, "Add e-mail to Users!", false);
    EXPECT_STR(name, S("20260102030405_add_e_mail_to_users.sql"));
    err_init(&err);
    EXPECT_OK(fs_read(a, fs_join(a, l.dir, name), 1000, &text, &err), &err);
    EXPECT_STR(text, S("-- afloat:up\n\n\n-- afloat:down\n\n"));
    EXPECT_STR(make(a, &l, "AddUsersTable", false), S("20260102030406_add_users_table.sql"));
    EXPECT_STR(make(a, &l, "HTTPLog", false), S("20260102030407_httplog.sql"));
    unsetenv("AFLOAT_NOW");
}

TEST(names_without_letters_are_refused_and_long_ones_cut)
{
    struct files_load l = { .dir = files_folder(a) };
    struct str_list files = { 0 };
    static const char *const names[] = { "", "  ", "---", "\xC3\xA4\xC3\xB6" };

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        EXPECT_OK(files_load(a, &l), &l.err);
        EXPECT(!project_new(a, &l.project, str_of(names[i]), false, &files, &l.err));
        EXPECT_INT(l.err.code, ERR_USAGE);
        err_done(&l.err);
    }
    EXPECT_INT(make(a, &l, str_z(a, str_printf(a, "%0300d", 1)), true).n, 4 + 1 + 100 + 4);
}

TEST(numbers_go_on_where_the_files_have_numbers)
{
    static const struct {
        const char *format, *have, *text, *want;
        bool sequence;
    } rows[] = {
        { NULL, NULL, NULL, "0001_x.sql", true },
        { NULL, "009_a.sql", "SELECT 1;", "010_x.sql", false },
        { "goose", "00041_a.sql", "-- +goose Up\nSELECT 1;", "00042_x.sql", false },
        { "dbmate", "007_a.sql", "-- migrate:up\nSELECT 1;", "008_x.sql", false },
        { "golang-migrate", "000003_a.up.sql", "SELECT 1;", "000004_x.up.sql 000004_x.down.sql",
          false },
        { "golang-migrate", NULL, NULL, "000001_x.up.sql 000001_x.down.sql", true },
        { "sqlx", "1_a.sql", "SELECT 1;", "2_x.sql", false },
        { "sqlx", "1_a.up.sql", "SELECT 1;", "2_x.up.sql 2_x.down.sql", false },
        { NULL, "999_a.sql", "SELECT 1;", "1000_x.sql", false },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct files_load l = { .dir = files_folder(a), .format = rows[i].format };

        if (rows[i].have)
            files_put(a, l.dir, rows[i].have, str_of(rows[i].text));
        EXPECT_STR(make(a, &l, "x", rows[i].sequence), str_of(rows[i].want));
    }
}

TEST(diesel_gets_a_folder)
{
    struct files_load l = { .dir = files_folder(a), .format = "diesel" };

    setenv("AFLOAT_NOW", "2026-01-02T03:04:05Z", 1);
    EXPECT_STR(make(a, &l, "x", false),
               S("2026-01-02-030405_x/up.sql 2026-01-02-030405_x/down.sql"));
    unsetenv("AFLOAT_NOW");
}

TEST(a_number_is_refused_where_versions_are_times)
{
    struct files_load l = { .dir = files_folder(a), .names_only = true };
    struct str_list files = { 0 };

    files_put(a, l.dir, "20260102030405_a.sql", S("SELECT 1;"));
    EXPECT_OK(files_load(a, &l), &l.err);
    EXPECT(!project_new(a, &l.project, S("x"), true, &files, &l.err));
    EXPECT_INT(l.err.code, ERR_USAGE);
    err_done(&l.err);
}

/* Many processes at once make one file each; no version may come twice, no claim may stay. */
static void race(arena *a, bool sequence)
{
    struct files_load l = { .dir = files_folder(a), .names_only = true };
    struct fs_list list = { 0 };
    int gate[2];
    char byte;

    EXPECT_INT(pipe(gate), 0);
    for (int i = 0; i < PROCESSES; i++) {
        pid_t pid = fork();

        if (pid == 0) {
            struct str_list files = { 0 };
            bool ok;

            close(gate[1]);
            ok = files_load(a, &l) && read(gate[0], &byte, 1) == 0 &&
                 project_new(a, &l.project, str_printf(a, "by %d", i), sequence, &files, &l.err);
            _exit(ok ? 0 : 1);
        }
        EXPECT(pid > 0);
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < PROCESSES; i++) {
        int status;

        EXPECT(wait(&status) > 0);
        EXPECT_INT(status, 0);
    }
    EXPECT_OK(files_load(a, &l), &l.err); /* two files with one version would be an error */
    EXPECT_INT(l.project.migrations.n, PROCESSES);
    EXPECT_OK(fs_list(a, l.dir, &list, &l.err), &l.err);
    EXPECT_INT(list.n, PROCESSES);
    if (sequence)
        EXPECT_STR(l.project.migrations.v[PROCESSES - 1].version, S("0016"));
}

TEST(sixteen_processes_within_one_second_get_sixteen_times)
{
    setenv("AFLOAT_NOW", "2026-01-02T03:04:05Z", 1);
    race(a, false);
    unsetenv("AFLOAT_NOW");
}

TEST(sixteen_processes_get_sixteen_numbers)
{
    race(a, true);
}

TEST(a_claim_that_was_left_behind_is_passed_over)
{
    struct files_load l = { .dir = files_folder(a) };

    setenv("AFLOAT_NOW", "2026-01-02T03:04:05Z", 1);
    files_put(a, l.dir, ".20260102030405.claim", S(""));
    EXPECT_STR(make(a, &l, "x", false), S("20260102030406_x.sql"));
    unsetenv("AFLOAT_NOW");
}
