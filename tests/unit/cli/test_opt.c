/* tests/unit/cli/test_opt.c: options, and the tables of commands that they are read with. */
#include "cli/cmd.h"
#include "cli/help.h"
#include "harness/test.h"

struct trial {
    bool flag, quiet;
    str text, url, first, second;
    int64_t count;
};

#define AT(member) offsetof(struct trial, member)

static const struct opt own[] = {
    { "FIRST", 0, OPT_TEXT, NULL, AT(first), "" },
    { "--flag", 'f', OPT_FLAG, NULL, AT(flag), "" },
    { "--text", 't', OPT_TEXT, "TEXT", AT(text), "" },
    { "SECOND", 0, OPT_TEXT, NULL, AT(second), "" },
    { "--count", 'c', OPT_COUNT, "N", AT(count), "" },
};

static const struct opt common[] = {
    { "--url", 'u', OPT_TEXT, "URL", AT(url), "" },
    { "--quiet", 'q', OPT_FLAG, NULL, AT(quiet), "" },
};

static const struct opt_table tables[OPT_TABLES] = { { own, COUNT_OF(own) },
                                                     { common, COUNT_OF(common) } };
static const struct opt_table no_words[OPT_TABLES] = { { own + 4, 1 },
                                                       { common, COUNT_OF(common) } };

/* `line` is cut at its blanks; "~" stands for an empty argument. */
static int arguments(arena *a, const char *line, char **argv, int max)
{
    str rest = str_of(line), word;
    int n = 0;

    while (rest.n) {
        word = str_cut(rest, ' ', &rest);
        CHECK(n < max);
        argv[n++] = str_eq(word, S("~")) ? str_z(a, S("")) : str_z(a, word);
    }
    return n;
}

static struct trial read_with(arena *a, const struct opt_table *with, const char *line)
{
    struct trial r = { 0 };
    struct err err;
    char *argv[16];
    int n = arguments(a, line, argv, COUNT_OF(argv));

    err_init(&err);
    EXPECT_OK(opt_parse(a, with, n, argv, &r, &err), &err);
    err_done(&err);
    return r;
}

static struct trial read(arena *a, const char *line)
{
    return read_with(a, tables, line);
}

/* "message / hint" */
static str refused(arena *a, const char *line)
{
    struct trial r = { 0 };
    struct err err;
    char *argv[16];
    int n = arguments(a, line, argv, COUNT_OF(argv));
    str said;

    err_init(&err);
    EXPECT(!opt_parse(a, tables, n, argv, &r, &err));
    EXPECT_INT(err.code, ERR_USAGE);
    said = str_printf(a, STR_FMT " / " STR_FMT, STR_ARG(err.message), STR_ARG(err.hint));
    err_done(&err);
    return said;
}

TEST(values_joined_and_apart)
{
    EXPECT_STR(read(a, "--text x").text, S("x"));
    EXPECT_STR(read(a, "--text=x").text, S("x"));
    EXPECT_STR(read(a, "--text=x=y").text, S("x=y"));
    EXPECT_STR(read(a, "-t x").text, S("x"));
    EXPECT_STR(read(a, "-tx").text, S("x"));
    EXPECT_STR(read(a, "--text --flag").text, S("--flag"));
    EXPECT_STR(read(a, "--text --").text, S("--"));
    EXPECT_STR(read(a, "--url=a --url=b").url, S("b"));
    EXPECT(read(a, "--flag").flag);
    EXPECT(!read(a, "").flag);
}

TEST(clusters)
{
    struct trial r = read(a, "-fqtx");

    EXPECT(r.flag && r.quiet);
    EXPECT_STR(r.text, S("x"));
    r = read(a, "-fqt x");
    EXPECT(r.flag && r.quiet);
    EXPECT_STR(r.text, S("x"));
    r = read(a, "-tfq");
    EXPECT(!r.flag && !r.quiet);
    EXPECT_STR(r.text, S("fq"));
    EXPECT_INT(read(a, "-c12").count, 12);
}

