/* core/formats/tern.c: tern: <number>_<name>.sql, cut by "---- create above / drop below ----".
 *
 * Does      names (1, 2, 3 … without a gap), both markers, tern.conf's [data]
 * Does not  templates (tern_template.c), code packages, snapshots
 */
#include "core/formats/tern_int.h"

#include "base/fs.h"
#include "base/ini.h"

#include <stdlib.h>

enum { CONF_MAX = 256 * 1024 };

static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    return name_read_counted(a, conf, file_name, out) && out->name.n;
}

/* ---- markers ---- */

static const struct row {
    str start, whole;
} rows[] = {
    { S_INIT("---- create above"), S_INIT("---- create above / drop below ----") },
    { S_INIT("---- tern:"), S_INIT("---- tern: disable-tx ----") },
};

enum { ROW_CUT, ROW_DISABLE_TX };

static bool is_directive(str line, void *data)
{
    (void)data;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_starts(line, rows[i].start))
            return true;
    return false;
}

static struct mark mark_read(str line, const struct mark_at *at, struct err *err)
{
    struct mark bad;

    if (str_eq(line, rows[ROW_CUT].whole))
        return (struct mark){ .kind = MARK_DOWN };
    if (str_eq(line, rows[ROW_DISABLE_TX].whole))
        return (struct mark){ .kind = MARK_ANNOTATION,
                              .mig_flags = at->dir == DIR_UP ? MIG_NO_TRANSACTION
                                                             : MIG_NO_TRANSACTION_DOWN };
    bad = mark_bad(err, "tern does not recognize the marker \"@\"", line);
    err_hint(err, "The markers are \"" STR_FMT "\" and \"" STR_FMT "\".",
             STR_ARG(rows[ROW_CUT].whole), STR_ARG(rows[ROW_DISABLE_TX].whole));
    return bad;
}

/* ---- tern.conf ---- */

struct conf_reading {
    arena *mem;
    struct tool_conf *out;
};

/* {{env "NAME"}} is tern's way to the environment. */
static str value_of(arena *a, str value)
{
    str inner = str_trim(str_slice(value, 2, value.n > 2 ? value.n - 2 : 0));
    const char *set;

    if (!str_starts(value, S("{{")) || !str_ends(value, S("}}")) || !str_starts(inner, S("env ")))
        return str_copy(a, value);
    inner = str_trim(str_skip(inner, 4));
    if (inner.n < 3 || inner.p[0] != '"' || inner.p[inner.n - 1] != '"')
        return str_copy(a, value);
    set = getenv(str_z(a, str_slice(inner, 1, inner.n - 1)));
    return set ? str_copy(a, str_of(set)) : S("");
}

/* Values may be quoted. */
static bool conf_item(void *data, const struct ini_item *item, struct err *err)
{
    struct conf_reading *r = data;
    str value = item->value;

    (void)err;
    if (value.n > 1 && value.p[0] == '"' && value.p[value.n - 1] == '"')
        value = str_slice(value, 1, value.n - 1);
    if (str_eq(item->section, S("data")))
        *vec_push(r->mem, &r->out->values) =
            (struct tool_value){ str_copy(r->mem, item->key), value_of(r->mem, value) };
    else if (str_eq(item->section, S("database")) && str_eq(item->key, S("version_table")))
        r->out->table = str_copy(r->mem, value);
    return true;
}

static bool conf_read(arena *a, str dir, struct tool_conf *out, struct err *err)
{
    struct conf_reading r = { a, out };
    str text;

    for (str folder = dir; folder.p; folder = tool_folder_above(a, folder)) {
        str file = fs_join(a, folder, S("tern.conf"));

        if (!fs_exists(file))
            continue;
        out->file = file;
        return fs_read(a, file, CONF_MAX, &text, err) && ini_read(text, file, conf_item, &r, err);
    }
    return true;
}

/* {{ .name }}: names as Go has them, with case. */
static void vars_add(arena *a, const struct tool_conf *conf, const struct tool_place *place,
                     struct vars *out)
{
    (void)place;
    for (size_t i = 0; i < conf->values.n; i++)
        vars_set(a, out,
                 &(struct var){ .name = conf->values.v[i].name, .value = conf->values.v[i].value });
}

static const struct var_rules go_rules = { S_INIT("{{"), S_INIT("}}"), VAR_STRICT | VAR_DOT_NAME };

static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    new_file(a, what, S("\n\n---- create above / drop below ----\n\n"), out_names, out_texts);
}

const struct format format_tern = {
    .name = "tern",
    .consecutive = true,
    .needs_proof = true,
    .tool_files = "tern.conf",
    .name_form = "<number>_<name>.sql, numbered 1, 2, 3 ...",
    .name_read = name_read,
    .conf_read = conf_read,
    .text_open = tern_open,
    .vars = &go_rules,
    .vars_add = vars_add,
    .is_directive = is_directive,
    .mark_read = mark_read,
    .sections = true,
    .new_files = new_files,
    .sequence_width = 3,
};
