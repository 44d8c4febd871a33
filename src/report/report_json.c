/* report/report_json.c: records as one JSON document: {"target": {…}, "migrations": […], "error": {…}}.
 *
 * Keys come in the order in which their records came first.
 */
#include "base/clock.h"
#include "base/json.h"
#include "report/report_int.h"

static void put_value(struct json_out *j, arena *a, const struct field *f, const struct value *v)
{
    if (v->null)
        json_null(j);
    else if (f->type == FIELD_TEXT)
        json_text(j, v->text);
    else if (f->type == FIELD_BOOL)
        json_bool(j, v->i != 0);
    else if (f->type == FIELD_TIME)
        json_text(j, clock_iso(a, v->i));
    else
        json_int(j, v->i);
}

void report_object(struct buf *out, arena *a, const struct record *rec)
{
    struct json_out j = json_to(out);

    json_open(&j, '{');
    for (size_t i = 0; i < rec->type->field_count; i++) {
        json_key(&j, str_of(rec->type->fields[i].name));
        put_value(&j, a, &rec->type->fields[i], &rec->values[i]);
    }
    json_close(&j);
}

static void print_line(const struct record *rec)
{
    arena a;
    struct buf out;

    arena_init(&a);
    out = buf_on(&a);
    report_object(&out, &a, rec);
    buf_char(&out, '\n');
    fwrite(out.p, 1, out.n, stdout);
    arena_done(&a);
}

static struct report_group *group_of(struct report *r, const struct rectype *type)
{
    struct report_group *g;

    for (size_t i = 0; i < r->groups.n; i++)
        if (r->groups.v[i].type == type)
            return &r->groups.v[i];
    g = vec_push(r->mem, &r->groups);
    *g = (struct report_group){ .type = type, .text = buf_on(r->mem) };
    return g;
}

void json_record(struct report *r, const struct record *rec)
{
    struct report_group *g;

    if (rec->type->shape == RECORD_LINES) {
        print_line(rec);
        r->lines = true;
        return;
    }
    g = group_of(r, rec->type);
    if (!rec->values)
        return;
    if (rec->type->shape == RECORD_ONE)
        buf_clear(&g->text);
    else if (g->count)
        buf_char(&g->text, ',');
    g->count++;
    report_object(&g->text, r->mem, rec);
}

static void put_text(struct json_out *j, const char *key, str s)
{
    json_key(j, str_of(key));
    if (s.n)
        json_text(j, s);
    else
        json_null(j);
}

static void put_number(struct json_out *j, const char *key, int64_t i)
{
    json_key(j, str_of(key));
    if (i)
        json_int(j, i);
    else
        json_null(j);
}

void json_failure(struct report *r, const struct report_failure *f)
{
    const struct err *e = f->err;
    struct json_out j = json_to(&r->failure);

    json_open(&j, '{');
    put_text(&j, "code", str_of(err_code_text(e->code)));
    put_text(&j, "slug", str_of(err_code_slug(e->code)));
    put_text(&j, "message", e->message);
    put_text(&j, "file", e->place.file);
    put_number(&j, "line", e->place.line);
    put_number(&j, "column", e->place.column);
    put_text(&j, "database_message", e->database);
    put_text(&j, "sqlstate", str_of(e->sqlstate));
    put_number(&j, "native_code", e->native);
    put_text(&j, "detail", e->detail);
    put_text(&j, "hint", e->hint);
    put_text(&j, "committed", f->committed);
    put_text(&j, "next", f->next);
    json_key(&j, S("exit_code"));
    json_int(&j, f->exit_code);
    json_close(&j);
}

void json_print(struct report *r, struct buf *out)
{
    struct json_out j = json_to(out);

    if (r->lines && !r->groups.n && !r->failure.n)
        return;
    json_open(&j, '{');
    for (size_t i = 0; i < r->groups.n; i++) {
        const struct report_group *g = &r->groups.v[i];
        bool many = g->type->shape == RECORD_MANY;

        json_key(&j, str_of(g->type->name));
        json_raw(&j, str_printf(r->mem, "%s" STR_FMT "%s", many ? "[" : "",
                                STR_ARG(buf_view(&g->text)), many ? "]" : ""));
    }
    if (r->failure.n) {
        json_key(&j, S("error"));
        json_raw(&j, buf_view(&r->failure));
    }
    json_close(&j);
    buf_char(out, '\n');
}
