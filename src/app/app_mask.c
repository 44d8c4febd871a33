/* app/app_mask.c: see app/app_mask.h. */
#include "app/app_mask.h"

#include "ddl/outline.h"

enum {
    SHOWN_BYTES = 1024, /* more of a statement is never told */
    SECRET_MIN = 3,     /* bytes: a shorter value cannot be told from other text */
};

struct mask {
    struct sink next;
    const struct ctx *ctx;
    const struct dialect *dialect;
};

static bool holds_secret(const struct ctx *ctx, str text)
{
    for (size_t i = 0; i < ctx->secrets.n; i++)
        if (ctx->secrets.v[i].n >= SECRET_MIN && str_find(text, ctx->secrets.v[i]) != STR_NONE)
            return true;
    return false;
}

static str without_one(arena *a, str text, str secret)
{
    struct buf out = buf_on(a);
    size_t at;

    if (secret.n < SECRET_MIN || str_find(text, secret) == STR_NONE)
        return text;
    while ((at = str_find(text, secret)) != STR_NONE) {
        buf_str(&out, str_slice(text, 0, at));
        buf_z(&out, "***");
        text = str_skip(text, at + secret.n);
    }
    buf_str(&out, text);
    return buf_view(&out);
}

/* Values of secret variables become stars, the longest first. */
static str without_secrets(arena *a, const struct ctx *ctx, str text)
{
    for (size_t i = 0; i < ctx->secrets.n && text.n; i++)
        text = without_one(a, text, ctx->secrets.v[i]);
    return text;
}

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

    if (!has_statement(e->kind) && !holds_secret(m->ctx, e->text)) {
        m->next.event(m->next.data, e);
        return;
    }
    arena_init(&a);
    copy.text = without_secrets(&a, m->ctx, e->text);
    if (has_statement(e->kind))
        copy.text = outline_mask(&a, m->dialect, str_slice(copy.text, 0, SHOWN_BYTES), &masked);
    m->next.event(m->next.data, &copy);
    arena_done(&a);
}

static void on_record(void *data, const struct record *r)
{
    struct mask *m = data;
    struct record copy = *r;
    struct field_value *values;
    arena a;

    if (!m->ctx->secrets.n || !r->values) {
        m->next.record(m->next.data, r);
        return;
    }
    arena_init(&a);
    copy.values = values = arena_new(&a, struct field_value, r->type->field_count);
    for (size_t i = 0; i < r->type->field_count; i++) {
        values[i] = r->values[i];
        if (r->type->fields[i].type == FIELD_TEXT)
            values[i].text = without_secrets(&a, m->ctx, values[i].text);
    }
    m->next.record(m->next.data, &copy);
    arena_done(&a);
}

void app_mask_events(struct ctx *ctx, const struct dialect *d)
{
    struct mask *m;

    /* The demonstration opens several sessions in a row. */
    if (!ctx->sink.event || !ctx->sink.record || ctx->sink.event == on_event)
        return;
    m = arena_new(ctx->mem, struct mask, 1);
    m->next = ctx->sink;
    m->ctx = ctx;
    m->dialect = d;
    ctx->sink = (struct sink){ .event = on_event, .record = on_record, .data = m };
}

static str mask(const struct ctx *ctx, str text)
{
    bool masked;

    /* A line is not a statement: what is a literal in one dialect may be a name in the other. */
    if (!text.n)
        return text;
    text = without_secrets(ctx->mem, ctx, text);
    text = outline_mask(ctx->mem, dialect_get(DIALECT_MARIADB), text, &masked);
    return outline_mask(ctx->mem, dialect_get(DIALECT_POSTGRES), text, &masked);
}

void app_mask_err(const struct ctx *ctx, struct err *err)
{
    int64_t column = (int64_t)err->place.column - 1 - err->place.moved;
    str before = str_slice(err->place.line_text, 0, column > 0 ? (size_t)column : 0);

    err->place.moved += (int32_t)(before.n - mask(ctx, before).n);
    err->place.line_text = mask(ctx, err->place.line_text);
    if (str_find(err->place.file, S("://")) != STR_NONE)
        err->place.file = S("URL"); /* one that stands where a file was meant */
    err->database = mask(ctx, err->database);
    err->message = mask(ctx, err->message);
    err->detail = without_secrets(ctx->mem, ctx, err->detail);
    err->hint = without_secrets(ctx->mem, ctx, err->hint);
    for (size_t i = 0; i < err->context.n; i++)
        err->context.v[i] = without_secrets(ctx->mem, ctx, err->context.v[i]);
}
