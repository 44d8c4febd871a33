/* core/formats/golang_migrate.c: golang-migrate: pairs <number>_<title>.up.sql and .down.sql. */
#include "core/formats/formats_int.h"

static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    (void)a;
    (void)conf;
    return name_read_pair(file_name, out);
}

static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    new_files_pair(a, what, out_names, out_texts);
}

const struct format format_golang_migrate = {
    .name = "golang-migrate",
    .name_form = "<number>_<name>.up.sql and .down.sql",
    .name_read = name_read,
    .new_files = new_files,
    .sequence_width = 6,
};
