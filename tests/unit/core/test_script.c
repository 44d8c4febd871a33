/* tests/unit/core/test_script.c: core/walk.c, core/walk_mark.c, core/script.c, core/migration.c. */
#include "files.h"

#include "core/excerpt.h"

/* ---- helpers ---- */

static struct migration *load_one(arena *a, str text, enum dialect_id dialect)
{
    struct files_load *l = arena_new(a, struct files_load, 1);

    l->dir = files_folder(a);
    l->format = "native";
    l->dialect = dialect;
    files_put(a, l->dir, "0001_x.sql", text);
    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_INT(l->project.migrations.n, 1);
    return &l->project.migrations.v[0];
}

/* "AF2301 3:1 message", or "" */
static str error_of(arena *a, str text, enum dialect_id dialect)
{
    struct files_load *l = arena_new(a, struct files_load, 1);
    str got;

    l->dir = files_folder(a);
    l->format = "native";
    l->dialect = dialect;
    files_put(a, l->dir, "0001_x.sql", text);
    if (files_load(a, l))
        return S("");
    EXPECT(str_ends(l->err.place.file, S("/0001_x.sql")));
    got = files_error(a, &l->err);
    err_done(&l->err);
    return got;
}

/* Each statement as "number line:column flags lock/statement sql", one a line. */
static str listing(arena *a, const struct script_source *src, struct sums *out_sums)
{
    struct err err;
    struct script *s;
    struct stmt st;
    struct buf b = buf_on(a);
    bool end;

    err_init(&err);
    s = script_open(a, src, &err);
    EXPECT_OK(s != NULL, &err);
    for (;;) {
        EXPECT_OK(script_next(s, &st, &end, &err), &err);
        if (end)
            break;
        buf_printf(&b, "%lld %u:%u %u %lld/%lld " STR_FMT "\n", (long long)st.number, st.place.line,
                   st.place.column, st.flags, (long long)st.timeouts.lock_ms,
                   (long long)st.timeouts.statement_ms, STR_ARG(st.sql));
        while (st.copy) {
            str data;

            EXPECT_OK(script_copy_data(s, &data, &end, &err), &err);
            if (end)
                break;
            buf_str(&b, data);
        }
    }
    *out_sums = script_sums(s);
    return buf_view(&b);
}

static str listing_of(arena *a, const struct migration *m, enum direction dir)
{
    struct script_source src = { .mig = m, .dir = dir, .dialect = m->dialect };
    const struct sums *want = dir == DIR_UP ? &m->up : &m->down;
    struct sums got;
    str text = listing(a, &src, &got);

    EXPECT_STR(got.text, want->text);
    EXPECT_STR(got.code, want->code);
    return text;
}

/* ---- what a file says ---- */

static const char all_kinds[] = "-- head\n"
                                "-- afloat:transaction off\n"
                                "-- afloat:timeout lock=2s statement=5min\n"
                                "-- afloat:allow drop-column reason=\"not used\"\n"
                                "-- afloat:up\n"
                                "CREATE TABLE a (x int); -- trailing\n"
                                "-- afloat:rerunnable\n"
                                "-- afloat:timeout lock=50ms\n"
                                "-- afloat:allow drop-table reason=\"old\"\n"
                                "  DROP TABLE b;\n"
                                "-- afloat:direct\n"
                                "-- afloat:park off\n"
                                "DROP TABLE c\n"
                                "-- afloat:down\n"
                                "DROP TABLE a;\n"
                                "/* end */\n";

TEST(reads_sections_directives_and_places)
{
    struct migration *m = load_one(a, str_of(all_kinds), DIALECT_POSTGRES);

    EXPECT_STR(m->version, S("0001"));
    EXPECT_STR(m->name, S("x"));
    EXPECT_INT(m->statements, 3);
    EXPECT_INT(m->flags, MIG_HAS_DOWN | MIG_NO_TRANSACTION | MIG_NO_TRANSACTION_DOWN | MIG_NATIVE);
    EXPECT_INT(m->timeouts.lock_ms, 2000);
    EXPECT_INT(m->timeouts.statement_ms, 300000);
    EXPECT_INT(m->allows.n, 2);
    EXPECT_STR(m->allows.v[1].rule, S("drop-table"));
    EXPECT_STR(m->allows.v[1].reason, S("old"));
    EXPECT_INT(m->allows.v[0].statement, 0);
    EXPECT_INT(m->allows.v[1].statement, 2);
    EXPECT_STR(listing_of(a, m, DIR_UP), S("1 6:1 0 2000/300000 CREATE TABLE a (x int)\n"
                                           "2 10:3 1 50/300000 DROP TABLE b\n"
                                           "3 13:1 6 2000/300000 DROP TABLE c\n"));
    EXPECT_STR(listing_of(a, m, DIR_DOWN), S("1 15:1 0 2000/300000 DROP TABLE a\n"));
}

