/* tests/unit/report/test_report.c: tables, events, failures and JSON as they reach stdout and stderr. */
#include "base/json.h"
#include "base/utf8.h"
#include "harness/test.h"
#include "report/report.h"

#include <stdlib.h>

/* ---- what was written ---- */

struct shown {
    str out, err;
};

struct stage { /* stdout and stderr in memory */
    arena *a;
    FILE *old_out, *old_err;
    char *out, *err;
    size_t out_n, err_n;
    struct report *report;
    struct sink sink;
};

static struct stage stage_open(arena *a, const struct report_opts *opts)
{
    return (struct stage){ .a = a, .report = report_open(a, opts) };
}

static void stage_begin(struct stage *s)
{
    s->old_out = stdout;
    s->old_err = stderr;
    stdout = open_memstream(&s->out, &s->out_n);
    stderr = open_memstream(&s->err, &s->err_n);
    s->sink = report_sink(s->report);
}

static struct shown stage_end(struct stage *s)
{
    bool written = report_close(s->report);
    struct shown shown;

    fclose(stdout);
    fclose(stderr);
    stdout = s->old_out;
    stderr = s->old_err;
    EXPECT(written);
    shown.out = str_copy(s->a, (str){ s->out, s->out_n });
    shown.err = str_copy(s->a, (str){ s->err, s->err_n });
    free(s->out);
    free(s->err);
    return shown;
}

static const struct report_opts utf8 = { .utf8 = true };

/* ---- records ---- */

static const struct field fields[] = {
    { "state", "", FIELD_TEXT, FIELD_STATE, "" }, { "version", "version", FIELD_TEXT, 0, "" },
    { "took", "took", FIELD_MS, 0, "" },          { "hidden", "", FIELD_INT, FIELD_JSON_ONLY, "" },
    { "note", "note", FIELD_TEXT, 0, "" },
};
static const struct rectype table = { "rows", RECORD_MANY, fields, COUNT_OF(fields), NULL };

static const struct field one_fields[] = {
    { "name", "", FIELD_TEXT, 0, "" }, { "on", "", FIELD_BOOL, 0, "" },
    { "at", "", FIELD_TIME, 0, "" },   { "size", "", FIELD_BYTES, 0, "" },
    { "next", "", FIELD_TEXT, 0, "" },
};
static const struct rectype one = { "one", RECORD_ONE, one_fields, COUNT_OF(one_fields),
                                    "{name} {on} {at} {size}[ next: {next}]" };

static void row(const struct sink *s, const char *state, const char *version, int64_t ms,
                const char *note)
{
    struct field_value v[] = { field_text(str_of(state)), field_text(str_of(version)),
                               ms < 0 ? field_null() : field_int(ms), field_int(7),
                               field_text(str_of(note)) };

    s->record(s->data, &(struct record){ &table, v });
}

static void single(const struct sink *s, const char *name, const char *next)
{
    struct field_value v[] = { field_text(str_of(name)), field_int(1), field_int(0),
                               field_int(1500), field_text(str_of(next)) };

    s->record(s->data, &(struct record){ &one, v });
}

TEST(columns_are_aligned_by_width)
{
    struct stage s = stage_open(a, &utf8);
    struct shown shown;

    stage_begin(&s);
    row(&s.sink, "applied", "1", 5, "ascii");
    row(&s.sink, "pending", "日本語", -1, "wide"); /* 6 columns, 9 bytes */
    row(&s.sink, "something else",
        "e\xCC\x81"
        "a",
        61000, NULL); /* a combining mark */
    shown = stage_end(&s);
    EXPECT_STR(shown.out, S("                  version       took  note\n"
                            "  ✓ applied       1             5 ms  ascii\n"
                            "  ○ pending       日本語              wide\n"
                            "  something else  e\xCC\x81"
                            "a       1 min 1 s\n"));
    EXPECT_STR(shown.err, S(""));
}

