/* report/report_json.c: records as one JSON document: {"target": {…}, "migrations": […], "error": {…}}.
 *
 * Keys come in the order in which their records came first.
 */
#include "base/clock.h"
#include "report/report_int.h"

static void json_records(struct json_out *j, arena *a, const struct field_value *v)
{
    json_open(j, '[');
    for (int64_t i = 0; i < v->i; i++) {
        struct buf object = buf_on(a);

        report_object(&object, a, &v->records[i]);
        json_raw(j, buf_view(&object));
    }
    json_close(j);
}

void json_value(struct json_out *j, arena *a, const struct field *f, const struct field_value *v)
{
    if (v->null)
        json_null(j);
    else if (f->type == FIELD_TEXT)
        json_text(j, v->text);
    else if (f->type == FIELD_RECORDS)
        json_records(j, a, v);
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
        json_value(&j, a, &rec->type->fields[i], &rec->values[i]);
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

/* ---- a failure ---- */

static const struct field error_fields[] = {
    { "code", "", FIELD_TEXT, 0, "afloat's own code: afloat explain CODE" },
    { "slug", "", FIELD_TEXT, 0, "its name" },
    { "message", "", FIELD_TEXT, 0, "what happened, one line" },
    { "file", "", FIELD_TEXT, 0, "where: the file" },
    { "line", "", FIELD_INT, 0, "where: the line, from 1" },
    { "column", "", FIELD_INT, 0, "where: the column, from 1, in bytes" },
    { "database_message", "", FIELD_TEXT, 0, "what the database said" },
    { "sqlstate", "", FIELD_TEXT, 0, "its SQLSTATE" },
    { "native_code", "", FIELD_INT, 0, "its own number of the error" },
    { "detail", "", FIELD_TEXT, 0, "facts" },
    { "hint", "", FIELD_TEXT, 0, "what may help" },
    { "committed", "", FIELD_TEXT, 0, "what was and was not committed" },
    { "next", "", FIELD_TEXT, 0, "the command that continues" },
    { "exit_code", "", FIELD_INT, 0, "exit code of the program" },
};

const struct rectype report_error_type = { "error", RECORD_ONE, error_fields,
                                           COUNT_OF(error_fields), NULL };

static struct field_value text_or_null(str s)
{
    return s.n ? field_text(s) : field_null();
}

static struct field_value number_or_null(int64_t i)
{
    return i ? field_int(i) : field_null();
}

void json_failure(struct report *r, const struct report_failure *f)
{
    const struct err *e = f->err;
    struct field_value v[] = { field_text(str_of(err_code_text(e->code))),
                               field_text(str_of(err_code_slug(e->code))),
                               text_or_null(e->message),
                               text_or_null(e->place.file),
                               number_or_null(e->place.line),
                               number_or_null(e->place.column),
                               text_or_null(e->database),
                               text_or_null(str_of(e->sqlstate)),
                               number_or_null(e->native),
                               text_or_null(e->detail),
                               text_or_null(e->hint),
                               text_or_null(f->committed),
                               text_or_null(f->next),
                               field_int(f->exit_code) };

    _Static_assert(COUNT_OF(v) == COUNT_OF(error_fields), "one value a field");
    report_object(&r->failure, r->mem, &(struct record){ &report_error_type, v });
}

void json_print(struct report *r, struct buf *out)
{
    struct json_out j = json_to(out);

    if (r->lines && !r->groups.n && !r->failure.n)
        return;
    json_open(&j, '{');
    for (size_t i = 0; i < r->groups.n; i++) {
        const struct report_group *g = &r->groups.v[i];
        bool many = g->type->shape == RECORD_MANY || g->type->shape == RECORD_FINDINGS;

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
