/* sql/split_stmt.c: from the first token of a statement to its end.
 *
 * Does      run over what cannot matter, look at the rest item by item, stop at terminator, directive,
 *           backslash command or the end of the text
 * Does not  know the bodies of a dialect (struct split_family does)
 * Shape     an item that the window cuts off is scanned again after a fill; all else keeps its state
 * Errors    ERR_SQL_UNTERMINATED at the opening
 */
#include "sql/split_int.h"

enum verdict { GO_ON, DONE, FAILED };

bool split_terminator(const struct split *s, size_t i, size_t *out_n)
{
    size_t left = s->sc.n - i;

    *out_n = 0;
    if (left < s->delim_n && !s->sc.eof && !memcmp(s->buf + i, s->delim, left))
        return false;
    if (left >= s->delim_n && !memcmp(s->buf + i, s->delim, s->delim_n)) {
        *out_n = s->delim_n;
    } else if (s->buf[i] == '\\' && (s->opts.dialect->rules & RULE_DELIMITER)) {
        if (left < 2 && !s->sc.eof)
            return false;
        if (left >= 2 && (s->buf[i + 1] | 0x20) == 'g')
            *out_n = 2;
    }
    return true;
}

/* Only blanks before it on its line? Such a comment may be a directive. */
static bool is_first_on_line(const struct split *s, size_t from)
{
    while (from > s->start) {
        char c = s->buf[from - 1];

        if (c == '\n')
            return true;
        if (!scan_is_blank(c))
            return false;
        from--;
    }
    return s->line_blank;
}

bool split_is_directive(const struct split *s, size_t from, size_t end)
{
    str line = { s->buf + from, end - from };

    if (!s->opts.is_directive || !is_first_on_line(s, from))
        return false;
    if (str_ends(line, S("\r")))
        line.n--;
    return s->opts.is_directive(line, s->opts.data);
}

static bool fail_open(struct split *s, struct err *err, uint64_t offset, const char *what)
{
    char message[64];

    snprintf(message, sizeof(message), "%s that begins here has no end", what);
    return split_fail(s, err, ERR_SQL_UNTERMINATED, offset, message);
}

static bool fail_item(struct split *s, struct err *err, enum scan_kind kind, size_t at)
{
    static const char *const names[] = {
        [SCAN_STRING] = "the string",
        [SCAN_DOLLAR] = "the dollar-quoted string",
        [SCAN_QUOTED] = "the quoted name",
        [SCAN_BLOCK_COMMENT] = "the comment",
    };

    return fail_open(s, err, split_offset(s, at), names[kind]);
}

static void emit(struct split *s, size_t end, size_t terminator, struct piece *out)
{
    bool copy = s->st.copy && terminator;

    if (s->st.sets)
        split_sql_mode(s, (str){ s->buf + s->start, end - terminator - s->start });
    if (copy) {
        s->state = AT_COPY_LINE;
        s->copy_offset = split_offset(s, s->start);
    }
    split_emit(s, PIECE_STATEMENT, end, out);
    out->body = str_trim_end(str_slice(out->text, 0, out->text.n - terminator));
    out->terminated = terminator > 0;
    out->copy = copy;
}

/* Ends the statement before `at` without a terminator: what follows is a piece of its own. */
static void emit_cut(struct split *s, size_t at, struct piece *out)
{
    while (at > s->start && scan_is_blank(s->buf[at - 1]))
        at--;
    emit(s, at, 0, out);
}

static enum verdict at_end(struct split *s, struct piece *out, struct err *err)
{
    if (s->st.in_version) {
        fail_open(s, err, s->st.version_offset, "the version comment");
        return FAILED;
    }
    if (s->st.depth) {
        fail_open(s, err, s->st.body_offset, "the body");
        return FAILED;
    }
    emit_cut(s, s->n, out);
    return DONE;
}

/* What is glued to a number is no keyword; nor is a name after . or @, or for psql a variable's after :
 * (psql does look at names after a dot). */
static bool may_be_keyword(const struct split *s, size_t i)
{
    char before = i > s->start ? s->buf[i - 1] : ' ';

    if (before >= '0' && before <= '9')
        return false;
    if (s->opts.dialect->id == DIALECT_POSTGRES)
        return before != ':' || (i - 1 > s->start && s->buf[i - 2] == ':');
    return before != '.' && before != '@';
}

static enum verdict take_byte(struct split *s, size_t i)
{
    char c = s->buf[i];

    if (c == '(') {
        s->st.parens++;
    } else if (c == ')' && s->st.parens) {
        s->st.parens--;
        s->st.params |= s->st.parens == 0;
    }
    s->family->other(s, c);
    s->at = i + 1;
    return GO_ON;
}