TEST(ascii_where_the_locale_is_not_utf8)
{
    struct report_opts plain = { 0 };
    struct stage s = stage_open(a, &plain);
    struct shown shown;

    stage_begin(&s);
    row(&s.sink, "applied", "1", 5, "n");
    row(&s.sink, "pending", "2", -1, "n");
    s.sink.event(s.sink.data, &(struct event){ .kind = EVENT_STEP_DONE, .text = S("SELECT 1") });
    s.sink.event(
        s.sink.data,
        &(struct event){ .kind = EVENT_STEP_PROGRESS, .ms = 20000, .text = S("SELECT 2") });
    report_failure(s.report, &(struct report_failure){
                                 .err = &(struct err){ .code = ERR_STATEMENT,
                                                       .message = S("no"),
                                                       .place = { .file = S("f"), .line = 1 } } });
    shown = stage_end(&s);
    for (size_t i = 0; i < shown.out.n; i++)
        EXPECT((unsigned char)shown.out.p[i] < 0x80);
    for (size_t i = 0; i < shown.err.n; i++)
        EXPECT((unsigned char)shown.err.p[i] < 0x80);
    EXPECT(str_find(shown.out, S("+ applied")) != STR_NONE);
    EXPECT(str_find(shown.err, S("--> f:1")) != STR_NONE);
}

TEST(one_record_is_a_line)
{
    struct stage s = stage_open(a, &utf8);
    struct shown shown;

    stage_begin(&s);
    single(&s.sink, "n", "go on");
    single(&s.sink, "n", NULL);
    single(&s.sink, "n", "");
    shown = stage_end(&s);
    EXPECT_STR(shown.out, S("n yes 1970-01-01 00:00:00 1.5 kB next: go on\n"
                            "n yes 1970-01-01 00:00:00 1.5 kB\n"
                            "n yes 1970-01-01 00:00:00 1.5 kB\n"));
}

TEST(order_of_tables_and_lines_is_kept)
{
    struct stage s = stage_open(a, &utf8);
    struct shown shown;

    stage_begin(&s);
    row(&s.sink, "x", "1", 1, "n");
    single(&s.sink, "between", NULL);
    row(&s.sink, "x", "2", 1, "n");
    shown = stage_end(&s);
    EXPECT(str_find(shown.out, S("x  1")) < str_find(shown.out, S("between")));
    EXPECT(str_find(shown.out, S("between")) < str_find(shown.out, S("x  2")));
}

TEST(quiet_keeps_tables_and_warnings)
{
    struct report_opts quiet = { .quiet = true, .utf8 = true };
    struct stage s = stage_open(a, &quiet);
    struct shown shown;

    stage_begin(&s);
    single(&s.sink, "line", NULL);
    row(&s.sink, "x", "1", 1, "n");
    s.sink.event(s.sink.data, &(struct event){ .kind = EVENT_NOTE, .text = S("noted") });
    s.sink.event(s.sink.data, &(struct event){ .kind = EVENT_WARNING, .text = S("warned") });
    shown = stage_end(&s);
    EXPECT(str_find(shown.out, S("line")) == STR_NONE);
    EXPECT(str_find(shown.out, S("x  1")) != STR_NONE);
    EXPECT_STR(shown.err, S("warning: warned\n"));
}

/* ---- nothing of a database reaches a terminal raw ---- */

static const char evil[] = "\033[31m\007\b\r\xC2\x9B"
                           "2J\xE2\x80\xAE\xFF\x7F\tx";

static void nothing_raw(str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if ((c < 0x20 && c != '\n') || c == 0x7F)
            test_fail(__FILE__, __LINE__, "byte %02x in: " STR_FMT, c, STR_ARG(text));
    }
    EXPECT(str_find(text, S("\xC2\x9B")) == STR_NONE);
    EXPECT(str_find(text, S("\xE2\x80\xAE")) == STR_NONE);
    EXPECT(utf8_invalid_at(text, NULL) == STR_NONE);
}

TEST(every_cell_is_escaped)
{
    struct stage s = stage_open(a, &utf8);
    struct shown shown;

    stage_begin(&s);
    row(&s.sink, evil, evil, 1, evil);
    single(&s.sink, evil, evil);
    shown = stage_end(&s);
    nothing_raw(shown.out);
    EXPECT(str_find(shown.out, S("\\x1b[31m")) != STR_NONE);
}

