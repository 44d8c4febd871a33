/* cli/docs_man.c: the manual pages, in the man macros of roff; see cli/docs.h. */
#include "app/app_docs.h"
#include "base/explain.h"
#include "cli/cmd.h"
#include "cli/docs.h"
#include "cli/docs_roff.h"

static const struct {
    const char *name, *help;
} variables[] = {

#define VARIABLE(name, help) { name, help },
#include "cli/environment.def"
#undef VARIABLE
};

static const struct {
    const char *name, *help;
} files[] = {
    { "afloat.toml",
      "The configuration, looked for from the working directory upward; see afloat.toml(5)." },
    { "migrations/", "The migration files: VERSION_name.sql, or those of another tool." },
    { ".env", "Variables, in the working directory or beside afloat.toml." },
};

/* ---- options ---- */

static void put_opts(struct buf *out, const struct opt *opts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct opt *o = &opts[i];

        buf_z(out, ".TP\n");
        if (o->short_name)
            buf_printf(out, "\\fB\\-%c\\fR, ", o->short_name);
        buf_z(out, o->name[0] == '-' ? "\\fB" : "\\fI");
        roff_z(out, o->name);
        buf_z(out, "\\fR");
        if (o->metavar) {
            buf_z(out, " \\fI");
            roff_z(out, o->metavar);
            buf_z(out, "\\fR");
        }
        buf_char(out, '\n');
        roff_line(out, o->help);
    }
}

/* ---- sections that several pages have ---- */

static void put_exits(struct buf *out)
{
    roff_section(out, "EXIT STATUS");
    for (size_t i = 0; i < exit_row_count; i++) {
        buf_printf(out, ".TP\n\\fB%d\\fR\n", exit_rows[i].code);
        roff_line(out, exit_rows[i].meaning);
    }
}

static void put_environment(struct buf *out)
{
    roff_section(out, "ENVIRONMENT");
    for (size_t i = 0; i < COUNT_OF(variables); i++)
        roff_entry(out, variables[i].name, variables[i].help);
}

static void put_files(struct buf *out)
{
    roff_section(out, "FILES");
    for (size_t i = 0; i < COUNT_OF(files); i++)
        roff_entry(out, files[i].name, files[i].help);
}

static void begin_examples(struct buf *out)
{
    roff_section(out, "EXAMPLES");
    buf_z(out, ".nf\n.RS\n");
}

static void end_examples(struct buf *out)
{
    buf_z(out, ".RE\n.fi\n");
}

/* ---- the pages ---- */

static void all_page(arena *a, struct buf *out)
{
    roff_head(a, out, S("afloat"), "1");
    roff_section(out, "NAME");
    buf_z(out, "afloat \\- change the schema of a running database without stopping the service\n");
    roff_section(out, "SYNOPSIS");
    buf_z(out, "\\fBafloat\\fR \\fICOMMAND\\fR [\\fIoptions\\fR]\n");
    roff_section(out, "DESCRIPTION");
    roff_line(
        out,
        "Runs migrations, files of plain SQL, on SQLite, PostgreSQL, MariaDB and MySQL. After any "
        "crash, kill or lost connection the same command finishes the work: nothing runs twice, "
        "nothing is left half done.");
    roff_section(out, "COMMANDS");
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            roff_entry(out, commands[i]->name, commands[i]->summary);
    roff_section(out, "OPTIONS");
    buf_z(out, "Every command takes these; each has more in its own page.\n");
    put_opts(out, common_opts, common_opt_count);
    put_exits(out);
    put_environment(out);
    put_files(out);
    begin_examples(out);
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            roff_line(out, commands[i]->examples[0]);
    end_examples(out);
    roff_section(out, "SEE ALSO");
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            buf_printf(out, ".BR afloat\\-%s (1),\n", commands[i]->name);
    buf_z(out, ".BR afloat.toml (5),\n.BR libafloat (3)\n");
}

