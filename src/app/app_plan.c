/* app/app_plan.c: see app/app_plan.h. Reads the statements once more, so that none is kept in memory. */
#include "app/app_plan.h"

static const struct field planned_fields[] = {
    { "version", "", FIELD_TEXT, 0, "version of the migration" },
    { "name", "", FIELD_TEXT, 0, "name of the migration" },
    { "kind", "", FIELD_TEXT, FIELD_JSON_ONLY, "versioned or repeatable" },
    { "direction", "", FIELD_TEXT, FIELD_JSON_ONLY, "up or down" },
    { "statements", "", FIELD_INT, FIELD_JSON_ONLY, "statements in this direction" },
    { "units", "", FIELD_INT, FIELD_JSON_ONLY, "transactions and single statements it takes" },
    { "done", "", FIELD_INT, FIELD_JSON_ONLY, "statements that an earlier run finished" },
    { "atomic", "", FIELD_TEXT, 0, "whether it happens wholly or not at all" },
};

static const struct rectype planned_type = { "migrations", RECORD_MANY, planned_fields,
                                             COUNT_OF(planned_fields), NULL };

static const struct field step_fields[] = {
    { "version", "", FIELD_TEXT, FIELD_JSON_ONLY, "version of the migration" },
    { "step", "", FIELD_INT, 0, "number of the statement in its direction" },
    { "unit", "", FIELD_INT, FIELD_JSON_ONLY, "number of the unit it belongs to" },
    { "line", "", FIELD_INT, FIELD_JSON_ONLY, "line of the file" },
    { "how", "", FIELD_TEXT, 0,
      "in transaction, alone, session, left out; done by an earlier run" },
    { "sql", "", FIELD_TEXT, FIELD_SQL, "the statement" },
};

static const struct rectype step_type = { "steps", RECORD_MANY, step_fields, COUNT_OF(step_fields),
                                          NULL };

static const struct field summary_fields[] = {
    { "pending", "", FIELD_INT, 0, "migrations to run" },
    { "repeatables", "", FIELD_INT, 0, "repeatable files to run, put back or drop" },
    { "message", "", FIELD_TEXT, 0, "the plan in words" },
};

static const struct rectype summary_type = { "plan", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields), "{message}" };

struct teller {
    struct ctx *ctx;
    const struct app_session *s;
    const struct plan_item *item;
    int64_t unit;
    bool open;
};

static const char *how(const struct unit_step *u)
{
    static const char *const names[] = { [ACT_LEAVE_OUT] = "left out",
                                         [ACT_SESSION] = "session",
                                         [ACT_IN_TX] = "in transaction",
                                         [ACT_ALONE] = "alone" };

    return names[u->act];
}

/* A migration must not name what a repeatable file makes: that is replaced as a whole. */
static void warn_of_owner(const struct teller *t, const struct stmt *s, const struct outline *o)
{
    const struct conn *c = t->s->conn;
    const struct outline_object *object;
    const struct migration *owner =
        t->item->repeat || !t->item->mig
            ? NULL
            : repeatable_owner(&t->s->project, c->dialect, c->server.schema, o, &object);

    if (owner)
        ctx_say(t->ctx, EVENT_WARNING, STR_FMT ":%u: " STR_FMT, STR_ARG(s->place.file),
                s->place.line, STR_ARG(repeatable_named_words(t->ctx->mem, owner, object)));
}

static bool tell_step(void *data, const struct stmt *s, const struct outline *o,
                      const struct unit_step *u, struct err *err)
{
    struct teller *t = data;
    bool starts = u->act == ACT_ALONE || (u->act == ACT_IN_TX && (!t->open || u->end_before));
    struct field_value v[COUNT_OF(step_fields)];
    bool masked;

    (void)err;
    warn_of_owner(t, s, o);
    t->unit += starts;
    t->open = u->act == ACT_IN_TX ? !u->end_after : t->open && !u->end_before;
    v[0] = field_text(t->item->version);
    v[1] = field_int(s->number);
    v[2] = u->act == ACT_IN_TX || u->act == ACT_ALONE ? field_int(t->unit) : field_null();
    v[3] = field_int(s->place.line);
    v[4] = field_text(s->number <= t->item->done ? S("done") : str_of(how(u)));
    v[5] = field_text(outline_mask(t->ctx->mem, t->s->conn->dialect, s->shown, &masked));
    ctx_record(t->ctx, &step_type, v);
    return true;
}