TEST(words_anywhere)
{
    struct trial r = read(a, "one -f two --quiet");

    EXPECT_STR(r.first, S("one"));
    EXPECT_STR(r.second, S("two"));
    EXPECT(r.flag && r.quiet);
    r = read(a, "- --");
    EXPECT_STR(r.first, S("-"));
    EXPECT(r.second.p == NULL);
}

TEST(after_two_dashes_all_is_plain)
{
    struct trial r = read(a, "-f -- --flag --");

    EXPECT_STR(r.first, S("--flag"));
    EXPECT_STR(r.second, S("--"));
    EXPECT(!read(a, "-- --quiet").quiet);
}

TEST(a_bare_number_is_the_count)
{
    EXPECT_INT(read_with(a, no_words, "3").count, 3);
    EXPECT_INT(read_with(a, no_words, "-q 12").count, 12);
    EXPECT_STR(read(a, "7").first, S("7")); /* a word comes first */
}

TEST(counts_begin_at_one)
{
    static const char *const bad[] = { "0", "-1", "x", "1x", "~", "99999999999999999999", "+1" };

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        str said = refused(a, str_printf(a, "--count %s", bad[i]).p);

        EXPECT(str_starts(said, S("--count takes a number from 1, not \"")));
    }
    EXPECT_INT(read(a, "--count=9223372036854775807").count, INT64_MAX);
}

TEST(what_is_not_understood_is_told)
{
    EXPECT(str_starts(refused(a, "--text="), S("the value of --text is empty / ")));
    EXPECT(str_starts(refused(a, "--text ~"), S("the value of --text is empty / ")));
    EXPECT_STR(refused(a, "--flog"), S("unrecognized option \"--flog\" / Did you mean --flag?"));
    EXPECT_STR(refused(a, "--ulr=postgres://u:secret@h/d"),
               S("unrecognized option \"--ulr\" / Did you mean --url?"));
    EXPECT_STR(refused(a, "--wholly-other"),
               S("unrecognized option \"--wholly-other\" / See the options with --help."));
    EXPECT(str_starts(refused(a, "-z"), S("unrecognized option \"-z\" / ")));
    EXPECT(str_starts(refused(a, "-fz"), S("unrecognized option \"-z\" / ")));
    EXPECT(str_starts(refused(a, "--FIRST"), S("unrecognized option \"--FIRST\" / ")));
    EXPECT(str_starts(refused(a, "one two three"), S("\"three\" is one word too many / ")));
    EXPECT(str_starts(refused(a, "--flag=yes"), S("--flag takes no value / ")));
    EXPECT(str_starts(refused(a, "--text"), S("--text needs a value: --text TEXT / ")));
    EXPECT(str_starts(refused(a, "-ft"), S("--text needs a value: --text TEXT / ")));
}

/* ---- the tables of the program ---- */

static void no_duplicates(const struct cmd *c)
{
    const struct opt *all[64];
    size_t n = 0;

    for (size_t i = 0; i < c->opt_count; i++)
        all[n++] = &c->opts[i];
    for (size_t i = 0; i < common_opt_count; i++)
        all[n++] = &common_opts[i];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            if (strcmp(all[i]->name, all[k]->name) == 0)
                test_fail(__FILE__, __LINE__, "%s has %s twice", c->name, all[i]->name);
            if (all[i]->short_name && all[i]->short_name == all[k]->short_name)
                test_fail(__FILE__, __LINE__, "%s has -%c twice", c->name, all[i]->short_name);
        }
}

static size_t size_of(enum opt_type type)
{
    return type == OPT_FLAG ? sizeof(bool) : type == OPT_TEXT ? sizeof(str) : sizeof(int64_t);
}

