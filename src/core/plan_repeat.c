/* core/plan_repeat.c: which repeatable files run; see core/plan.h.
 *
 * Up        what is new or changed runs after the last version; what is unchanged is known to the run as well,
 *           for a migration may have to drop it for a moment
 * Down      each text becomes what it was before the oldest run whose versions are all taken back; what was not there
 *           then is dropped. A version taken back from among others that stay changes no text, unless a text cannot
 *           stand without it.
 * See       docs/FILES.md#repeatable-files
 */
#include "base/sha256.h"
#include "core/format.h"
#include "core/history.h"
#include "core/plan_int.h"

enum file_state repeatable_state(const struct migration *m, const struct entry *e)
{
    bool same;

    if (!m)
        return FILE_GONE;
    if (!e || !e->applied)
        return FILE_PENDING;
    same = m->repeat->sum.n ? str_eq(m->repeat->sum, e->down.text) : str_eq(m->up.text, e->up.text);
    return same ? FILE_APPLIED : FILE_CHANGED;
}

/* ---- stored texts ---- */

static struct script_source text_source(arena *a, const struct plan_in *in, str version, str text)
{
    struct conn *c = in->conn;

    return (struct script_source){ .dir = DIR_UP,
                                   .text = text,
                                   .format = formats[0],
                                   .label = str_printf(a, STR_FMT " (history)", STR_ARG(version)),
                                   .dialect = c->dialect,
                                   .split_modes = c->server.split_modes,
                                   .database = c->server.database,
                                   .text_sum_only = true };
}

/* The name of a file that moved to another folder is the same. */
static bool vars_of(arena *a, const struct plan_in *in, const struct entry *e,
                    struct script_source *io, struct err *err)
{
    const struct stored_text text = {
        .format = io->format, .repeatable = true, .version = e->version, .name = e->name
    };

    return project_text_vars(a, in->project, &text, &io->vars, err);
}

/* Absent when a password is masked in it. */
bool repeat_stored(arena *a, const struct plan_in *in, const struct entry *e,
                   struct script_source *out, struct err *err)
{
    struct conn *c = in->conn;
    struct result r;

    *out = (struct script_source){ 0 };
    if (!e || !e->applied || !e->has_down_text || e->flags & ENTRY_DOWN_MASKED)
        return true;
    if (!engine_exec(c, history_down_text_sql(a, c, in->tables, e->seq), &r, err))
        return false;
    if (r.rows != 1 || !str_eq(sha256_hex_of(a, result_text(&r, 0, 0)), e->up.text))
        return err_set(err, ERR_HISTORY_BROKEN,
                       "the stored text of \"" STR_FMT "\" was changed by hand",
                       STR_ARG(e->version));
    *out = text_source(a, in, e->version, str_copy(a, result_text(&r, 0, 0)));
    out->format = format_find(e->format);
    if (!out->format)
        return err_set(err, ERR_HISTORY_NEWER, "the format \"" STR_FMT "\" is not known",
                       STR_ARG(e->format));
    return !(e->flags & MIG_VARS) || vars_of(a, in, e, out, err);
}

bool repeat_makes(arena *a, const struct conn *c, const struct script_source *source,
                  struct object_list *out, struct err *err)
{
    struct script *s = script_open(a, source, err);
    struct stmt st;
    struct outline o;
    bool end = false;

    while (s && script_next(s, &st, &end, err) && !end) {
        outline_read(a, c->dialect, c->server.split_modes, c->server.version_number, st.sql, &o);
        repeatable_makes(a, &o, out);
    }
    return err->code == ERR_NONE;
}

/* ---- items ---- */

bool repeat_cut_off(const struct state *s, str version)
{
    for (size_t i = 0; i < s->journal.n; i++)
        if (str_eq(s->journal.v[i].version, version))
            return true;
    return false;
}

static struct plan_item item_of(const struct plan_in *in, const struct plan_repeat *r)
{
    struct plan_item item = { .version = r->version,
                              .name = r->name,
                              .mig = r->mig,
                              .entry = r->want,
                              .source = r->source,
                              .flags = r->flags,
                              .repeat = r,
                              .again = repeat_cut_off(in->state, r->version) };

