/* core/state_rows.c: see core/state_int.h.
 *
 * A long history is read by every command: texts that repeat from row to row (who, run, format, the hash of the row
 * before) are kept once.
 */
#include "core/state_int.h"

#include "base/mem.h"
#include "core/history.h"

enum { FIRST_ROWS = 128 };

enum column {
    H_SEQ,
    H_VERSION,
    H_NAME,
    H_EVENT,
    H_APPLIED,
    H_FORMAT,
    H_UP_SUM,
    H_UP_CODE,
    H_DOWN_SUM,
    H_DOWN_CODE,
    H_FLAGS,
    H_REASON,
    H_ACTOR,
    H_RUN,
    H_EPOCH,
    H_AT,
    H_DURATION,
    H_HAS_DOWN,
    H_PREV_HASH,
    H_ROW_HASH,
    H__COUNT,
};

static bool event_find(str name, enum history_event *out)
{
    for (int i = 0; i < EVENT_OF__COUNT; i++)
        if (str_eq(name, str_of(history_event_name((enum history_event)i)))) {
            *out = (enum history_event)i;
            return true;
        }
    return false;
}

static int64_t int_of(const struct cell *c)
{
    int64_t v;

    return str_to_int64(c->text, &v) ? v : 0;
}

static str keep(arena *a, str text, str former)
{
    return former.p && str_eq(text, former) ? former : str_copy(a, text);
}

/* Does the row carry its own hash and the one of the row before? */
static bool fits(arena *a, const struct entry *former, const struct entry *e, size_t number)
{
    struct arena_mark mark = arena_mark(a);
    bool good = str_eq(e->prev_hash, former->row_hash) && e->seq == (int64_t)number &&
                str_eq(history_row_hash(a, e), e->row_hash);

    arena_reset(a, mark);
    return good;
}

static void release(void *p)
{
    mem_free(*(struct entry **)p);
}

static struct entry *next_entry(struct history_rows *h)
{
    if (!h->own) {
        h->own = arena_new(h->mem, struct entry *, 1);
        arena_defer(h->mem, release, h->own);
    }
    if (h->entries.n == h->entries.cap) {
        h->entries.cap = h->entries.cap ? 2 * h->entries.cap : FIRST_ROWS;
        h->entries.v = *h->own = mem_resize(*h->own, h->entries.cap * sizeof(struct entry));
    }
    return &h->entries.v[h->entries.n++];
}

void history_rows_add(void *rows, const struct cell *c, size_t columns)
{
    struct history_rows *h = rows;
    const struct entry none = { 0 }, *former;
    arena *a = h->mem;
    struct entry *e;

    CHECK(columns == H__COUNT);
    e = next_entry(h);
    former = h->entries.n > 1 ? e - 1 : &none;
    *e = (struct entry){ .seq = int_of(&c[H_SEQ]),
                         .version = str_copy(a, c[H_VERSION].text),
                         .name = str_copy(a, c[H_NAME].text),
                         .applied = int_of(&c[H_APPLIED]) != 0,
                         .format = keep(a, c[H_FORMAT].text, former->format),
                         .up = { str_copy(a, c[H_UP_SUM].text), str_copy(a, c[H_UP_CODE].text) },
                         .down = { str_copy(a, c[H_DOWN_SUM].text),
                                   str_copy(a, c[H_DOWN_CODE].text) },
                         .flags = (unsigned)int_of(&c[H_FLAGS]),
                         .reason = keep(a, c[H_REASON].text, former->reason),
                         .actor = keep(a, c[H_ACTOR].text, former->actor),
                         .run_id = keep(a, c[H_RUN].text, former->run_id),
                         .epoch = int_of(&c[H_EPOCH]),
                         .at = str_copy(a, c[H_AT].text),
                         .duration_ms = int_of(&c[H_DURATION]),
                         .has_down_text = int_of(&c[H_HAS_DOWN]) != 0,
                         .prev_hash = keep(a, c[H_PREV_HASH].text, former->row_hash),
                         .row_hash = str_copy(a, c[H_ROW_HASH].text) };
    if (!event_find(c[H_EVENT].text, &e->event) && !h->unknown.p)
        h->unknown = str_copy(a, c[H_EVENT].text);
    else if (!h->broken)
        h->broken = fits(a, former, e, h->entries.n) ? 0 : h->entries.n;
}

static bool broken(const struct entry *e, struct err *err)
{
    err_set(err, ERR_HISTORY_BROKEN,
            "row %lld of the history (version \"" STR_FMT "\") was changed or removed by hand",
            (long long)e->seq, STR_ARG(e->version));
    err_detail(err, "Each row carries a hash of itself and of the row before; they do not match.");
    return err_hint(err, "Restore the row from a backup of the history table.");
}

/* Entries do not move any more when this is called: the map points into the vector. */
bool history_rows_check(struct history_rows *h, struct state *s, struct err *err)
{
    if (h->unknown.p)
        return err_set(err, ERR_HISTORY_NEWER,
                       "the history holds an event \"" STR_FMT
                       "\" that this version of afloat does not know",
                       STR_ARG(h->unknown));
    if (h->broken)
        return broken(&h->entries.v[h->broken - 1], err);
    map_reserve(h->mem, &s->newest, h->entries.n);
    for (size_t i = 0; i < h->entries.n; i++) {
        struct entry *e = &h->entries.v[i];

        if (e->event == EVENT_OF_REPEATABLE)
            map_put(h->mem, &s->repeatables, e->name, e);
        else
            map_put(h->mem, &s->newest, e->version, e);
    }
    s->entries.v = h->entries.v;
    s->entries.n = h->entries.n;
    s->entries.cap = h->entries.cap;
    if (s->entries.n) {
        s->last_seq = s->entries.v[s->entries.n - 1].seq;
        s->last_hash = s->entries.v[s->entries.n - 1].row_hash;
    }
    return true;
}
