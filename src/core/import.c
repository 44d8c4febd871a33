/* core/import.c: names and versions of an import; see core/import.h. The texts are made in core/import_text.c. */
#include "core/import_int.h"

#include "base/fs.h"
#include "core/format.h"
#include "core/project_int.h"

enum { STAMP_DIGITS = 14, WIDTH_MIN = 4 };

void import_note(struct buf *notes, const char *text)
{
    buf_printf(notes, "%s%s", notes->n ? "; " : "", text);
}

/* ---- versions ---- */

/* As it is written in the name of the file; a folder's has dashes, and a Flyway version is no word of digits. */
static str written(const struct migration *m)
{
    str name = fs_basename(m->file);
    size_t n = 0;

    while (n < name.n && name.p[n] >= '0' && name.p[n] <= '9')
        n++;
    return n && version_cmp(str_slice(name, 0, n), m->version) == 0 ? str_slice(name, 0, n)
                                                                    : m->version;
}

static bool fits(arena *a, str version)
{
    static const struct tool_conf no_conf;
    struct format_name name;

    return formats[0]->name_read(a, &no_conf, str_printf(a, STR_FMT "_x.sql", STR_ARG(version)),
                                 &name);
}

/* Every one fits, and their order as numbers is the order of the project. */
static bool all_fit(arena *a, const struct project *p)
{
    for (size_t i = 0; i < p->migrations.n; i++) {
        str v = written(&p->migrations.v[i]);

        if (!fits(a, v) || (i && version_cmp(written(&p->migrations.v[i - 1]), v) >= 0))
            return false;
    }
    return true;
}

/* Numbers of several widths are padded, so that the folder lists them in order. */
static int common_width(const struct project *p)
{
    size_t least = SIZE_MAX, most = 0;

    for (size_t i = 0; i < p->migrations.n; i++) {
        size_t n = written(&p->migrations.v[i]).n;

        if (n == STAMP_DIGITS)
            continue;
        least = n < least ? n : least;
        most = n > most ? n : most;
    }
    return least == most ? 0 : (int)(most < WIDTH_MIN ? WIDTH_MIN : most);
}

static str padded(arena *a, str digits, int width)
{
    struct buf b = buf_on(a);

    if (digits.n >= (size_t)width || digits.n == STAMP_DIGITS)
        return str_copy(a, digits);
    buf_pad(&b, '0', (size_t)width - digits.n);
    buf_str(&b, digits);
    return buf_view(&b);
}

void import_versions(arena *a, const struct project *p, struct str_list *out, bool *out_renumbered)
{
    bool keep = all_fit(a, p);
    int width = keep ? common_width(p) : WIDTH_MIN;

    *out_renumbered = !keep;
    for (size_t i = 0; i < p->migrations.n; i++)
        *vec_push(a, out) = keep ? padded(a, written(&p->migrations.v[i]), width)
                                 : str_printf(a, "%0*zu", width, i + 1);
}

/* ---- the plan ---- */

static bool plan_one(arena *a, const struct migration *m, str version, bool renumbered,
                     struct import_file *out, struct err *err)
{
    struct buf notes = buf_on(a);
    str name = project_snake_name(a, m->name);

    *out = (struct import_file){ .mig = m, .version = version };
    out->name = str_printf(a, STR_FMT "_" STR_FMT ".sql", STR_ARG(version),
                           STR_ARG(name.n ? name : S("migration")));
    if (renumbered)
        buf_printf(&notes, "was version " STR_FMT, STR_ARG(m->version));
    if (!import_text(a, out, &notes, err))
        return false;
    out->notes = buf_view(&notes);
    return true;
}

bool import_plan(arena *a, const struct project *p, struct import *out, struct err *err)
{
    struct str_list versions = { 0 };
    struct import plan = { 0 };

    import_versions(a, p, &versions, &plan.renumbered);
    for (size_t i = 0; i < p->migrations.n; i++)
        if (!plan_one(a, &p->migrations.v[i], versions.v[i], plan.renumbered,
                      vec_push(a, &plan.files), err))
            return false;
    if (!import_more(a, p, &plan, err))
        return false;
    *out = plan;
    return true;
}
