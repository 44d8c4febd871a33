/* core/run_make.c: the making of one repeatable file within a transaction; see core/run_repeat.h.
 *
 * Does      send its statements within a savepoint; drop what cannot be replaced, with what depends on it, and give
 *           back owner, rights and comments
 * Does not  choose which text, and when (core/run_repeat.c)
 */
#include "base/fault.h"
#include "core/run_int.h"

#define SAVE_FILE      "SAVEPOINT afloat_file"
#define UNDO_FILE      "ROLLBACK TO SAVEPOINT afloat_file"
#define KEEP_FILE      "RELEASE SAVEPOINT afloat_file"
#define SAVE_STATEMENT "SAVEPOINT afloat_statement"
#define UNDO_STATEMENT "ROLLBACK TO SAVEPOINT afloat_statement"
#define KEEP_STATEMENT "RELEASE SAVEPOINT afloat_statement"

static struct plan_repeat *repeats(const struct run *r)
{
    return r->plan->repeats.v;
}

/* ---- errors that mean something ---- */

static bool among(const char *state, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(state, *list) == 0)
            return true;
    return false;
}

/* What stands there cannot be replaced: another kind of object, other columns, other arguments. */
static bool says_taken(const struct err *err)
{
    static const char *const states[] = {
        "42P16", "42P13", "42P07", "42723", "42710", "42809", NULL
    };

    return err->fail == FAIL_OTHER && (among(err->sqlstate, states) ||
                                       str_find(err->database, S("already exists")) != STR_NONE);
}

/* ---- dropping ---- */

struct making { /* one file on its way */
    struct run *run;
    size_t item;          /* whose transaction is open */
    size_t index;         /* in plan->repeats */
    struct plan_item *of; /* stands for the file */
    size_t kept_before;   /* lines kept when it began */
};

static bool exec(struct run *r, const char *sql, struct err *err)
{
    return engine_exec(r->conn, str_of(sql), NULL, err);
}

/* After an error: the statements that undo it have to work, else it is lost with the session. */
static bool undo(struct run *r, const char *sql, struct err *err)
{
    struct err second;
    bool ok;

    if (err->fail == FAIL_LOST)
        return false;
    err_init(&second);
    ok = exec(r, sql, &second);
    if (!ok)
        err_also(err, &second);
    err_done(&second);
    return ok;
}

static size_t maker_of(const struct run *r, const struct outline_object *o)
{
    for (size_t i = 0; i < r->plan->repeats.n; i++)
        for (size_t k = 0; k < repeats(r)[i].makes.n; k++)
            if (object_same(r->conn, &repeats(r)[i].makes.v[k], o))
                return i;
    return SIZE_MAX;
}

/* Writes down what the object has, and drops it. Not there: nothing happens. */
static bool drop_one(struct run *r, size_t item, const struct outline_object *o, struct err *err)
{
    const struct engine *e = r->conn->engine;
    struct kept *kept = vec_push(r->mem, &r->repeat->kept);
    bool keeps = e->keep && (o->kind == OBJECT_VIEW || o->kind == OBJECT_FUNCTION ||
                             o->kind == OBJECT_PROCEDURE);
    str drop = { 0 };

    kept->object = *o;
    kept->dropped_in = item + 1;
    if (keeps && !e->keep(r->mem, r->conn, o, &drop, &kept->sql, err))
        return false;
    if (!keeps)
        drop = object_drop_sql(r->mem, r->conn->dialect, o, false);
    return !drop.n || engine_exec(r->conn, drop, NULL, err);
}

/* SQLite: the triggers of a view go with it. */
static void triggers_too(struct run *r, const struct outline_object *o)
{
    for (size_t i = 0; !r->conn->engine->keep && i < r->plan->repeats.n; i++)
        for (size_t k = 0; k < repeats(r)[i].makes.n; k++) {
            const struct outline_object *t = &repeats(r)[i].makes.v[k];

            if (t->kind == OBJECT_TRIGGER && str_eq_nocase(t->table, o->name))
                r->repeat->todo[i] = true;
        }
}

/* The object, after what depends on it: of other files, which are made again. What no file makes stays, and then the
 * database says why the object cannot be dropped. */
static bool drop_with_dependents(struct making *m, const struct outline_object *o, struct err *err)
{
    struct run *r = m->run;
    struct object_list found = { 0 };

    if (r->conn->engine->keep && !r->conn->engine->dependents(r->mem, r->conn, o, &found, err))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        size_t maker = maker_of(r, &found.v[i]);

        if (maker == SIZE_MAX)
            continue;
        if (!drop_one(r, m->item, &found.v[i], err))
            return false;
        if (maker != m->index)
            r->repeat->todo[maker] = true;
    }
    triggers_too(r, o);
    fault_point("repeatable-dropped");
    return drop_one(r, m->item, o, err);
}

bool run_drop_made(struct run *r, size_t item, const struct outline_object *o, struct err *err)
{
    if (!drop_one(r, item, o, err))
        return false;
    r->repeat->todo[maker_of(r, o)] = true;
    triggers_too(r, o);
    return true;
}

/* ---- giving back ---- */

/* A line about something that the new object does not have is left out with a note. */
static bool give_line(struct run *r, str sql, struct err *err)
{
    static const char *const gone[] = { "42703", "42704", NULL };

    if (!exec(r, SAVE_STATEMENT, err))
        return false;
    if (engine_exec(r->conn, sql, NULL, err))
        return exec(r, KEEP_STATEMENT, err);
    if (!among(err->sqlstate, gone))
        return err_wrap(err, "giving back what the object had: " STR_FMT, STR_ARG(sql));
    if (!undo(r, UNDO_STATEMENT, err))
        return false;
    ctx_say(r->conn->ctx, EVENT_NOTE, "not given back, it has no object any more: " STR_FMT,
            STR_ARG(sql));
    err_clear(err);
    return true;
}

