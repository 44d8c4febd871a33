/* core/formats/shared.c: see core/formats/formats_int.h. */
#include "core/formats/formats_int.h"

#include "base/fs.h"

/* A relative folder is followed up as it is written first, then through the working directory. */
str tool_folder_above(arena *a, str folder)
{
    size_t levels = 0;
    str whole = fs_join(a, fs_cwd(a), folder), up;

    if (fs_exists(fs_join(a, folder, S(".git"))) || whole.n <= 1)
        return (str){ 0 };
    for (size_t i = 0; i < whole.n; i++)
        levels += whole.p[i] == '/';
    if (levels < 2 || str_eq(fs_basename(folder), S("..")))
        return (str){ 0 };
    up = fs_dirname(a, folder);
    return folder.p[0] != '/' && str_eq(folder, S(".")) ? fs_dirname(a, whole) : up;
}

bool name_split(str file_name, str *out_digits, str *out_rest)
{
    str rest, head = str_cut(file_name, '_', &rest);

    if (!rest.p || !str_all_digits(head))
        return false;
    *out_digits = head;
    *out_rest = rest;
    return true;
}

bool name_cut_suffix(str *s, str suffix)
{
    if (!str_ends(*s, suffix))
        return false;
    s->n -= suffix.n;
    return true;
}

str version_trim(str digits)
{
    while (digits.n > 1 && digits.p[0] == '0')
        digits = str_skip(digits, 1);
    return digits;
}

bool name_read_pair(str file_name, struct format_name *out)
{
    str digits, rest;

    *out = (struct format_name){ 0 };
    if (!name_split(file_name, &digits, &rest))
        return false;
    out->up = name_cut_suffix(&rest, S(".up.sql"));
    out->down = !out->up && name_cut_suffix(&rest, S(".down.sql"));
    out->version = version_trim(digits);
    out->name = rest;
    return out->up || out->down;
}

bool name_read_counted(arena *a, const struct tool_conf *conf, str file_name,
                       struct format_name *out)
{
    str digits, rest;
    int64_t version;

    (void)a;
    (void)conf;
    if (!name_split(file_name, &digits, &rest) || !name_cut_suffix(&rest, S(".sql")) ||
        !str_to_int64(digits, &version) || version < 1)
        return false;
    *out = (struct format_name){
        .version = version_trim(digits), .name = rest, .up = true, .down = true
    };
    return true;
}

void new_file(arena *a, const struct new_file *what, str text, struct str_list *out_names,
              struct str_list *out_texts)
{
    *vec_push(a, out_names) =
        str_printf(a, STR_FMT "_" STR_FMT ".sql", STR_ARG(what->version), STR_ARG(what->name));
    *vec_push(a, out_texts) = text;
}

void new_files_pair(arena *a, const struct new_file *what, struct str_list *out_names,
                    struct str_list *out_texts)
{
    static const char *const ends[] = { "up", "down" };

    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        *vec_push(a, out_names) = str_printf(a, STR_FMT "_" STR_FMT ".%s.sql",
                                             STR_ARG(what->version), STR_ARG(what->name), ends[i]);
        *vec_push(a, out_texts) = S("");
    }
}

str comment_body(str line)
{
    return str_trim(str_skip(line, 2));
}

struct mark mark_bad(struct err *err, const char *fmt, str what)
{
    str message = str_of(fmt), rest;
    str head = str_cut(message, '@', &rest);

    err_set(err, ERR_DIRECTIVE, STR_FMT STR_FMT STR_FMT, STR_ARG(head), STR_ARG(what),
            STR_ARG(rest));
    return (struct mark){ .kind = MARK_BAD };
}

bool word_starts_nocase(str s, const char *word)
{
    str w = str_of(word);

    return str_starts_nocase(s, w) && (s.n == w.n || s.p[w.n] == ' ' || s.p[w.n] == '\t');
}