TEST(every_event_is_escaped)
{
    struct report_opts all = { .utf8 = true, .verbose = true };
    str bad = str_of(evil);

    for (int kind = 0; kind < EVENT__COUNT; kind++) {
        struct event e = { .kind = (enum event_kind)kind,
                           .version = bad,
                           .name = bad,
                           .step = 1,
                           .n = 1,
                           .total = 30,
                           .steps = 30,
                           .ms = 60000,
                           .text = bad };
        struct stage s = stage_open(a, &all);
        struct shown shown;

        stage_begin(&s);
        for (int i = 0; i < 25; i++)
            s.sink.event(s.sink.data, &e);
        shown = stage_end(&s);
        nothing_raw(shown.err);
        EXPECT_STR(shown.out, S(""));
    }
}

static struct err *error_of(arena *a, str text)
{
    struct err *e = arena_new(a, struct err, 1);

    *e = (struct err){ .code = ERR_STATEMENT,
                       .message = text,
                       .database = text,
                       .detail = text,
                       .hint = text,
                       .place = { .file = text, .line = 1, .column = 3, .line_text = text } };
    memcpy(e->sqlstate, "42601", 6);
    *vec_push(a, &e->context) = text;
    return e;
}

static struct shown failure(arena *a, const struct report_opts *o, const struct report_failure *f)
{
    struct stage s = stage_open(a, o);

    stage_begin(&s);
    report_failure(s.report, f);
    return stage_end(&s);
}

TEST(every_part_of_a_failure_is_escaped)
{
    str bad = str_of(evil);
    struct report_failure f = { error_of(a, bad), 7, bad, bad };

    nothing_raw(failure(a, &utf8, &f).err);
}

/* ---- failures ---- */

TEST(a_failure_in_five_parts)
{
    struct err e = { .code = ERR_STATEMENT,
                     .message = S("the server refused the statement"),
                     .database = S("no such column: x"),
                     .detail = S("A fact."),
                     .hint = S("Some help."),
                     .place = { S("m/1_a.sql"), 12, 8, 3, S("SELECT abc;"), 0 } };
    struct report_failure f = { &e, 7, S("Nothing of 1 was kept."), S("afloat up") };
    struct shown shown;

    memcpy(e.sqlstate, "42703", 6);
    shown = failure(a, &utf8, &f);
    EXPECT_STR(shown.err, S("error[AF4101]: the server refused the statement\n"
                            "  → m/1_a.sql:12:8\n"
                            "     |\n"
                            "  12 | SELECT abc;\n"
                            "     |        ^^^\n"
                            "  database: no such column: x (SQLSTATE 42703)\n"
                            "  detail: A fact.\n"
                            "  hint: Some help.\n"
                            "  committed: Nothing of 1 was kept.\n"
                            "  continue: afloat up\n"));
    EXPECT_STR(shown.out, S(""));
}

/* The line of carets, without what stands before the bar. */
static str carets(arena *a, struct place place)
{
    struct err e = { .code = ERR_STATEMENT, .message = S("m"), .place = place };
    str text = failure(a, &utf8, &(struct report_failure){ .err = &e }).err, line;

    while (str_next_line(&text, &line))
        if (str_find_char(line, '^') != STR_NONE)
            return str_skip(line, str_find_char(line, '|') + 2);
    return S("none");
}

TEST(the_caret_stands_under_its_place)
{
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 1, 1, S("abc"), 0 }), S("^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 3, 0, S("abc"), 0 }), S("  ^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 6, 1, S("äö x"), 0 }), S("   ^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 8, 1, S("日本 x"), 0 }), S("     ^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 2, 4, S("xäöx"), 0 }), S(" ^^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 2, 3, S("x日x"), 0 }), S(" ^^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 2, 1, S("\tx"), 0 }), S("    ^")); /* \x09 */
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 4, 5, S("abc"), 0 }), S("   ^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 999, 1, S("abc"), 0 }), S("   ^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 13, 1, S("abc"), 10 }), S("  ^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 2, 1, S("'***' b"), -4 }), S("     ^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 1, 1, S(""), 0 }), S("^"));
    EXPECT_STR(carets(a, (struct place){ S("f"), 1, 1, 1, { 0 }, 0 }), S("none"));
}