static enum verdict take_comment(struct split *s, size_t i, size_t end, struct piece *out)
{
    if (split_is_directive(s, i, end)) {
        emit_cut(s, i, out);
        return DONE;
    }
    s->at = end;
    return GO_ON;
}

static enum verdict take_item(struct split *s, size_t i, struct piece *out, struct err *err)
{
    struct scan_item item;

    s->sc.in_version = s->st.in_version;
    if (!scan_item(&s->sc, i, &item))
        return split_fill(s, err) ? GO_ON : FAILED;
    if (item.open && item.kind != SCAN_LINE_COMMENT) {
        fail_item(s, err, item.kind, i);
        return FAILED;
    }
    switch (item.kind) {
    case SCAN_BYTE:
        return take_byte(s, i);
    case SCAN_LINE_COMMENT:
        return take_comment(s, i, item.end, out);
    case SCAN_WORD:
        if (may_be_keyword(s, i))
            s->family->word(s, (str){ s->buf + i, item.end - i });
        break;
    case SCAN_VERSION_OPEN:
        s->st.version_offset = split_offset(s, i);
        s->st.in_version = true;
        break;
    case SCAN_VERSION_CLOSE:
        s->st.in_version = false;
        break;
    case SCAN_STRING:
    case SCAN_DOLLAR:
    case SCAN_QUOTED:
        s->family->other(s, '"');
        break;
    case SCAN_BLOCK_COMMENT:
        break;
    }
    s->at = item.end;
    return GO_ON;
}

/* psql: \; and \: stand for the byte itself, any other backslash begins a command. */
static enum verdict take_backslash(struct split *s, size_t i, struct piece *out, struct err *err)
{
    if (!(s->opts.dialect->rules & RULE_META))
        return take_byte(s, i);
    if (i + 1 >= s->n && !s->sc.eof)
        return split_fill(s, err) ? GO_ON : FAILED;
    if (i + 1 < s->n && (s->buf[i + 1] == ';' || s->buf[i + 1] == ':')) {
        if (s->buf[i + 1] == ';')
            s->st.words = 0;
        s->at = i + 2;
        return GO_ON;
    }
    emit_cut(s, i, out);
    return DONE;
}

static enum verdict take_delimiter_byte(struct split *s, size_t i, struct piece *out,
                                        struct err *err)
{
    uint8_t *cls = &s->tables.cls[(unsigned char)s->delim[0]];
    enum verdict v;

    /* A word here would run over the delimiter behind it. */
    if (s->delim_cls == BYTE_WORD)
        return take_byte(s, i);
    *cls = s->delim_cls;
    v = *cls == BYTE_BACKSLASH ? take_backslash(s, i, out, err) : take_item(s, i, out, err);
    *cls = BYTE_DELIMITER;
    return v;
}

/* A ; that ends nothing: a body goes on. */
static enum verdict take_semi(struct split *s, size_t i, struct piece *out)
{
    if (s->family->semi(s)) {
        emit(s, i + 1, 1, out);
        return DONE;
    }
    s->at = i + 1;
    return GO_ON;
}

static enum verdict step(struct split *s, size_t i, struct piece *out, struct err *err)
{
    enum byte_class c = (enum byte_class)s->tables.cls[(unsigned char)s->buf[i]];
    size_t terminator;

    if (c == BYTE_SEMI)
        return take_semi(s, i, out);
    if (c != BYTE_DELIMITER && c != BYTE_BACKSLASH)
        return take_item(s, i, out, err);
    if (!split_terminator(s, i, &terminator))
        return split_fill(s, err) ? GO_ON : FAILED;
    if (terminator) {
        emit(s, i + terminator, terminator, out);
        return DONE;
    }
    return c == BYTE_DELIMITER ? take_delimiter_byte(s, i, out, err)
                               : take_backslash(s, i, out, err);
}

bool split_statement(struct split *s, struct piece *out, struct err *err)
{
    enum verdict v = GO_ON;

    s->st = (struct open_stmt){ .track = true };
    s->sc.dash_any = false;
    while (v == GO_ON) {
        size_t i = s->at;

        while (i < s->n && s->tables.cls[(unsigned char)s->buf[i]] <= BYTE_PLAIN__LAST)
            i++;
        s->work += i - s->at;
        s->at = i;
        if (i < s->n)
            v = step(s, i, out, err);
        else if (s->sc.eof)
            v = at_end(s, out, err);
        else if (!split_fill(s, err))
            v = FAILED;
    }
    return v == DONE;
}