TEST(stored_texts_read_like_the_file)
{
    struct migration *m = load_one(a, str_of(all_kinds), DIALECT_POSTGRES);
    struct err err;
    str up, down;
    struct sums got;

    err_init(&err);
    EXPECT_OK(migration_text(a, m, DIR_UP, &up, &err), &err);
    EXPECT_OK(migration_text(a, m, DIR_DOWN, &down, &err), &err);
    EXPECT_STR(down, S("DROP TABLE a;\n/* end */\n"));
    EXPECT(str_starts(up, S("-- head\n")) && str_ends(up, S("DROP TABLE c\n")));
    EXPECT_STR(listing(a,
                       &(struct script_source){ .text = down,
                                                .dir = DIR_DOWN,
                                                .format = m->format,
                                                .label = S("down of 0001"),
                                                .dialect = m->dialect },
                       &got),
               S("1 1:1 0 0/0 DROP TABLE a\n"));
    EXPECT_STR(got.text, m->down.text);
    EXPECT_STR(got.code, m->down.code);
    EXPECT_STR(listing(a,
                       &(struct script_source){ .text = up,
                                                .dir = DIR_UP,
                                                .format = m->format,
                                                .label = S("up of 0001"),
                                                .dialect = m->dialect },
                       &got),
               listing_of(a, m, DIR_UP));
    EXPECT_STR(got.text, m->up.text);
    EXPECT_STR(got.code, m->up.code);
}

TEST(a_file_without_markers_is_all_up)
{
    struct migration *m = load_one(a, S("SELECT 1;\nSELECT 2"), DIALECT_SQLITE);

    EXPECT_INT(m->statements, 2);
    EXPECT_INT(m->flags, MIG_NATIVE);
    EXPECT_STR(m->down.text, S(""));
    EXPECT_STR(listing_of(a, m, DIR_UP), S("1 1:1 0 0/0 SELECT 1\n2 2:1 0 0/0 SELECT 2\n"));
}

TEST(statements_before_a_down_are_up)
{
    struct migration *m = load_one(a, S("SELECT 1;\n-- afloat:down\nSELECT 2;\n"), DIALECT_SQLITE);

    EXPECT_INT(m->statements, 1);
    EXPECT_STR(listing_of(a, m, DIR_UP), S("1 1:1 0 0/0 SELECT 1\n"));
    EXPECT_STR(listing_of(a, m, DIR_DOWN), S("1 3:1 0 0/0 SELECT 2\n"));
}

TEST(down_may_stand_first)
{
    struct migration *m =
        load_one(a, S("-- afloat:down\nSELECT 2;\n-- afloat:up\nSELECT 1;\n"), DIALECT_POSTGRES);

    EXPECT_STR(listing_of(a, m, DIR_UP), S("1 4:1 0 0/0 SELECT 1\n"));
    EXPECT_STR(listing_of(a, m, DIR_DOWN), S("1 2:1 0 0/0 SELECT 2\n"));
}

TEST(an_empty_down_is_no_way_back)
{
    struct migration *m =
        load_one(a, S("-- afloat:up\nSELECT 1;\n-- afloat:down\n\n"), DIALECT_POSTGRES);
    struct script_source src = { .mig = m, .dir = DIR_DOWN, .dialect = m->dialect };
    struct err err;

    err_init(&err);
    EXPECT(!(m->flags & MIG_HAS_DOWN));
    EXPECT_STR(m->down.text, S(""));
    EXPECT(!script_open(a, &src, &err));
    EXPECT_INT(err.code, ERR_NO_DOWN);
    EXPECT_INT(err_code_exit(err.code), 4);
    err_done(&err);
}

TEST(irreversible_keeps_its_reason)
{
    struct migration *m = load_one(
        a, S("-- afloat:irreversible reason=\"data is gone\"\nDROP TABLE a;"), DIALECT_POSTGRES);

    EXPECT_INT(m->flags, MIG_NATIVE | MIG_IRREVERSIBLE);
    EXPECT_STR(m->reason, S("data is gone"));
}

