/* core/formats/sqlx.c: sqlx: <number>_<name>.sql (up only), or pairs .up.sql and .down.sql.
 *
 * A file whose first bytes are "-- no-transaction" is not wrapped.
 */
#include "core/formats/formats_int.h"

static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    str digits, rest;

    (void)a;
    (void)conf;
    if (name_read_pair(file_name, out))
        return true;
    if (!name_split(file_name, &digits, &rest) || !name_cut_suffix(&rest, S(".sql")))
        return false;
    *out = (struct format_name){ .version = version_trim(digits), .name = rest, .up = true };
    return true;
}

static unsigned head_read(str comment, enum direction dir)
{
    if (!str_starts(comment, S("-- no-transaction")))
        return 0;
    return dir == DIR_UP ? MIG_NO_TRANSACTION : MIG_NO_TRANSACTION_DOWN;
}

/* Like the newest migration: a pair, or one file. */
static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    if (!what->last || str_ends(what->last->file, S(".up.sql"))) {
        new_files_pair(a, what, out_names, out_texts);
        return;
    }
    new_file(a, what, S("-- Add migration script here\n"), out_names, out_texts);
}

const struct format format_sqlx = {
    .name = "sqlx",
    .sums_whole_file = true,
    .tool_files = ".sqlx Cargo.toml:sqlx",
    .name_form = "<number>_<name>.sql, or <number>_<name>.up.sql and .down.sql",
    .name_read = name_read,
    .head_read = head_read,
    .new_files = new_files,
    .sequence_width = 4,
};
