/* core/import_text.c: one migration's text in afloat's own format (core/import.h).
 *
 * Does      cut a file at its markers, write them as directives, leave every other byte as it is
 * Shape     sections in a list: ups in their order, downs turned around (several pairs in a file of dbmate)
 */
#include "core/import_int.h"

#include "base/fs.h"
#include "core/walk_int.h"

enum { TEXT_MAX = 256 * 1024 * 1024 };

struct section {
    enum direction dir;
    struct buf text;
};

struct cutting {
    arena *mem;
    const struct migration *mig;
    struct buf head; /* before the first up marker */
    vec(struct section) list;
    struct buf *notes;
    bool blocks; /* it had statement blocks */
};

/* ---- reading ---- */

static bool read_text(arena *a, const struct migration *m, str file, str *out, struct err *err)
{
    struct line_map lines = { 0 };
    struct reader r;
    struct buf b = buf_limited(a, TEXT_MAX);
    char *chunk = arena_new(a, char, 1 << 16);
    size_t n = 1;

    if (m->format->text_open ? !m->format->text_open(a, file, &r, &lines, err)
                             : !fs_reader(a, file, &r, err))
        return false;
    while (n) {
        if (!reader_read(&r, chunk, 1 << 16, &n, err))
            return false;
        buf_bytes(&b, chunk, n);
    }
    if (b.bad)
        return err_set(err, ERR_FILE_READ, "could not read \"" STR_FMT "\": it is too large",
                       STR_ARG(file));
    *out = buf_view(&b);
    if (str_starts(*out, S("\xEF\xBB\xBF")))
        *out = str_skip(*out, 3);
    return true;
}

/* ---- markers ---- */

static struct section *section_add(struct cutting *c, enum direction dir)
{
    struct section *s = vec_push(c->mem, &c->list);

    *s = (struct section){ dir, buf_on(c->mem) };
    return s;
}

static bool no_equal(const struct cutting *c, const struct piece *p, str what, struct err *err)
{
    err_set(err, ERR_IMPORT_TARGET, "cannot write \"" STR_FMT "\" in afloat's own format",
            STR_ARG(what));
    err_at(err, &(struct place){ .file = c->mig->file, .line = p->line, .column = p->column });
    return err_hint(err, "Put the values in, or keep the project in its format: afloat reads it.");
}

static bool on_directive(struct cutting *c, const struct piece *p, struct err *err)
{
    struct mark_at at = { c->list.n ? c->list.v[c->list.n - 1].dir : DIR_UP, !c->list.n };
    struct mark m = c->mig->format->mark_read(str_trim(p->text), &at, err);

    switch (m.kind) {
    case MARK_UP:
        section_add(c, DIR_UP);
        return true;
    case MARK_DOWN:
        section_add(c, DIR_DOWN);
        return true;
    case MARK_BEGIN:
    case MARK_END:
        c->blocks = true;
        return true;
    case MARK_ANNOTATION:
        return (!m.refused.n && !m.envsub_on) || no_equal(c, p, str_trim(p->text), err);
    case MARK_NONE:
    case MARK_BAD:
        break;
    }
    return false;
}

static bool cut(struct cutting *c, str text, struct err *err)
{
    const struct migration *m = c->mig;
    struct split_opts o = { .dialect = m->dialect,
                            .modes = m->split_modes,
                            .file = m->file,
                            .is_directive = m->format->is_directive };
    struct reader r = reader_of_str(text);
    struct split *s = split_open(c->mem, &o, &r);
    struct piece p;
    bool end = false;

    if (!m->format->needs_up)
        section_add(c, DIR_UP);
    for (;;) {
        if (!split_next(s, &p, &end, err))
            return false;
        if (end)
            return true;
        if (p.kind == PIECE_DIRECTIVE ? !on_directive(c, &p, err) : false)
            return false;
        if (p.kind != PIECE_DIRECTIVE)
            buf_str(c->list.n ? &c->list.v[c->list.n - 1].text : &c->head, p.text);
    }
}

/* ---- writing ---- */

static void put_section(struct buf *b, enum direction dir, str text)
{
    if (b->n && b->p[b->n - 1] != '\n')
        buf_char(b, '\n');
    buf_z(b, dir == DIR_UP ? "-- afloat:up\n" : "-- afloat:down\n");
    buf_str(b, text);
}

static void put_head(struct cutting *c, struct buf *b)
{
    unsigned off = c->mig->flags & (MIG_NO_TRANSACTION | MIG_NO_TRANSACTION_DOWN);
    bool both = off == (MIG_NO_TRANSACTION | MIG_NO_TRANSACTION_DOWN);

    buf_str(b, buf_view(&c->head));
    if (b->n && b->p[b->n - 1] != '\n')
        buf_char(b, '\n');
    if (!off)
        return;
    if (c->mig->repeat) {
        import_note(c->notes, "its executeInTransaction=false is not carried over");
        return;
    }
    buf_z(b, "-- afloat:transaction off\n");
    import_note(c->notes, both || !(c->mig->flags & MIG_HAS_DOWN)
                              ? "no transaction"
                              : "no transaction, now in both directions");
}

