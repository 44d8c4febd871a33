/* app/app_mask.c: see app/app_mask.h. */
#include "app/app_mask.h"

#include "ddl/outline.h"

enum { SHOWN_BYTES = 1024 }; /* more of a statement is never told */

struct mask {
    struct sink next;
    const struct dialect *dialect;
};

static bool has_statement(enum event_kind kind)
{
    return kind == EVENT_STEP_DONE || kind == EVENT_STEP_PROGRESS || kind == EVENT_SQL;
}

static void on_event(void *data, const struct event *e)
{
    struct mask *m = data;
    struct event copy = *e;
    bool masked;
    arena a;

    if (!has_statement(e->kind)) {
        m->next.event(m->next.data, e);
        return;
    }
    arena_init(&a);
    copy.text = outline_mask(&a, m->dialect, str_slice(e->text, 0, SHOWN_BYTES), &masked);
    m->next.event(m->next.data, &copy);
    arena_done(&a);
}

static void on_record(void *data, const struct record *r)
{
    struct mask *m = data;

    m->next.record(m->next.data, r);
}

void app_mask_events(struct ctx *ctx, const struct dialect *d)
{
    struct mask *m;

    /* The demonstration opens several sessions in a row. */
    if (!ctx->sink.event || !ctx->sink.record || ctx->sink.event == on_event)
        return;
    m = arena_new(ctx->mem, struct mask, 1);
    m->next = ctx->sink;
    m->dialect = d;
    ctx->sink = (struct sink){ .event = on_event, .record = on_record, .data = m };
}

static str mask(arena *a, str text)
{
    bool masked;

    /* A line is not a statement: what is a literal in one dialect may be a name in the other. */
    if (!text.n)
        return text;
    text = outline_mask(a, dialect_get(DIALECT_MARIADB), text, &masked);
    return outline_mask(a, dialect_get(DIALECT_POSTGRES), text, &masked);
}

void app_mask_err(arena *a, struct err *err)
{
    int64_t column = (int64_t)err->place.column - 1 - err->place.moved;
    str before = str_slice(err->place.line_text, 0, column > 0 ? (size_t)column : 0);

    err->place.moved += (int32_t)(before.n - mask(a, before).n);
    err->place.line_text = mask(a, err->place.line_text);
    if (str_find(err->place.file, S("://")) != STR_NONE)
        err->place.file = S("URL"); /* one that stands where a file was meant */
    err->database = mask(a, err->database);
    err->message = mask(a, err->message);
}
