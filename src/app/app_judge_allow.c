/* app/app_judge_allow.c: what the configuration accepts: [[allow]] of afloat.toml.
 *
 * Does      give a file the allows whose pattern it matches; report those of no file, and those that cover nothing
 * Does not  mark findings (assess/allow.c)
 * Shape     told only when every file of the project was judged: else what an allow is for may not have been seen
 * See       docs/LINT.md#accepting-a-finding
 */
#include "app/app_judge_int.h"

#include <fnmatch.h>

bool judge_matches(struct judge *j, str pattern, str path)
{
    arena *a = j->ctx->mem;
    size_t slash = str_find_last_char(path, '/');
    str base = slash == STR_NONE ? path : str_skip(path, slash + 1);
    char *p = str_z(a, pattern);

    return fnmatch(p, str_z(a, path), 0) == 0 || fnmatch(p, str_z(a, base), 0) == 0;
}

void judge_allows_for(struct judge *j, str path, struct allow_list *out)
{
    arena *a = j->ctx->mem;
    const struct lint_config *c = &j->s.config.lint;

    if (!j->allows)
        j->allows = arena_new(a, struct judge_allow, c->allows.n + 1);
    for (size_t i = 0; i < c->allows.n; i++) {
        const struct lint_allow *l = &c->allows.v[i];

        if (!judge_matches(j, l->file, path))
            continue;
        j->allows[i].matched = true;
        *vec_push(a, out) = (struct allow){ l->rule, l->reason, 0, &j->allows[i].used };
    }
}

/* Rules that look at the set or at what is applied are told for some calls only. */
static bool is_for_each_call(const struct rule *r)
{
    return r->scope != SCOPE_PAST && r->scope != SCOPE_SET && r->scope != SCOPE_BRANCH;
}

static enum severity severity_of(const struct judge *j, const struct rule *r)
{
    const struct rule_setting *s = &j->settings[r - rules];

    return s->set ? s->severity : r->severity;
}

static void tell(struct judge *j, const struct lint_allow *l, bool matched)
{
    arena *a = j->ctx->mem;
    const struct rule *r = rule_find(S("unused-allow"));
    struct judged at = { .file = l->place.file, .place = l->place };
    struct finding f = { .rule = r,
                         .severity = severity_of(j, r),
                         .confidence = CONFIDENCE_REPLAYED,
                         .statement = UINT32_MAX,
                         .line = l->place.line };

    f.message = matched
                    ? str_printf(a, "allow of \"" STR_FMT "\" covers no finding in \"" STR_FMT "\"",
                                 STR_ARG(l->rule), STR_ARG(l->file))
                    : str_printf(a,
                                 "no file is called \"" STR_FMT "\": the allow of \"" STR_FMT
                                 "\" covers nothing",
                                 STR_ARG(l->file), STR_ARG(l->rule));
    f.advice = S("Remove it from the configuration: it would hide what is found later.");
    if (f.severity != SEVERITY_OFF)
        j->calls.finding(j->calls.data, j, &at, &f);
}

void judge_unused_allows(struct judge *j)
{
    const struct lint_config *c = &j->s.config.lint;

    for (size_t i = 0; j->allows && j->calls.finding && i < c->allows.n; i++) {
        const struct rule *r = rule_find(c->allows.v[i].rule);

        if (j->allows[i].used || r->scope == SCOPE_PAST ||
            (j->allows[i].matched && (j->broken || !is_for_each_call(r))))
            continue;
        tell(j, &c->allows.v[i], j->allows[i].matched);
    }
}
