/* cli/docs_man_lib.c: libafloat.3, the manual page of the library.
 *
 * Shape     functions from cli/library.def, results from base/exits.def, events from base/events.def
 * See       include/afloat.h, docs/LIBRARY.md
 */
#include "base/err.h"
#include "base/explain.h"
#include "cli/docs_roff.h"

static const struct {
    const char *prototype, *help; /* without a prototype: a heading */
} functions[] = {

#define GROUP(title)              { NULL, title },
#define FUNCTION(prototype, help) { prototype, help },
#include "cli/library.def"
#undef FUNCTION
#undef GROUP
};

static const struct {
    const char *name, *meaning;
} events[] = {

#define EV(name, json, meaning) { json, meaning },
#include "base/events.def"
#undef EV
};

static void put_synopsis(struct buf *out)
{
    roff_section(out, "SYNOPSIS");
    buf_z(out, ".nf\n\\fB#include <afloat.h>\\fR\n.PP\n");
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        if (functions[i].prototype) {
            buf_z(out, "\\fB");
            roff_z(out, functions[i].prototype);
            buf_z(out, ";\\fR\n");
        }
    buf_z(out,
          ".fi\n.PP\ncc \\-o deploy deploy.c $(pkg\\-config \\-\\-cflags \\-\\-libs afloat)\n");
}

/* "int afloat_up(struct ...": what stands before the parenthesis, behind the type. */
static str name_of(const char *prototype)
{
    str s = str_slice(str_of(prototype), 0, str_find_char(str_of(prototype), '('));
    size_t begin = s.n;

    while (begin && s.p[begin - 1] != ' ' && s.p[begin - 1] != '*')
        begin--;
    return str_skip(s, begin);
}

static void put_functions(struct buf *out)
{
    roff_section(out, "FUNCTIONS");
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        if (!functions[i].prototype) {
            buf_printf(out, ".SS \"%s\"\n", functions[i].help);
            continue;
        }
        buf_z(out, ".TP\n\\fB");
        roff_text(out, name_of(functions[i].prototype));
        buf_z(out, "\\fR\n");
        roff_line(out, functions[i].help);
    }
}

static void put_results(struct buf *out)
{
    roff_section(out, "RETURN VALUE");
    roff_line(out, "Commands return enum afloat_result, the exit codes of the program:");
    buf_z(out, ".TP\n\\fB\\-1\\fR\n");
    roff_line(out,
              "AFLOAT_MISUSE: no handle, a struct whose size is wrong, or a handle that another "
              "call is using; no error is kept");
    for (size_t i = 0; i < exit_row_count; i++) {
        buf_printf(out, ".TP\n\\fB%d\\fR\n", exit_rows[i].code);
        roff_line(out, exit_rows[i].meaning);
    }
    roff_section(out, "ERRORS");
    roff_line(
        out,
        "afloat_last_error gives the parts in which the program says a failure: code, message, "
        "detail and hint; file, line, column and excerpt; what the database said, sqlstate "
        "and native_code; committed: what was and was not committed; next: the command that "
        "continues. A run that failed is continued by the program as well, and the other way "
        "round.");
}

static void put_sink(struct buf *out)
{
    roff_section(out, "CALLBACKS");
    roff_line(
        out,
        "A struct afloat_sink has a callback for records (results), one for events (work in "
        "progress) and one for questions; each may be NULL. They run in the thread of the call "
        "and may use the handle with afloat_cancel only. Without ask, a question fails with "
        "AF4016; the option yes answers them all. Kinds of events and the members that they "
        "fill; new ones may come:");
    for (size_t i = 0; i < COUNT_OF(events); i++)
        roff_entry(out, events[i].name, events[i].meaning);
}

static void put_notes(struct buf *out)
{
    roff_section(out, "NOTES");
    roff_line(out,
              "Texts are UTF-8. What is handed in is copied. A struct that is handed in says its "
              "size first, which the _INIT macros fill.");
    buf_z(out, ".PP\n");
    roff_line(out, "Any number of handles work at once, each in one thread at a time.");
    buf_z(out, ".PP\n");
    roff_line(
        out,
        "The library does not end the process, print, install signal handlers, or change the "
        "environment, the locale or the working directory. SIGPIPE and SIGXFSZ are held back "
        "in the calling thread for the length of a call. No thread may change the environment "
        "meanwhile; variables that would lead a client library elsewhere are refused (AF2060).");
}

static void put_example(struct buf *out)
{
    roff_section(out, "EXAMPLES");
    buf_z(out, ".nf\n.RS\n");
    roff_z(out, "struct afloat_options options = AFLOAT_OPTIONS_INIT;\n"
                "struct afloat *a;\n"
                "\n"
                "options.url = \"postgres://app@db/shop\";\n"
                "options.dir = \"/srv/shop/migrations\";\n"
                "a = afloat_open(&options);\n"
                "if (afloat_up(a, NULL, NULL) != AFLOAT_OK)\n"
                "    fprintf(stderr, \"%s\\n\", afloat_last_error(a)->message);\n"
                "afloat_close(a);\n");
    buf_z(out, ".RE\n.fi\n");
}

void man_library_page(arena *a, struct buf *out)
{
    roff_head(a, out, S("libafloat"), "3");
    roff_section(out, "NAME");
    buf_z(out, "libafloat \\- database migrations from within a program\n");
    put_synopsis(out);
    roff_section(out, "DESCRIPTION");
    roff_line(out,
              "What the program afloat does, from within a program: a service that brings its "
              "database up to date before it starts, a test that needs the schema. A handle "
              "stands for a database and a folder of migrations. Results come as records, work "
              "in progress as events, with the names of afloat COMMAND --json.");
    put_functions(out);
    put_results(out);
    put_sink(out);
    put_notes(out);
    put_example(out);
    roff_section(out, "SEE ALSO");
    buf_z(out, ".BR afloat (1),\n.BR afloat.toml (5)\n");
}
