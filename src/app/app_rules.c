/* app/app_rules.c: see app/app_rules.h. */
#include "app/app_rules.h"

#include "assess/rule.h"

#include <string.h>

static const char *example_of(const char *slug)
{
    for (const struct rule_example *e = rule_examples; e->slug; e++)
        if (strcmp(e->slug, slug) == 0)
            return e->text;
    return NULL;
}

static str engines_of(arena *a, unsigned bits)
{
    static const char *const names[] = { "postgres", "mysql", "mariadb", "sqlite" };
    struct buf b = buf_on(a);

    if (bits == ON_ALL)
        return S("all");
    for (unsigned i = 0; i < COUNT_OF(names); i++)
        if (bits & 1u << i)
            buf_printf(&b, "%s%s", b.n ? " " : "", names[i]);
    return buf_view(&b);
}

bool app_rule(arena *a, size_t i, struct app_rule *out)
{
    const struct rule *r = &rules[i < rule_count ? i : 0];

    *out = (struct app_rule){ .code = r->code,
                              .slug = r->slug,
                              .severity = severity_word(r->severity),
                              .title = r->title,
                              .engines = engines_of(a, r->engines),
                              .example = example_of(r->slug) };
    return i < rule_count;
}

bool app_rule_find(arena *a, str code_or_slug, struct app_rule *out)
{
    const struct rule *r = rule_find(code_or_slug);

    return r && app_rule(a, (size_t)(r - rules), out);
}

/* ---- pages ---- */

void app_rules_index(arena *a, struct buf *out)
{
    struct app_rule r;

    buf_z(out, "# Rules\n\nThis page and those it links are made from the table of rules and from "
               "the examples that the tests run: `make docs` writes them, a test fails when they "
               "are stale. How to use the rules: [LINT.md](LINT.md).\n\n"
               "The first digit behind AF1 is the section: 0 syntax and the set of files, "
               "1 destructive, 2 incompatible with code that is running, 3 locks, 4 indexes, "
               "5 constraints, 6 transactions, 7 names, 8 reversibility and data, 9 types.\n\n"
               "| code | rule | severity | engines | finds |\n| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; app_rule(a, i, &r); i++)
        buf_printf(out, "| %s | [%s](rules/%s.md) | %s | " STR_FMT " | %s |\n", r.code, r.slug,
                   r.slug, r.severity, STR_ARG(r.engines), r.title);
}

bool app_rule_for_tests(str line)
{
    static const char *const words[] = { "-- also:", "-- at:", "-- opaque:", "-- instead-keeps:",
                                         "-- fix:" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts(line, str_of(words[i])))
            return true;
    return false;
}

static void fence(struct buf *out, bool *io_open, bool open)
{
    if (*io_open != open)
        buf_z(out, open ? "\n```sql\n" : "```\n");
    *io_open = open;
}

static bool heading(struct buf *out, str line)
{
    static const struct {
        const char *word, *title;
    } rows[] = {
        { "-- engine:", "\n## For" },
        { "-- schema:", "\nThere before:\n" },
        { "-- bad:", "\n**Found in**\n" },
        { "-- good:", "\n**Not found in**\n" },
        { "-- file:", "\nthe next file:\n" },
        { "-- down:", "\nits down:\n" },
        { "-- transaction:", "\ntransaction" },
        { "-- foreign:", "\nfiles of another tool:" },
        { "-- runner:", "\nrun by afloat:" },
        { "-- setting:", "\nwith" },
        { "-- applied:", "\napplied before:" },
        { "-- twin:", "\nwith the version of the last file:" },
        { "-- past:", "\nthe last file was there before:" },
        { "-- code:", "\ncode that comes with it:" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_starts(line, str_of(rows[i].word))) {
            str rest = str_trim(str_skip(line, strlen(rows[i].word)));

            buf_printf(out, "%s%s" STR_FMT "%s", rows[i].title, rest.n ? " " : "", STR_ARG(rest),
                       rest.n ? "\n" : "");
            return true;
        }
    return false;
}

void app_rule_page(const struct app_rule *r, struct buf *out)
{
    str text = str_of(r->example), line;
    bool open = false;

    buf_printf(out, "# %s: %s\n\n%c%s.\n\nSeverity: %s. Engines: " STR_FMT ".\n", r->code, r->slug,
               r->title[0] >= 'a' && r->title[0] <= 'z' ? r->title[0] - 'a' + 'A' : r->title[0],
               r->title + 1, r->severity, STR_ARG(r->engines));
    while (str_next_line(&text, &line)) {
        if (app_rule_for_tests(line))
            continue;
        if (str_starts(line, S("-- ")) && !str_starts(line, S("-- afloat:"))) {
            fence(out, &open, false);
            if (heading(out, line))
                continue;
        }
        if (!line.n && !open)
            continue;
        fence(out, &open, true);
        buf_printf(out, STR_FMT "\n", STR_ARG(line));
    }
    fence(out, &open, false);
    buf_printf(out,
               "\nAccept it with `-- afloat:allow %s reason=\"TEXT\"`, or set its severity in "
               "`[lint.rules]`: [LINT.md](../LINT.md#configuration).\n",
               r->slug);
}