static void command_page(arena *a, const struct cmd *cmd, struct buf *out)
{
    roff_head(a, out, str_printf(a, "afloat-%s", cmd->name), "1");
    roff_section(out, "NAME");
    buf_printf(out, "afloat\\-%s \\- ", cmd->name);
    roff_line(out, cmd->summary);
    roff_section(out, "SYNOPSIS");
    buf_printf(out, "\\fBafloat %s\\fR ", cmd->name);
    roff_z(out, cmd->usage);
    buf_printf(out, "%s[\\fIoptions\\fR]\n", cmd->usage[0] ? " " : "");
    roff_section(out, "DESCRIPTION");
    roff_z(out, cmd->about);
    roff_section(out, "OPTIONS");
    put_opts(out, cmd->opts, cmd->opt_count);
    if (cmd->opt_count)
        buf_z(out, ".PP\nOptions of every command:\n");
    put_opts(out, common_opts, common_opt_count);
    put_exits(out);
    put_environment(out);
    put_files(out);
    begin_examples(out);
    for (size_t i = 0; cmd->examples[i]; i++)
        roff_line(out, cmd->examples[i]);
    end_examples(out);
    roff_section(out, "SEE ALSO");
    buf_z(out, ".BR afloat (1),\n.BR afloat.toml (5)\n");
}

static void put_keys(struct buf *out, const char *table)
{
    struct config_key key;

    buf_printf(out, table[0] ? ".SS \"[%s]\"\n" : ".SS \"At the top\"%s\n", table);
    for (size_t i = 0; app_config_key(i, &key); i++) {
        if (strcmp(key.table, table) != 0)
            continue;
        buf_z(out, ".TP\n\\fB");
        roff_text(out, key.name);
        buf_z(out, "\\fR = ");
        roff_line(out, key.wanted);
        roff_line(out, key.help ? key.help : "");
    }
}

/* The tables in the order in which their keys come first. */
static void put_tables(struct buf *out)
{
    struct config_key key, before;

    for (size_t i = 0; app_config_key(i, &key); i++) {
        bool first = true;

        for (size_t k = 0; k < i && app_config_key(k, &before); k++)
            first = first && strcmp(before.table, key.table) != 0;
        if (first)
            put_keys(out, key.table);
    }
}

static void toml_page(arena *a, struct buf *out)
{
    roff_head(a, out, S("afloat.toml"), "5");
    roff_section(out, "NAME");
    buf_z(out, "afloat.toml \\- configuration of afloat\n");
    roff_section(out, "DESCRIPTION");
    roff_line(
        out,
        "The file is optional. It is looked for in the working directory and upward; paths in it "
        "are from its own folder. A key that is not known is an error.");
    roff_section(out, "KEYS");
    put_tables(out);
    begin_examples(out);
    buf_z(out, "default_env = \"dev\"\n\n"
               "[env.dev]\nurl = \"sqlite:dev.db\"\n\n"
               "[env.prod]\nurl_env = \"PROD_DATABASE_URL\"\nprotected = true\n"
               "lock_timeout = \"30s\"\n");
    end_examples(out);
    roff_section(out, "SEE ALSO");
    buf_z(out, ".BR afloat (1)\n");
}

void man_pages(struct buf *out)
{
    buf_z(out, "afloat.1\nafloat.toml.5\nlibafloat.3\n");
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            buf_printf(out, "afloat-%s.1\n", commands[i]->name);
}

bool man_page(arena *a, str name, struct buf *out)
{
    if (str_eq(name, S("afloat.1"))) {
        all_page(a, out);
        return true;
    }
    if (str_eq(name, S("afloat.toml.5"))) {
        toml_page(a, out);
        return true;
    }
    if (str_eq(name, S("libafloat.3"))) {
        man_library_page(a, out);
        return true;
    }
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden && str_eq(name, str_printf(a, "afloat-%s.1", commands[i]->name))) {
            command_page(a, commands[i], out);
            return true;
        }
    return false;
}
