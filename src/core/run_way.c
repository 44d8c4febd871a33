/* core/run_way.c: repeatable files that hold up others; see core/run_repeat.h.
 *
 * Does      see that a migration failed because of objects that repeatable files make; choose what is dropped for it;
 *           on MySQL, put a file that waits for another one behind it
 */
#include "core/run_int.h"
#include "sql/lex.h"

/* ---- in the way of a migration ---- */

static bool says_in_way(const struct conn *c, const struct err *err)
{
    if (c->dialect->id == DIALECT_SQLITE)
        return str_starts(err->database, S("error in view ")) ||
               str_starts(err->database, S("error in trigger "));
    return strcmp(err->sqlstate, "2BP01") == 0 || strcmp(err->sqlstate, "0A000") == 0;
}

static bool is_made(const struct run *r, const struct outline_object *o)
{
    for (size_t i = 0; i < r->plan->repeats.n; i++)
        for (size_t k = 0; k < r->plan->repeats.v[i].makes.n; k++)
            if (object_same(r->conn, &r->plan->repeats.v[i].makes.v[k], o))
                return true;
    return false;
}

static bool is_listed(const struct conn *c, const struct object_list *l,
                      const struct outline_object *o)
{
    for (size_t i = 0; i < l->n; i++)
        if (object_same(c, &l->v[i], o))
            return true;
    return false;
}

/* What depends on the objects of the statement and is made by files. */
static bool find_way(struct run *r, str sql, struct object_list *out, struct err *err)
{
    struct conn *c = r->conn;
    struct object_list found = { 0 };
    struct outline o;

    outline_read(r->mem, c->dialect, c->server.split_modes, c->server.version_number, sql, &o);
    if (o.cls != CLASS_DDL)
        return true;
    for (size_t i = 0; i < o.objects.n; i++)
        if (!c->engine->dependents(r->mem, c, &o.objects.v[i], &found, err))
            return false;
    for (size_t i = 0; i < found.n; i++)
        if (is_made(r, &found.v[i]) && !is_listed(c, out, &found.v[i]))
            *vec_push(r->mem, out) = found.v[i];
    return true;
}

/* Of all statements up to the one that failed: it may name a thing as one before it has called it. */
static bool find_all_ways(struct run *r, const struct plan_item *item, int64_t step,
                          struct object_list *out, struct err *err)
{
    struct script_source source = item->source;
    struct script *script;
    struct stmt st;
    bool end = false, ok;
    arena a;

    arena_init(&a);
    source.ctx = NULL;
    script = script_open(&a, &source, err);
    ok = script != NULL;
    while (ok && (ok = script_next(script, &st, &end, err)) && !end && st.number <= step)
        ok = find_way(r, st.sql, out, err);
    arena_done(&a);
    return ok;
}

bool run_repeat_in_way(struct run *r, const struct err *err)
{
    size_t item = run_item_now(r);
    struct object_list way = { 0 };
    struct err second;
    bool ok;

    if (!r->repeat || r->repeat->way_item == item || r->plan->items.v[item].repeat ||
        !r->conn->engine->dependents || err->fail != FAIL_OTHER || !r->report->failed_step ||
        !says_in_way(r->conn, err) || ctx_signal(r->conn->ctx))
        return false;
    err_init(&second);
    ok = find_all_ways(r, &r->plan->items.v[item], r->report->failed_step, &way, &second) && way.n;
    if (ok) {
        r->repeat->way_item = item;
        r->repeat->way = way;
    }
    err_done(&second);
    return ok;
}

/* ---- MySQL: not yet there ---- */

bool run_is_missing(const struct err *err)
{
    static const char *const states[] = { "42P01", "42883", "42704", "42703",
                                          "2BP01", "42S02", "42S22", NULL };
    static const int numbers[] = { 1146, 1305, 1054, 1356 };

    if (err->fail != FAIL_OTHER)
        return false;
    for (size_t i = 0; states[i]; i++)
        if (strcmp(err->sqlstate, states[i]) == 0)
            return true;
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (err->native == numbers[i])
            return true;
    return str_starts(err->database, S("no such "));
}

bool run_repeat_later(struct run *r, const struct err *err)
{
    struct plan *plan = r->plan;
    size_t i = r->at.item, last = i;
    struct plan_item item;

    if (!r->repeat || i >= plan->items.n || !plan->items.v[i].repeat ||
        r->conn->server.caps & CAP_DDL_TRANSACTIONAL || !run_is_missing(err) ||
        ctx_signal(r->conn->ctx))
        return false;
    if (r->repeat->failed_at != i)
        r->repeat->failed = 0;
    r->repeat->failed_at = i;
    last = plan->items.n - 1;
    if (++r->repeat->failed > last - i || last == i)
        return false;
    item = plan->items.v[i];
    item.again = true;
    memmove(plan->items.v + i, plan->items.v + i + 1, (last - i) * sizeof(item));
    plan->items.v[last] = item;
    r->at.step = 0;
    r->announced = r->announced > i ? i : r->announced;
    return true;
}

/* ---- MySQL: in place of what is there ---- */

static size_t after_create(const struct conn *c, str sql, bool *out_replaces)
{
    struct lex l = lex_of(c->dialect, c->server.split_modes, sql);
    struct token t;
    size_t at = 0;

    *out_replaces = false;
    if (lex_next(&l, &t) && t.kind == TOKEN_WORD && str_eq_nocase(t.text, S("create")))
        at = t.offset + t.text.n;
    if (at && lex_next(&l, &t))
        *out_replaces = t.kind == TOKEN_WORD && str_eq_nocase(t.text, S("or"));
    return at;
}

str run_replacing(arena *a, const struct conn *c, const struct outline *o, str sql, str *out_before)
{
    struct object_list makes = { 0 };
    bool replaces;
    size_t at = after_create(c, sql, &replaces);

    *out_before = (str){ 0 };
    repeatable_makes(a, o, &makes);
    if (!makes.n || !at || replaces || o->idempotent)
        return sql;
    /* MySQL has it for views only. */
    if (!(c->server.caps & CAP_MARIADB) && makes.v[0].kind != OBJECT_VIEW) {
        *out_before = object_drop_sql(a, c->dialect, &makes.v[0], true);
        return sql;
    }
    return str_printf(a, STR_FMT " OR REPLACE" STR_FMT, STR_ARG(str_slice(sql, 0, at)),
                      STR_ARG(str_skip(sql, at)));
}
