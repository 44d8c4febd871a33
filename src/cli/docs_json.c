/* cli/docs_json.c: docs/json.md: every object that --json and --events print, from the field tables. */
#include "cli/cmd.h"
#include "cli/docs.h"
#include "report/report.h"

static const char intro[] =
    "# JSON\n"
    "\n"
    "This page is made from the tables of the program: `make docs` writes it, a test fails when "
    "it is stale.\n"
    "\n"
    "Every command takes `--json` and prints one document, one object, on standard output; "
    "progress and "
    "messages stay on standard error. The keys of the object are below, a section a command. "
    "Where a "
    "command takes `--dry-run` and its document differs then, that is said. A key comes when "
    "there is "
    "something to tell: after a failure the document has what was known, and the key `error`.\n"
    "\n"
    "A value that is not known or does not apply is `null`. Times are texts in ISO 8601, in UTC, "
    "as "
    "`2026-01-31T09:30:00Z`. Durations are whole milliseconds, sizes whole bytes. Keys may be "
    "added in "
    "later versions; none changes its meaning.\n";

static const char *type_name(enum field_type t)
{
    static const char *const names[] = {
        [FIELD_TEXT] = "text",        [FIELD_INT] = "number", [FIELD_BOOL] = "true or false",
        [FIELD_TIME] = "time (text)", [FIELD_MS] = "number",  [FIELD_BYTES] = "number",
        [FIELD_RECORDS] = "array of",
    };

    return names[t];
}

static void put_fields(struct buf *out, const struct rectype *t)
{
    buf_z(out, "\n| field | type | meaning |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *f = &t->fields[i];

        buf_printf(out, "| `%s` | %s", f->name, type_name(f->type));
        if (f->type == FIELD_RECORDS)
            buf_printf(out, " `%s`", f->title);
        buf_printf(out, " | %s |\n", f->help);
    }
}

static void put_record(struct buf *out, const struct rectype *t)
{
    static const char *const shapes[] = { [RECORD_ONE] = "an object",
                                          [RECORD_MANY] = "an array of objects",
                                          [RECORD_FINDINGS] = "an array of objects",
                                          [RECORD_NESTED] = "an object in another one's array",
                                          [RECORD_LINES] =
                                              "an object a line, without a document around them" };

    buf_printf(out, "\n`%s`: %s\n", t->name, shapes[t->shape]);
    put_fields(out, t);
}

typedef const struct rectype *const *record_list;

static bool in_list(record_list list, const struct rectype *t)
{
    for (size_t i = 0; list && list[i]; i++)
        if (list[i] == t)
            return true;
    return false;
}

/* Was the type told of in an earlier list of the command? */
static bool told(const struct cmd *cmd, size_t lists, const struct rectype *t)
{
    for (size_t i = 0; i < lists; i++)
        if (in_list(cmd->records[i], t))
            return true;
    return false;
}

/* The command whose document is this list alone. */
static const struct cmd *owner(record_list list)
{
    for (size_t i = 0; commands[i]; i++)
        if (commands[i]->records[0] == list && !commands[i]->records[1])
            return commands[i];
    return NULL;
}

static void put_dry(struct buf *out, const struct cmd *cmd)
{
    const struct cmd *same = owner(cmd->dry_records);

    buf_z(out, "\nWith `--dry-run` the keys are");
    for (size_t i = 0; cmd->dry_records[i]; i++)
        buf_printf(out, "%s `%s`", i ? "," : "", cmd->dry_records[i]->name);
    if (same)
        buf_printf(out, ", as in [%s](#%s)", same->name, same->name);
    buf_z(out, ".\n");
    for (size_t i = 0; !same && cmd->dry_records[i]; i++)
        if (!told(cmd, CMD_RECORDS, cmd->dry_records[i]))
            put_record(out, cmd->dry_records[i]);
}

static void put_command(struct buf *out, const struct cmd *cmd)
{
    buf_printf(out, "\n## %s\n", cmd->name);
    for (size_t k = 0; k < CMD_RECORDS && cmd->records[k]; k++)
        for (size_t i = 0; cmd->records[k][i]; i++)
            if (!told(cmd, k, cmd->records[k][i]))
                put_record(out, cmd->records[k][i]);
    if (!cmd->records[0])
        buf_z(out, "\nNo object: the output is a text, with `--json` too.\n");
    if (cmd->dry_records)
        put_dry(out, cmd);
}

static void put_events(struct buf *out)
{
    buf_z(
        out,
        "\n## events\n"
        "\n"
        "`--events FILE` appends to a file, as the work goes on, an object a line; each line is "
        "written "
        "at once, so that it is there also when the program is killed. `--events -` writes them to "
        "standard output: every line of it is JSON then, and the last one is the document.\n");
    put_fields(out, &report_event_type);
    buf_z(out, "\n`time` and `event` stand in every line; besides them, by the kind:\n"
               "\n| kind | fields |\n| --- | --- |\n");
    for (size_t k = 0; k < EVENT__COUNT; k++)
        buf_printf(out, "| `%s` | %s |\n", report_event_name((enum event_kind)k),
                   report_event_help((enum event_kind)k));
}

void docs_json(arena *a, struct buf *out)
{
    (void)a;
    buf_z(out, intro);
    buf_z(
        out,
        "\n## error\n"
        "\n"
        "The failure of any command, also of a command line that is wrong. The five parts: where, "
        "what "
        "the database said, what was and was not committed, the command that continues, and the "
        "code "
        "for `afloat explain`.\n");
    put_record(out, &report_error_type);
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            put_command(out, commands[i]);
    put_events(out);
}
