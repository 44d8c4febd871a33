/* app/app_assess.c: see app/app_assess.h.
 *
 * Findings come after the assessment of their statement; both are told together, so a statement's record is held
 * until the next one comes.
 */
#include "app/app_assess.h"

#include "app/app_lint_int.h"

static const struct field lock_fields[] = {
    { "relation", "", FIELD_TEXT, 0, "name of what is locked" },
    { "mode", "", FIELD_TEXT, 0, "the server's word for the lock" },
};

static const struct rectype lock_type = { "lock", RECORD_NESTED, lock_fields, COUNT_OF(lock_fields),
                                          NULL };

static const struct field risk_fields[] = {
    { "axis", "", FIELD_TEXT, 0, "availability, data, compatibility, reversibility or resources" },
    { "score", "", FIELD_INT, 0, "0 (none) to 4" },
    { "reason", "", FIELD_TEXT, 0, "why, null for 0" },
};

static const struct rectype risk_type = { "risk", RECORD_NESTED, risk_fields, COUNT_OF(risk_fields),
                                          NULL };

static const struct field fields[] = {
    { "where", "where", FIELD_TEXT, 0, "file and line" },
    { "file", "", FIELD_TEXT, FIELD_JSON_ONLY, "path of the file" },
    { "line", "", FIELD_INT, FIELD_JSON_ONLY, "line of the statement, from 1" },
    { "column", "", FIELD_INT, FIELD_JSON_ONLY, "column of the statement, from 1, in bytes" },
    { "sql", "", FIELD_TEXT, FIELD_JSON_ONLY, "the statement" },
    { "verb", "statement", FIELD_TEXT, 0, "its first words" },
    { "class", "class", FIELD_TEXT, 0,
      "additive, compatible-heavy, restricting, breaking, destructive, data or opaque" },
    { "locks", "lock", FIELD_RECORDS, FIELD_JSON_ONLY, "what is locked, and how" },
    { "lock", "strongest lock", FIELD_TEXT, 0, "the strongest of the locks" },
    { "blocks", "blocks", FIELD_TEXT, 0, "what waits for it: none, ddl, writes or all" },
    { "rewrite", "", FIELD_BOOL, FIELD_JSON_ONLY, "a table is written again" },
    { "scan", "", FIELD_BOOL, FIELD_JSON_ONLY, "a table is read whole" },
    { "builds", "", FIELD_BOOL, FIELD_JSON_ONLY, "an index is built" },
    { "validates", "", FIELD_BOOL, FIELD_JSON_ONLY,
      "it fails when rows that are there do not fit" },
    { "fails", "", FIELD_BOOL, FIELD_JSON_ONLY, "the server refuses it for certain" },
    { "work", "work", FIELD_TEXT, 0, "what takes long: scan, rewrite, build; empty = nothing" },
    { "algorithm", "", FIELD_TEXT, FIELD_JSON_ONLY,
      "MySQL and MariaDB: INSTANT, NOCOPY, INPLACE or COPY, null elsewhere" },
    { "transaction", "", FIELD_TEXT, FIELD_JSON_ONLY,
      "yes: it may be in one; never; commits: it ends the one that is open" },
    { "reversible", "", FIELD_TEXT, FIELD_JSON_ONLY, "how far a way back brings what was before" },
    { "strategy", "strategy", FIELD_TEXT, 0,
      "single-step, online-rewrite, expand-contract or manual" },
    { "risk", "risk", FIELD_TEXT, FIELD_STATE, "low, medium, high or critical" },
    { "risks", "risk", FIELD_RECORDS, FIELD_JSON_ONLY, "what the risk is made of" },
    { "why", "", FIELD_TEXT, FIELD_JSON_ONLY, "the reason for locks and work" },
    { "confidence", "", FIELD_TEXT, FIELD_JSON_ONLY,
      "static: from the statement alone; replayed: from it and the files before it" },
    { "direction", "", FIELD_TEXT, FIELD_JSON_ONLY, "up or down" },
    { "findings", "finding", FIELD_RECORDS, FIELD_JSON_ONLY, "what rules of lint say of it" },
};

static const struct rectype statement_type = { "statements", RECORD_MANY, fields, COUNT_OF(fields),
                                               NULL };

