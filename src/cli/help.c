/* cli/help.c: see cli/help.h. Width is 80 columns: a test checks it. */
#include "cli/help.h"

enum { COLUMN = 26 };

static void put_opt(struct buf *out, const struct opt *o)
{
    size_t from = out->n;

    if (o->name[0] != '-')
        buf_printf(out, "  %s", o->name);
    else if (o->short_name)
        buf_printf(out, "  -%c, %s", o->short_name, o->name);
    else
        buf_printf(out, "      %s", o->name);
    if (o->metavar)
        buf_printf(out, " %s", o->metavar);
    if (out->n - from + 2 > COLUMN) {
        buf_char(out, '\n');
        from = out->n;
    }
    buf_pad(out, ' ', COLUMN - (out->n - from));
    buf_printf(out, "%s\n", o->help);
}

static void put_group(struct buf *out, const char *group)
{
    buf_printf(out, "\n%s\n", group);
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden && strcmp(commands[i]->group, group) == 0)
            buf_printf(out, "  %-10s  %s\n", commands[i]->name, commands[i]->summary);
}

static void put_exit_codes(struct buf *out)
{
    buf_z(out, "\nExit codes\n"
               "  0 done  1 the answer is no  2 usage or files  3 no connection  4 refused\n"
               "  5 lock not obtained  6 stopped half way: the message says where\n"
               "  7 a statement failed and nothing was kept  130/143 interrupted\n"
               "  Each of them: afloat explain CODE\n");
}

static void all_text(arena *a)
{
    static const char *const groups[] = { "Start", "Look", "Change", "Database", "Help" };
    struct buf out = buf_on(a);

    buf_z(&out, "afloat: change the schema of a running database without stopping the service\n"
                "\nUsage: afloat COMMAND [options]\n");
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        put_group(&out, groups[i]);
    buf_z(&out, "\nOptions of every command\n");
    for (size_t i = 0; i < common_opt_count; i++)
        put_opt(&out, &common_opts[i]);
    put_exit_codes(&out);
    buf_z(&out, "\nMore about a command: afloat help COMMAND\n");
    fwrite(out.p, 1, out.n, stdout);
}

static void command_text(arena *a, const struct cmd *cmd)
{
    struct buf out = buf_on(a);

    buf_printf(&out, "afloat %s: %s\n\nUsage: afloat %s%s%s [options]\n\n%s", cmd->name,
               cmd->summary, cmd->name, cmd->usage[0] ? " " : "", cmd->usage, cmd->about);
    if (cmd->opt_count)
        buf_z(&out, "\nOptions\n");
    for (size_t i = 0; i < cmd->opt_count; i++)
        put_opt(&out, &cmd->opts[i]);
    buf_z(&out, "\nOptions of every command\n");
    for (size_t i = 0; i < common_opt_count; i++)
        put_opt(&out, &common_opts[i]);
    buf_z(&out, "\nExamples\n");
    for (size_t i = 0; cmd->examples[i]; i++)
        buf_printf(&out, "  %s\n", cmd->examples[i]);
    fwrite(out.p, 1, out.n, stdout);
}

/* ---- as records ---- */

static const struct field command_fields[] = {
    { "name", "", FIELD_TEXT, 0, "name of the command" },
    { "group", "", FIELD_TEXT, 0, "heading in the list of commands" },
    { "usage", "", FIELD_TEXT, 0, "how it is called" },
    { "summary", "", FIELD_TEXT, 0, "what it does, in a line" },
};

static const struct rectype command_type = { "commands", RECORD_MANY, command_fields,
                                             COUNT_OF(command_fields), NULL };

static const struct field option_fields[] = {
    { "command", "", FIELD_TEXT, 0, "command it belongs to, null = every command" },
    { "name", "", FIELD_TEXT, 0, "option, or argument" },
    { "short", "", FIELD_TEXT, 0, "short form, null = none" },
    { "value", "", FIELD_TEXT, 0, "what stands for its value, null = it takes none" },
    { "help", "", FIELD_TEXT, 0, "what it does" },
};

static const struct rectype option_type = { "options", RECORD_MANY, option_fields,
                                            COUNT_OF(option_fields), NULL };

static const struct field example_fields[] = {
    { "command", "", FIELD_TEXT, 0, "command it belongs to" },
    { "line", "", FIELD_TEXT, 0, "what to type" },
};

static const struct rectype example_type = { "examples", RECORD_MANY, example_fields,
                                             COUNT_OF(example_fields), NULL };

const struct rectype *const help_records[] = { &command_type, &option_type, &example_type, NULL };

static struct field_value text_or_null(const char *z)
{
    return z ? field_text(str_of(z)) : field_null();
}

static void tell_opts(struct ctx *ctx, const char *command, const struct opt *opts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char short_name[] = { '-', opts[i].short_name, 0 };
        struct field_value v[] = { text_or_null(command), text_or_null(opts[i].name),
                                   text_or_null(opts[i].short_name ? short_name : NULL),
                                   text_or_null(opts[i].metavar), text_or_null(opts[i].help) };

        ctx_record(ctx, &option_type, v);
    }
}

static void tell_command(struct ctx *ctx, const struct cmd *cmd)
{
    struct field_value v[] = { text_or_null(cmd->name), text_or_null(cmd->group),
                               field_text(str_printf(ctx->mem, "afloat %s%s%s [options]", cmd->name,
                                                     cmd->usage[0] ? " " : "", cmd->usage)),
                               text_or_null(cmd->summary) };

    ctx_record(ctx, &command_type, v);
}

static void tell_examples(struct ctx *ctx, const struct cmd *cmd)
{
    for (size_t i = 0; cmd->examples[i]; i++) {
        struct field_value e[] = { text_or_null(cmd->name), text_or_null(cmd->examples[i]) };

        ctx_record(ctx, &example_type, e);
    }
}

void help_show(struct ctx *ctx, const struct cmd *cmd, bool json)
{
    if (!json && cmd)
        command_text(ctx->mem, cmd);
    else if (!json)
        all_text(ctx->mem);
    if (!json)
        return;
    for (size_t i = 0; commands[i]; i++)
        if (cmd ? cmd == commands[i] : !commands[i]->hidden)
            tell_command(ctx, commands[i]);
    for (size_t i = 0; commands[i]; i++)
        if (cmd ? cmd == commands[i] : !commands[i]->hidden)
            tell_opts(ctx, commands[i]->name, commands[i]->opts, commands[i]->opt_count);
    tell_opts(ctx, NULL, common_opts, common_opt_count);
    for (size_t i = 0; commands[i]; i++)
        if (cmd ? cmd == commands[i] : !commands[i]->hidden)
            tell_examples(ctx, commands[i]);
}

bool help_no_command(str name, struct err *err)
{
    const char *words[64], *near;
    size_t n = cmd_words(words, COUNT_OF(words));

    err_set(err, ERR_USAGE, "no command is called \"" STR_FMT "\"", STR_ARG(name));
    near = opt_near(name, words, n);
    if (near)
        return err_hint(err, "Did you mean: afloat %s", near);
    return err_hint(err, "See the commands with: afloat help");
}
