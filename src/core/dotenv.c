/* core/dotenv.c: one variable of a .env file.
 *
 * Does      KEY=VALUE, `export`, single and double quotes over several lines, comments; the last one wins
 * Does not  put in other variables: ${NAME} in the wanted value is an error, not a literal
 * Shape     the file belongs to other programs: lines that are not understood are passed over
 * Errors    ERR_CONFIG with the line, when the wanted variable itself cannot be read; never its value
 * See       core/config.h
 */
#include "core/config_int.h"

struct dotenv {
    arena *mem;
    str rest;
    uint32_t line;
};

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

static char unescape(char c)
{
    return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
}

/* A quoted value; false when its end is missing (then only its line counts as read). */
static bool take_quoted(struct dotenv *d, str s, str *out)
{
    struct buf value = buf_on(d->mem);
    char quote = s.p[0];
    uint32_t lines = 0;
    str line;

    for (size_t i = 1; i < s.n; i++) {
        char c = s.p[i];

        lines += c == '\n';
        if (c == quote) {
            d->rest = str_skip(s, i + 1);
            (void)str_next_line(&d->rest, &line);
            d->line += lines;
            *out = buf_view(&value);
            return true;
        }
        if (c == '\\' && quote == '"' && i + 1 < s.n)
            c = unescape(s.p[++i]);
        buf_char(&value, c);
    }
    return false;
}

static str take_plain(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '#' && (i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '\t'))
            s = str_slice(s, 0, i);
    return str_trim(s);
}

static bool refuse(str file, uint32_t line, str name, const char *why, struct err *err)
{
    struct place place = { .file = file, .line = line };

    err_set(err, ERR_CONFIG, "variable \"" STR_FMT "\" in the .env file %s", STR_ARG(name), why);
    return err_at(err, &place);
}

static str take_name(str *line)
{
    size_t n = 0;

    *line = str_trim(*line);
    if (str_starts(*line, S("export ")))
        *line = str_trim(str_skip(*line, S("export ").n));
    while (n < line->n && is_name_char(line->p[n]))
        n++;
    *line = str_skip(*line, n);
    return (str){ line->p - n, n };
}

/* Where the value begins, in the whole rest of the file: a quoted one can go over several lines. */
static str value_start(const struct dotenv *before, str after_equals)
{
    size_t skipped = (size_t)(after_equals.p - before->rest.p);
    str s = str_skip(before->rest, skipped);

    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_skip(s, 1);
    return s;
}

bool dotenv_find(arena *a, str text, str file, str name, str *out, struct err *err)
{
    struct dotenv d = { a, text, 0 };
    str line, key, value, found = { 0 };

    if (str_starts(d.rest, S("\xef\xbb\xbf")))
        d.rest = str_skip(d.rest, 3);
    for (struct dotenv before = d; str_next_line(&d.rest, &line); before = d) {
        uint32_t number = ++d.line;
        bool closed = true, literal;

        if (!str_trim(line).n)
            continue;
        key = take_name(&line);
        line = str_trim(line);
        if (!key.n || !line.n || line.p[0] != '=')
            continue;
        value = value_start(&before, str_skip(line, 1));
        literal = value.n && value.p[0] == '\'';
        if (value.n && (value.p[0] == '"' || literal))
            closed = take_quoted(&d, value, &value);
        else
            value = take_plain(str_skip(line, 1));
        if (!str_eq(key, name))
            continue;
        if (!closed)
            return refuse(file, number, name, "has a quoted value that does not end", err);
        if (!literal && str_find(value, S("${")) != STR_NONE)
            return refuse(file, number, name, "refers to another variable, which is not supported",
                          err);
        found = value;
    }
    *out = str_copy(a, found);
    return true;
}
