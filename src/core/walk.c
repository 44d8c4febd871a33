/* core/walk.c: see core/walk_int.h. What a piece of text does to the state; directives are in
 * core/walk_mark.c.
 */
#include "core/walk_state_int.h"

#include "base/ctx.h"
#include "base/fs.h"
#include "sql/lex.h"

struct walk *walk_open(arena *a, const struct walk_opts *opts, struct reader *reader)
{
    struct walk *w = arena_new(a, struct walk, 1);
    struct split_opts split = { .dialect = opts->dialect,
                                .modes = opts->modes,
                                .file = opts->file,
                                .is_directive = opts->format->is_directive };

    w->o = *opts;
    w->dir = opts->dir;
    w->in_section = opts->inside || !opts->format->sections;
    w->head = !w->in_section;
    w->split = split_open(a, &split, reader);
    return w;
}

const struct walk_facts *walk_facts(const struct walk *w)
{
    return &w->facts;
}

bool walk_bad(const struct walk *w, const struct piece *p, enum err_code code, const char *message,
              struct err *err)
{
    struct place at = walk_place(w, p);

    err_set(err, code, "%s", message);
    return err_at(err, &at);
}

struct place walk_place(const struct walk *w, const struct piece *p)
{
    struct place at = { .file = w->o.file, .line = p->line, .column = p->column };
    const struct line_map *m = w->o.lines;

    for (size_t i = 0; m && i < m->n && m->v[i].from <= p->line; i++) {
        at.file = m->v[i].file;
        at.line = m->v[i].line + (p->line - m->v[i].from);
    }
    return at;
}

bool walk_reader(arena *a, const struct format *format, struct walk_opts *io, struct reader *out,
                 struct err *err)
{
    struct line_map *lines;

    if (!format->text_open)
        return fs_reader(a, io->file, out, err);
    lines = arena_new(a, struct line_map, 1);
    io->lines = lines;
    return format->text_open(a, io->file, out, lines, err);
}

/* ---- statements ---- */

static bool copy_from_stdin(const struct walk *w, str sql)
{
    struct lex l = lex_of(w->o.dialect, w->o.modes, sql);
    struct token t;
    bool from = false;

    if (!str_starts_nocase(sql, S("copy")) || !lex_next(&l, &t) ||
        !str_eq_nocase(t.text, S("copy")))
        return false;
    while (lex_next(&l, &t)) {
        if (from && str_eq_nocase(t.text, S("stdin")))
            return true;
        from = t.kind == TOKEN_WORD && str_eq_nocase(t.text, S("from"));
    }
    return false;
}

/* A directive is the first thing on its line, else the splitter does not see it. One behind a statement would be
 * read as a comment in silence, and nobody could tell which statement it is meant for. The formats with a margin
 * come from tools that take it as a comment too. */
static bool is_stray(const struct walk *w, str comment)
{
    const struct format *f = w->o.format;

    return f->is_directive && !f->margin && str_starts(comment, S("--")) &&
           f->is_directive(str_trim_end(comment), NULL);
}

static bool stray(const struct place *at, struct err *err)
{
    err_set(err, ERR_DIRECTIVE, "a directive must stand on a line of its own");
    return err_at(err, at);
}

static bool no_stray(const struct walk *w, const struct piece *p, struct err *err)
{
    struct lex l = lex_of(w->o.dialect, w->o.modes, p->body);
    struct token t;

    if (!w->o.format->is_directive || str_find(p->body, S("--")) == STR_NONE)
        return true;
    l.comments = true;
    while (lex_next(&l, &t))
        if (t.kind == TOKEN_COMMENT && is_stray(w, t.text)) {
            struct place at = walk_place(w, p);

            place_move(&at, p->body, t.offset);
            return stray(&at, err);
        }
    return true;
}

static bool statement_ok(const struct walk *w, const struct piece *p, struct err *err)
{
    if (w->o.format->needs_up && !w->in_section) {
        walk_bad(w, p, ERR_DIRECTIVE, "a statement stands before the up marker", err);
        return err_hint(err, "In the format %s each migration begins with its up marker.",
                        w->o.format->name);
    }
    if (!(w->o.dialect->rules & RULE_COPY_DATA) && copy_from_stdin(w, p->body)) {
        walk_bad(w, p, ERR_SQL_COPY, "cannot run COPY from standard input here", err);
        return err_hint(err, "Only PostgreSQL has COPY; %s takes INSERT statements.",
                        w->o.dialect->name);
    }
    return w->o.lenient || no_stray(w, p, err);
}

static void add_code(void *data, str bytes)
{
    canon_add(data, bytes);
}

static void add_statement_code(struct walk *w, str body)
{
    struct canon *c = &w->o.sums->code[w->dir];

    if (!c->hash)
        return;
    lex_normal(w->o.dialect, w->o.modes, body, add_code, c);
    canon_add(c, (str){ "", 1 });
}

static bool on_statement(struct walk *w, const struct piece *p, struct walk_item *item,
                         struct err *err)
{
    const struct timeouts *file = &w->o.mig->timeouts, *own = &w->pending.timeouts;

