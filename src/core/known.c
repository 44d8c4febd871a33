/* core/known.c: does a file still say what the history knows of it? Answered from its bytes, without reading SQL.
 *
 * Does      cut a small file at its section markers as core/walk.c would, if no marker stood inside a string or a
 *           comment, and compare the sums; equal sums mean the very text that was read whole when it was applied
 * Does not  judge what differs: a file with another sum, other directives, a BOM, or a size above the limit is for
 *           the walk
 * Shape     called by first_pass_read for applied migrations
 * See       core/walk_mark.c (what belongs to which direction), base/fs_ahead.h
 */
#include "core/migration_int.h"

#include "base/fs.h"

enum { KNOWN_MAX = 64 * 1024 };

struct cut { /* the text of each direction: for formats with sections at most one run each */
    str text[2];
    unsigned mig_flags;
    bool marked[2];
};

/* ---- sections ---- */

/* False = a directive that is more than a section marker, or one that needs the walk to judge its place. */
static bool on_marker(const struct format *f, struct cut *c, str text, size_t at, size_t end)
{
    struct mark_at where = { c->marked[DIR_DOWN] ? DIR_DOWN : DIR_UP,
                             !c->marked[DIR_UP] && !c->marked[DIR_DOWN] };
    struct mark m;
    struct err err;

    err_init(&err);
    m = f->mark_read(str_trim(str_slice(text, at, end)), &where, &err);
    err_done(&err);
    c->mig_flags |= m.mig_flags;
    if (m.kind == MARK_UP && where.head) {
        c->marked[DIR_UP] = true;
        return true;
    }
    if (m.kind != MARK_DOWN || c->marked[DIR_DOWN])
        return false;
    c->marked[DIR_DOWN] = true;
    c->text[DIR_UP] = str_slice(text, 0, at);
    c->text[DIR_DOWN] = str_skip(text, end);
    return true;
}

static bool cut_sections(const struct format *f, str text, struct cut *c)
{
    c->text[DIR_UP] = text;
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find_char(str_skip(text, at), '\n');
        str line;

        end = end == STR_NONE ? text.n : at + end + 1;
        line = str_trim(str_slice(text, at, end));
        if (str_starts(line, S("--")) && f->is_directive(line, NULL) &&
            (text.p[at] != '-' || !on_marker(f, c, text, at, end)))
            return false;
        at = end;
    }
    return true;
}

/* ---- sums ---- */

static bool text_of(struct first_pass *fp, str file, str *out)
{
    struct err err;
    bool ok;

    if (first_pass_ahead(fp, file, out))
        return true;
    err_init(&err);
    ok = fs_read(&fp->unit, file, KNOWN_MAX, out, &err);
    err_done(&err);
    return ok;
}

static bool same_sum(struct first_pass *fp, enum direction dir, str text, str sum)
{
    struct canon *c = &fp->sums.text[dir];

    canon_add(c, text);
    canon_end(c);
    return str_eq(canon_hex(&fp->unit, c), sum);
}

static bool cut_files(struct first_pass *fp, const struct migration *m, const struct sums *down,
                      struct cut *out)
{
    const struct format *f = m->format;

    if (!text_of(fp, m->file, &out->text[DIR_UP]) ||
        str_starts(out->text[DIR_UP], S("\xEF\xBB\xBF")))
        return false;
    if (f->sections)
        return f->is_directive && cut_sections(f, out->text[DIR_UP], out);
    out->marked[DIR_DOWN] = m->down_file.n > 0;
    return !f->head_read && !f->is_directive && out->marked[DIR_DOWN] == (down->text.n > 0) &&
           (!down->text.n || text_of(fp, m->down_file, &out->text[DIR_DOWN]));
}

bool known_read(struct first_pass *fp, struct migration *m, const struct sums *up,
                const struct sums *down)
{
    struct cut c = { 0 };
    bool has_down = down->text.n > 0;
    bool same = cut_files(fp, m, down, &c) && c.marked[DIR_DOWN] == has_down &&
                same_sum(fp, DIR_UP, c.text[DIR_UP], up->text) &&
                (!has_down || same_sum(fp, DIR_DOWN, c.text[DIR_DOWN], down->text));

    arena_reset(&fp->unit, fp->mark);
    if (!same)
        return false;
    m->dialect = fp->opts->dialect;
    m->split_modes = fp->opts->split_modes;
    m->up = *up;
    m->down = has_down ? *down : (struct sums){ { 0 }, { 0 } };
    m->flags |= c.mig_flags | (has_down ? MIG_HAS_DOWN : 0u);
    if (!has_down)
        m->down_file = (str){ 0 };
    return true;
}
