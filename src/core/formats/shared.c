/* core/formats/shared.c: see core/formats/formats_int.h. */
#include "core/formats/formats_int.h"

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

    if (!name_split(file_name, &digits, &rest))
        return false;
    out->up = name_cut_suffix(&rest, S(".up.sql"));
    out->down = !out->up && name_cut_suffix(&rest, S(".down.sql"));
    out->version = version_trim(digits);
    out->name = rest;
    return out->up || out->down;
}

void new_files_pair(arena *a, str version, str name, struct str_list *out_names,
                    struct str_list *out_texts)
{
    static const char *const ends[] = { "up", "down" };

    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        *vec_push(a, out_names) =
            str_printf(a, STR_FMT "_" STR_FMT ".%s.sql", STR_ARG(version), STR_ARG(name), ends[i]);
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
