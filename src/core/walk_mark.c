/* core/walk_mark.c: directives: where they may stand, what they change, what they bind to. */
#include "core/repeatable.h"
#include "core/walk_state_int.h"

#include "base/ctx.h"

static bool bad_at(const struct place *at, const char *message, struct err *err)
{
    err_set(err, ERR_DIRECTIVE, "%s", message);
    return err_at(err, at);
}

/* In a file that is applied already, a directive that cannot be read is a note: an older program can still
 * show the status. True = go on. */
static bool forgive(const struct walk *w, struct err *err)
{
    if (!w->o.lenient || err->code != ERR_DIRECTIVE)
        return false;
    if (w->o.ctx)
        ctx_say(w->o.ctx, EVENT_NOTE, STR_FMT ":%u:%u: " STR_FMT, STR_ARG(err->place.file),
                err->place.line, err->place.column, STR_ARG(err->message));
    err_clear(err);
    return true;
}

/* ---- places ---- */

static bool dangles(struct walk *w, struct err *err)
{
    struct place at = w->pending.at;

    if (!at.line)
        return false;
    w->pending = (struct walk_pending){ 0 };
    bad_at(&at, "the directive has no statement after it", err);
    err_hint(err, "A statement directive stands before its statement, in the same section.");
    return !forgive(w, err);
}

static bool block_open(const struct walk *w, struct err *err)
{
    if (!w->block.line)
        return false;
    bad_at(&w->block, "the statement block does not end", err);
    err_hint(err, "Close it with \"-- +goose StatementEnd\".");
    return true;
}

static bool place_ok(const struct walk *w, const struct piece *p, struct err *err)
{
    if (w->o.format->margin && p->column > 1 && p->line > 1)
        return walk_bad(w, p, ERR_DIRECTIVE, "a directive must begin in the first column", err);
    return true;
}

/* ---- what each kind does ---- */

static void add_text(struct walk *w, str text)
{
    canon_add(&w->o.sums->text[w->dir], text);
}

static bool section_ok(struct walk *w, const struct piece *p, enum direction dir, struct err *err)
{
    const struct format *f = w->o.format;

    if (w->o.inside)
        return walk_bad(w, p, ERR_DIRECTIVE, "a section marker stands inside a section", err);
    if (w->facts.sections[dir] && !f->many_sections)
        return walk_bad(w, p, ERR_DIRECTIVE,
                        dir == DIR_UP ? "the file has a second up section"
                                      : "the file has a second down section",
                        err);
    if (dir == DIR_UP && w->bare) {
        walk_bad(w, p, ERR_DIRECTIVE, "the up marker stands after statements", err);
        return err_hint(err, "Put the marker before the first statement.");
    }
    if (dir == DIR_DOWN && f->needs_up && !w->facts.sections[DIR_UP])
        return walk_bad(w, p, ERR_DIRECTIVE, "the down marker stands before the up marker", err);
    return true;
}

static bool section(struct walk *w, const struct piece *p, enum direction dir, struct err *err)
{
    if (!section_ok(w, p, dir, err) || dangles(w, err) || block_open(w, err))
        return false;
    w->dir = dir;
    w->facts.sections[dir]++;
    w->in_section = true;
    w->head = w->open = w->section_used = false;
    return true;
}

static bool on_up(struct walk *w, const struct piece *p, const struct mark *m, str text,
                  struct err *err)
{
    w->o.mig->flags |= m->mig_flags;
    if (!section(w, p, DIR_UP, err))
        return false;
    add_text(w, text);
    return true;
}

/* The marker is no part of the down's text: that is the inside of the section. What holds beyond it is written
 * down, so that the stored text means the same. */
static bool on_down(struct walk *w, const struct piece *p, const struct mark *m, str text,
                    struct err *err)
{
    (void)text;
    w->o.mig->flags |= m->mig_flags;
    if (!section(w, p, DIR_DOWN, err))
        return false;
    if (w->envsub)
        add_text(w, S("-- +goose ENVSUB ON\n"));
    return true;
}

static bool ended(const struct walk *w, const struct piece *p, struct err *err)
{
    if (!w->open)
        return true;
    walk_bad(w, p, ERR_DIRECTIVE, "the statement before the directive does not end", err);
    return err_hint(err, "End the statement with its terminator, or move the directive.");
}

static bool on_begin(struct walk *w, const struct piece *p, const struct mark *m, str text,
                     struct err *err)
{
    (void)m;
    add_text(w, text);
    if (!ended(w, p, err))
        return false;
    if (w->block.line)
        return walk_bad(w, p, ERR_DIRECTIVE, "a statement block begins inside another one", err);
    w->block = walk_place(w, p);
    return true;
}

static bool on_end(struct walk *w, const struct piece *p, const struct mark *m, str text,
                   struct err *err)
{
    (void)m;
    add_text(w, text);
    if (!w->block.line)
        return walk_bad(w, p, ERR_DIRECTIVE, "a statement block ends that did not begin", err);
    w->block = (struct place){ 0 };
    w->open = false;
    return true;
}