static str atomic_words(arena *a, const struct plan_item *item, bool whole)
{
    if (item->repeat && whole)
        return S("one transaction for all repeatable files");
    if (item->done)
        return str_printf(a, "goes on after statement %lld", (long long)item->done);
    if (item->shape.units > 1)
        return str_printf(a, "not atomic: %lld units", (long long)item->shape.units);
    return item->shape.alone ? S("one statement outside a transaction") : S("one transaction");
}

/* Where a plan has both directions, each migration says which is its. */
static str how_words(arena *a, const struct plan *plan, const struct plan_item *item, bool whole)
{
    str words = atomic_words(a, item, whole);

    return plan->both
               ? str_printf(a, "%s, " STR_FMT, item->dir == DIR_UP ? "up" : "down", STR_ARG(words))
               : words;
}

static bool tell_item(struct ctx *ctx, struct app_session *s, const struct plan *plan,
                      const struct plan_item *item, struct err *err)
{
    struct teller t = { .ctx = ctx, .s = s, .item = item };
    struct script_source source = item->source;
    struct shape_walk w = { s->conn, &source, item->flags, tell_step, &t };
    struct shape shape;
    struct field_value v[] = {
        field_text(item->version),
        item->repeat ? field_null() : field_text(item->name),
        field_text(item->repeat ? S("repeatable") : S("versioned")),
        field_text(item->dir == DIR_UP ? S("up") : S("down")),
        field_int(item->shape.statements),
        field_int(item->shape.units),
        field_int(item->done),
        field_text(how_words(ctx->mem, plan, item, s->conn->server.caps & CAP_DDL_TRANSACTIONAL))
    };

    _Static_assert(COUNT_OF(v) == COUNT_OF(planned_fields), "one value a field");
    ctx_record(ctx, &planned_type, v);
    source.ctx = NULL; /* its notes were told when the shape was read */
    return shape_walk(ctx->mem, &w, &shape, err);
}

static str plan_words(arena *a, const struct plan *plan, int64_t n, int64_t again)
{
    struct buf b = buf_on(a);

    if (!n && !again)
        return S("up to date: nothing to do");
    if (plan->both)
        buf_printf(&b, "%lld to take back, then %lld to apply",
                   (long long)plan_count(plan, DIR_DOWN), (long long)plan_count(plan, DIR_UP));
    else if (n)
        buf_printf(&b, "%lld migration%s to %s", (long long)n, STR_PLURAL(n),
                   plan->dir == DIR_UP ? "apply" : "take back");
    if (again)
        buf_printf(&b, "%s%lld repeatable file%s to %s", n ? ", " : "", (long long)again,
                   STR_PLURAL(again), plan->texts_back ? "put back" : "run");
    buf_z(&b, ". Nothing was changed.");
    return buf_view(&b);
}

/* What goes for a moment and comes back in the same plan counts once. */
static int64_t count_repeats(const struct plan *plan)
{
    int64_t n = 0;

    for (size_t i = 0; i < plan->items.n; i++) {
        const struct plan_repeat *r = plan->items.v[i].repeat;

        n += r && (plan->texts_back || !r->gone);
    }
    return n;
}

bool app_tell_plan(struct ctx *ctx, struct app_session *s, const struct plan *plan, struct err *err)
{
    int64_t again = count_repeats(plan), n = (int64_t)(plan->items.n - plan->repeat_items);
    struct field_value v[3] = { field_int(n), field_int(again) };

    ctx_record(ctx, &planned_type, NULL);
    ctx_record(ctx, &step_type, NULL);
    for (size_t i = 0; i < plan->items.n; i++)
        if (!tell_item(ctx, s, plan, &plan->items.v[i], err))
            return false;
    v[2] = field_text(plan_words(ctx->mem, plan, n, again));
    ctx_record(ctx, &summary_type, v);
    return true;
}

const struct rectype *const app_plan_records[] = { &app_target_type, &planned_type, &step_type,
                                                   &summary_type, NULL };
