/* cli/cmd_lint.c: afloat lint. */
#include "app/app_lint.h"
#include "cli/judge_rows.h"

CMD_RUN(app_lint, struct app_lint)

#define AT(member) offsetof(struct app_lint, member)

static const struct opt opts[] = {
    ROWS_JUDGE,
    { "--fail-on", 0, OPT_TEXT, "SEVERITY", AT(fail_on),
      "error (default), warning, info or never" },
    { "--format", 0, OPT_TEXT, "NAME", JUDGE_AT(common.format),
      "sarif, junit, github, gitlab, markdown, gcc, json" },
    { "--fix", 0, OPT_FLAG, NULL, AT(fix), "put the fixes that are certain into the files" },
    { "--baseline", 0, OPT_TEXT, "FILE", AT(baseline), "findings that are known, and not told" },
    { "--write-baseline", 0, OPT_FLAG, NULL, AT(write_baseline), "write what is found into it" },
    { "--allowed", 0, OPT_FLAG, NULL, AT(allowed), "show accepted findings, too" },
    ROW_STDIN_NAME,
    { "--rules", 0, OPT_FLAG, NULL, AT(rules), "list all rules" },
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat lint",
    "afloat lint --engine postgres --engine-version 15 migrations",
    "afloat lint --since main --format github",
    "afloat lint --engine mysql --engine-version 8.0 schema.sql",
    "afloat lint --rules",
    NULL,
};

const struct cmd cmd_lint = {
    .name = "lint",
    .summary = "what may go wrong with these migrations, and what to do instead",
    .usage = "[FILE...]",
    .about = "Reads the statements, knows the tables from the files before them, and says\n"
             "which ones lock, rewrite or scan a table in use, break code that is running,\n"
             "lose data or cannot be taken back, with the safer SQL written out. Needs no\n"
             "database. A table that the same file makes is nobody's yet; with --since or\n"
             "--from all the new files count as one set.\n"
             "A finding is accepted in the file, with a reason:\n"
             "-- afloat:allow RULE reason=\"TEXT\", or by [[allow]] in afloat.toml.\n"
             "Exit code 1 when something as severe as --fail-on is found.\n",
    .group = "Look",
    OPTS(opts),
    .request_size = sizeof(struct app_lint),
    .examples = examples,
    .records = { app_lint_records },
    .run = run,
};