static bool give_back(struct making *m, const struct outline_object *o, struct err *err)
{
    struct run *r = m->run;

    for (size_t i = 0; i < r->repeat->kept.n; i++) {
        struct kept *k = &r->repeat->kept.v[i];

        if (k->given_in || !object_same(r->conn, &k->object, o))
            continue;
        k->given_in = m->item + 1;
        k->given_by = r->repeat->makings;
        for (size_t n = 0; n < k->sql.n; n++)
            if (!give_line(r, k->sql.v[n], err))
                return false;
    }
    return true;
}

/* ---- one file ---- */

static bool send(struct making *m, const struct stmt *st, struct err *err)
{
    struct run *r = m->run;
    struct sent what = {
        .kind = SENT_STATEMENT, .item = m->item, .of = m->of, .step = st->number, .place = st->place
    };

    run_set_label(&what, st->shown);
    what.shown = st->shown;
    return window_send(r, &what, st->sql, REQ_SYNC, err) && window_drain(r, err);
}

/* SQLite takes a view that reads what is not there; a query finds out. */
static bool check_view(struct making *m, const struct stmt *st, const struct outline_object *o,
                       struct err *err)
{
    struct buf sql = buf_on(m->run->mem);

    if (m->run->conn->dialect->id != DIALECT_SQLITE || o->kind != OBJECT_VIEW)
        return true;
    buf_z(&sql, "SELECT 1 FROM ");
    sql_ident(&sql, m->run->conn->dialect, o->name);
    buf_z(&sql, " LIMIT 0");
    if (engine_exec(m->run->conn, buf_view(&sql), NULL, err))
        return true;
    m->run->report->failed_version = m->of->version;
    m->run->report->failed_step = st->number;
    err->statement_offset = -1;
    return err_at(err, &st->place);
}

/* A CREATE: when what is there cannot be replaced, it is dropped first. */
static bool create(struct making *m, const struct stmt *st, const struct outline_object *o,
                   struct err *err)
{
    struct run *r = m->run;

    if (!exec(r, SAVE_STATEMENT, err))
        return false;
    if (!send(m, st, err)) {
        if (!says_taken(err) || !undo(r, UNDO_STATEMENT, err))
            return false;
        err_clear(err);
        if (!drop_with_dependents(m, o, err))
            return err->place.line || err_at(err, &st->place);
        if (!send(m, st, err))
            return false;
    }
    return exec(r, KEEP_STATEMENT, err) && check_view(m, st, o, err) && give_back(m, o, err);
}

static bool one_statement(struct making *m, const struct stmt *st, struct err *err)
{
    const struct conn *c = m->run->conn;
    struct object_list makes = { 0 };
    struct outline o;
    arena a;
    bool ok;

    arena_init(&a);
    outline_read(&a, c->dialect, c->server.split_modes, c->server.version_number, st->sql, &o);
    repeatable_makes(&a, &o, &makes);
    if (!makes.n) {
        ok = send(m, st, err);
    } else {
        struct outline_object made = makes.v[0];

        made.schema = str_copy(m->run->mem, made.schema);
        made.name = str_copy(m->run->mem, made.name);
        made.table = str_copy(m->run->mem, made.table);
        ok = create(m, st, &made, err);
    }
    arena_done(&a);
    return ok;
}

static bool run_text(struct making *m, struct err *err)
{
    struct script *s;
    struct stmt st;
    bool end = false, ok;
    arena own;

    arena_init(&own);
    s = script_open(&own, &m->of->source, err);
    ok = s != NULL;
    while (ok && (ok = ctx_check(m->run->conn->ctx, err) && script_next(s, &st, &end, err)) && !end)
        ok = one_statement(m, &st, err);
    if (ok && m->of->source.mig && !str_eq(script_sums(s).text, m->of->source.mig->up.text)) {
        err_set(err, ERR_FILE_MOVED, "the file changed while it was being applied");
        ok = err_at(err, &(struct place){ .file = m->of->source.mig->file });
    }
    arena_done(&own);
    return ok;
}

static void take_back(struct making *m, const bool *todo)
{
    struct repeat_run *p = m->run->repeat;

    memcpy(p->todo, todo, m->run->plan->repeats.n * sizeof(*todo));
    for (size_t i = 0; i < p->kept.n; i++)
        if (p->kept.v[i].given_by == p->makings)
            p->kept.v[i].given_in = 0;
    p->kept.n = m->kept_before;
}

/* The whole file or nothing of it. */
bool run_make_text(struct run *r, size_t item, size_t index, const struct script_source *source,
                   struct err *err)
{
    struct making making = { .run = r, .item = item, .index = index }, *m = &making;
    struct plan_repeat *p = &repeats(r)[index];
    bool *todo = arena_new(r->mem, bool, r->plan->repeats.n);

    m->of = arena_new(r->mem, struct plan_item, 1);
    *m->of = (struct plan_item){
        .version = p->version, .name = p->name, .mig = p->mig, .source = *source
    };
    m->kept_before = r->repeat->kept.n;
    r->repeat->makings++;
    memcpy(todo, r->repeat->todo, r->plan->repeats.n * sizeof(*todo));
    if (!exec(r, SAVE_FILE, err))
        return false;
    if (run_text(m, err)) {
        fault_point("repeatable-made");
        r->repeat->todo[m->index] = false;
        return exec(r, KEEP_FILE, err);
    }
    if (undo(r, UNDO_FILE, err))
        take_back(m, todo);
    return false;
}
