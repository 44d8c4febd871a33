/* core/seed.c: see core/seed.h. */
#include "core/seed.h"

#include "base/fs.h"
#include "core/format.h"
#include "core/migration_int.h"
#include "core/project_int.h"

static bool add_folder(arena *a, str dir, struct str_list *out, struct err *err)
{
    struct fs_list list;

    if (!fs_list(a, dir, &list, err))
        return false;
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i].kind != FS_FOLDER && str_ends(list.v[i].name, S(".sql")) &&
            list.v[i].name.p[0] != '.')
            *vec_push(a, out) = fs_join(a, dir, list.v[i].name);
    return true;
}

bool seed_list(arena *a, str dir, str env, struct str_list *out, struct err *err)
{
    struct str_list files = { 0 };
    str own = fs_join(a, dir, env.n ? env : S("."));

    if (!fs_exists(dir)) {
        err_set(err, ERR_FILE_READ, "there is no folder of seeds");
        err_hint(err, "Make it and write *.sql files there, or name them: afloat seed FILE. "
                      "Another folder is named by dir under [seed] in afloat.toml.");
        return err_at(err, &(struct place){ .file = dir });
    }
    if (!add_folder(a, dir, &files, err) ||
        (env.n && fs_exists(own) && !add_folder(a, own, &files, err)))
        return false;
    *out = files;
    return true;
}

/* No warnings: that a seed has no down is as it should be. */
static bool quiet(void *data, str version)
{
    (void)data;
    (void)version;
    return true;
}

static bool add_item(arena *a, struct conn *c, const struct migration *m, struct plan *plan,
                     struct err *err)
{
    struct plan_item *item = vec_push(a, &plan->items);

    item->dir = DIR_UP;
    item->version = m->file;
    item->name = S("seed");
    item->mig = m;
    item->source = plan_file_source(m, DIR_UP, c);
    item->flags = m->flags;
    item->unrecorded = true;
    if (!m->refused.n)
        return true;
    err_set(err, ERR_DIRECTIVE_LATER, "\"" STR_FMT "\" cannot be carried out in a seed",
            STR_ARG(m->refused));
    return err_at(err, &m->refused_at);
}

bool seed_plan(arena *a, struct conn *c, const struct str_list *files, struct plan *out,
               struct err *err)
{
    struct project_opts o = { .dialect = c->dialect,
                              .split_modes = c->server.split_modes,
                              .database = c->server.database,
                              .is_applied = quiet };
    struct plan plan = { .dir = DIR_UP };
    struct first_pass fp;
    bool ok = true;

    first_pass_init(&fp, a, &o, NULL);
    for (size_t i = 0; ok && i < files->n; i++) {
        struct migration *m = arena_new(a, struct migration, 1);

        *m = (struct migration){ .format = formats[0],
                                 .version = files->v[i],
                                 .name = S("seed"),
                                 .file = files->v[i],
                                 .down_file = files->v[i],
                                 .flags = MIG_NATIVE };
        ok = first_pass_read(&fp, m, err) && add_item(a, c, m, &plan, err);
    }
    first_pass_done(&fp);
    if (!ok || !plan_shape(a, c, &plan, err))
        return false;
    *out = plan;
    return true;
}