TEST(places_that_are_not_whole)
{
    struct err e = { .code = ERR_CHECKSUM, .message = S("m"), .place = { .file = S("f") } };
    struct report_failure f = { .err = &e };

    EXPECT_STR(failure(a, &utf8, &f).err, S("error[AF4001]: m\n  → f\n"));
    e.place = (struct place){ .line = 2 };
    EXPECT_STR(failure(a, &utf8, &f).err, S("error[AF4001]: m\n  → standard input:2\n"));
    e.place = (struct place){ 0 };
    EXPECT_STR(failure(a, &utf8, &f).err, S("error[AF4001]: m\n"));
    e.native = 1064;
    e.database = S("no");
    EXPECT_STR(failure(a, &utf8, &f).err, S("error[AF4001]: m\n  database: no (1064)\n"));
}

TEST(a_table_is_shown_before_the_failure)
{
    struct stage s = stage_open(a, &utf8);
    struct err e = { .code = ERR_CHECKSUM, .message = S("m") };
    struct shown shown;

    stage_begin(&s);
    row(&s.sink, "x", "1", 1, "n");
    report_failure(s.report, &(struct report_failure){ .err = &e });
    shown = stage_end(&s);
    EXPECT(str_find(shown.out, S("x  1")) != STR_NONE);
    EXPECT(str_starts(shown.err, S("error[AF4001]")));
}

/* ---- colours ---- */

static bool coloured(const char *color, const char *no_color, const char *term)
{
    if (no_color)
        setenv("NO_COLOR", no_color, 1);
    else
        unsetenv("NO_COLOR");
    setenv("TERM", term, 1);
    return report_opts_of(str_of(color), false, false, false).color_err;
}

TEST(colours)
{
    struct report_opts o = { .utf8 = true, .color_out = true, .color_err = true };
    struct err e = { .code = ERR_CHECKSUM, .message = S("m") };
    struct stage s;

    EXPECT(coloured("always", NULL, "xterm"));
    EXPECT(coloured("always", "1", "xterm")); /* the flag wins */
    EXPECT(!coloured("never", NULL, "xterm"));
    EXPECT(!coloured("auto", "1", "xterm"));
    EXPECT(!coloured("auto", NULL, "dumb"));
    EXPECT(str_find(failure(a, &o, &(struct report_failure){ .err = &e }).err, S("\033[1;31m")) !=
           STR_NONE);
    s = stage_open(a, &o);
    stage_begin(&s);
    row(&s.sink, "applied", "1", 1, "n");
    EXPECT(str_find(stage_end(&s).out, S("\033[32m✓ applied\033[0m")) != STR_NONE);
}

/* ---- JSON ---- */

static const struct report_opts as_json = { .json = true, .utf8 = true };

static const struct json *document(arena *a, str text)
{
    struct err err;
    struct json *j;

    err_init(&err);
    j = json_parse(a, text, S("stdout"), &err);
    if (!j)
        test_fail(__FILE__, __LINE__, STR_FMT ": " STR_FMT, STR_ARG(err.message), STR_ARG(text));
    EXPECT(str_ends(text, S("\n")));
    return j;
}

TEST(json_is_one_document)
{
    struct stage s = stage_open(a, &as_json);
    const struct json *j, *rows, *o;
    struct shown shown;

    stage_begin(&s);
    single(&s.sink, "first", NULL);
    row(&s.sink, "applied", "1", 5, evil);
    single(&s.sink, "second", "n");
    row(&s.sink, "applied", "2", -1, NULL);
    shown = stage_end(&s);
    j = document(a, shown.out);
    EXPECT_INT(j->items.n, 2);
    rows = json_get(j, S("rows"));
    EXPECT(rows && rows->kind == JSON_ARRAY);
    EXPECT_INT(rows->items.n, 2);
    o = rows->items.v[0].value;
    EXPECT_INT(o->items.n, COUNT_OF(fields));
    EXPECT_INT(json_get(o, S("took"))->i, 5);
    EXPECT_INT(json_get(o, S("hidden"))->i, 7);
    EXPECT_STR(json_get(o, S("state"))->text, S("applied")); /* without its mark */
    EXPECT_INT(json_get(rows->items.v[1].value, S("took"))->kind, JSON_NULL);
    EXPECT_INT(json_get(rows->items.v[1].value, S("note"))->kind, JSON_NULL);
    o = json_get(j, S("one"));
    EXPECT(o && o->kind == JSON_OBJECT);
    EXPECT_STR(json_get(o, S("name"))->text, S("second")); /* the last one counts */
    EXPECT_INT(json_get(o, S("on"))->kind, JSON_BOOL);
    EXPECT_STR(json_get(o, S("at"))->text, S("1970-01-01T00:00:00Z"));
    EXPECT_INT(json_get(o, S("size"))->i, 1500);
}

