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

struct told {                    /* of a text while it was read ahead */
    const struct format *format; /* NULL = nothing */
    unsigned mig_flags;
    bool has_down;
    unsigned char sum[2][SHA256_BYTES];
};

_Static_assert(sizeof(struct told) <= AHEAD_TOLD, "room for what is told of a file");

struct cut { /* the text of each direction: for formats with sections at most one run each */
    str text[2];
    unsigned mig_flags;
    bool marked[2];
    const struct told *told; /* NULL = the sums are to be made from the texts */
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

/* As canon_add and canon_end make it, where that is a part of the text. */
static bool plain_sum(str text, unsigned char out[SHA256_BYTES])
{
    size_t n = text.n;

    while (n && text.p[n - 1] == '\n')
        n--;
    if (n == text.n || str_find_char(text, '\r') != STR_NONE)
        return false;
    sha256_bytes_of(str_slice(text, 0, n + 1), out);
    return true;
}

/* By the thread of base/fs_ahead.h. */
static void tell(const void *format, str text, void *told)
{
    struct told *t = told;
    struct cut c = { 0 };

    if (str_starts(text, S("\xEF\xBB\xBF")) || !cut_sections(format, text, &c) ||
        !plain_sum(c.text[DIR_UP], t->sum[DIR_UP]) ||
        (c.marked[DIR_DOWN] && !plain_sum(c.text[DIR_DOWN], t->sum[DIR_DOWN])))
        return;
    t->mig_flags = c.mig_flags;
    t->has_down = c.marked[DIR_DOWN];
    t->format = format;
}

struct fs_ahead *project_ahead(arena *a, str dir, str format)
{
    const struct format *f = format.n ? format_find(format) : formats[0];
    bool sections = f && f->sections && f->is_directive;

    return fs_ahead_start(a, dir, ".sql", (struct fs_ahead_work){ sections ? tell : NULL, f });
}

static bool text_of(struct first_pass *fp, str file, struct fs_ahead_file *out)
{
    struct err err;
    bool ok;

    *out = (struct fs_ahead_file){ 0 };
    if (first_pass_ahead(fp, file, out))
        return true;
    err_init(&err);
    ok = fs_read(&fp->unit, file, KNOWN_MAX, &out->text, &err);
    err_done(&err);
    return ok;
}

static bool same_sum(struct first_pass *fp, enum direction dir, const struct cut *cut, str sum)
{
    struct canon *c = &fp->sums.text[dir];

    if (cut->told)
        return sha256_is_hex(cut->told->sum[dir], sum);
    canon_add(c, cut->text[dir]);
    canon_end(c);
    return str_eq(canon_hex(&fp->unit, c), sum);
}

static void cut_as_told(const struct told *t, struct cut *out)
{
    out->told = t;
    out->mig_flags = t->mig_flags;
    out->marked[DIR_DOWN] = t->has_down;
}

static bool cut_files(struct first_pass *fp, const struct migration *m, const struct sums *down,
                      struct cut *out)
{
    const struct format *f = m->format;
    struct fs_ahead_file up, other = { 0 };
    const struct told *told;

    if (!text_of(fp, m->file, &up) || str_starts(up.text, S("\xEF\xBB\xBF")))
        return false;
    told = up.told;
    if (told && told->format == f) {
        cut_as_told(told, out);
        return true;
    }
    if (f->sections)
        return f->is_directive && cut_sections(f, up.text, out);
    if (f->head_read || f->is_directive || (m->down_file.n > 0) != (down->text.n > 0) ||
        (down->text.n && !text_of(fp, m->down_file, &other)))
        return false;
    out->text[DIR_UP] = up.text;
    out->text[DIR_DOWN] = other.text;
    out->marked[DIR_DOWN] = m->down_file.n > 0;
    return true;
}

bool known_read(struct first_pass *fp, struct migration *m, const struct sums *up,
                const struct sums *down)
{
    struct cut c = { 0 };
    bool has_down = down->text.n > 0;
    bool same = cut_files(fp, m, down, &c) && c.marked[DIR_DOWN] == has_down &&
                same_sum(fp, DIR_UP, &c, up->text) &&
                (!has_down || same_sum(fp, DIR_DOWN, &c, down->text));

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
