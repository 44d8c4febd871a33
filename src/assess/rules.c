/* assess/rules.c: the table of rules, and who is asked when.
 *
 * Does      find a rule by code or slug; call the checks of a scope and an engine; turn errors of binding
 *           into findings
 * Does not  know any hazard: assess/rules/ does
 * See       assess/rules.def; docs/RULES.md
 */
#include "assess/assess_int.h"

#define M(code, slug, severity, engines, title)
#define R(code, function, slug, severity, engines, scope, title)                                   \
    void rule_##function(const struct rule_input *in);
#include "assess/rules.def"
#undef M
#undef R

const struct rule rules[] = {
#define M(code_, slug_, severity_, engines_, title_)                                               \
    { .code = code_,                                                                               \
      .slug = slug_,                                                                               \
      .severity = SEVERITY_##severity_,                                                            \
      .engines = engines_,                                                                         \
      .title = title_ },
#define R(code_, function_, slug_, severity_, engines_, scope_, title_)                            \
    { .code = code_,                                                                               \
      .slug = slug_,                                                                               \
      .severity = SEVERITY_##severity_,                                                            \
      .engines = engines_,                                                                         \
      .scope = SCOPE_##scope_,                                                                     \
      .title = title_,                                                                             \
      .check = rule_##function_ },
#include "assess/rules.def"
#undef M
#undef R
};

const size_t rule_count = COUNT_OF(rules);

const struct rule *rule_find(str code_or_slug)
{
    for (size_t i = 0; i < rule_count; i++)
        if (str_eq_nocase(code_or_slug, str_of(rules[i].code)) ||
            str_eq_nocase(code_or_slug, str_of(rules[i].slug)))
            return &rules[i];
    return NULL;
}

enum severity rule_severity(const struct assess *as, const struct rule *r)
{
    const struct rule_setting *s = settings_of(as);
    return s && s[r - rules].set ? s[r - rules].severity : r->severity;
}

bool ask_rule_on(const struct rule_input *in, const char *slug)
{
    return rule_severity(in->as, rule_find(str_of(slug))) != SEVERITY_OFF;
}

static unsigned engine_bit(const struct assess *as)
{
    static const unsigned bits[] = {
        [DIALECT_SQLITE] = ON_SQLITE,
        [DIALECT_POSTGRES] = ON_POSTGRES,
        [DIALECT_MYSQL] = ON_MYSQL,
        [DIALECT_MARIADB] = ON_MARIADB,
    };
    return bits[as->opts.effect.dialect->id];
}

static void run_each(struct assess *as, struct rule_input *in, enum rule_scope scope)
{
    unsigned engine = engine_bit(as);
    for (size_t i = 0; i < rule_count; i++) {
        const struct rule *r = &rules[i];
        bool called = r->scope == scope ||
                      (scope == SCOPE_CHANGE &&
                       (r->scope == SCOPE_LATER || (r->scope == SCOPE_BRANCH && as->file.code)));
        if (!r->check || !called || !(r->engines & engine) || rule_severity(as, r) == SEVERITY_OFF)
            continue;
        in->rule = r;
        r->check(in);
    }
    in->rule = NULL;
}

/* Of implied changes only drops are shown: the rest is what their cause means anyway, and a partition that is
 * made into others loses nothing. */
static bool is_shown(const struct statement *st, const struct change *c)
{
    const struct change *cause = c->cause ? &st->changes.v[c->cause - 1] : NULL;

    if (!(c->flags & (CHANGE_IMPLIED | CHANGE_NOTHING)))
        return true;
    return (c->flags & CHANGE_IMPLIED) && c->verb == CHANGE_DROP &&
           !(cause && change_edit(cause, ATTR_PARTITIONS));
}

/* The server would refuse it: what it would do does not matter. */
static bool is_refused(const struct assess *as, size_t change)
{
    for (size_t i = 0; i < as->bind_errors.n; i++)
        if (as->bind_errors.v[i].change == change)
            return true;
    return false;
}

void rules_run(struct assess *as, struct rule_input *in, enum rule_scope scope)
{
    if (scope != SCOPE_CHANGE) {
        run_each(as, in, scope);
        return;
    }
    struct effect effect;
    in->change_effect = &effect;
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        in->change = &in->statement->changes.v[i];
        if (!is_shown(in->statement, in->change) || is_refused(as, i))
            continue;
        effect_of_change(&as->unit, &in->opts->effect, as->schema, in->statement, in->change,
                         &effect);
        run_each(as, in, scope);
    }
    in->change = NULL;
    in->change_effect = NULL;
}

void rules_bind_errors(struct assess *as, const struct rule_input *in)
{
    static const char *const slugs[] = {
        [BIND_MISSING] = "unknown-object",    [BIND_DUPLICATE] = "duplicate-object",
        [BIND_KIND] = "unknown-object",       [BIND_DEPENDED] = "needed-object",
        [BIND_INVALID] = "impossible-change",
    };
    for (size_t i = 0; i < as->bind_errors.n; i++) {
        const struct bind_error *e = &as->bind_errors.v[i];
        struct rule_input one = *in;
        one.rule = rule_find(str_of(slugs[e->trouble]));
        if (rule_severity(as, one.rule) == SEVERITY_OFF)
            continue;
        struct finding *f = say_at(&one, e->range);
        say_message(&one, f, STR_FMT, STR_ARG(e->message));
        say_happens(&one, f, "The server would refuse the statement.");
        if (e->meant.n)
            say_advice(&one, f, "Perhaps \"" STR_FMT "\" is meant.", STR_ARG(e->meant));
    }
}
