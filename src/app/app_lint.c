/* app/app_lint.c: see app/app_lint.h. */
#include "app/app_lint.h"

#include "app/app_lint_int.h"
#include "app/app_rules.h"
#include "base/fs.h"

static const struct field summary_fields[] = {
    { "engine", "", FIELD_TEXT, 0, "engine that the files were judged for" },
    { "engine_version", "", FIELD_TEXT, 0, "its version, null = the newest that afloat knows" },
    { "files", "", FIELD_INT, 0, "files that were judged" },
    { "statements", "", FIELD_INT, 0, "statements in them" },
    { "opaque", "", FIELD_INT, 0, "statements that afloat could not read in full" },
    { "errors", "", FIELD_INT, 0, "findings of severity error" },
    { "warnings", "", FIELD_INT, 0, "findings of severity warning" },
    { "infos", "", FIELD_INT, 0, "findings of severity info" },
    { "allowed", "", FIELD_INT, 0, "findings that the files or the configuration accept" },
    { "known", "", FIELD_INT, 0, "findings of the baseline" },
    { "fixed", "", FIELD_INT, 0, "fixes that were put into files" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields), "{message}" };

static const struct field rule_fields[] = {
    { "code", "code", FIELD_TEXT, 0, "code of the rule" },
    { "slug", "rule", FIELD_TEXT, 0, "its name in the configuration and in allow" },
    { "severity", "severity", FIELD_TEXT, FIELD_STATE, "error, warning, info or off" },
    { "engines", "engines", FIELD_TEXT, 0, "engines that it concerns" },
    { "title", "finds", FIELD_TEXT, 0, "what it finds" },
};

static const struct rectype rule_type = { "rules", RECORD_MANY, rule_fields, COUNT_OF(rule_fields),
                                          NULL };

struct lint {
    struct ctx *ctx;
    const struct app_lint *req;
    struct judge j;
    struct map baseline;
    struct str_list lines; /* of a baseline to be written */
    struct lint_fix_list fixes;
    int64_t n[SEVERITY_ERROR + 1], allowed, known, fixed;
};

/* ---- findings ---- */

static void note_fix(struct lint *l, const struct judged *at, const struct finding *f)
{
    arena *a = l->ctx->mem;

    if (!l->req->fix || !f->fix || !at->raw.p || !str_eq(at->raw, at->sql))
        return;
    *vec_push(a, &l->fixes) = (struct lint_fix){ .file = at->file,
                                                 .start = at->start,
                                                 .raw = str_copy(a, at->raw),
                                                 .range = f->fix->range,
                                                 .text = str_copy(a, f->fix->text) };
}

/* `a` holds what is needed until it is told. */
static void tell_finding(arena *a, void *data, struct judge *j, const struct judged *at,
                         const struct finding *f)
{
    struct lint *l = data;
    arena *keep = l->ctx->mem;
    str mark = lint_fingerprint(a, at, f, j->dialect);

    if (l->req->write_baseline && !f->allowed.n)
        *vec_push(keep, &l->lines) = str_printf(keep, STR_FMT " %s " STR_FMT, STR_ARG(mark),
                                                f->rule->slug, STR_ARG(at->file));
    if (map_find(&l->baseline, mark)) {
        l->known++;
        return;
    }
    l->allowed += f->allowed.n != 0;
    if (!f->allowed.n)
        l->n[f->severity]++;
    else if (!l->req->allowed && !l->req->judge.common.json && !l->req->judge.common.format.n)
        return;
    note_fix(l, at, f);
    ctx_record(l->ctx, &lint_finding_type, lint_values(a, j, at, f, mark));
}

static void on_finding(void *data, struct judge *j, const struct judged *at,
                       const struct finding *f)
{
    arena scratch;

    arena_init(&scratch);
    tell_finding(&scratch, data, j, at, f);
    arena_done(&scratch);
}

static void on_broken(void *data, struct judge *j, const struct err *err)
{
    struct lint *l = data;

    l->n[SEVERITY_ERROR]++;
    ctx_record(l->ctx, &lint_finding_type, lint_broken_values(j, err));
}

/* ---- the result ---- */

static void put_count(struct buf *b, int64_t n, const char *word)
{
    buf_printf(b, "%s%lld %s%s", b->n ? ", " : "", (long long)n, word, n == 1 ? "" : "s");
}

