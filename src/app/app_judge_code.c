/* app/app_judge_code.c: which files of code a branch changes beside its migrations: --since.
 *
 * Does      ask git for all files of the repository that are not as at the merge base; leave out the folders of
 *           migrations, and what is no code: by [lint] code of the configuration, else documents, tests, dumps
 * Does not  read them; look into other repositories
 * Shape     names are from the root of the repository
 * See       assess/rules/code_coupling.c; docs/LINT.md#code-beside-an-incompatible-change
 */
#include "app/app_judge_int.h"

#include "base/fs.h"
#include "core/project.h"

#include <fnmatch.h>

struct listing {
    struct judge *j;
    const char *dir;          /* where git is asked */
    struct str_list prefixes; /* of folders of migrations, from the root: "db/migrations/" */
    str base;                 /* of the folder of the configuration */
};

/* ---- what is no code, when nobody says what is ---- */

static const char *const folders[] = { "doc",      "docs",  "test",  "tests",
                                       "testdata", "spec",  "specs", "__tests__",
                                       "fixtures", "seeds", ".git*" };

static const char *const files[] = {
    "README*",   "LICENSE*",      "LICENCE*",   "COPYING*",      "CHANGELOG*",    "*.md",
    "*.rst",     "*.adoc",        "*.txt",      "*_test.*",      "*.test.*",      "*_spec.*",
    "*.spec.*",  "test_*.py",     ".git*",      "afloat.toml",   ".editorconfig", ".pre-commit*",
    "schema.rb", "structure.sql", "schema.sql", "schema.prisma", "*.db",          "*.sqlite",
    "*.sqlite3", "CODEOWNERS",
};

static bool is_one_of(arena *a, str name, const char *const *patterns, size_t n)
{
    const char *z = str_z(a, name);

    for (size_t i = 0; i < n; i++)
        if (fnmatch(patterns[i], z, 0) == 0)
            return true;
    return false;
}

static bool is_code_by_name(arena *a, str path)
{
    str rest = path;

    while (str_find_char(rest, '/') != STR_NONE)
        if (is_one_of(a, str_cut(rest, '/', &rest), folders, COUNT_OF(folders)))
            return false;
    return !is_one_of(a, rest, files, COUNT_OF(files));
}

/* ---- what is code ---- */

static bool is_migration(const struct listing *l, str path)
{
    for (size_t i = 0; i < l->prefixes.n; i++) {
        str p = l->prefixes.v[i];

        if (p.n ? str_starts(path, p) : str_ends(path, S(".sql")))
            return true;
    }
    return false;
}

/* From the root of the repository, or from the folder of the configuration. */
static bool is_code(const struct listing *l, str path)
{
    struct judge *j = l->j;
    const struct str_list *patterns = &j->s.config.lint.code;

    if (is_migration(l, path))
        return false;
    if (!patterns->n)
        return is_code_by_name(j->ctx->mem, path);
    for (size_t i = 0; i < patterns->n; i++)
        if (judge_matches(j, patterns->v[i], path) ||
            (l->base.n && str_starts(path, l->base) &&
             judge_matches(j, patterns->v[i], str_skip(path, l->base.n))))
            return true;
    return false;
}

static void take(const struct listing *l, str text)
{
    while (text.n) {
        str path = str_cut(text, '\0', &text);

        if (path.n && is_code(l, path))
            *vec_push(l->j->ctx->mem, &l->j->code) = path;
    }
}

/* ---- folders ---- */

/* False = it is in no work tree, or not there. */
static bool prefix_of(struct judge *j, str folder, str *out)
{
    struct err ignored;
    int status;
    bool ok;

    if (!fs_exists(folder))
        return false;
    err_init(&ignored);
    ok = judge_git(j, str_z(j->ctx->mem, folder),
                   (const char *const[]){ "rev-parse", "--show-prefix", NULL }, out, &status,
                   &ignored) &&
         status == 0;
    err_done(&ignored);
    if (ok && str_ends(*out, S("\n")))
        out->n--;
    return ok;
}

static void add_folders(struct listing *l, str dir)
{
    struct str_list dirs = { 0 };
    str prefix;

    project_dirs(l->j->ctx->mem, dir, &dirs);
    for (size_t i = 0; i < dirs.n; i++)
        if (prefix_of(l->j, dirs.v[i], &prefix))
            *vec_push(l->j->ctx->mem, &l->prefixes) = prefix;
}

bool judge_code(struct judge *j, str folder, struct err *err)
{
    struct str_list dirs = { 0 };
    struct listing l = { .j = j };
    int status;
    str out;

    j->code.n = 0;
    if (!j->added.entries.n)
        return true;
    project_dirs(j->ctx->mem, folder, &dirs);
    l.dir = str_z(j->ctx->mem, dirs.v[0]);
    add_folders(&l, folder);
    add_folders(&l, j->dir);
    if (!prefix_of(j, j->s.config.root, &l.base))
        l.base = (str){ 0 };
    if (!judge_git(j, l.dir,
                   (const char *const[]){ "-c", "diff.relative=false", "diff", "--name-only",
                                          "--no-renames", "-z", str_z(j->ctx->mem, j->base), NULL },
                   &out, &status, err))
        return false;
    take(&l, out);
    if (!judge_git(j, l.dir,
                   (const char *const[]){ "ls-files", "--others", "--exclude-standard",
                                          "--full-name", "-z", "--", ":/", NULL },
                   &out, &status, err))
        return false;
    take(&l, out);
    return true;
}
