/* sql/split_delim.c: what a mysql script says about how it is to be read: DELIMITER, SET sql_mode.
 *
 * Does      read a DELIMITER line as the client does; follow literal settings of sql_mode
 * Does not  follow sql_mode = expression (a variable brings back the modes of the beginning)
 * Errors    ERR_SQL_META: a DELIMITER line that the client refuses
 */
#include "sql/split_int.h"

#include "sql/lex.h"

void split_set_delimiter(struct split *s, str delimiter)
{
    uint8_t *first = &s->tables.cls[(unsigned char)delimiter.p[0]];

    s->tables = *scan_tables_of(s->opts.dialect);
    memcpy(s->delim, delimiter.p, delimiter.n);
    s->delim_n = delimiter.n;
    if (str_eq(delimiter, S(";")))
        return;
    s->tables.cls[';'] = BYTE_PLAIN;
    s->delim_cls = *first;
    *first = BYTE_DELIMITER;
}

/* The word behind DELIMITER, in quotes or up to a blank. */
static str delimiter_word(str line)
{
    str rest = str_trim(str_skip(line, sizeof("delimiter") - 1));
    size_t end = 0;

    if (rest.n && strchr("'\"`", rest.p[0])) {
        end = str_find_char(str_skip(rest, 1), rest.p[0]);
        return str_slice(rest, 1, end == STR_NONE ? rest.n : end + 1);
    }
    while (end < rest.n && !scan_is_blank(rest.p[end]))
        end++;
    return str_slice(rest, 0, end);
}

bool split_delimiter_line(struct split *s, str line, struct err *err)
{
    str word = delimiter_word(line);
    uint64_t offset = split_offset(s, s->start);

    if (!word.n)
        return split_fail(s, err, ERR_SQL_META, offset, "DELIMITER line without a delimiter");
    if (str_find_char(word, '\\') != STR_NONE)
        return split_fail(s, err, ERR_SQL_META, offset, "backslash in a DELIMITER line");
    if (word.n > SPLIT_DELIM_BYTES)
        return split_fail(s, err, ERR_SQL_META, offset,
                          "delimiter longer than the 15 bytes that the client takes");
    split_set_delimiter(s, word);
    return true;
}

static unsigned modes_of(str list)
{
    static const struct {
        const char *name;
        unsigned modes;
    } rows[] = {
        { "ANSI_QUOTES", SPLIT_ANSI_QUOTES },
        { "NO_BACKSLASH_ESCAPES", SPLIT_NO_BACKSLASH_ESCAPES },
        { "ANSI", SPLIT_ANSI_QUOTES },
        { "DB2", SPLIT_ANSI_QUOTES },
        { "MAXDB", SPLIT_ANSI_QUOTES },
        { "MSSQL", SPLIT_ANSI_QUOTES },
        { "ORACLE", SPLIT_ANSI_QUOTES },
        { "POSTGRESQL", SPLIT_ANSI_QUOTES },
    };

    unsigned modes = 0;

    while (list.n) {
        str name = str_trim(str_cut(list, ',', &list));

        for (size_t i = 0; i < COUNT_OF(rows); i++)
            if (str_eq_nocase(name, str_of(rows[i].name)))
                modes |= rows[i].modes;
    }
    return modes;
}

/* One assignment of the SET list. */
struct setting {
    bool global;
    bool sql_mode;
    struct token value; /* first token behind = */
    unsigned values;    /* how many tokens */
};

static void note_name(struct setting *one, str text)
{
    str name = text;

    while (name.n && name.p[0] == '@')
        name = str_skip(name, 1);
    if (str_eq_nocase(name, S("global")) || str_starts_nocase(name, S("persist")) ||
        str_starts_nocase(name, S("global.")))
        one->global = true;
    one->sql_mode =
        str_eq_nocase(name, S("sql_mode")) && !(text.n > 1 && text.p[0] == '@' && text.p[1] != '@');
}

static void apply(struct split *s, const struct setting *one)
{
    str text = one->value.text;

    if (!one->sql_mode || one->global || one->values != 1)
        return;
    if (one->value.kind == TOKEN_STRING && text.n >= 2)
        s->modes = modes_of(str_slice(text, 1, text.n - 1));
    else if (one->value.kind == TOKEN_PARAM || str_eq_nocase(text, S("default")))
        s->modes = s->opts.modes;
    scan_set_modes(&s->sc, s->modes);
}

enum { SET_MAX_BYTES = 64 * 1024 };

void split_sql_mode(struct split *s, str statement)
{
    struct lex l = lex_of(s->opts.dialect, s->modes, statement);
    struct setting one = { 0 };
    unsigned depth = 0;
    bool value = false;

    if (statement.n > SET_MAX_BYTES)
        return;
    for (struct token t; lex_next(&l, &t);) {
        depth += t.kind == TOKEN_OPEN;
        depth -= t.kind == TOKEN_CLOSE && depth;
        if (t.kind == TOKEN_COMMA && depth == 0) {
            apply(s, &one);
            one = (struct setting){ 0 };
            value = false;
        } else if (value) {
            one.value = one.values++ ? one.value : t;
        } else if (t.kind == TOKEN_OP && t.text.p[0] == '=') {
            value = true;
        } else if (t.kind == TOKEN_WORD || t.kind == TOKEN_PARAM) {
            note_name(&one, t.text);
        }
    }
    apply(s, &one);
}
