/* core/run_locate.c: from the engine's byte offset in a statement to a place in the user's file.
 *
 * The statement is not kept while it runs; the file is read again up to it, only when something failed. Its
 * passwords are shown neither in the excerpt nor in the words of the database.
 */
#include "core/run_int.h"

#include "core/excerpt.h"

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

bool run_find_statement(arena *a, const struct plan_item *item, int64_t step, struct stmt *out,
                        size_t *offset)
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
    if (found)
        *offset = script_raw_offset(script, *offset < out->sql.n ? *offset : 0);
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

/* ---- passwords ---- */

/* Every `what` in `s` becomes stars. */
static str without(arena *a, str s, str what, str stars)
{
    struct buf b = buf_on(a);
    size_t at;

    if (!what.n || str_find(s, what) == STR_NONE)
        return s;
    while ((at = str_find(s, what)) != STR_NONE) {
        buf_str(&b, str_slice(s, 0, at));
        buf_str(&b, stars);
        s = str_skip(s, at + what.n);
    }
    buf_str(&b, s);
    return buf_view(&b);
}

/* The literal as it is written; what is in it, line by line, but for words too short to be told from others. */
static str hide(arena *a, str s, const struct str_list *secrets)
{
    for (size_t i = 0; i < secrets->n; i++) {
        str inside = secrets->v[i], line;

        s = without(a, s, inside, S("'***'"));
        while (inside.n && strchr("'\"$xXeEnN0", inside.p[0]))
            inside = str_skip(inside, 1);
        if (str_ends(inside, S("'")) || str_ends(inside, S("\"")))
            inside.n--;
        while (str_next_line(&inside, &line))
            if (line.n > 2)
                s = without(a, s, line, S("***"));
    }
    return s;
}

/* MariaDB quotes the statement from the mistake on, cut off anywhere: half a literal cannot be told from text. */
static str hide_quote(arena *a, str words)
{
    size_t at = str_find(words, S("near '"));

    return at == STR_NONE ? words
                          : str_printf(a, STR_FMT "near '***'", STR_ARG(str_slice(words, 0, at)));
}

static void hide_secrets(arena *a, const struct conn *c, const struct stmt *st, struct place *p,
                         struct err *err)
{
    struct str_list secrets = { 0 };
    int64_t column = (int64_t)p->column - 1 - p->moved;
    str before = str_slice(p->line_text, 0, column > 0 ? (size_t)column : 0);

    outline_secrets(a, c->dialect, st->sql, &secrets);
    if (secrets.n || !str_eq(st->sql, st->shown))
        err->database = str_copy(&err->mem, hide_quote(a, err->database));
    if (!secrets.n)
        return;
    p->moved += (int32_t)(before.n - hide(a, before, &secrets).n);
    p->line_text = hide(a, p->line_text, &secrets);
    err->database = str_copy(&err->mem, hide(a, err->database, &secrets));
    err->detail = str_copy(&err->mem, hide(a, err->detail, &secrets));
}

void run_locate(struct run *r, const struct sent *s, struct err *err)
{
    const struct plan_item *item = s->of ? s->of : &r->plan->items.v[s->item];
    struct place place = s->place;
    size_t offset = err->statement_offset > 0 ? (size_t)err->statement_offset : 0;
    struct stmt st;
    arena a;

    arena_init(&a);
    if (run_find_statement(&a, item, s->step, &st, &offset)) {
        place_move(&place, st.raw, offset);
        place.length = word_length(st.raw, offset);
        if (item->source.mig)
            place_excerpt(&a, &place);
        else
            place.line_text = line_at(st.raw, offset);
        hide_secrets(&a, r->conn, &st, &place, err);
    }
    err_at(err, &place);
    arena_done(&a);
}