static void keep_facts(struct walk *w, const struct piece *p, const struct mark *m)
{
    struct migration *mig = w->o.mig;

    mig->flags |= m->mig_flags;
    if (m->after.n && !mig->repeat) {
        mig->misplaced = S("after");
        mig->refused_at = walk_place(w, p);
    } else if (m->after.n) {
        *vec_push(w->o.keep, &mig->repeat->after) = str_copy(w->o.keep, m->after);
    }
    if (m->refused.n && !mig->refused.n) {
        mig->refused = str_copy(w->o.keep, m->refused);
        mig->refused_at = walk_place(w, p);
        mig->refused_at.file = str_copy(w->o.keep, mig->refused_at.file);
    }
    if (m->rule.n)
        *vec_push(w->o.keep, &mig->allows) = (struct mig_allow){
            .rule = str_copy(w->o.keep, m->rule),
            .reason = str_copy(w->o.keep, m->reason),
            .dir = w->dir,
            .statement = m->binds ? w->facts.statements[w->dir] + 1 : 0,
            .line = walk_place(w, p).line,
        };
    else if (m->reason.n)
        mig->reason = str_copy(w->o.keep, m->reason);
}

static void merge(struct timeouts *to, const struct timeouts *from)
{
    to->lock_ms = from->lock_ms ? from->lock_ms : to->lock_ms;
    to->statement_ms = from->statement_ms ? from->statement_ms : to->statement_ms;
}

/* The directive is part of what the statement does: its words, one blank between. */
static void add_code(struct walk *w, str line)
{
    struct canon *c = &w->o.sums->code[w->dir];
    str rest = line;

    while (rest.n) {
        size_t n = 0;

        while (n < rest.n && rest.p[n] != ' ' && rest.p[n] != '\t')
            n++;
        canon_add(c, str_slice(rest, 0, n));
        canon_add(c, S(" "));
        rest = str_trim(str_skip(rest, n));
    }
    canon_add(c, S("\x01"));
}

static bool on_annotation(struct walk *w, const struct piece *p, const struct mark *m, str text,
                          struct err *err)
{
    add_text(w, text);
    if (!ended(w, p, err))
        return forgive(w, err);
    keep_facts(w, p, m);
    w->envsub = (w->envsub || m->envsub_on) && !m->envsub_off;
    if (!m->binds) {
        merge(&w->o.mig->timeouts, &m->timeouts);
        return true;
    }
    w->pending.flags |= m->stmt_flags;
    merge(&w->pending.timeouts, &m->timeouts);
    if (!w->pending.at.line)
        w->pending.at = walk_place(w, p);
    if (!m->silent)
        add_code(w, str_trim(text));
    return true;
}

static bool on_none(struct walk *w, const struct piece *p, const struct mark *m, str text,
                    struct err *err)
{
    (void)p;
    (void)m;
    (void)err;
    add_text(w, text);
    return true;
}

typedef bool mark_handler(struct walk *w, const struct piece *p, const struct mark *m, str text,
                          struct err *err);

static mark_handler *const handlers[] = {
    [MARK_NONE] = on_none,   [MARK_UP] = on_up,   [MARK_DOWN] = on_down,
    [MARK_BEGIN] = on_begin, [MARK_END] = on_end, [MARK_ANNOTATION] = on_annotation,
    [MARK_BAD] = on_none,
};

static bool read_mark(const struct walk *w, const struct piece *p, str text, struct mark *out,
                      struct err *err)
{
    struct mark_at where = { w->dir, w->head };
    struct place at = walk_place(w, p);

    if (!place_ok(w, p, err))
        return false;
    *out = w->o.format->mark_read(str_trim(text), &where, err);
    return out->kind != MARK_BAD || err_at(err, &at);
}

bool walk_mark(struct walk *w, const struct piece *p, struct err *err)
{
    str text =
        p->offset == 0 && str_starts(p->text, S("\xEF\xBB\xBF")) ? str_skip(p->text, 3) : p->text;
    struct mark m = { 0 };

    if (!read_mark(w, p, text, &m, err)) {
        if (!forgive(w, err))
            return false;
        m = (struct mark){ 0 };
    }
    return handlers[m.kind](w, p, &m, text, err);
}

/* A file without any marker would count as applied, with nothing done. */
static bool has_up(struct walk *w, struct err *err)
{
    if (!w->o.format->needs_up || w->o.inside || w->o.dir != DIR_UP || w->in_section)
        return true;
    bad_at(&(struct place){ .file = w->o.file }, "the file has no up marker", err);
    err_hint(err, "In the format %s each migration begins with its up marker.", w->o.format->name);
    return forgive(w, err);
}

bool walk_finish(struct walk *w, struct err *err)
{
    return !dangles(w, err) && !block_open(w, err) && has_up(w, err);
}
