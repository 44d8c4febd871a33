/* cli/help.c: see cli/help.h. Width is 80 columns: a test checks it. */
#include "cli/help.h"

#include "base/nearest.h"

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
        if (strcmp(commands[i]->group, group) == 0)
            buf_printf(out, "  %-10s  %s\n", commands[i]->name, commands[i]->summary);
}

static void put_exit_codes(struct buf *out)
{
    buf_z(out, "\nExit codes\n"
               "  0 done  1 the answer is no  2 usage or files  3 no connection  4 refused\n"
               "  5 lock not obtained  6 stopped half way: the message says where\n"
               "  7 a statement failed and nothing was kept  130/143 interrupted\n");
}

void help_all(arena *a)
{
    static const char *const groups[] = { "Start", "Look", "Change", "Help" };
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

void help_command(arena *a, const struct cmd *cmd)
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

bool help_no_command(str name, struct err *err)
{
    const char *names[64], *near;
    size_t n = 0;

    err_set(err, ERR_USAGE, "no command is called \"" STR_FMT "\"", STR_ARG(name));
    if (str_eq(name, S("create")))
        return err_hint(err, "Did you mean: afloat new NAME");
    for (; commands[n] && n < COUNT_OF(names); n++)
        names[n] = commands[n]->name;
    near = nearest_find(name, names, n);
    if (near)
        return err_hint(err, "Did you mean: afloat %s", near);
    return err_hint(err, "See the commands with: afloat help");
}