static const struct field summary_fields[] = {
    { "engine", "", FIELD_TEXT, 0, "engine that the statements were judged for" },
    { "engine_version", "", FIELD_TEXT, 0, "its version, null = the newest that afloat knows" },
    { "statements", "", FIELD_INT, 0, "statements" },
    { "opaque", "", FIELD_INT, 0, "statements that afloat could not read in full" },
    { "risk", "", FIELD_TEXT, 0, "the highest risk of all" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields), "{message}" };

struct assessing {
    struct ctx *ctx;
    struct judge j;
    struct field_value held[COUNT_OF(fields)]; /* of the statement whose findings may still come */
    bool holds;
    vec(struct record) findings;
    int worst; /* level of the risk */
};

static const char *const levels[] = { "low", "medium", "high", "critical" };

static void flush(struct assessing *s)
{
    if (!s->holds)
        return;
    s->held[COUNT_OF(fields) - 1] = field_records(s->findings.v, s->findings.n);
    ctx_record(s->ctx, &statement_type, s->held);
    s->holds = false;
    s->findings.n = 0;
}

static str path_text(arena *a, const struct path *p)
{
    struct buf b = buf_on(a);

    path_print(&b, p);
    return buf_view(&b);
}

/* A relation that the statement renames has its new name by now. */
static str lock_name(const struct assessing *s, const struct statement *st, const struct lock *l)
{
    for (size_t i = 0; l->relation && i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        if (c->verb == CHANGE_RENAME && c->object == l->relation)
            return str_copy(s->ctx->mem, c->path.name);
    }
    const struct object *o = schema_get(s->j.schema, l->relation);

    return o ? str_copy(s->ctx->mem, o->name) : path_text(s->ctx->mem, &l->path);
}

static struct field_value locks_of(const struct assessing *s, const struct statement *st,
                                   const struct effect *e)
{
    arena *a = s->ctx->mem;
    struct record *v = arena_new(a, struct record, e->locks.n + 1);

    for (size_t i = 0; i < e->locks.n; i++) {
        struct field_value *f = arena_new(a, struct field_value, COUNT_OF(lock_fields));

        f[0] = field_text(lock_name(s, st, &e->locks.v[i]));
        f[1] = field_text(str_of(lock_word(e->locks.v[i].mode)));
        v[i] = (struct record){ &lock_type, f };
    }
    return field_records(v, e->locks.n);
}

static enum lock_mode strongest(const struct effect *e)
{
    enum lock_mode most = LOCK_NONE;

    for (size_t i = 0; i < e->locks.n; i++)
        most = e->locks.v[i].mode > most ? e->locks.v[i].mode : most;
    return most;
}

static struct field_value risks_of(const struct assessing *s, const struct risk *r)
{
    arena *a = s->ctx->mem;
    struct record *v = arena_new(a, struct record, RISK__COUNT);

    for (int i = 0; i < RISK__COUNT; i++) {
        struct field_value *f = arena_new(a, struct field_value, COUNT_OF(risk_fields));

        f[0] = field_text(str_of(risk_word((enum risk_axis)i)));
        f[1] = field_int(r->score[i]);
        f[2] = r->reason[i].n ? field_text(str_copy(a, r->reason[i])) : field_null();
        v[i] = (struct record){ &risk_type, f };
    }
    return field_records(v, RISK__COUNT);
}

static str work_of(arena *a, unsigned work)
{
    static const struct {
        unsigned bit;
        const char *word;
    } words[] = { { WORK_REWRITE, "rewrite" },
                  { WORK_BUILD, "build" },
                  { WORK_SCAN, "scan" },
                  { WORK_WAITS, "waits" } };
    struct buf b = buf_on(a);

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (work & words[i].bit)
            buf_printf(&b, "%s%s", b.n ? " " : "", words[i].word);
    return b.n ? buf_view(&b) : S("");
}

static int level_of(const char *word)
{
    for (size_t i = 0; word && i < COUNT_OF(levels); i++)
        if (strcmp(levels[i], word) == 0)
            return (int)i;
    return 0;
}

static struct field_value flag(unsigned on)
{
    return (struct field_value){ .i = on != 0 };
}

