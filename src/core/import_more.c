/* core/import_more.c: what an import brings beside the versions (core/import.h).
 *
 * Does      Flyway's R__ files as repeatable files, its callbacks as files of hooks with the lines for afloat.toml
 * Shape     what has no equivalent is listed by name, with the reason
 */
#include "core/import_int.h"

#include "base/fs.h"
#include "core/project_int.h"
#include "core/repeatable.h"

enum { HOOK_FILE_MAX = 1 << 20 };

#define HOOKS_FOLDER "hooks"

/* ---- repeatable files ---- */

static bool name_taken(const struct import *plan, str name)
{
    for (size_t i = 0; i < plan->repeatables.n; i++)
        if (str_eq(plan->repeatables.v[i].name, name))
            return true;
    return false;
}

/* Descriptions that differ in signs only get numbers. */
static str repeatable_name(arena *a, const struct import *plan, const struct migration *m)
{
    str snake = project_snake_name(a, m->name), name;

    snake = snake.n ? snake : S("repeatable");
    name = str_printf(a, REPEATABLE_FOLDER "/" STR_FMT ".sql", STR_ARG(snake));
    for (int n = 2; name_taken(plan, name); n++)
        name = str_printf(a, REPEATABLE_FOLDER "/" STR_FMT "_%d.sql", STR_ARG(snake), n);
    return name;
}

static bool add_repeatable(arena *a, const struct migration *m, struct import *plan,
                           struct err *err)
{
    static const str marker = S_INIT("-- afloat:up\n");
    struct import_file f = { .mig = m, .name = repeatable_name(a, plan, m) };
    struct buf notes = buf_on(a);

    f.version = str_slice(f.name, 0, f.name.n - 4);
    if (!import_text(a, &f, &notes, err))
        return false;
    /* A repeatable file has one direction, and needs no word for it. */
    if (str_starts(f.text, marker))
        f.text = str_skip(f.text, marker.n);
    import_note(&notes, "repeatable: runs again with the next up");
    f.notes = buf_view(&notes);
    *vec_push(a, &plan->repeatables) = f;
    return true;
}

/* ---- callbacks ---- */

static bool hook_taken(const struct import *plan, str name)
{
    for (size_t i = 0; i < plan->hooks.n; i++)
        if (str_eq(plan->hooks.v[i].name, name))
            return true;
    return false;
}

/* Those of several folders may have one name. */
static bool add_hook(arena *a, const struct hook *h, struct import *plan, struct err *err)
{
    str base = fs_basename(h->file), stem = str_slice(base, 0, str_find_last_char(base, '.'));
    struct import_hook hook = { .when = h->when, .from = h->file };

    hook.name = str_printf(a, HOOKS_FOLDER "/" STR_FMT ".sql", STR_ARG(stem));
    for (int n = 2; hook_taken(plan, hook.name); n++)
        hook.name = str_printf(a, HOOKS_FOLDER "/" STR_FMT "_%d.sql", STR_ARG(stem), n);
    if (!fs_read(a, h->file, HOOK_FILE_MAX, &hook.text, err))
        return false;
    *vec_push(a, &plan->hooks) = hook;
    return true;
}

void import_hook_lines(arena *a, const struct import *plan, str folder, struct str_list *out)
{
    for (int w = 0; w < HOOK__COUNT; w++) {
        struct buf b = buf_on(a);

        for (size_t i = 0; i < plan->hooks.n; i++) {
            if ((int)plan->hooks.v[i].when != w)
                continue;
            if (b.n)
                buf_z(&b, ", ");
            else
                buf_printf(&b, "%s = [ ", hook_when_name((enum hook_when)w));
            buf_printf(&b, "{ file = \"" STR_FMT "\" }",
                       STR_ARG(fs_join(a, folder, plan->hooks.v[i].name)));
        }
        if (!b.n)
            continue;
        if (!out->n)
            *vec_push(a, out) = S("[hooks]");
        buf_z(&b, " ]");
        *vec_push(a, out) = buf_view(&b);
    }
}

bool import_more(arena *a, const struct project *p, struct import *plan, struct err *err)
{
    for (size_t i = 0; i < p->repeatables.n; i++)
        if (!add_repeatable(a, &p->repeatables.v[i], plan, err))
            return false;
    for (size_t i = 0; i < p->callbacks.n; i++)
        if (!add_hook(a, &p->callbacks.v[i], plan, err))
            return false;
    for (size_t i = 0; i < p->no_hooks.n; i++)
        *vec_push(a, &plan->left) = p->no_hooks.v[i];
    for (size_t i = 0; i < p->left_out.n; i++)
        *vec_push(a, &plan->left) =
            (struct not_taken){ p->left_out.v[i], S("not a name of a migration") };
    return true;
}