TEST(later_directives_are_read_and_name_the_refusal)
{
    static const char *const lines[] = { "online",
                                         "backfill",
                                         "backfill key=id batch=500 pause=50ms",
                                         "reverse old = upper(new)",
                                         "rename app.users.mail:email",
                                         "contract" };

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct migration *m = load_one(
            a, str_printf(a, "SELECT 0;\n -- afloat:%s\nSELECT 1;", lines[i]), DIALECT_POSTGRES);
        str rest;

        EXPECT_STR(m->refused, str_cut(str_of(lines[i]), ' ', &rest));
        EXPECT_INT(m->refused_at.line, 2);
        EXPECT_INT(m->refused_at.column, 2);
    }
}

/* ---- checksums ---- */

static struct sums sums_of(arena *a, const char *text)
{
    return load_one(a, str_of(text), DIALECT_POSTGRES)->up;
}

TEST(bom_line_ends_and_the_last_newline_change_no_checksum)
{
    static const char *const same[] = {
        "-- afloat:up\nSELECT 'a\nb';\n",
        "\xEF\xBB\xBF-- afloat:up\nSELECT 'a\nb';\n",
        "-- afloat:up\r\nSELECT 'a\r\nb';\r\n",
        "-- afloat:up\nSELECT 'a\nb';",
        "-- afloat:up\nSELECT 'a\nb';\n\n\r\n\n",
        "\xEF\xBB\xBF-- afloat:up\r\nSELECT 'a\r\nb';\n-- afloat:down\nSELECT 3;\n",
    };
    struct sums first = sums_of(a, same[0]);

    EXPECT_STR(first.text, S("b26ccda7ec4c0a2079e60e1439d4cd68bd035f59500126825ebda1341b5e1839"));
    for (size_t i = 1; i < COUNT_OF(same); i++) {
        struct sums s = sums_of(a, same[i]);

        EXPECT_STR(s.text, first.text);
        EXPECT_STR(s.code, first.code);
    }
    EXPECT(!str_eq(sums_of(a, "-- afloat:up\nSELECT 'a\n b';\n").text, first.text));
    EXPECT(!str_eq(sums_of(a, "-- afloat:up\nSELECT 'a\n b';\n").code, first.code));
    EXPECT(!str_eq(sums_of(a, "-- afloat:up\nSELECT 'a\rb';\n").code, first.code));
}

TEST(comments_spacing_and_allow_change_the_text_only)
{
    struct sums first = sums_of(a, "SELECT 1 , 2; SELECT 3;");
    static const char *const texts[] = {
        "-- why\nSELECT 1,2;\n\n\nSELECT /* 3 */ 3;",
        "SELECT 1,\n\t2;\n-- afloat:allow some-rule reason=\"x\"\nSELECT 3",
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct sums s = sums_of(a, texts[i]);

        EXPECT_STR(s.code, first.code);
        EXPECT(!str_eq(s.text, first.text));
    }
}

TEST(meaning_changes_the_code)
{
    static const char *const texts[] = {
        "SELECT 1 , 2; SELECT 3;",
        "SELECT 1 , 2 SELECT 3;",
        "SELECT 1, 2; SELECT 4;",
        "SELECT 1, 2;\n-- afloat:rerunnable\nSELECT 3;",
        "SELECT 1, 2;\n-- afloat:direct\nSELECT 3;",
        "SELECT 1, 2;\n-- afloat:timeout lock=1s\nSELECT 3;",
        "SELECT 1, 2;\n-- afloat:timeout lock=2s\nSELECT 3;",
        "SELECT 3; SELECT 1, 2;",
        "COPY a FROM stdin;\n1\t2\n\\.\n",
        "COPY a FROM stdin;\n1\t3\n\\.\n",
    };
    str seen[COUNT_OF(texts)];

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        seen[i] = sums_of(a, texts[i]).code;
        for (size_t k = 0; k < i; k++)
            EXPECT(!str_eq(seen[i], seen[k]));
    }
    EXPECT_STR(sums_of(a, "SELECT 1;\n--   afloat:timeout   lock=2s\nSELECT 3;").code,
               sums_of(a, "SELECT 1;\n-- afloat:timeout lock=2s\nSELECT 3;").code);
}