static void options_are_sound(const struct opt *opts, size_t n, size_t request_size)
{
    for (size_t i = 0; i < n; i++) {
        const struct opt *o = &opts[i];
        bool option = o->name[0] == '-';

        EXPECT(o->offset + size_of(o->type) <= request_size);
        EXPECT(o->help[0] && o->help[strlen(o->help) - 1] != '.');
        EXPECT(!option || (o->name[1] == '-' && strlen(o->name) > 3));
        EXPECT((o->metavar != NULL) == (option && o->type != OPT_FLAG));
    }
}

TEST(tables_are_sound)
{
    options_are_sound(common_opts, common_opt_count, sizeof(struct app_common));
    for (size_t i = 0; commands[i]; i++) {
        const struct cmd *c = commands[i];

        no_duplicates(c);
        EXPECT(c->request_size >= sizeof(struct app_common));
        EXPECT(c->examples[0] != NULL && c->run && c->summary[0] && c->about[0]);
        options_are_sound(c->opts, c->opt_count, c->request_size);
        for (size_t k = 0; c->examples[k]; k++)
            EXPECT(strstr(c->examples[k], str_printf(a, "afloat %s", c->name).p) != NULL);
        EXPECT(cmd_find(str_of(c->name)) == c);
    }
}

TEST(aliases_lead_to_commands)
{
    static const char *const words[][2] = {
#define ALIAS(word, command) { word, command },
#include "cli/aliases.def"
#undef ALIAS
    };

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        const struct cmd *c = cmd_find(str_of(words[i][0]));

        if (!c || strcmp(c->name, words[i][1]) != 0)
            test_fail(__FILE__, __LINE__, "%s does not lead to %s", words[i][0], words[i][1]);
        for (size_t k = 0; commands[k]; k++)
            EXPECT(strcmp(commands[k]->name, words[i][0]) != 0);
    }
    EXPECT(cmd_find(S("")) == NULL);
    EXPECT(cmd_find(S("UP")) == NULL);
}

/* What is written to stdout meanwhile. */
static str captured(arena *a, const struct cmd *c)
{
    struct ctx ctx = { .mem = a, .wake_fd = -1 };
    FILE *old = stdout;
    char *text = NULL;
    size_t n = 0;
    str out;

    fflush(stdout);
    stdout = open_memstream(&text, &n);
    help_show(&ctx, c, false);
    fclose(stdout);
    stdout = old;
    out = str_copy(a, (str){ text, n });
    free(text);
    return out;
}

static void fits(const char *name, str text)
{
    str line;

    EXPECT(text.n > 0 && text.p[text.n - 1] == '\n');
    while (str_next_line(&text, &line)) {
        if (line.n > 80)
            test_fail(__FILE__, __LINE__, "help of %s: " STR_FMT, name, STR_ARG(line));
        EXPECT_STR(str_trim_end(line), line);
    }
}

TEST(help_fits_80_columns)
{
    fits("all", captured(a, NULL));
    for (size_t i = 0; commands[i]; i++)
        fits(commands[i]->name, captured(a, commands[i]));
}

TEST(every_command_is_in_the_list)
{
    str all = captured(a, NULL);

    for (size_t i = 0; commands[i]; i++)
        if ((str_find(all, str_printf(a, "\n  %s ", commands[i]->name)) == STR_NONE) !=
            commands[i]->hidden)
            test_fail(__FILE__, __LINE__, "%s is not in the list, or is hidden", commands[i]->name);
}

TEST(an_unknown_command_has_a_suggestion)
{
    static const char *const cases[][2] = { { "stauts", "afloat status" },
                                            { "xyzzy", "afloat help" } };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct err err;

        err_init(&err);
        EXPECT(!help_no_command(str_of(cases[i][0]), &err));
        EXPECT_INT(err.code, ERR_USAGE);
        EXPECT(str_find(err.hint, str_of(cases[i][1])) != STR_NONE);
        err_done(&err);
    }
}
