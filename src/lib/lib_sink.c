/* lib/lib_sink.c: records and events as the caller of the library sees them.
 *
 * Shape     struct record → struct afloat_record (a view, with memory for the texts that are asked for);
 *           struct event → struct afloat_event (copied: its texts need a NUL at the end)
 */
#include "lib/lib_int.h"

static const char *z_or_null(arena *a, str s)
{
    return s.n ? str_z(a, s) : NULL;
}

static void on_record(void *data, const struct record *r)
{
    const struct afloat_sink *to = ((struct lib_listener *)data)->to;
    struct afloat_record rec = { .r = r };
    arena mem;

    if (!to->record || !r->values)
        return;
    arena_init(&mem);
    rec.mem = &mem;
    to->record(to->data, &rec);
    arena_done(&mem);
}

static void on_event(void *data, const struct event *e)
{
    static const char *const kinds[] = {
#define EV(name, json, text) [EVENT_##name] = json,
#include "base/events.def"
#undef EV
    };
    const struct afloat_sink *to = ((struct lib_listener *)data)->to;
    struct afloat_event out;
    arena mem;

    if (!to->event)
        return;
    arena_init(&mem);
    out = (struct afloat_event){ .size = sizeof(out),
                                 .kind = kinds[e->kind],
                                 .version = z_or_null(&mem, e->version),
                                 .name = z_or_null(&mem, e->name),
                                 .text = z_or_null(&mem, e->text),
                                 .step = e->step,
                                 .steps = e->steps,
                                 .n = e->n,
                                 .total = e->total,
                                 .ms = e->ms };
    to->event(to->data, &out);
    arena_done(&mem);
}

struct sink lib_sink(struct lib_listener *l)
{
    return (struct sink){ .event = on_event, .record = on_record, .data = l };
}

/* ---- a record ---- */

static const struct field *field_at(const struct afloat_record *r, size_t i)
{
    return r && i < r->r->type->field_count ? &r->r->type->fields[i] : NULL;
}

const char *afloat_record_name(const struct afloat_record *r)
{
    return r ? r->r->type->name : NULL;
}

size_t afloat_record_count(const struct afloat_record *r)
{
    return r ? r->r->type->field_count : 0;
}

const char *afloat_record_field(const struct afloat_record *r, size_t i)
{
    const struct field *f = field_at(r, i);

    return f ? f->name : NULL;
}

int afloat_record_type(const struct afloat_record *r, size_t i)
{
    static const int types[] = {
        [FIELD_TEXT] = AFLOAT_TEXT,      [FIELD_INT] = AFLOAT_INT, [FIELD_BOOL] = AFLOAT_BOOL,
        [FIELD_TIME] = AFLOAT_TIME,      [FIELD_MS] = AFLOAT_MS,   [FIELD_BYTES] = AFLOAT_BYTES,
        [FIELD_RECORDS] = AFLOAT_RECORDS
    };
    const struct field *f = field_at(r, i);

    return f ? types[f->type] : -1;
}

size_t afloat_record_find(const struct afloat_record *r, const char *field)
{
    for (size_t i = 0; field && i < afloat_record_count(r); i++)
        if (strcmp(field_at(r, i)->name, field) == 0)
            return i;
    return SIZE_MAX;
}

int afloat_record_is_null(const struct afloat_record *r, size_t i)
{
    return !field_at(r, i) || r->r->values[i].null;
}

struct text_call {
    const struct afloat_record *r;
    str from;
    const char *out;
};

/* A callback may come from anywhere, also from beside the guard of the call: it has one of its own. */
static void copy_text(void *data)
{
    struct text_call *c = data;

    c->out = str_z(c->r->mem, c->from);
}

const char *afloat_record_text(const struct afloat_record *r, size_t i, size_t *bytes)
{
    struct text_call c = { .r = r };
    char why[64];

    if (bytes)
        *bytes = 0;
    if (afloat_record_is_null(r, i) || field_at(r, i)->type != FIELD_TEXT)
        return NULL;
    c.from = r->r->values[i].text;
    if (!lib_guard(copy_text, &c, why, sizeof(why)))
        return NULL;
    if (bytes)
        *bytes = c.from.n;
    return c.out;
}

int64_t afloat_record_int(const struct afloat_record *r, size_t i)
{
    if (afloat_record_is_null(r, i) || field_at(r, i)->type == FIELD_TEXT)
        return 0;
    return r->r->values[i].i;
}

static void make_json(void *data)
{
    struct text_call *c = data;
    struct buf b = buf_on(c->r->mem);

    report_object(&b, c->r->mem, c->r->r);
    c->out = b.p;
}

const char *afloat_record_json(const struct afloat_record *r)
{
    struct text_call c = { .r = r };
    char why[64];

    return r && lib_guard(make_json, &c, why, sizeof(why)) ? c.out : NULL;
}