    item.source.ctx = in->opts->silent ? NULL : in->conn->ctx;
    return item;
}

/* Plan items point at the repeats: those must not move any more. */
static void add_items(arena *a, const struct plan_in *in, struct plan *plan)
{
    for (size_t i = 0; i < plan->repeats.n; i++) {
        struct plan_item *item;

        if (!plan->repeats.v[i].changed)
            continue;
        item = vec_push(a, &plan->items);
        *item = item_of(in, &plan->repeats.v[i]);
        item->dir = plan->texts_back ? DIR_DOWN : DIR_UP;
        plan->repeat_items++;
    }
}

static void add_before(arena *a, const struct plan_in *in, struct plan *plan,
                       const struct repeat_list *first)
{
    struct plan_item *v = arena_new(a, struct plan_item, plan->items.n + first->n + 1);

    for (size_t i = 0; i < first->n; i++) {
        v[i] = item_of(in, first->v[i]);
        v[i].dir = DIR_DOWN;
    }
    if (!first->n)
        return;
    memcpy(v + first->n, plan->items.v, plan->items.n * sizeof(*v));
    plan->items.v = v;
    plan->items.n += first->n;
    plan->items.cap = plan->items.n;
    plan->repeat_items += first->n;
}

static bool refuse_alone(const struct plan_item *item, const struct stmt *s, struct err *err)
{
    (void)item;
    err_set(err, ERR_REPEATABLE,
            "a repeatable file cannot hold a statement that cannot be in a transaction");
    err_hint(err, "Put it in a migration.");
    return err_at(err, &s->place);
}

static bool check_step(void *data, const struct stmt *s, const struct outline *o,
                       const struct unit_step *u, struct err *err)
{
    const struct plan_item *item = data;

    if (s->copy) {
        err_set(err, ERR_REPEATABLE, "a repeatable file cannot hold the data of COPY");
        return err_at(err, &s->place);
    }
    return (u->act != ACT_ALONE && !u->end_before && o->cls != CLASS_CONTROL) ||
           refuse_alone(item, s, err);
}

/* All of them are one transaction where the engine can undo schema changes. */
static bool check_items(arena *a, const struct plan_in *in, struct plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->items.n; i++) {
        struct plan_item *item = &plan->items.v[i];
        struct script_source source = item->source;
        struct shape_walk w = { in->conn, &source, item->flags, check_step, item };

        source.ctx = NULL;
        if (item->repeat && in->conn->server.caps & CAP_DDL_TRANSACTIONAL &&
            !shape_walk(a, &w, &item->shape, err))
            return false;
    }
    return true;
}

bool repeat_items(arena *a, const struct plan_in *in, struct plan *plan,
                  const struct repeat_list *first, struct err *err)
{
    add_items(a, in, plan);
    if (first)
        add_before(a, in, plan, first);
    return check_items(a, in, plan, err);
}

/* ---- up ---- */

static void note_gone(const struct plan_in *in)
{
    for (size_t i = 0; i < in->state->repeatables.entries.n; i++) {
        const struct entry *e = in->state->repeatables.entries.v[i].value;
        bool found = false;

        for (size_t k = 0; k < in->project->repeatables.n; k++)
            found |= str_eq(in->project->repeatables.v[k].name, e->name);
        if (e->applied && !found && !in->opts->silent)
            ctx_say(in->conn->ctx, EVENT_NOTE,
                    STR_FMT ": its file is gone; what it made stays in the database",
                    STR_ARG(e->version));
    }
}

void repeats_of_files(arena *a, const struct plan_in *in, struct plan *plan)
{
    const struct project *p = in->project;

    for (size_t i = 0; i < p->repeatables.n; i++) {
        const struct migration *m = &p->repeatables.v[i];
        struct plan_repeat *r = vec_push(a, &plan->repeats);

        *r = (struct plan_repeat){ .version = m->version,
                                   .name = m->name,
                                   .mig = m,
                                   .now = map_find(&in->state->repeatables, m->name),
                                   .source = plan_file_source(m, DIR_UP, in->conn),
                                   .makes = m->repeat->makes,
                                   .sum = m->repeat->sum,
                                   .text_sum = m->up.text,
                                   .code_sum = m->up.code,
                                   .flags = m->flags };
        r->source.ctx = NULL;
        r->changed =
            repeatable_state(m, r->now) != FILE_APPLIED || repeat_cut_off(in->state, m->version);
    }
    note_gone(in);
}

