/* tests/unit/cli/test_docs.c: the texts for users are there for every row of every table, and name what exists. */
#include "app/app_docs.h"
#include "base/explain.h"
#include "base/fs.h"
#include "cli/cmd.h"
#include "cli/docs.h"
#include "harness/test.h"
#include "report/report.h"

/* ---- explain ---- */

TEST(every_error_is_explained)
{
    for (int c = ERR_NONE + 1; c < ERR__COUNT; c++) {
        const struct explanation *x = explain_get((enum err_code)c);

        if (!x)
            test_fail(__FILE__, __LINE__, "%s has no row in base/explain.def",
                      err_code_text((enum err_code)c));
        EXPECT(x->why[0] && x->why[strlen(x->why) - 1] == '.');
        EXPECT(x->todo[0] && x->todo[strlen(x->todo) - 1] == '.');
        EXPECT(x->example[0]);
    }
}

static bool is_option(const struct cmd *cmd, str name)
{
    for (size_t i = 0; i < cmd->opt_count; i++)
        if (str_eq(name, str_of(cmd->opts[i].name)))
            return true;
    for (size_t i = 0; i < common_opt_count; i++)
        if (str_eq(name, str_of(common_opts[i].name)) ||
            (common_opts[i].short_name && name.n == 2 && name.p[1] == common_opts[i].short_name))
            return true;
    return false;
}

/* "afloat repair VERSION --accept": the command and its options exist. */
static void command_is_real(str line)
{
    str rest, name = str_cut(line, ' ', &rest);
    const struct cmd *cmd = cmd_find(name);

    if (!cmd)
        test_fail(__FILE__, __LINE__, "no command is called \"" STR_FMT "\"", STR_ARG(name));
    while (rest.n) {
        str word = str_cut(rest, ' ', &rest);

        if (word.n > 1 && word.p[0] == '-' && !is_option(cmd, word))
            test_fail(__FILE__, __LINE__, "%s has no option " STR_FMT, cmd->name, STR_ARG(word));
    }
}

/* Each `afloat …` in backquotes. */
static void quoted_commands_are_real(const char *text)
{
    str rest = str_of(text);

    while (rest.n) {
        str quoted;

        str_cut(rest, '`', &rest);
        quoted = str_cut(rest, '`', &rest);
        if (str_starts(quoted, S("afloat ")))
            command_is_real(str_skip(quoted, 7));
    }
}

TEST(explanations_name_commands_that_exist)
{
    for (int c = ERR_NONE + 1; c < ERR__COUNT; c++) {
        const struct explanation *x = explain_get((enum err_code)c);

        if (!x)
            continue;
        quoted_commands_are_real(x->why);
        quoted_commands_are_real(x->todo);
        if (str_starts(str_of(x->example), S("afloat ")))
            command_is_real(str_skip(str_of(x->example), 7));
    }
}

TEST(every_exit_code_of_an_error_is_explained)
{
    for (int c = ERR_NONE + 1; c < ERR__COUNT; c++)
        EXPECT(explain_exit(err_code_exit((enum err_code)c)) != NULL);
    EXPECT(explain_exit(8) == NULL);
}

/* ---- records, events, keys ---- */

TEST(every_command_names_its_records)
{
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden && !commands[i]->records[0])
            test_fail(__FILE__, __LINE__, "%s has no .records for docs/json.md", commands[i]->name);
}

static void sound(const struct rectype *t)
{
    for (size_t i = 0; i < t->field_count; i++) {
        EXPECT(t->fields[i].name[0]);
        if (!t->fields[i].help[0] || strchr(t->fields[i].help, '|'))
            test_fail(__FILE__, __LINE__, "%s.%s: the help is empty, or breaks a table", t->name,
                      t->fields[i].name);
    }
}

TEST(every_field_has_a_help)
{
    for (size_t i = 0; commands[i]; i++)
        for (size_t k = 0; k < CMD_RECORDS && commands[i]->records[k]; k++)
            for (size_t n = 0; commands[i]->records[k][n]; n++)
                sound(commands[i]->records[k][n]);
}