static void on_statement(void *data, struct judge *j, const struct judged *at,
                         const struct assessment *x)
{
    struct assessing *s = data;
    arena *a = s->ctx->mem;
    const struct effect *e = &x->effect;
    enum lock_mode most = strongest(e);
    const struct field_value v[] = {
        field_text(str_printf(a, STR_FMT ":%u", STR_ARG(at->file), at->place.line)),
        field_text(at->file),
        field_int(at->place.line),
        field_int(at->place.column),
        field_text(str_copy(a, at->sql)),
        field_text(x->statement->verb.n ? x->statement->verb : S("?")),
        field_text(str_of(class_word(x->cls))),
        locks_of(s, x->statement, e),
        most ? field_text(str_of(lock_word(most))) : field_null(),
        field_text(str_of(blocks_word(e->blocks))),
        flag(e->work & WORK_REWRITE),
        flag(e->work & WORK_SCAN),
        flag(e->work & WORK_BUILD),
        flag(e->work & WORK_VALIDATE),
        flag(e->fails),
        field_text(work_of(a, e->work)),
        e->algorithm ? field_text(str_of(algorithm_word(e->algorithm))) : field_null(),
        field_text(str_of(transaction_word(e->transaction))),
        field_text(str_of(way_back_word(e->way_back))),
        field_text(str_of(strategy_word(x->strategy))),
        field_text(str_of(x->risk.level)),
        risks_of(s, &x->risk),
        e->why.n ? field_text(str_copy(a, e->why)) : field_null(),
        field_text(str_of(confidence_word(x->confidence))),
        field_text(at->down ? S("down") : S("up")),
        field_records(NULL, 0),
    };

    _Static_assert(COUNT_OF(v) == COUNT_OF(fields), "one value a field");
    (void)j;
    flush(s);
    memcpy(s->held, v, sizeof(v));
    s->holds = true;
    s->worst = level_of(x->risk.level) > s->worst ? level_of(x->risk.level) : s->worst;
}

static void on_finding(void *data, struct judge *j, const struct judged *at,
                       const struct finding *f)
{
    struct assessing *s = data;
    arena *a = s->ctx->mem;
    struct finding held;

    if (!at->sql.p)
        return;
    held = finding_copy(a, f);
    *vec_push(a, &s->findings) =
        (struct record){ &lint_nested_type,
                         lint_values(a, j, at, &held, lint_fingerprint(a, at, f, j->dialect)) };
}

static void on_broken(void *data, struct judge *j, const struct err *err)
{
    struct assessing *s = data;

    (void)j;
    ctx_say(s->ctx, EVENT_WARNING, STR_FMT ":%u:%u: " STR_FMT, STR_ARG(err->place.file),
            err->place.line, err->place.column, STR_ARG(err->message));
}

static void tell_summary(const struct assessing *s)
{
    const struct judge_counts *c = &s->j.counts;
    arena *a = s->ctx->mem;
    str version = s->j.version_text;
    const struct field_value v[] = {
        field_text(str_of(s->j.dialect->name)),
        field_text(version),
        field_int(c->statements),
        field_int(c->opaque),
        field_text(str_of(levels[s->worst])),
        field_text(str_printf(a, "%lld statement%s (%s%s" STR_FMT "): the risk is %s",
                              (long long)c->statements, c->statements == 1 ? "" : "s",
                              s->j.dialect->name, version.n ? " " : "", STR_ARG(version),
                              levels[s->worst])),
    };

    _Static_assert(COUNT_OF(v) == COUNT_OF(summary_fields), "one value a field");
    ctx_record(s->ctx, &summary_type, v);
}

bool app_assess(struct ctx *ctx, const struct judge_opts *req, struct app_outcome *out,
                struct err *err)
{
    struct assessing s = { .ctx = ctx };
    const struct judge_calls calls = { on_statement, on_finding, on_broken, &s };

    (void)out;
    if (!judge_open(ctx, req, &s.j, err))
        return false;
    ctx_record(ctx, &statement_type, NULL);
    if (!judge_run(&s.j, &calls, err))
        return false;
    flush(&s);
    tell_summary(&s);
    return true;
}

const struct rectype *const app_assess_records[] = { &statement_type,   &lock_type,    &risk_type,
                                                     &lint_nested_type, &summary_type, NULL };