static str words_of(const struct lint *l)
{
    struct buf b = buf_on(l->ctx->mem), found = buf_on(l->ctx->mem);
    const struct judge_counts *c = &l->j.counts;

    put_count(&b, c->files, "file");
    put_count(&b, c->statements, "statement");
    if (l->n[SEVERITY_ERROR])
        put_count(&found, l->n[SEVERITY_ERROR], "error");
    if (l->n[SEVERITY_WARNING])
        put_count(&found, l->n[SEVERITY_WARNING], "warning");
    if (l->n[SEVERITY_INFO])
        put_count(&found, l->n[SEVERITY_INFO], "note");
    if (!found.n)
        buf_z(&found, "nothing found");
    if (l->allowed)
        buf_printf(&found, ", %lld accepted", (long long)l->allowed);
    if (l->known)
        buf_printf(&found, ", %lld of the baseline", (long long)l->known);
    if (l->fixed)
        buf_printf(&found, ", %lld %s", (long long)l->fixed,
                   l->req->judge.common.dry_run ? "would be fixed" : "fixed");
    if (c->opaque)
        buf_printf(&found, "; %lld not read in full", (long long)c->opaque);
    buf_printf(&b, " (%s", l->j.dialect->name);
    if (l->j.version_text.n)
        buf_printf(&b, " " STR_FMT, STR_ARG(l->j.version_text));
    buf_printf(&b, "): " STR_FMT, STR_ARG(buf_view(&found)));
    return buf_view(&b);
}

static void tell_summary(const struct lint *l)
{
    const struct judge_counts *c = &l->j.counts;
    const struct field_value v[] = {
        field_text(str_of(l->j.dialect->name)),
        field_text(l->j.version_text),
        field_int(c->files),
        field_int(c->statements),
        field_int(c->opaque),
        field_int(l->n[SEVERITY_ERROR]),
        field_int(l->n[SEVERITY_WARNING]),
        field_int(l->n[SEVERITY_INFO]),
        field_int(l->allowed),
        field_int(l->known),
        field_int(l->req->judge.common.dry_run ? 0 : l->fixed),
        field_text(words_of(l)),
    };

    _Static_assert(COUNT_OF(v) == COUNT_OF(summary_fields), "one value a field");
    ctx_record(l->ctx, &summary_type, v);
}

/* ---- options ---- */

static bool read_limit(const struct lint *l, enum severity *out, bool *out_never, struct err *err)
{
    str word = l->req->fail_on.n ? l->req->fail_on : l->j.s.config.lint.fail_on;

    *out = SEVERITY_ERROR;
    *out_never = str_eq(word, S("never"));
    if (!word.n || *out_never)
        return true;
    for (int s = SEVERITY_INFO; s <= SEVERITY_ERROR; s++)
        if (str_eq(word, str_of(severity_word((enum severity)s)))) {
            *out = (enum severity)s;
            return true;
        }
    return err_set(err, ERR_USAGE, "--fail-on takes error, warning, info or never");
}

static bool read_baseline(struct lint *l, str *out_path, struct err *err)
{
    *out_path = l->req->baseline.n ? l->req->baseline : l->j.s.config.lint.baseline;
    if (l->req->write_baseline)
        return out_path->n || err_set(err, ERR_USAGE, "--write-baseline needs --baseline FILE");
    return !out_path->n || lint_baseline_read(l->ctx->mem, *out_path, &l->baseline, err);
}

static bool list_rules(struct ctx *ctx)
{
    struct app_rule r;

    for (size_t i = 0; app_rule(ctx->mem, i, &r); i++) {
        const struct field_value v[] = { field_text(str_of(r.code)), field_text(str_of(r.slug)),
                                         field_text(str_of(r.severity)), field_text(r.engines),
                                         field_text(str_of(r.title)) };

        ctx_record(ctx, &rule_type, v);
    }
    return true;
}

static bool finish(struct lint *l, str baseline, struct err *err)
{
    arena *a = l->ctx->mem;
    bool dry = l->req->judge.common.dry_run;

    if (l->req->write_baseline && !dry && !lint_baseline_write(a, baseline, &l->lines, err))
        return false;
    return !l->req->fix || lint_fix_apply(a, &l->fixes, dry, &l->fixed, err);
}

bool app_lint(struct ctx *ctx, const struct app_lint *req, struct app_outcome *out, struct err *err)
{
    struct lint l = { .ctx = ctx, .req = req };
    const struct judge_calls calls = { .finding = on_finding, .broken = on_broken, .data = &l };
    enum severity limit;
    str baseline;
    bool never;

    if (req->rules)
        return list_rules(ctx);
    if (!judge_open(ctx, &req->judge, &l.j, err) || !read_limit(&l, &limit, &never, err) ||
        !read_baseline(&l, &baseline, err))
        return false;
    ctx_record(ctx, &lint_finding_type, NULL);
    if (!judge_run(&l.j, &calls, err) || !finish(&l, baseline, err))
        return false;
    tell_summary(&l);
    for (int s = (int)limit; s <= SEVERITY_ERROR; s++)
        out->exit_code |= l.n[s] > 0 && !never && !req->write_baseline;
    return true;
}

const struct rectype *const app_lint_records[] = { &lint_finding_type, &summary_type, &rule_type,
                                                   NULL };
