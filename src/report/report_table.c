/* report/report_table.c: rows of one record type as an aligned table. */
#include "base/utf8.h"
#include "report/report_int.h"

enum { GAP = 2, SQL_PIPED_MAX = 100, NARROW = 8 };

struct report_table {
    arena *mem;
    const struct rectype *type;
    vec(str) cells; /* of the fields that are shown, row by row */
    int *width;     /* of each field */
};

static const struct {
    const char *state, *cell, *ascii_cell;
    enum style style;
} states[] = {

#define STATE(name, mark, ascii, style)                                                            \
    {                                                                                              \
        name, mark " " name, ascii " " name, style                                                 \
    }
    STATE("applied", "✓", "+", STYLE_GOOD),  STATE("pending", "○", "o", STYLE_MIND),
    STATE("changed", "✗", "x", STYLE_BAD),   STATE("half applied", "●", "*", STYLE_BAD),
    STATE("file gone", "✗", "x", STYLE_BAD), STATE("other branch", "↷", ">", STYLE_MIND),
    STATE("ok", "✓", "+", STYLE_GOOD),       STATE("warn", "!", "!", STYLE_MIND),
    STATE("fail", "✗", "x", STYLE_BAD),      STATE("unknown", "?", "?", STYLE_FAINT),
#undef STATE
};

struct report_table *table_new(arena *a, const struct rectype *type)
{
    struct report_table *t = arena_new(a, struct report_table, 1);

    t->mem = a;
    t->type = type;
    t->width = arena_new(a, int, type->field_count);
    for (size_t i = 0; i < type->field_count; i++)
        t->width[i] = utf8_width(str_of(type->fields[i].title));
    return t;
}

const struct rectype *table_type(const struct report_table *t)
{
    return t->type;
}

static bool shown(const struct field *f)
{
    return !(f->flags & FIELD_JSON_ONLY);
}

static size_t state_row(str state)
{
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (str_eq(state, str_of(states[i].state)))
            return i;
    return COUNT_OF(states);
}

static str with_mark(str state, const struct report_opts *o)
{
    size_t i = state_row(state);

    if (i == COUNT_OF(states))
        return state;
    return str_of(o->utf8 ? states[i].cell : states[i].ascii_cell);
}

void table_add(struct report_table *t, const struct record *r, const struct report_opts *o)
{
    for (size_t i = 0; i < t->type->field_count; i++) {
        const struct field *f = &t->type->fields[i];
        str text;
        int w;

        if (!shown(f))
            continue;
        text = report_value(t->mem, f, &r->values[i]);
        if (f->flags & FIELD_STATE)
            text = with_mark(text, o);
        if (f->flags & FIELD_SQL)
            text = utf8_cut(t->mem, text, o->width ? o->width - 20 : SQL_PIPED_MAX, !o->utf8);
        if (f->type == FIELD_TEXT) /* it may lie in the record, which goes */
            text = str_copy(t->mem, text);
        *vec_push(t->mem, &t->cells) = text;
        w = utf8_width(text);
        t->width[i] = w > t->width[i] ? w : t->width[i];
    }
}

static bool has_sql(const struct rectype *type)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i].flags & FIELD_SQL)
            return true;
    return false;
}

static bool has_titles(const struct rectype *type)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (shown(&type->fields[i]) && type->fields[i].title[0])
            return true;
    return false;
}

static bool right_aligned(const struct field *f)
{
    return f->type == FIELD_INT || f->type == FIELD_MS || f->type == FIELD_BYTES;
}

static enum style style_of(const struct field *f, str cell)
{
    str state;

    if (!(f->flags & FIELD_STATE))
        return STYLE_NONE;
    str_cut(cell, ' ', &state);
    return state_row(state) < COUNT_OF(states) ? states[state_row(state)].style : STYLE_NONE;
}

static void put_cell(const struct report_table *t, size_t column, str cell, enum style style,
                     const struct report_opts *o, struct buf *out)
{
    size_t pad = (size_t)(t->width[column] - utf8_width(cell));
    bool right = right_aligned(&t->type->fields[column]);

    if (right)
        buf_pad(out, ' ', pad);
    buf_z(out, style_on(style, o->color_out));
    buf_str(out, cell);
    buf_z(out, style_off(style, o->color_out));
    if (!right)
        buf_pad(out, ' ', pad);
    buf_pad(out, ' ', GAP);
}

static void end_line(struct buf *out)
{
    while (out->n && out->p[out->n - 1] == ' ')
        out->n--;
    buf_char(out, '\n');
}

/* The widest column of text gives way, so that a row is one line of the terminal. */
static void fit(struct report_table *t, const struct report_opts *o)
{
    int total = has_sql(t->type) ? GAP : 0, widest = -1;

    for (size_t i = 0; i < t->type->field_count; i++) {
        const struct field *f = &t->type->fields[i];

        if (!shown(f) || !t->width[i])
            continue;
        total += t->width[i] + GAP;
        if (f->type == FIELD_TEXT && !(f->flags & FIELD_STATE) &&
            (widest < 0 || t->width[i] > t->width[widest]))
            widest = (int)i;
    }
    if (!o->width || total <= o->width || widest < 0)
        return;
    t->width[widest] -= total - o->width;
    if (t->width[widest] < NARROW)
        t->width[widest] = NARROW;
}

/* What stands in a column: cut where it had to give way. */
static str fitted(const struct report_table *t, size_t column, str text,
                  const struct report_opts *o)
{
    int width = t->width[column];

    return utf8_width(text) > width ? utf8_cut(t->mem, text, width, !o->utf8) : text;
}

static void put_titles(const struct report_table *t, const struct report_opts *o, struct buf *out)
{
    buf_pad(out, ' ', GAP);
    for (size_t i = 0; i < t->type->field_count; i++)
        if (shown(&t->type->fields[i]) && t->width[i])
            put_cell(t, i, fitted(t, i, str_of(t->type->fields[i].title), o), STYLE_FAINT, o, out);
    end_line(out);
}

void table_print(struct report_table *t, const struct report_opts *o, struct buf *out)
{
    fit(t, o);
    if (has_titles(t->type))
        put_titles(t, o, out);
    for (size_t at = 0; at < t->cells.n;) {
        buf_pad(out, ' ', has_sql(t->type) ? 2 * GAP : GAP); /* below the row they belong to */
        for (size_t i = 0; i < t->type->field_count; i++) {
            const struct field *f = &t->type->fields[i];
            str cell;

            if (!shown(f))
                continue;
            cell = t->cells.v[at++];
            if (t->width[i])
                put_cell(t, i, fitted(t, i, cell, o), style_of(f, cell), o, out);
        }
        end_line(out);
    }
}
