/* app/app_judge_git.c: which files git says were added, changed and deleted since a revision.
 *
 * Does      compare the work tree with the merge base of HEAD and the revision; files that git does not know yet
 *           are added ones
 * Does not  follow renames: a renamed file is a deleted and an added one
 * Errors    ERR_USAGE: no git, no repository, no such revision, a shallow clone (with the remedy)
 */
#include "app/app_judge_int.h"

#include "base/fs.h"
#include "base/proc.h"
#include "core/project.h"

enum { OUTPUT_MAX = 64 << 20 };

bool judge_git(struct judge *j, const char *folder, const char *const *args, str *out,
               int *out_status, struct err *err)
{
    const char *argv[16] = { "git", "-C", folder };
    size_t n = 3;

    while (*args && n < COUNT_OF(argv) - 1)
        argv[n++] = *args++;
    return proc_output(j->ctx->mem, argv, OUTPUT_MAX, out, out_status, err);
}

/* git itself says why not: no repository, or one of somebody else. */
static bool has_repository(struct judge *j, const char *folder, struct err *err)
{
    int status;
    str out;

    if (!judge_git(j, folder, (const char *const[]){ "rev-parse", "--git-dir", NULL }, &out,
                   &status, err))
        return err_hint(err, "--since needs the program git.");
    if (status == 0)
        return true;
    err_set(err, ERR_USAGE, "git finds no repository at \"%s\"", folder);
    return err_hint(err, "--since compares with a commit: the files have to be in a repository.");
}

static bool is_shallow(struct judge *j, const char *folder)
{
    struct err ignored;
    bool shallow;
    int status;
    str out;

    err_init(&ignored);
    shallow =
        judge_git(j, folder, (const char *const[]){ "rev-parse", "--is-shallow-repository", NULL },
                  &out, &status, &ignored) &&
        status == 0 && str_starts(out, S("true"));
    err_done(&ignored);
    return shallow;
}

static bool refuse(struct judge *j, const char *folder, struct err *err)
{
    err_set(err, ERR_USAGE, "git finds no common commit of HEAD and \"" STR_FMT "\"",
            STR_ARG(j->o.since));
    if (is_shallow(j, folder))
        return err_hint(err,
                        "The clone is shallow. Fetch the history: git fetch --unshallow origin, or "
                        "in GitHub Actions: fetch-depth: 0, in GitLab: GIT_DEPTH: 0.");
    return err_hint(err, "Is it a branch or a commit of this repository? git fetch origin brings "
                         "those of the remote: --since origin/main");
}

static bool merge_base(struct judge *j, const char *folder, str *out, struct err *err)
{
    int status;

    if (!has_repository(j, folder, err) ||
        !judge_git(
            j, folder,
            (const char *const[]){ "merge-base", "HEAD", str_z(j->ctx->mem, j->o.since), NULL },
            out, &status, err))
        return false;
    *out = str_trim(*out);
    return (status == 0 && out->n) || refuse(j, folder, err);
}

static void add(struct judge *j, str path)
{
    map_put(j->ctx->mem, &j->added, path, j);
}

/* "A\0path\0M\0path\0"; paths are relative to `folder`. */
static void read_status(struct judge *j, str folder, str text)
{
    while (text.n) {
        str state = str_cut(text, '\0', &text), name = str_cut(text, '\0', &text);
        str path = fs_join(j->ctx->mem, folder, name);
        bool gone = str_eq(state, S("D"));

        if (str_eq(state, S("A")))
            add(j, path);
        else if (state.n)
            *vec_push(j->ctx->mem, &j->bases) =
                (struct judge_base){ .path = path, .folder = folder, .name = name, .gone = gone };
    }
}

static void read_names(struct judge *j, str folder, str text)
{
    while (text.n) {
        str name = str_cut(text, '\0', &text);

        if (name.n)
            add(j, fs_join(j->ctx->mem, folder, name));
    }
}

static bool since_in(struct judge *j, str folder, struct err *err)
{
    const char *dir = str_z(j->ctx->mem, folder);
    str out;
    int status;

    if (!merge_base(j, dir, &j->base, err))
        return false;
    if (!judge_git(j, dir,
                   (const char *const[]){ "diff", "--name-status", "--no-renames", "--relative",
                                          "-z", str_z(j->ctx->mem, j->base), "--", ".", NULL },
                   &out, &status, err))
        return false;
    read_status(j, folder, out);
    if (!judge_git(j, dir,
                   (const char *const[]){ "ls-files", "--others", "--exclude-standard", "-z", "--",
                                          ".", NULL },
                   &out, &status, err))
        return false;
    read_names(j, folder, out);
    return true;
}

bool judge_since(struct judge *j, str folder, struct err *err)
{
    struct str_list dirs = { 0 };

    j->added = (struct map){ 0 };
    j->bases.n = 0;
    project_dirs(j->ctx->mem, folder, &dirs);
    for (size_t i = 0; i < dirs.n; i++)
        if (!since_in(j, dirs.v[i], err))
            return false;
    return judge_code(j, folder, err);
}

bool judge_base_text(struct judge *j, const struct judge_base *b, str *out, struct err *err)
{
    arena *a = j->ctx->mem;
    str object = str_printf(a, STR_FMT ":./" STR_FMT, STR_ARG(j->base), STR_ARG(b->name));
    int status;

    return judge_git(j, str_z(a, b->folder),
                     (const char *const[]){ "show", str_z(a, object), NULL }, out, &status, err) &&
           (status == 0 ||
            err_set(err, ERR_USAGE, "git does not give \"" STR_FMT "\"", STR_ARG(object)));
}
