/* cli/cmd.c: the tables of commands, aliases and common options. */
#include "cli/cmd.h"

const struct cmd *const commands[] = {
#define CMD(ident) &cmd_##ident,
#include "cli/commands.def"
#undef CMD
    NULL,
};

static const struct {
    const char *word, *command;
} aliases[] = {

#define ALIAS(word, command) { word, command },
#include "cli/aliases.def"
#undef ALIAS
};

#define COMMON(member) offsetof(struct app_common, member)

const struct opt common_opts[] = {
    { "--url", 'u', OPT_TEXT, "URL", COMMON(config.url), "database to work on" },
    { "--env", 'e', OPT_TEXT, "NAME", COMMON(config.env), "environment of afloat.toml" },
    { "--dir", 'd', OPT_TEXT, "DIR", COMMON(config.dir), "folder of the migrations" },
    { "--config", 0, OPT_TEXT, "FILE", COMMON(config.config),
      "configuration, instead of the nearest afloat.toml" },
    { "--format-files", 0, OPT_TEXT, "NAME", COMMON(config.format_files),
      "native, dbmate, goose, flyway, tern and others" },
    { "--json", 0, OPT_FLAG, NULL, COMMON(json), "result as one JSON document" },
    { "--dry-run", 'n', OPT_FLAG, NULL, COMMON(dry_run), "only say what would be done" },
    { "--yes", 'y', OPT_FLAG, NULL, COMMON(yes), "answer every question with yes" },
    { "--confirm", 0, OPT_TEXT, "NAME", COMMON(confirm), "change this protected environment" },
    { "--quiet", 'q', OPT_FLAG, NULL, COMMON(quiet), "only tables, warnings and errors" },
    { "--verbose", 'v', OPT_FLAG, NULL, COMMON(verbose),
      "connection, every statement, what it cost" },
    { "--events", 0, OPT_TEXT, "FILE", COMMON(events),
      "append what happens, a JSON object a line; - = stdout" },
    { "--color", 0, OPT_TEXT, "WHEN", COMMON(color), "auto, always or never" },
};
const size_t common_opt_count = COUNT_OF(common_opts);

size_t cmd_words(const char **out, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; commands[i] && n < max; i++)
        if (!commands[i]->hidden)
            out[n++] = commands[i]->name;
    for (size_t i = 0; i < COUNT_OF(aliases) && n < max; i++)
        out[n++] = aliases[i].word;
    return n;
}

const struct cmd *cmd_find(str name)
{
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        if (str_eq(name, str_of(aliases[i].word)))
            name = str_of(aliases[i].command);
    for (size_t i = 0; commands[i]; i++)
        if (str_eq(name, str_of(commands[i]->name)))
            return commands[i];
    return NULL;
}
