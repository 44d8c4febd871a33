/* tests/fuzz/fuzz_read.c: any bytes as a statement, in every dialect: it is read in linear time, every range lies
 * in the text, and what was not read is said.
 *
 * Shape     byte 0: the dialect (low two bits), the newest server or an old one; then the statement
 */
#include "ddl/read.h"

#include "base/cc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_range(const struct statement *st, struct range r)
{
    CHECK((size_t)r.offset + r.length <= st->text.n);
}

static void check_value(const struct statement *st, const struct value *v)
{
    if (v->kind == VALUE_EXPR && v->expr)
        check_range(st, v->expr->range);
    if (v->kind == VALUE_REF)
        check_range(st, v->ref->range);
    for (size_t i = 0; v->kind == VALUE_REFS && i < v->refs->n; i++)
        check_range(st, v->refs->v[i].range);
}

static void check_change(const struct statement *st, const struct change *c, bool *opaque)
{
    CHECK(c->range.length);
    check_range(st, c->range);
    check_range(st, c->name_range);
    for (size_t i = 0; i < c->edits.n; i++) {
        check_range(st, c->edits.v[i].range);
        check_value(st, &c->edits.v[i].value);
    }
    if (c->verb == CHANGE_ROWS)
        for (size_t i = 0; i < c->rows->from.n; i++)
            check_range(st, c->rows->from.v[i].range);
    CHECK((c->verb == CHANGE_OPAQUE) == (c->reason.n != 0));
    CHECK(c->cause <= st->changes.n);
    *opaque |= c->verb == CHANGE_OPAQUE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ddl_opts opts = { 0 };
    struct statement st;
    struct buf out;
    bool opaque = false;
    arena a;

    if (size < 1)
        return 0;
    opts.dialect = dialect_get((enum dialect_id)(data[0] & 3));
    opts.version = data[0] & 4 ? 50000 : 0;
    arena_init(&a);
    ddl_read(&a, &opts, (str){ (const char *)data + 1, size - 1 }, &st);
    for (size_t i = 0; i < st.changes.n; i++)
        check_change(&st, &st.changes.v[i], &opaque);
    CHECK(opaque == st.opaque);
    out = buf_on(&a);
    statement_print(&out, &st);
    arena_done(&a);
    return 0;
}
