/* core/formats/dbmate.c: dbmate: <digits>….sql with "-- migrate:up" and "-- migrate:down".
 *
 * Versions are the leading digits as text, the order is that of the file names. Several up sections in one file
 * are run as one migration (dbmate itself runs the first only and marks the file applied).
 */
#include "core/formats/formats_int.h"

static bool name_read(arena *a, const struct tool_conf *conf, str file_name,
                      struct format_name *out)
{
    size_t n = 0;
    str rest;

    (void)a;
    (void)conf;
    while (n < file_name.n && file_name.p[n] >= '0' && file_name.p[n] <= '9')
        n++;
    rest = str_skip(file_name, n);
    if (!n || !name_cut_suffix(&rest, S(".sql")))
        return false;
    if (rest.n && rest.p[0] == '_')
        rest = str_skip(rest, 1);
    *out = (struct format_name){
        .version = str_slice(file_name, 0, n), .name = rest, .up = true, .down = true
    };
    return true;
}

static bool is_directive(str line, void *data)
{
    (void)data;
    return str_starts(line, S("--")) && str_starts_nocase(comment_body(line), S("migrate:"));
}

/* Options are key:value; only transaction:false means anything, to the tool too. */
static bool no_transaction(str options)
{
    while (options.n) {
        str rest, word = str_cut(options, ' ', &rest);

        if (str_eq(str_trim(word), S("transaction:false")))
            return true;
        options = str_trim(rest);
    }
    return false;
}

static struct mark mark_read(str line, const struct mark_at *at, struct err *err)
{
    str options, word = str_cut(str_skip(comment_body(line), S("migrate:").n), ' ', &options);
    bool off = no_transaction(options);
    struct mark bad;

    (void)at;
    if (str_starts(comment_body(line), S("migrate:"))) {
        if (str_eq(word, S("up")))
            return (struct mark){ .kind = MARK_UP, .mig_flags = off ? MIG_NO_TRANSACTION : 0 };
        if (str_eq(word, S("down")))
            return (struct mark){ .kind = MARK_DOWN,
                                  .mig_flags = off ? MIG_NO_TRANSACTION_DOWN : 0 };
    }
    bad = mark_bad(err, "dbmate does not recognize the marker \"@\"", comment_body(line));
    err_hint(err, "Write it as \"-- migrate:up\" or \"-- migrate:down\".");
    return bad;
}

static void new_files(arena *a, const struct new_file *what, struct str_list *out_names,
                      struct str_list *out_texts)
{
    new_file(a, what, S("-- migrate:up\n\n\n-- migrate:down\n\n"), out_names, out_texts);
}

const struct format format_dbmate = {
    .name = "dbmate",
    .order = ORDER_FILE,
    .name_form = "<digits>_<name>.sql",
    .name_read = name_read,
    .is_directive = is_directive,
    .mark_read = mark_read,
    .needs_up = true,
    .sections = true,
    .many_sections = true,
    .margin = true,
    .new_files = new_files,
    .sequence_width = 3,
};
