/* core/formats/diesel.c: diesel: a folder <version>_<name>/ with up.sql, down.sql and perhaps metadata.toml.
 *
 * The version is what stands before the first "_", without dashes (2024-01-31-120000_x is 20240131120000).
 */
#include "core/formats/formats_int.h"

#include "base/fs.h"
#include "base/toml.h"

enum { METADATA_MAX = 64 * 1024 };

static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    str rest, head = str_cut(file_name, '_', &rest);
    char *version = arena_new(a, char, head.n + 1);
    size_t n = 0;

    (void)conf;
    for (size_t i = 0; i < head.n; i++)
        if (head.p[i] != '-')
            version[n++] = head.p[i];
    if (!rest.p || !str_all_digits((str){ version, n }))
        return false;
    *out =
        (struct format_name){ .version = { version, n }, .name = rest, .up = true, .down = true };
    return true;
}

static bool side_read(arena *a, struct migration *m, struct err *err)
{
    str file = fs_join(a, fs_dirname(a, m->file), S("metadata.toml")), text;
    const struct toml *root, *value;

    if (!fs_exists(file))
        return true;
    if (!fs_read(a, file, METADATA_MAX, &text, err))
        return false;
    root = toml_parse(a, text, file, err);
    if (!root)
        return false;
    value = toml_get(root, S("run_in_transaction"));
    if (value && value->kind == TOML_BOOL && !value->i)
        m->flags |= MIG_NO_TRANSACTION | MIG_NO_TRANSACTION_DOWN;
    return true;
}

/* Times are written with dashes, numbers as they are. */
static str folder_version(arena *a, str v)
{
    if (v.n != 14)
        return v;
    return str_printf(a, "%.4s-%.2s-%.2s-%.6s", v.p, v.p + 4, v.p + 6, v.p + 8);
}

static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    static const char *const files[] = { "up.sql", "down.sql" };
    str v = folder_version(a, what->version);

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        *vec_push(a, out_names) =
            str_printf(a, STR_FMT "_" STR_FMT "/%s", STR_ARG(v), STR_ARG(what->name), files[i]);
        *vec_push(a, out_texts) = S("");
    }
}

const struct format format_diesel = {
    .name = "diesel",
    .folders = true,
    .tool_files = "diesel.toml",
    .name_form = "<version>_<name>/up.sql and down.sql",
    .name_read = name_read,
    .side_read = side_read,
    .new_files = new_files,
    .sequence_width = 14,
};
