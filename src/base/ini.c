/* base/ini.c: see base/ini.h.
 *
 * Both families of files are read: a "#" or ";" starts a comment only at the start of a line, because values
 * (passwords above all) hold both.
 */
#include "base/ini.h"

#include "base/utf8.h"

struct ini {
    str file, section;
    str line; /* without its end */
    uint32_t number;
    struct err *err;
};

static bool fail(struct ini *r, size_t at, const char *what, str name)
{
    struct buf text = buf_on(&r->err->mem);

    utf8_safe(&text, str_slice(name, 0, 100), false);
    err_set(r->err, ERR_INI, "%s%s" STR_FMT "%s", what, text.n ? ": \"" : "",
            STR_ARG(buf_view(&text)), text.n ? "\"" : "");
    return err_at(r->err, &(struct place){ .file = r->file,
                                           .line = r->number,
                                           .column = (uint32_t)at + 1,
                                           .line_text = r->line });
}

static size_t indent(str line)
{
    size_t i = 0;

    while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
        i++;
    return i;
}

/* [name], after which only a comment stands. */
static bool read_section(struct ini *r, size_t at)
{
    str rest = str_skip(r->line, at + 1), tail, name;
    size_t end = str_find_char(rest, ']');

    if (end == STR_NONE)
        return fail(r, at, "the name of the section does not end with \"]\"", (str){ 0 });
    name = str_trim(str_slice(rest, 0, end));
    if (!name.n)
        return fail(r, at, "the section has no name", (str){ 0 });
    tail = str_trim(str_skip(rest, end + 1));
    if (tail.n && tail.p[0] != '#' && tail.p[0] != ';')
        return fail(r, (size_t)(tail.p - r->line.p), "text follows the name of the section", tail);
    r->section = name;
    return true;
}

static bool read_item(struct ini *r, size_t at, struct ini_item *out)
{
    str rest, key = str_cut(str_skip(r->line, at), '=', &rest);

    key = str_trim(key);
    if (!key.n)
        return fail(r, at, "there is no key before \"=\"", (str){ 0 });
    *out = (struct ini_item){
        .section = r->section,
        .key = key,
        .value = str_trim(rest),
        .has_value = rest.p != NULL,
        .line = r->number,
        .column = (uint32_t)at + 1,
    };
    return true;
}

static bool check_bytes(struct ini *r)
{
    size_t nul = str_find_char(r->line, '\0'), wrong;

    if (nul != STR_NONE)
        return fail(r, nul, "the line holds a NUL byte", (str){ 0 });
    wrong = utf8_invalid_at(r->line, NULL);
    return wrong == STR_NONE || fail(r, wrong, "the line is not valid UTF-8", (str){ 0 });
}

bool ini_read(str text, str file,
              bool (*fn)(void *data, const struct ini_item *item, struct err *err), void *data,
              struct err *err)
{
    struct ini r = { .file = file, .err = err };

    if (str_starts(text, S("\xef\xbb\xbf")))
        text = str_skip(text, 3);
    while (str_next_line(&text, &r.line)) {
        size_t at = indent(r.line);
        char c = at < r.line.n ? r.line.p[at] : '#';
        struct ini_item item;

        r.number++;
        if (!check_bytes(&r))
            return false;
        if (c == '#' || c == ';' || str_trim(r.line).n == 0)
            continue;
        if (c == '!')
            return fail(&r, at, "cannot follow an include", str_trim(r.line));
        if (c == '[') {
            if (!read_section(&r, at))
                return false;
        } else if (!read_item(&r, at, &item) || !fn(data, &item, err)) {
            return false;
        }
    }
    return true;
}
