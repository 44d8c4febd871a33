/* core/run_locate.c: from the engine's byte offset in a statement to a place in the user's file.
 *
 * The statement is not kept while it runs; the file is read again up to it, only when something failed.
 */
#include "core/run_int.h"

static void move_by(struct place *p, str text, size_t offset)
{
    for (size_t i = 0; i < offset && i < text.n; i++)
        if (text.p[i] == '\n') {
            p->line++;
            p->column = 1;
        } else {
            p->column++;
        }
}

static bool word_byte(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Length of the word at the offset, for the caret. */
static uint32_t word_length(str text, size_t offset)
{
    size_t n = offset;

    while (n < text.n && word_byte(text.p[n]))
        n++;
    return n > offset ? (uint32_t)(n - offset) : 1;
}

static bool find_statement(arena *a, const struct plan_item *item, int64_t step, struct stmt *out)
{
    struct script_source source = item->source;
    struct script *script;
    struct err err;
    bool end = false, found = false;

    source.ctx = NULL; /* notes were told the first time */
    err_init(&err);
    script = script_open(a, &source, &err);
    while (script && !found && script_next(script, out, &end, &err) && !end)
        found = out->number == step;
    err_done(&err);
    return found;
}

static str line_at(str text, size_t offset)
{
    size_t from = offset, to = offset;

    while (from > 0 && text.p[from - 1] != '\n')
        from--;
    while (to < text.n && text.p[to] != '\n')
        to++;
    return str_slice(text, from, to);
}

void run_locate(struct run *r, const struct sent *s, struct err *err)
{
    const struct plan_item *item = &r->plan->items.v[s->item];
    struct place place = s->place;
    size_t offset = err->statement_offset > 0 ? (size_t)err->statement_offset : 0;
    struct stmt st;
    arena a;

    arena_init(&a);
    if (find_statement(&a, item, s->step, &st)) {
        offset = offset < st.sql.n ? offset : 0;
        move_by(&place, st.sql, offset);
        place.length = word_length(st.sql, offset);
        if (item->source.mig)
            place_excerpt(&a, &place);
        else
            place.line_text = line_at(st.sql, offset);
    }
    err_at(err, &place);
    arena_done(&a);
}
