/* sql/split.c: pieces between statements, and the public functions.
 *
 * Does      blanks, comments, directives, DELIMITER lines, backslash commands, COPY data
 * Does not  look into statements (split_stmt.c) or read (split_buf.c)
 * Shape     split_next: one turn of `cut` emits one piece or asks for more text
 * Errors    see sql/split.h
 */
#include "sql/split_int.h"

#include "base/mem.h"

/* What a try to cut a piece came to. */
enum cut { CUT_DONE, CUT_MORE, CUT_FAILED, CUT_END };

static const char *const kind_names[] = {
    [PIECE_SPACE] = "space", [PIECE_COMMENT] = "comment",     [PIECE_STATEMENT] = "statement",
    [PIECE_DATA] = "data",   [PIECE_DATA_END] = "data_end",   [PIECE_DELIMITER] = "delimiter",
    [PIECE_META] = "meta",   [PIECE_DIRECTIVE] = "directive",
};
_Static_assert(COUNT_OF(kind_names) == PIECE__COUNT, "a name for each kind");

const char *piece_kind_name(enum piece_kind kind)
{
    return kind_names[kind];
}

/* Behind the line end that stands at `i`, if one does. False = more text is needed. */
static bool skip_line_end(const struct split *s, size_t i, size_t *out)
{
    *out = i;
    if (i + 1 >= s->n && !s->sc.eof)
        return false;
    if (i < s->n && s->buf[i] == '\n')
        *out = i + 1;
    else if (i + 1 < s->n && s->buf[i] == '\r' && s->buf[i + 1] == '\n')
        *out = i + 2;
    else if (i < s->n && s->buf[i] == '\r')
        *out = i + 1;
    return true;
}

/* Behind the line that holds `i`, its end included. False = more text is needed. */
static bool find_next_line(const struct split *s, size_t i, size_t *out)
{
    const char *nl = i < s->n ? memchr(s->buf + i, '\n', s->n - i) : NULL;

    *out = nl ? (size_t)(nl - s->buf) + 1 : s->n;
    return nl || s->sc.eof;
}

/* Blanks and empty statements, as far as they reach or to the limit of a piece. */
static enum cut cut_space(struct split *s, struct piece *out)
{
    size_t i = s->at, limit = s->start + SPLIT_RUN_BYTES, terminator;

    i += split_bom(s, i);
    while (i < s->n && i < limit) {
        if (scan_is_blank(s->buf[i])) {
            i++;
            continue;
        }
        if (!split_terminator(s, i, &terminator))
            goto more;
        if (!terminator)
            break;
        i += terminator;
    }
    if (i == s->n && i < limit && !s->sc.eof)
        goto more;
    s->work += i - s->at;
    split_emit(s, PIECE_SPACE, i, out);
    return CUT_DONE;
more:
    s->at = i;
    return CUT_MORE;
}

static enum cut cut_comment(struct split *s, const struct scan_item *item, struct piece *out)
{
    bool directive = item->kind == SCAN_LINE_COMMENT && split_is_directive(s, s->start, item->end);
    size_t end;

    if (!skip_line_end(s, item->end, &end))
        return CUT_MORE;
    if (s->state == AT_COPY_LINE && end > item->end)
        s->state = AT_COPY_DATA;
    s->work += end - s->at;
    split_emit(s, directive ? PIECE_DIRECTIVE : PIECE_COMMENT, end, out);
    return CUT_DONE;
}

static enum cut cut_meta(struct split *s, struct piece *out)
{
    size_t end, n = 0;

    if (!find_next_line(s, s->start, &end))
        return CUT_MORE;
    split_emit(s, PIECE_META, end, out);
    for (str t = str_skip(out->text, 1); n < t.n && n + 1 < sizeof(s->meta); n++) {
        if (scan_is_blank(t.p[n]) || (t.p[n] == '\\' && n > 0))
            break;
        s->meta[n] = t.p[n];
    }
    s->meta[n] = '\0';
    out->meta_of = s->meta;
    return CUT_DONE;
}

static const str delimiter_keyword = S_INIT("delimiter");

static bool is_delimiter_line(const struct split *s)
{
    str text = { s->buf + s->start, s->n - s->start };

    return (s->opts.dialect->rules & RULE_DELIMITER) && s->line_blank &&
           str_starts_nocase(text, delimiter_keyword) &&
           (text.n == delimiter_keyword.n || scan_is_blank(text.p[delimiter_keyword.n]));
}

