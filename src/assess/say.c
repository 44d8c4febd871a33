/* assess/say.c: how rules say what they found.
 *
 * Does      make findings with rule, severity, confidence and place; keep texts as long as the assessment
 * See       assess/rule.h
 */
#include "assess/assess_int.h"

/* In the body of a DO block or a routine there is no place for statements of their own. */
static bool in_body(const struct rule_input *in)
{
    return in->change && (in->change->flags & CHANGE_IN_BODY);
}

struct finding *say_at(const struct rule_input *in, struct range range)
{
    struct finding *f = vec_push_few(in->mem, in->out);
    const struct kept *k = in->kept;
    if (k) {
        *f = (struct finding){ .rule = k->rule,
                               .severity = k->severity,
                               .confidence = k->confidence,
                               .file = k->file,
                               .statement = k->statement,
                               .range = k->range,
                               .allowed = k->allowed,
                               .later = (uint32_t)(k - in->as->kept.v) + 1 };
        return f;
    }
    *f = (struct finding){
        .rule = in->rule,
        .severity = rule_severity(in->as, in->rule),
        .confidence = in->as->confidence,
        .file = in->as->ordinal,
        .statement = in->at ? in->at->ordinal : UINT32_MAX,
        .down = in->at && in->at->down,
        .range = range,
    };
    if (in_body(in))
        f->advice = S("Take the statement out of the body: there it cannot be done another way.");
    return f;
}

struct finding *say(const struct rule_input *in)
{
    if (in->change)
        return say_at(in, in->change->range);
    return say_at(in, (struct range){ 0, in->at ? (uint32_t)in->at->text.n : 0 });
}

#define SAY(field)                                                                                 \
    do {                                                                                           \
        va_list ap;                                                                                \
        va_start(ap, fmt);                                                                         \
        f->field = str_vprintf(in->mem, fmt, ap);                                                  \
        va_end(ap);                                                                                \
    } while (0)

void say_message(const struct rule_input *in, struct finding *f, const char *fmt, ...)
{
    SAY(message);
}

void say_happens(const struct rule_input *in, struct finding *f, const char *fmt, ...)
{
    SAY(happens);
}

void say_advice(const struct rule_input *in, struct finding *f, const char *fmt, ...)
{
    SAY(advice);
}

void say_instead(const struct rule_input *in, struct finding *f, const char *fmt, ...)
{
    if (!in_body(in))
        SAY(instead);
}

void say_fix(const struct rule_input *in, struct finding *f, struct range range, str text)
{
    if (in_body(in))
        return;
    f->fix = arena_new(in->mem, struct fix, 1);
    *f->fix = (struct fix){ .range = range, .text = str_copy(in->mem, text) };
}

static str copied(arena *a, str s)
{
    return s.p ? str_copy(a, s) : s;
}

struct finding finding_copy(arena *a, const struct finding *f)
{
    struct finding copy = *f;
    copy.message = copied(a, f->message);
    copy.happens = copied(a, f->happens);
    copy.instead = copied(a, f->instead);
    copy.advice = copied(a, f->advice);
    copy.allowed = copied(a, f->allowed);
    if (f->fix) {
        copy.fix = arena_new(a, struct fix, 1);
        *copy.fix = (struct fix){ f->fix->range, copied(a, f->fix->text) };
    }
    return copy;
}
