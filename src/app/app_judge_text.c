/* app/app_judge_text.c: lines of the files that findings stand in.
 *
 * Does      keep the text of the file at hand, and where its last line was: the findings of a file come one after
 *           another, and the file is read once for all of them
 * Does not  keep more than one file, or a very large one (those are read again for each: core/migration.h)
 * See       app/app_lint_tell.c
 */
#include "app/app_judge_int.h"

#include "base/fs.h"

enum { TEXT_MAX = 16 << 20, LINE_MAX_BYTES = 200 };

static void done(void *data)
{
    arena_done(data);
}

static bool load(struct judge *j, str file)
{
    struct judge_text *t = &j->text;
    struct err err;
    bool ok;

    if (t->mem && str_eq(t->file, file))
        return t->there;
    if (!t->mem) {
        t->mem = arena_new(j->ctx->mem, arena, 1);
        arena_init(t->mem);
        arena_defer(j->ctx->mem, done, t->mem);
    }
    arena_done(t->mem);
    arena_init(t->mem);
    err_init(&err);
    t->file = str_copy(t->mem, file);
    ok = t->there = fs_read(t->mem, file, TEXT_MAX, &t->text, &err);
    err_done(&err);
    t->line = 1;
    t->at = 0;
    return ok;
}

/* Moves on to the line; false: the file has fewer. */
static bool seek(struct judge_text *t, uint32_t line)
{
    if (line < t->line) {
        t->line = 1;
        t->at = 0;
    }
    while (t->line < line) {
        size_t n = str_find_char(str_skip(t->text, t->at), '\n');

        if (n == STR_NONE)
            return false;
        t->at += n + 1;
        t->line++;
    }
    return true;
}

void judge_excerpt(struct judge *j, struct place *p)
{
    struct judge_text *t = &j->text;
    str line;

    if (!p->line || !p->file.n || p->line_text.p)
        return;
    if (!load(j, p->file) || !seek(t, p->line)) {
        place_excerpt(j->ctx->mem, p);
        return;
    }
    line = str_skip(t->text, t->at);
    line = str_slice(line, 0, str_find_char(line, '\n'));
    if (p->line == 1 && str_starts(line, S("\xEF\xBB\xBF")))
        line.n = LINE_MAX_BYTES + 1; /* as the reader of files shows it */
    if (line.n > LINE_MAX_BYTES)
        place_excerpt(j->ctx->mem, p);
    else
        p->line_text = str_copy(j->ctx->mem, str_trim_end(line));
}