static enum cut cut_delimiter(struct split *s, struct piece *out, struct err *err)
{
    size_t end;

    if (!find_next_line(s, s->start, &end))
        return CUT_MORE;
    if (!split_delimiter_line(s, (str){ s->buf + s->start, end - s->start }, err))
        return CUT_FAILED;
    split_emit(s, PIECE_DELIMITER, end, out);
    return CUT_DONE;
}

/* Enough bytes to tell what begins here: a DELIMITER line is the longest to tell. */
static bool can_tell(const struct split *s)
{
    return s->sc.eof || s->n - s->start > delimiter_keyword.n;
}

static enum cut cut_command(struct split *s, struct piece *out, struct err *err, bool *out_none)
{
    char next = s->start + 1 < s->n ? s->buf[s->start + 1] : '\0';

    if (s->buf[s->start] == '\\' && (s->opts.dialect->rules & RULE_META) && next != ';' &&
        next != ':')
        return cut_meta(s, out);
    if (is_delimiter_line(s))
        return cut_delimiter(s, out, err);
    *out_none = true;
    return CUT_DONE;
}

static enum cut cut_statement(struct split *s, struct piece *out, struct err *err)
{
    return split_statement(s, out, err) ? CUT_DONE : CUT_FAILED;
}

static enum cut fail_after_copy(struct split *s, struct err *err)
{
    size_t end;

    /* The error shows the line: have all of it, unless it is very long. */
    if (!find_next_line(s, s->start, &end) && s->n - s->start < 2 * SPLIT_KEEP_BYTES)
        return CUT_MORE;
    split_fail(s, err, ERR_SQL_COPY, split_offset(s, s->start),
               "text behind COPY FROM stdin on its line");
    err_hint(err, "The data begins on the next line. Put what follows behind the line \\.");
    return CUT_FAILED;
}

static bool begins_space(const struct split *s, size_t terminator)
{
    return terminator || scan_is_blank(s->buf[s->start]) || split_bom(s, s->start);
}

static enum cut cut_sql(struct split *s, struct piece *out, struct err *err)
{
    size_t terminator;
    struct scan_item item;
    bool none = false;
    enum cut cut;

    if (!can_tell(s) || !split_terminator(s, s->start, &terminator))
        return CUT_MORE;
    if (begins_space(s, terminator))
        return cut_space(s, out);
    cut = cut_command(s, out, err, &none);
    if (!none)
        return cut;
    /* The client takes -- for a comment where a statement would begin, whatever follows. */
    s->sc.dash_any = true;
    s->sc.in_version = false;
    if (s->tables.cls[(unsigned char)s->buf[s->start]] != BYTE_DASH &&
        s->tables.cls[(unsigned char)s->buf[s->start]] != BYTE_SLASH &&
        s->tables.cls[(unsigned char)s->buf[s->start]] != BYTE_HASH)
        return s->state == AT_COPY_LINE ? fail_after_copy(s, err) : cut_statement(s, out, err);
    if (!scan_item(&s->sc, s->start, &item))
        return CUT_MORE;
    if (item.kind == SCAN_BLOCK_COMMENT && item.open) {
        split_fail(s, err, ERR_SQL_UNTERMINATED, split_offset(s, s->start),
                   "the comment that begins here has no end");
        return CUT_FAILED;
    }
    if (item.kind == SCAN_LINE_COMMENT || item.kind == SCAN_BLOCK_COMMENT)
        return cut_comment(s, &item, out);
    return s->state == AT_COPY_LINE ? fail_after_copy(s, err) : cut_statement(s, out, err);
}

/* The blanks between COPY … FROM stdin; and its data, to the end of the line. */
static enum cut cut_copy_line(struct split *s, struct piece *out, struct err *err)
{
    size_t i = s->start;

    while (i < s->n && scan_is_blank(s->buf[i]) && s->buf[i] != '\n')
        i++;
    if (i == s->n && !s->sc.eof)
        return CUT_MORE;
    if (i < s->n && s->buf[i] != '\n') {
        if (i == s->start)
            return strchr("-/", s->buf[i]) ? cut_sql(s, out, err) : fail_after_copy(s, err);
        split_emit(s, PIECE_SPACE, i, out);
        return CUT_DONE;
    }
    if (i == s->n)
        return CUT_END;
    s->state = AT_COPY_DATA;
    split_emit(s, PIECE_SPACE, i + 1, out);
    return CUT_DONE;
}

