/* lib/lib_calls.c: the common commands as functions.
 *
 * Does      fill the options of afloat_run; collect the records of status
 */
#include "base/vec.h"
#include "lib/lib_int.h"

static int run_to(struct afloat *a, const char *command, const char *to,
                  const struct afloat_sink *sink)
{
    const struct afloat_option option = { "to", to };

    return afloat_run(a, command, &option, to ? 1 : 0, sink);
}

int afloat_up(struct afloat *a, const char *to, const struct afloat_sink *sink)
{
    return run_to(a, "up", to, sink);
}

int afloat_down(struct afloat *a, const char *to, const struct afloat_sink *sink)
{
    return run_to(a, "down", to, sink);
}

int afloat_plan(struct afloat *a, const char *to, const struct afloat_sink *sink)
{
    return run_to(a, "plan", to, sink);
}

/* ---- status ---- */

struct collected {
    arena *mem; /* of the call */
    struct afloat_status *out;
    vec(const struct afloat_migration *) rows;
};

static const char *text(const struct collected *c, const struct afloat_record *r, const char *field)
{
    size_t i = afloat_record_find(r, field);

    return afloat_record_is_null(r, i) || !r->r->values[i].text.n
               ? NULL
               : str_z(c->mem, r->r->values[i].text);
}

static int64_t number(const struct afloat_record *r, const char *field)
{
    return afloat_record_int(r, afloat_record_find(r, field));
}

static void add_row(struct collected *c, const struct afloat_record *r)
{
    struct afloat_migration *m = arena_new(c->mem, struct afloat_migration, 1);

    *m = (struct afloat_migration){ .state = text(c, r, "state"),
                                    .version = text(c, r, "version"),
                                    .name = text(c, r, "name"),
                                    .note = text(c, r, "note"),
                                    .applied_at = number(r, "applied_at"),
                                    .duration_ms = number(r, "duration_ms") };
    *vec_push(c->mem, &c->rows) = m;
}

static void collect(void *data, const struct afloat_record *r)
{
    struct collected *c = data;

    if (strcmp(afloat_record_name(r), "migrations") == 0)
        add_row(c, r);
    if (strcmp(afloat_record_name(r), "summary") != 0)
        return;
    c->out->applied = number(r, "applied");
    c->out->pending = number(r, "pending");
    c->out->problems = number(r, "problems");
    c->out->next = text(c, r, "next");
}

int afloat_get_status(struct afloat *a, struct afloat_status *out)
{
    struct afloat_status status = { .size = sizeof(status) };
    struct collected c = { .mem = a ? &a->run : NULL, .out = &status };
    struct afloat_sink sink = { .size = sizeof(sink), .data = &c, .record = collect };
    int result;

    if (!out || out->size < sizeof(*out))
        return AFLOAT_MISUSE;
    result = afloat_run(a, "status", NULL, 0, &sink);
    if (result != AFLOAT_OK)
        return result;
    status.migrations = c.rows.v;
    status.count = c.rows.n;
    status.size = out->size; /* that of the caller: it may know a longer struct, or a shorter one */
    memcpy(out, &status, out->size < sizeof(status) ? out->size : sizeof(status));
    return result;
}