/* A section that is several in the original is one here. */
static void put_all(struct cutting *c, enum direction dir, struct buf *b)
{
    bool first = true;

    for (size_t i = 0; i < c->list.n; i++) {
        const struct section *s = &c->list.v[dir == DIR_UP ? i : c->list.n - 1 - i];

        if (s->dir != dir)
            continue;
        if (first)
            put_section(b, dir, buf_view(&s->text));
        else
            buf_str(b, buf_view(&s->text));
        if (b->n && b->p[b->n - 1] != '\n')
            buf_char(b, '\n');
        first = false;
    }
}

static size_t count(const struct cutting *c, enum direction dir)
{
    size_t n = 0;

    for (size_t i = 0; i < c->list.n; i++)
        n += c->list.v[i].dir == dir;
    return n;
}

/* Files that hold one direction each. */
static bool take_pair(struct cutting *c, str up, struct err *err)
{
    const struct migration *m = c->mig;
    str down;

    buf_str(&section_add(c, DIR_UP)->text, up);
    if (!m->down_file.n)
        return true;
    if (!read_text(c->mem, m, m->down_file, &down, err))
        return false;
    buf_str(&section_add(c, DIR_DOWN)->text, down);
    return true;
}

/* ---- the same statements? ---- */

static bool differs(const struct migration *m, struct err *err)
{
    err_set(err, ERR_IMPORT_TARGET, "could not write the migration in afloat's own format");
    err_at(err, &(struct place){ .file = m->file });
    return err_hint(err, "Its statements would not be read again as they are now. Keep the project "
                         "in its format: afloat reads it.");
}

static bool read_again(arena *a, struct import_file *f, const char *place, bool exact,
                       struct err *err)
{
    struct walk_sums sums = { .code = { { .hash = sha256_new(a) }, { .hash = sha256_new(a) } } };
    struct migration scratch = { 0 };
    struct reader r = reader_of_str(f->text);
    struct walk_opts o = { .format = formats[0],
                           .dialect = f->mig->dialect,
                           .modes = f->mig->split_modes,
                           .file = str_of(place),
                           .mig = &scratch,
                           .keep = a,
                           .sums = &sums };
    struct walk *w = walk_open(a, &o, &r);
    struct walk_item item = { 0 };

    for (item.kind = WALK_STATEMENT; item.kind != WALK_END;)
        if (!walk_next(w, &item, err))
            return err_wrap(err, "reading again what would be written for \"" STR_FMT "\"",
                            STR_ARG(f->mig->file));
    f->up = walk_facts(w)->statements[DIR_UP];
    f->down = walk_facts(w)->statements[DIR_DOWN];
    for (int d = DIR_UP; d <= DIR_DOWN; d++)
        canon_end(&sums.code[d]);
    if (!exact)
        return true;
    if (!str_eq(canon_hex(a, &sums.code[DIR_UP]), f->mig->up.code) ||
        (f->mig->flags & MIG_HAS_DOWN &&
         !str_eq(canon_hex(a, &sums.code[DIR_DOWN]), f->mig->down.code)))
        return differs(f->mig, err);
    return true;
}

static void tell(struct cutting *c)
{
    if (count(c, DIR_UP) > 1)
        import_note(c->notes, count(c, DIR_DOWN) > 1
                                  ? "several pairs joined, the downs turned around"
                                  : "several up sections joined");
    else if (!c->mig->repeat && !(c->mig->flags & (MIG_HAS_DOWN | MIG_IRREVERSIBLE)))
        import_note(c->notes, "no way back, as before");
    if (c->mig->flags & MIG_BASE_FILE)
        import_note(c->notes, "was a baseline file");
}

/* tern's {{ .name }} is ${name} here. */
static str with_variables(struct cutting *c, str text, bool *out_any)
{
    struct buf b = buf_on(c->mem);

    *out_any = false;
    for (;;) {
        size_t at = c->mig->format->text_open ? str_find(text, S("{{ .")) : STR_NONE, end;

        buf_str(&b, str_slice(text, 0, at));
        if (at == STR_NONE)
            return buf_view(&b);
        text = str_skip(text, at + 4);
        end = str_find(text, S(" }}"));
        buf_printf(&b, "${" STR_FMT "}", STR_ARG(str_slice(text, 0, end)));
        text = end == STR_NONE ? S("") : str_skip(text, end + 3);
        *out_any = true;
    }
}

bool import_text(arena *a, struct import_file *f, struct buf *notes, struct err *err)
{
    struct cutting c = { .mem = a, .mig = f->mig, .notes = notes, .head = buf_on(a) };
    struct buf b = buf_on(a);
    str text;
    bool variables;

    if (!read_text(a, f->mig, f->mig->file, &text, err))
        return false;
    if (f->mig->format->sections ? !cut(&c, text, err) : !take_pair(&c, text, err))
        return false;
    put_head(&c, &b);
    put_all(&c, DIR_UP, &b);
    put_all(&c, DIR_DOWN, &b);
    f->text = with_variables(&c, buf_view(&b), &variables);
    if (variables || (f->mig->format->conf_read && str_find(f->text, S("${")) != STR_NONE &&
                      !(f->mig->flags & MIG_PLAIN)))
        import_note(notes, "has placeholders: declare them in afloat.toml");
    tell(&c);
    return read_again(a, f, "(import)", !variables, err);
}