static bool ends_data(str line)
{
    return str_eq(str_trim_end(line), S("\\.")) && line.n <= 4 &&
           (line.n < 3 || line.p[2] == '\n' || line.p[2] == '\r');
}

/* Whole lines, as many as fit into a piece, up to the line \. */
static enum cut cut_data(struct split *s, struct piece *out)
{
    size_t i = s->at, end;

    for (; i < s->n; i = end) {
        bool whole = find_next_line(s, i, &end);

        if (end - s->start > SPLIT_RUN_BYTES && i > s->start)
            break;
        if (!whole) {
            s->at = i;
            return CUT_MORE;
        }
        s->work += end - i;
        if (ends_data((str){ s->buf + i, end - i })) {
            if (i > s->start)
                break;
            s->state = AT_SQL;
            split_emit(s, PIECE_DATA_END, end, out);
            return CUT_DONE;
        }
    }
    s->at = i;
    if (i == s->n && !s->sc.eof && i - s->start < SPLIT_RUN_BYTES)
        return CUT_MORE;
    if (i == s->start)
        return CUT_END;
    split_emit(s, PIECE_DATA, i, out);
    return CUT_DONE;
}

static bool fail_copy_end(struct split *s, struct err *err)
{
    s->state = AT_END;
    err_set(err, ERR_SQL_UNTERMINATED, "the data of COPY FROM stdin has no end");
    err_hint(err, "A line that holds nothing but \\. ends the data.");
    return err_at(err, &s->copy_place);
}

static enum cut cut(struct split *s, struct piece *out, struct err *err)
{
    if (s->start == s->n)
        return s->sc.eof ? CUT_END : CUT_MORE;
    switch (s->state) {
    case AT_SQL:
        return cut_sql(s, out, err);
    case AT_COPY_LINE:
        return cut_copy_line(s, out, err);
    case AT_COPY_DATA:
        return cut_data(s, out);
    case AT_END:
        break;
    }
    return CUT_END;
}

static void note_copy(struct split *s, const struct piece *p)
{
    if (p->copy)
        s->copy_place = (struct place){
            .file = s->opts.file, .line = p->line, .column = p->column, .length = 4
        };
}

bool split_next(struct split *s, struct piece *out, bool *out_end, struct err *err)
{
    *out_end = false;
    while (s->state != AT_END) {
        switch (cut(s, out, err)) {
        case CUT_DONE:
            note_copy(s, out);
            return true;
        case CUT_MORE:
            if (!split_fill(s, err))
                return false;
            break;
        case CUT_FAILED:
            return false;
        case CUT_END:
            if (s->state == AT_COPY_LINE || s->state == AT_COPY_DATA)
                return fail_copy_end(s, err);
            s->state = AT_END;
            break;
        }
    }
    *out_end = true;
    return true;
}

static void free_buf(void *p)
{
    struct split *s = p;

    mem_free(s->buf);
    s->buf = NULL;
}

static const struct split_family *family_of(const struct dialect *d)
{
    if (d->rules & RULE_STORED_PROGRAM)
        return &split_mysql;
    return d->rules & RULE_TRIGGER_BODY ? &split_sqlite : &split_postgres;
}

struct split *split_open_sized(arena *a, const struct split_opts *opts, struct reader *reader,
                               size_t bytes)
{
    struct split *s = arena_new(a, struct split, 1);

    s->opts = *opts;
    s->reader = reader;
    s->family = family_of(opts->dialect);
    s->modes = opts->modes;
    split_set_delimiter(s, S(";"));
    s->sc = scan_of(opts->dialect, s->modes, &s->tables);
    split_init_buf(s, bytes);
    arena_defer(a, free_buf, s);
    return s;
}

struct split *split_open(arena *a, const struct split_opts *opts, struct reader *reader)
{
    bool small = reader->size && reader->size < SPLIT_BUF_BYTES - SPLIT_SPARE_BYTES;

    return split_open_sized(a, opts, reader,
                            small ? reader->size + SPLIT_SPARE_BYTES : SPLIT_BUF_BYTES);
}

uint64_t split_work(const struct split *s)
{
    return s->work;
}