/* The meaning of an event names members only: "version, n: position in the run". */
TEST(events_name_their_members)
{
    for (int k = 0; k < EVENT__COUNT; k++) {
        str rest = str_of(report_event_help((enum event_kind)k));

        while (rest.n) {
            size_t comma = str_find(rest, S(", "));
            str part = comma == STR_NONE ? rest : str_slice(rest, 0, comma), ignored;
            str member = str_cut(part, ':', &ignored);
            bool known = false;

            for (size_t i = 2; i < report_event_type.field_count; i++)
                known = known || str_eq(member, str_of(report_event_type.fields[i].name));
            if (!known)
                test_fail(__FILE__, __LINE__, "event %s: \"" STR_FMT "\" is no member",
                          report_event_name((enum event_kind)k), STR_ARG(member));
            rest = comma == STR_NONE ? (str){ 0 } : str_skip(rest, comma + 2);
        }
    }
    EXPECT(report_event_has(EVENT_STEP_DONE, S("ms")));
    EXPECT(!report_event_has(EVENT_NOTE, S("ms")));
}

TEST(every_key_of_the_configuration_has_a_help)
{
    struct config_key key;
    size_t i = 0;

    for (; app_config_key(i, &key); i++)
        if (!key.help || !key.help[0])
            test_fail(__FILE__, __LINE__, "key " STR_FMT " [%s] has no row in core/config_keys.def",
                      STR_ARG(key.name), key.table);
    EXPECT(i > 10);
}

/* ---- manual pages ---- */

TEST(a_page_for_each_command)
{
    struct buf list = buf_on(a), page = buf_on(a);

    man_pages(&list);
    for (size_t i = 0; commands[i]; i++) {
        str name = str_printf(a, "afloat-%s.1", commands[i]->name);

        buf_clear(&page);
        EXPECT((str_find(buf_view(&list), str_printf(a, "\n" STR_FMT "\n", STR_ARG(name))) !=
                STR_NONE) == !commands[i]->hidden);
        EXPECT(man_page(a, name, &page) == !commands[i]->hidden);
        EXPECT(commands[i]->hidden || page.n > 1000);
    }
    EXPECT(!man_page(a, S("afloat-nothing.1"), &page));
}

/* What stands between AFLOAT_API and the semicolon, in one line. */
static str prototype_next(arena *a, str *io)
{
    size_t at = str_find(*io, S("\nAFLOAT_API "));
    struct buf b = buf_on(a);

    if (at == STR_NONE)
        return (str){ 0 };
    *io = str_skip(*io, at + S("\nAFLOAT_API ").n);
    for (size_t i = 0; i < io->n && io->p[i] != ';'; i++) {
        char c = io->p[i] == '\n' ? ' ' : io->p[i];

        if (c != ' ' || (b.n && b.p[b.n - 1] != ' '))
            buf_char(&b, c);
    }
    return buf_view(&b);
}

TEST(the_page_of_the_library_has_every_function)
{
    struct buf page = buf_on(a);
    struct err err;
    str header, one;
    size_t n = 0, lines = 0;

    err_init(&err);
    EXPECT_OK(fs_read(a, S("include/afloat.h"), 1 << 20, &header, &err), &err);
    EXPECT(man_page(a, S("libafloat.3"), &page));
    while ((one = prototype_next(a, &header)).n) {
        n++;
        if (str_find(buf_view(&page), str_printf(a, "\\fB" STR_FMT ";\\fR\n", STR_ARG(one))) ==
            STR_NONE)
            test_fail(__FILE__, __LINE__, "the page has not: " STR_FMT, STR_ARG(one));
    }
    for (str rest = buf_view(&page), line; str_next_line(&rest, &line);)
        lines += str_ends(line, S(";\\fR"));
    EXPECT(n > 15);
    EXPECT_INT((int64_t)lines, (int64_t)n);
}
