/* engines/sqlite/lite_catalog.c: what the catalog says.
 *
 * Does      list the user's tables; tell after a crash whether a statement took effect
 * Does not  need an answer often: DDL is undone with its transaction
 * Shape     a snapshot is the catalog's rows of the objects named, as text; one DDL statement happens
 *           wholly or not at all, so an unchanged snapshot means that it did not happen
 */
#include "engines/sqlite/lite_int.h"

extern const char sql_sqlite_user_tables[], sql_sqlite_snapshot[], sql_sqlite_views[];

bool lite_user_tables(arena *a, struct conn *base, str prefix, size_t max, struct str_list *out,
                      struct err *err)
{
    struct lite *c = lite_of(base);
    struct str_list found = { 0 };
    str texts[] = { prefix, str_printf(a, "%zu", max) };
    const struct str_list args = { texts, 2, 2 };

    if (!lite_usable(c, err) || !lite_column(a, c, sql_sqlite_user_tables, &args, &found, err))
        return false;
    *out = found;
    return true;
}

/* SQLite has no server that could go on without its client. */
bool lite_session_alive(struct conn *base, int64_t session, str session_start, bool *out,
                        struct err *err)
{
    (void)session;
    (void)session_start;
    if (!lite_usable(lite_of(base), err))
        return false;
    *out = false;
    return true;
}

static bool describe(arena *a, struct lite *c, const struct outline *o, str *out, struct err *err)
{
    struct buf b = buf_on(a);

    for (size_t i = 0; i < o->objects.n; i++) {
        const struct str_list args = { &o->objects.v[i].name, 1, 1 };
        struct str_list lines = { 0 };

        if (!o->objects.v[i].name.n)
            continue;
        if (!lite_column(a, c, sql_sqlite_snapshot, &args, &lines, err))
            return false;
        for (size_t j = 0; j < lines.n; j++) {
            buf_str(&b, lines.v[j]);
            buf_char(&b, '\n');
        }
    }
    *out = b.n ? buf_view(&b) : S("");
    return true;
}

bool lite_snapshot(arena *a, struct conn *base, const struct outline *o, str *out, struct err *err)
{
    struct lite *c = lite_of(base);

    return lite_usable(c, err) && describe(a, c, o, out, err);
}

bool lite_probe(arena *a, struct conn *base, const struct outline *o, str snapshot,
                struct probe_result *out, struct err *err)
{
    struct lite *c = lite_of(base);
    str now = S("");

    if (!lite_usable(c, err))
        return false;
    *out = (struct probe_result){ .answer = PROBE_IS_UNKNOWN };
    if (o->probe == PROBE_REPEAT || o->probe == PROBE_NONE || o->cls == CLASS_QUERY ||
        o->cls == CLASS_SESSION)
        out->answer = PROBE_IS_ABSENT;
    if (out->answer == PROBE_IS_ABSENT || o->cls != CLASS_DDL || o->objects.n == 0)
        return true;
    if (!describe(a, c, o, &now, err))
        return false;
    out->answer = str_eq(now, snapshot) ? PROBE_IS_ABSENT : PROBE_IS_DONE;
    return true;
}

bool lite_dependents(arena *a, struct conn *base, const struct outline_object *o,
                     struct object_list *out, struct err *err)
{
    struct lite *c = lite_of(base);
    const struct str_list none = { 0 };
    struct str_list names = { 0 };

    (void)o; /* what a view uses cannot be asked for */
    if (!lite_usable(c, err) || !lite_column(a, c, sql_sqlite_views, &none, &names, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        str name, kind = str_cut(names.v[i], ' ', &name);

        *vec_push(a, out) = (struct outline_object){
            .kind = str_eq(kind, S("view")) ? OBJECT_VIEW : OBJECT_TRIGGER,
            .name = name,
        };
    }
    return true;
}