/* ---- down ---- */

/* The row by which the version was applied, before every redo of it: a later one, of repair, says nothing about it. */
static const struct entry *up_of(const struct state *s, const struct entry *e)
{
    const struct entry *up = NULL;

    for (size_t i = s->entries.n; i-- > 0;) {
        const struct entry *one = &s->entries.v[i];

        if (!str_eq(one->version, e->version))
            continue;
        if (one->event == EVENT_OF_UP)
            up = one;
        if (up && one->event == EVENT_OF_DOWN && !(one->flags & ENTRY_REDO))
            break;
    }
    return up ? up : e;
}

static bool taken_back(const struct plan *plan, const struct entry *e)
{
    for (size_t i = 0; i < plan->items.n; i++)
        if (plan->items.v[i].entry == e)
            return true;
    return false;
}

struct way_back {      /* numbers of rows; 0 = none */
    int64_t to;        /* each text becomes what it was before this row … */
    int64_t otherwise; /* … or, where that cannot stand, before this one */
    struct lost_tables tables;
};

/* Newest applied version that stays; NULL = none. */
static const struct entry *newest_kept(arena *a, const struct plan_in *in, const struct plan *plan)
{
    struct entry_list applied = { 0 };
    const struct entry *kept = NULL;

    state_applied_list(a, in->state, &applied);
    for (size_t i = 0; i < applied.n; i++) {
        const struct entry *up = up_of(in->state, applied.v[i]);

        if (!taken_back(plan, applied.v[i]) && (!kept || up->seq > kept->seq))
            kept = up;
    }
    return kept;
}

/* A run of which some versions stay keeps its texts, as long as they can. */
static struct way_back find_way_back(arena *a, const struct plan_in *in, const struct plan *plan)
{
    const struct entry *kept = newest_kept(a, in, plan), *first = NULL;
    struct way_back way = { 0 };

    for (size_t i = 0; i < plan->items.n; i++) {
        const struct entry *e = plan->items.v[i].entry, *up = e ? up_of(in->state, e) : NULL;

        if (up && (!kept || up->seq > kept->seq) && (!first || up->seq < first->seq))
            first = up;
    }
    if (!first)
        return way;
    way.to = first->seq;
    if (!kept || !str_eq(kept->run_id, first->run_id))
        return way;
    way.otherwise = way.to;
    way.to = in->state->last_seq + 1;
    for (size_t i = 0; i < in->state->entries.n && way.to > in->state->last_seq; i++) {
        const struct entry *e = &in->state->entries.v[i];

        if (e->seq > first->seq && !str_eq(e->run_id, first->run_id))
            way.to = e->seq;
    }
    return way;
}

static const struct entry *text_before(const struct state *s, str name, int64_t seq)
{
    const struct entry *found = NULL;

    for (size_t i = 0; i < s->entries.n && s->entries.v[i].seq < seq; i++)
        if (s->entries.v[i].event == EVENT_OF_REPEATABLE && !repeat_open(&s->entries.v[i]) &&
            str_eq(s->entries.v[i].name, name))
            found = &s->entries.v[i];
    return found && found->applied ? found : NULL;
}

/* Statements that drop what the file made, the last one first. */
struct script_source repeat_drops(arena *a, const struct plan_in *in, const struct plan_repeat *r)
{
    struct buf b = buf_on(a);

    for (size_t i = r->makes.n; i-- > 0;) {
        buf_str(&b, object_drop_sql(a, in->conn->dialect, &r->makes.v[i], true));
        buf_z(&b, ";\n");
    }
    return text_source(a, in, r->version, b.n ? buf_view(&b) : S("SELECT 1;\n"));
}