TEST(json_of_nothing)
{
    struct stage s = stage_open(a, &as_json);

    stage_begin(&s);
    EXPECT_INT(document(a, stage_end(&s).out)->items.n, 0);
}

TEST(json_of_a_failure)
{
    struct stage s = stage_open(a, &as_json);
    struct report_failure f = { error_of(a, S("it's \"said\"")), 7, S("kept"), S("afloat up") };
    const struct json *j, *e;
    struct shown shown;

    stage_begin(&s);
    row(&s.sink, "applied", "1", 5, "n");
    report_failure(s.report, &f);
    shown = stage_end(&s);
    j = document(a, shown.out);
    EXPECT_INT(json_get(j, S("rows"))->items.n, 1);
    e = json_get(j, S("error"));
    EXPECT_STR(json_get(e, S("code"))->text, S("AF4101"));
    EXPECT_STR(json_get(e, S("slug"))->text, S("statement-failed"));
    EXPECT_STR(json_get(e, S("message"))->text, S("it's \"said\""));
    EXPECT_STR(json_get(e, S("sqlstate"))->text, S("42601"));
    EXPECT_INT(json_get(e, S("line"))->i, 1);
    EXPECT_INT(json_get(e, S("column"))->i, 3);
    EXPECT_INT(json_get(e, S("native_code"))->kind, JSON_NULL);
    EXPECT_STR(json_get(e, S("committed"))->text, S("kept"));
    EXPECT_STR(json_get(e, S("next"))->text, S("afloat up"));
    EXPECT_INT(json_get(e, S("exit_code"))->i, 7);
    EXPECT(str_starts(shown.err, S("error[AF4101]")));
}

TEST(json_of_bytes_that_are_no_text)
{
    struct stage s = stage_open(a, &as_json);
    struct report_failure f = { error_of(a, str_of(evil)), 7, str_of(evil), str_of(evil) };
    str out;

    stage_begin(&s);
    row(&s.sink, evil, evil, 1, evil);
    report_failure(s.report, &f);
    out = stage_end(&s).out;
    EXPECT_INT(document(a, out)->items.n, 2);
    EXPECT(utf8_invalid_at(out, NULL) == STR_NONE);
    for (size_t i = 0; i + 1 < out.n; i++)
        EXPECT((unsigned char)out.p[i] >= 0x20);
}

/* A stream of lines has no document behind it, unless something failed. */
TEST(json_lines)
{
    static const struct field line_fields[] = { { "n", "", FIELD_INT, 0, "" } };
    static const struct rectype line = { "line", RECORD_LINES, line_fields, 1, NULL };
    struct stage s = stage_open(a, &as_json);
    struct err e = { .code = ERR_FILE_READ, .message = S("m") };
    struct field_value v = field_int(7);

    stage_begin(&s);
    s.sink.record(s.sink.data, &(struct record){ &line, &v });
    EXPECT_STR(stage_end(&s).out, S("{\"n\":7}\n"));
    s = stage_open(a, &as_json);
    stage_begin(&s);
    s.sink.record(s.sink.data, &(struct record){ &line, &v });
    report_failure(s.report, &(struct report_failure){ .err = &e });
    EXPECT(str_starts(stage_end(&s).out, S("{\"n\":7}\n{\"error\":{\"code\":\"AF2101\"")));
}