TEST(up_and_down_have_sums_of_their_own)
{
    struct migration *x =
        load_one(a, S("-- afloat:up\nSELECT 1;\n-- afloat:down\nSELECT 2;\n"), DIALECT_POSTGRES);
    struct migration *y = load_one(a, S("-- afloat:up\nSELECT 1;\n\n\n-- afloat:down\nSELECT 3;\n"),
                                   DIALECT_POSTGRES);

    EXPECT_STR(x->up.text, y->up.text);
    EXPECT(!str_eq(x->down.text, y->down.text));
    EXPECT(!str_eq(x->down.code, y->down.code));
}

/* ---- bad input ---- */

TEST(names_the_place_of_what_is_wrong)
{
    static const struct {
        const char *text, *want;
        enum dialect_id dialect;
    } rows[] = {
        { "SELECT 1;\n-- afloat:direkt\nSELECT 2;", "AF2301 2:1 unrecognized directive \"direkt\"",
          DIALECT_POSTGRES },
        { "SELECT 1;\n-- afloat:\nSELECT 2;", "AF2301 2:1 unrecognized directive \"\"",
          DIALECT_SQLITE },
        { "SELECT 1;\n-- afloat:direct\n", "AF2301 2:1 the directive has no statement after it",
          DIALECT_POSTGRES },
        { "-- afloat:up\nSELECT 1;\n  -- afloat:rerunnable\n-- afloat:down\nSELECT 2;",
          "AF2301 3:3 the directive has no statement after it", DIALECT_POSTGRES },
        { "-- afloat:direct\n-- afloat:up\nSELECT 1;",
          "AF2301 1:1 the directive has no statement after it", DIALECT_POSTGRES },
        { "SELECT 1; -- afloat:direct\nSELECT 2;",
          "AF2301 1:11 a directive must stand on a line of its own", DIALECT_POSTGRES },
        { "SELECT 1;\nCREATE TABLE t (\n  a int, -- afloat:direct\n  b int);",
          "AF2301 3:10 a directive must stand on a line of its own", DIALECT_POSTGRES },
        { "SELECT 1 -- afloat:direct\n;", "AF2301 1:10 a directive must stand on a line of its own",
          DIALECT_POSTGRES },
        { "CREATE TABLE t (\n  -- afloat:direct\n  a int);",
          "AF2301 2:3 the statement before the directive does not end", DIALECT_POSTGRES },
        { "-- afloat:up\nSELECT 1;\n-- afloat:up\nSELECT 2;",
          "AF2301 3:1 the file has a second up section", DIALECT_POSTGRES },
        { "-- afloat:down\n-- afloat:down\n", "AF2301 2:1 the file has a second down section",
          DIALECT_POSTGRES },
        { "SELECT 1;\n-- afloat:up\nSELECT 2;", "AF2301 2:1 the up marker stands after statements",
          DIALECT_POSTGRES },
        { "-- afloat:up now\n", "AF2301 1:1 directive \"up\" takes nothing after it",
          DIALECT_POSTGRES },
        { "-- afloat:irreversible\n", "AF2301 1:1 directive \"irreversible\" needs a reason",
          DIALECT_POSTGRES },
        { "-- afloat:irreversible reason=\"\"\n",
          "AF2301 1:1 directive \"irreversible\" needs a reason", DIALECT_POSTGRES },
        { "-- afloat:irreversible reason=\"a\n",
          "AF2301 1:1 directive \"irreversible\" needs a reason", DIALECT_POSTGRES },
        { "-- afloat:allow\nSELECT 1;", "AF2301 1:1 directive \"allow\" needs the name of a rule",
          DIALECT_POSTGRES },
        { "-- afloat:allow some-rule\nSELECT 1;", "AF2301 1:1 directive \"allow\" needs a reason",
          DIALECT_POSTGRES },
        { "-- afloat:timeout\nSELECT 1;",
          "AF2301 1:1 directive \"timeout\" needs lock= or statement=", DIALECT_POSTGRES },
        { "-- afloat:timeout lock=2\nSELECT 1;",
          "AF2301 1:1 directive \"timeout\" needs times such as 50ms, 2s, 5min or 1h",
          DIALECT_POSTGRES },
        { "-- afloat:timeout lock=99999999999999999999s\nSELECT 1;",
          "AF2301 1:1 directive \"timeout\" needs times such as 50ms, 2s, 5min or 1h",
          DIALECT_POSTGRES },
        { "-- afloat:timeout wait=2s\nSELECT 1;",
          "AF2301 1:1 directive \"timeout\" takes lock= and statement= only", DIALECT_POSTGRES },
        { "-- afloat:transaction on\n",
          "AF2301 1:1 directive \"transaction\" takes the word \"off\" only", DIALECT_POSTGRES },
        { "-- afloat:park\nSELECT 1;", "AF2301 1:1 directive \"park\" takes the word \"off\" only",
          DIALECT_POSTGRES },
        { "-- afloat:backfill batch=0\nUPDATE t SET a=1;",
          "AF2301 1:1 directive \"backfill\" needs a number of rows after batch=",
          DIALECT_POSTGRES },
        { "-- afloat:rename users:people\nSELECT 1;",
          "AF2301 1:1 directive \"rename\" needs the old and the new name", DIALECT_POSTGRES },
        { "-- afloat:reverse a\nSELECT 1;",
          "AF2301 1:1 directive \"reverse\" needs a column, \"=\" and an expression",
          DIALECT_POSTGRES },
        { "SELECT 1;\n-- migrate:down\nDROP TABLE a;",
          "AF2301 2:1 the line is a marker of dbmate, and the file is read in afloat's own format",
          DIALECT_POSTGRES },
        { "SELECT 1;\n---- create above / drop below ----\nDROP TABLE a;",
          "AF2301 2:1 the line is a marker of tern, and the file is read in afloat's own format",
          DIALECT_POSTGRES },
        { "SELECT 1;\n\\i other.sql\n", "AF2202 2:1 cannot run the psql command \\i",
          DIALECT_POSTGRES },
        { "\\connect other\n", "AF2202 1:1 cannot run the psql command \\connect",
          DIALECT_POSTGRES },
        { "SELECT 1;\nCOPY t (a) FROM STDIN;\n1\n\\.\n",
          "AF2204 2:1 cannot run COPY from standard input here", DIALECT_SQLITE },
        { "COPY t FROM stdin;\n1\n\\.\n", "AF2204 1:1 cannot run COPY from standard input here",
          DIALECT_MARIADB },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        EXPECT_STR(error_of(a, str_of(rows[i].text), rows[i].dialect), str_of(rows[i].want));
}

TEST(bytes_that_are_no_text_are_refused_with_their_place)
{
    static const struct {
        str text;
        const char *start;
    } rows[] = {
        { S_INIT("SELECT 1;\nSELECT '\0';"), "AF2103 2:9 " },
        { S_INIT("SELECT 1;\nSELECT '\xFF';"), "AF2104 2:9 " },
        { S_INIT("SELECT 1;\n-- \xC3"), "AF2104 2:4 " },
        { S_INIT("SELECT 1;\n  SELECT 'a\n"), "AF2201 2:10 " },
        { S_INIT("SELECT 1;\n/* a"), "AF2201 2:1 " },
        { S_INIT("SELECT $x$ a $y$;"), "AF2201 1:8 " },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str got = error_of(a, rows[i].text, DIALECT_POSTGRES);

        if (!str_starts(got, str_of(rows[i].start)))
            test_fail(__FILE__, __LINE__, "row %zu: got \"" STR_FMT "\", want \"%s…\"", i,
                      STR_ARG(got), rows[i].start);
    }
}

TEST(a_mistyped_directive_gets_a_suggestion)
{
    struct files_load l = { .dir = files_folder(a), .format = "native" };

    files_put(a, l.dir, "1_x.sql", S("-- afloat:rerunable\nSELECT 1;"));
    EXPECT(!files_load(a, &l));
    EXPECT_STR(l.err.hint, S("The nearest one is \"-- afloat:rerunnable\"."));
    err_done(&l.err);
}

TEST(in_applied_files_a_directive_that_cannot_be_read_is_a_note)
{
    struct files_load l = { .dir = files_folder(a), .format = "native", .applied = true };

    files_put(a, l.dir, "1_x.sql",
              S("-- afloat:novel way\nSELECT 1;\n-- afloat:timeout idle=2s\nSELECT 2;\n"
                "-- afloat:direct\n"));
    EXPECT_OK(files_load(a, &l), &l.err);
    EXPECT_INT(l.project.migrations.v[0].statements, 2);
    EXPECT(str_find(buf_view(&l.events), S("1_x.sql:1:1: unrecognized directive \"novel\"\n")) !=
           STR_NONE);
    EXPECT(str_find(buf_view(&l.events), S("1_x.sql:3:1: ")) != STR_NONE);
    EXPECT(str_find(buf_view(&l.events), S("1_x.sql:5:1: ")) != STR_NONE);
}

TEST(an_applied_file_with_mixed_sections_is_still_an_error)
{
    struct files_load l = { .dir = files_folder(a), .format = "native", .applied = true };

    files_put(a, l.dir, "1_x.sql", S("SELECT 1;\n-- afloat:up\nSELECT 2;\n"));
    EXPECT(!files_load(a, &l));
    EXPECT_INT(l.err.code, ERR_DIRECTIVE);
    err_done(&l.err);
}

/* ---- client commands and COPY ---- */

static void count_notes(void *data, const struct event *e)
{
    *(int *)data += e->kind == EVENT_NOTE;
}

TEST(client_commands_of_a_dump_are_skipped_with_a_note)
{
    int notes = 0;
    struct ctx ctx = { .mem = a, .sink = { .event = count_notes, .data = &notes } };
    struct script_source src = { .text = S("\\restrict abc\n\\connect -\n\\c\nSELECT 1;\n"
                                           "\\connect \"app\" - -\n\\unrestrict abc\n"),
                                 .format = format_find(S("native")),
                                 .label = S("text"),
                                 .dialect = dialect_get(DIALECT_POSTGRES),
                                 .database = S("app"),
                                 .ctx = &ctx };
    struct sums sums;
    struct err err;
    struct script *s;
    struct stmt st;
    bool end;

    EXPECT_STR(listing(a, &src, &sums), S("1 4:1 0 0/0 SELECT 1\n"));
    EXPECT_INT(notes, 5);
    err_init(&err);
    src.database = S("other");
    s = script_open(a, &src, &err);
    EXPECT_OK(script_next(s, &st, &end, &err), &err);
    EXPECT(!script_next(s, &st, &end, &err));
    EXPECT_STR(files_error(a, &err), S("AF2202 5:1 cannot run the psql command \\connect"));
    err_done(&err);
}

TEST(copy_data_is_given_in_runs_and_may_be_left_alone)
{
    struct migration *m =
        load_one(a,
                 S("COPY t FROM stdin;\n1;\ta'\n-- afloat:nothing\n\\.\nSELECT 2;\n"
                   "COPY t FROM stdin;\n\\.\n"),
                 DIALECT_POSTGRES);
    struct script_source src = { .mig = m, .dialect = m->dialect };
    struct err err;
    struct script *s;
    struct stmt st;
    bool end;

    err_init(&err);
    EXPECT_INT(m->statements, 3);
    EXPECT_STR(listing_of(a, m, DIR_UP), S("1 1:1 0 0/0 COPY t FROM stdin\n1;\ta'\n"
                                           "-- afloat:nothing\n2 5:1 0 0/0 SELECT 2\n"
                                           "3 6:1 0 0/0 COPY t FROM stdin\n"));
    s = script_open(a, &src, &err);
    for (int i = 1; i <= 3; i++) {
        EXPECT_OK(script_next(s, &st, &end, &err), &err);
        EXPECT_INT(st.number, i);
    }
    EXPECT_OK(script_next(s, &st, &end, &err), &err);
    EXPECT(end);
    EXPECT_STR(script_sums(s).code, m->up.code);
    EXPECT_OK(script_next(s, &st, &end, &err), &err);
    EXPECT(end);
}

TEST(delimiter_lines_are_left_out)
{
    struct migration *m = load_one(a,
                                   S("DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\n"
                                     "DELIMITER ;\n/*!40101 SET NAMES utf8 */;\n"),
                                   DIALECT_MARIADB);

    EXPECT_STR(listing_of(a, m, DIR_UP), S("1 2:1 0 0/0 CREATE PROCEDURE p() BEGIN SELECT 1; END\n"
                                           "2 4:1 0 0/0 /*!40101 SET NAMES utf8 */\n"));
}

/* ---- large files ---- */

enum { MANY = 100000 };

TEST(memory_does_not_grow_with_the_file)
{
    struct files_load *l = arena_new(a, struct files_load, 1);
    struct buf text = buf_on(a);
    struct script_source src = { .mig = NULL };
    struct err err;
    struct script *s;
    struct stmt st;
    size_t before;
    bool end = false;
    int64_t n = 0;

    for (int i = 0; i < MANY; i++)
        buf_printf(&text, "-- afloat:rerunnable\nINSERT INTO t VALUES (%d, 'some text');\n", i);
    l->dir = files_folder(a);
    l->format = "native";
    files_put(a, l->dir, "1_x.sql", buf_view(&text));
    before = a->used_bytes;
    EXPECT_OK(files_load(a, l), &l->err);
    EXPECT_INT(l->project.migrations.v[0].statements, MANY);
    err_init(&err);
    src.mig = &l->project.migrations.v[0];
    src.dialect = src.mig->dialect;
    s = script_open(a, &src, &err);
    for (; !end; n++)
        EXPECT_OK(script_next(s, &st, &end, &err), &err);
    EXPECT_INT(n, MANY + 1);
    EXPECT_STR(script_sums(s).text, src.mig->up.text);
    EXPECT(a->used_bytes - before < 64 * 1024);
}

/* ---- excerpts ---- */

TEST(excerpt_is_the_line_again)
{
    str dir = files_folder(a);
    str long_line = str_printf(a, "%0900d", 7);
    struct place p = { .line = 2, .column = 3 };

    p.file =
        files_put(a, dir, "a.sql",
                  str_printf(a, "one\r\ntwo \xC3\xA4\r\n" STR_FMT "\nlast", STR_ARG(long_line)));
    place_excerpt(a, &p);
    EXPECT_STR(p.line_text, S("two \xC3\xA4"));
    p = (struct place){ .file = p.file, .line = 4, .column = 1 };
    place_excerpt(a, &p);
    EXPECT_STR(p.line_text, S("last"));
    p = (struct place){ .file = p.file, .line = 3, .column = 900 };
    place_excerpt(a, &p);
    EXPECT_INT(p.line_text.n, 201);
    EXPECT_STR(str_skip(p.line_text, 200), S("7"));
    p = (struct place){ .file = p.file, .line = 9, .column = 1 };
    place_excerpt(a, &p);
    EXPECT(!p.line_text.p);
    p = (struct place){ .file = S("/nowhere/x.sql"), .line = 1, .column = 1 };
    place_excerpt(a, &p);
    EXPECT(!p.line_text.p);
}

/* Lines of every length up to 700, several at a time behind a long one. */
static str many_lines(arena *a, size_t n)
{
    struct buf text = buf_on(a);

    for (size_t i = 0; i < n; i++)
        buf_printf(&text, "%06zu%0*d\n", i, (int)(i * 37 % 700) + 1, 0);
    return buf_view(&text);
}

static str nth_line(str text, uint32_t n)
{
    str line = { 0 };

    while (n-- && str_next_line(&text, &line))
        ;
    return line;
}

TEST(many_excerpts_read_a_file_about_once)
{
    str dir = files_folder(a), text = many_lines(a, 2000);
    str file = files_put(a, dir, "a.sql", text);
    struct excerpts x = { 0 };

    for (uint32_t i = 1; i <= 2000; i++) {
        struct place p = { .file = file, .line = i, .column = 1 };
        str want = str_slice(nth_line(text, i), 0, 399);

        excerpts_fill(a, &x, &p);
        EXPECT_STR(p.line_text, want);
    }
    EXPECT(x.read < text.n + 2000 * 3 * 4096);
    x.read = 0; /* backwards, and behind the middle of one long line */
    for (uint32_t i = 2000; i > 0; i -= 100) {
        struct place p = { .file = file, .line = i, .column = 1 };

        excerpts_fill(a, &x, &p);
        EXPECT_STR(p.line_text, str_slice(nth_line(text, i), 0, 399));
    }
    EXPECT(x.read < 20 * 3 * 4096);
}

TEST(many_excerpts_of_one_long_line_read_it_about_once)
{
    str dir = files_folder(a);
    str file = files_put(a, dir, "a.sql", str_printf(a, "%0400000d", 7));
    struct excerpts x = { 0 };

    for (uint32_t i = 1000; i < 400000; i += 1000) {
        struct place p = { .file = file, .line = 1, .column = i };

        excerpts_fill(a, &x, &p);
        EXPECT(p.line_text.n >= 390);
    }
    EXPECT(x.read < 400000 + 400 * 3 * 4096);
}