static void note_masked(const struct plan_in *in, const struct entry *e)
{
    if (!in->opts->silent)
        ctx_say(in->conn->ctx, EVENT_WARNING,
                STR_FMT ": its former text is not put back: a password is masked in it",
                STR_ARG(e->version));
}

/* What stands at the end: the wanted text, or nothing. False with *out_masked: it cannot be put back. */
static bool fill_wanted(arena *a, const struct plan_in *in, struct plan_repeat *r, bool *out_masked,
                        struct err *err)
{
    *out_masked = false;
    if (!r->want) {
        r->source = repeat_drops(a, in, r);
        r->gone = true;
        r->flags = r->now->flags & ~(unsigned)MIG_VARS;
        return true;
    }
    if (!repeat_stored(a, in, r->want, &r->source, err))
        return false;
    *out_masked = !r->source.format;
    r->sum = r->want->down.text;
    r->text_sum = r->want->up.text;
    r->code_sum = r->want->up.code;
    r->flags = r->want->flags;
    return true;
}

static bool add_alternative(arena *a, const struct plan_in *in, struct plan_repeat *r,
                            int64_t before, struct err *err)
{
    struct plan_repeat *alt = arena_new(a, struct plan_repeat, 1);
    bool masked;

    *alt = *r;
    alt->want = text_before(in->state, r->name, before);
    if (!fill_wanted(a, in, alt, &masked, err))
        return false;
    if (!masked)
        r->alternative = alt;
    return true;
}

static bool add_down(arena *a, const struct plan_in *in, struct plan *plan, const struct entry *now,
                     struct way_back *way, struct err *err)
{
    struct plan_repeat r = { .version = now->version, .name = now->name, .now = now };
    bool masked, lost;

    r.want = way->to ? text_before(in->state, now->name, way->to) : now;
    r.changed = !r.want || !str_eq(r.want->down.text, now->down.text);
    if (!repeat_stored(a, in, now, &r.before, err))
        return false;
    if (r.before.format && !repeat_makes(a, in->conn, &r.before, &r.makes, err))
        return false;
    if (!plan_loses(a, &way->tables, &r.makes, &lost, err))
        return false;
    if (lost && !r.changed) {
        r.want = way->otherwise ? text_before(in->state, now->name, way->otherwise) : NULL;
        r.changed = true;
    }
    r.changed |= repeat_cut_off(in->state, now->version);
    if (!fill_wanted(a, in, &r, &masked, err))
        return false;
    if (masked || !r.before.format) {
        if (r.changed)
            note_masked(in, now);
        return true;
    }
    if (!r.changed && way->otherwise && !add_alternative(a, in, &r, way->otherwise, err))
        return false;
    *vec_push(a, &plan->repeats) = r;
    return true;
}

static void repeats_to_front(arena *a, struct plan *plan)
{
    struct plan_item *v = arena_new(a, struct plan_item, plan->items.n + 1);
    size_t n = plan->repeat_items, rest = plan->items.n - n;

    if (n) {
        memcpy(v, plan->items.v + rest, n * sizeof(*v));
        memcpy(v + n, plan->items.v, rest * sizeof(*v));
        plan->items.v = v;
        plan->items.cap = plan->items.n;
    }
    plan->repeats_first = true;
}

bool plan_repeats_down(arena *a, const struct plan_in *in, struct plan *plan, struct err *err)
{
    const struct state *s = in->state;
    struct way_back way = find_way_back(a, in, plan);

    if (!plan->items.n)
        return true;
    way.tables = (struct lost_tables){ .conn = in->conn, .plan = plan };
    for (size_t i = 0; i < s->repeatables.entries.n; i++) {
        const struct entry *now = s->repeatables.entries.v[i].value;

        if (now->applied && !add_down(a, in, plan, now, &way, err))
            return false;
    }
    plan->texts_back = true;
    if (!repeat_items(a, in, plan, NULL, err))
        return false;
    if (!(in->conn->server.caps & CAP_DDL_TRANSACTIONAL))
        repeats_to_front(a, plan);
    return true;
}