    if (!statement_ok(w, p, err))
        return false;
    add_statement_code(w, p->body);
    if (!w->in_section)
        w->bare = true;
    w->head = false;
    w->open = !p->terminated;
    w->facts.down_sections += w->dir == DIR_DOWN && !w->section_used;
    w->section_used = true;
    item->kind = WALK_STATEMENT;
    item->stmt = (struct stmt){
        .number = ++w->facts.statements[w->dir],
        .sql = p->body,
        .raw = p->body,
        .shown = p->body,
        .place = walk_place(w, p),
        .flags = w->pending.flags | (w->envsub ? STMT_ENVSUB : 0u),
        .timeouts = { own->lock_ms ? own->lock_ms : file->lock_ms,
                      own->statement_ms ? own->statement_ms : file->statement_ms },
        .copy = p->copy,
    };
    w->pending = (struct walk_pending){ 0 };
    w->ready = true;
    return true;
}

static bool on_data(struct walk *w, const struct piece *p, struct walk_item *item, struct err *err)
{
    (void)err;
    canon_add(&w->o.sums->code[w->dir], p->text);
    item->kind = WALK_DATA;
    item->data = p->text;
    w->ready = true;
    return true;
}

static bool on_data_end(struct walk *w, const struct piece *p, struct walk_item *item,
                        struct err *err)
{
    (void)p;
    (void)err;
    canon_add(&w->o.sums->code[w->dir], (str){ "", 1 });
    item->kind = WALK_DATA_END;
    w->ready = true;
    return true;
}

/* ---- what is not SQL ---- */

static bool on_other(struct walk *w, const struct piece *p, struct walk_item *item, struct err *err)
{
    (void)item;
    if (p->kind == PIECE_COMMENT && w->line_used && !w->o.lenient && is_stray(w, p->text)) {
        struct place at = walk_place(w, p);

        return stray(&at, err);
    }
    if (p->kind == PIECE_COMMENT && p->offset == 0 && w->o.format->head_read)
        w->o.mig->flags |= w->o.format->head_read(p->text, w->dir);
    return true;
}

static str next_word(str *s)
{
    size_t n = 0;
    str word;

    *s = str_trim(*s);
    while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t' && s->p[n] != '\n' && s->p[n] != '\r')
        n++;
    word = str_slice(*s, 0, n);
    *s = str_skip(*s, n);
    return word;
}

/* The same database and nothing else that would change the session. */
static bool connects_here(const struct walk *w, str rest)
{
    str word = next_word(&rest);

    if (word.n > 1 && word.p[0] == '"' && word.p[word.n - 1] == '"')
        word = str_slice(word, 1, word.n - 1);
    if (word.n && !str_eq(word, S("-")) && !(w->o.database.n && str_eq(word, w->o.database)))
        return false;
    for (word = next_word(&rest); word.n; word = next_word(&rest))
        if (!str_eq(word, S("-")))
            return false;
    return true;
}

static bool on_meta(struct walk *w, const struct piece *p, struct walk_item *item, struct err *err)
{
    str rest = str_skip(p->text, 1), name = next_word(&rest);
    bool connect = str_eq(name, S("connect")) || str_eq(name, S("c"));

    (void)item;
    if (!str_eq(name, S("restrict")) && !str_eq(name, S("unrestrict")) &&
        !(connect && connects_here(w, rest))) {
        struct place at = walk_place(w, p);

        err_set(err, ERR_SQL_META, "cannot run the psql command \\" STR_FMT, STR_ARG(name));
        err_at(err, &at);
        return connect ? err_hint(err, "A migration runs in the database that afloat is connected "
                                       "to; remove the line.")
                       : err_hint(err, "Write it as SQL, or remove the line.");
    }
    if (w->o.meta)
        ctx_say(w->o.meta, EVENT_NOTE, STR_FMT ":%u: skipped the psql command \\" STR_FMT,
                STR_ARG(w->o.file), p->line, STR_ARG(name));
    return true;
}

/* ---- the loop ---- */

typedef bool handler(struct walk *w, const struct piece *p, struct walk_item *item,
                     struct err *err);

static bool on_directive(struct walk *w, const struct piece *p, struct walk_item *item,
                         struct err *err)
{
    (void)item;
    return walk_mark(w, p, err);
}

static handler *const handlers[] = {
    [PIECE_SPACE] = on_other, [PIECE_COMMENT] = on_other,       [PIECE_STATEMENT] = on_statement,
    [PIECE_DATA] = on_data,   [PIECE_DATA_END] = on_data_end,   [PIECE_DELIMITER] = on_other,
    [PIECE_META] = on_meta,   [PIECE_DIRECTIVE] = on_directive,
};
_Static_assert(COUNT_OF(handlers) == PIECE__COUNT, "one handler a kind of piece");

/* Does something stand before the next piece on its line? */
static void track_line(struct walk *w, str text)
{
    size_t at = str_find_last_char(text, '\n');
    str tail = at == STR_NONE ? text : str_skip(text, at + 1);

    w->line_used = (at == STR_NONE && w->line_used) || str_trim(tail).n > 0;
}

static str without_bom(const struct piece *p)
{
    return p->offset == 0 && str_starts(p->text, S("\xEF\xBB\xBF")) ? str_skip(p->text, 3)
                                                                    : p->text;
}

bool walk_next(struct walk *w, struct walk_item *out, struct err *err)
{
    struct piece p;
    bool end;

    for (w->ready = false; !w->ready;) {
        if (!split_next(w->split, &p, &end, err))
            return false;
        if (end) {
            out->kind = WALK_END;
            return walk_finish(w, err);
        }
        if (p.kind != PIECE_DIRECTIVE)
            canon_add(&w->o.sums->text[w->dir], without_bom(&p));
        out->dir = w->dir;
        if (!handlers[p.kind](w, &p, out, err))
            return false;
        track_line(w, without_bom(&p));
    }
    return true;
}
