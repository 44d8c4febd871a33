/* core/formats/golang_migrate.c: golang-migrate: pairs <number>_<title>.up.sql and .down.sql. */
#include "core/formats/formats_int.h"

static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    (void)a;
    (void)conf;
    return name_read_pair(file_name, out);
}

const struct format format_golang_migrate = {
    .name = "golang-migrate",
    .name_form = "<number>_<name>.up.sql and .down.sql",
    .name_read = name_read,
    .new_files = new_files_pair,
    .sequence_width = 6,
};
