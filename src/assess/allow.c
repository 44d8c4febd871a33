/* assess/allow.c: findings that a file says are wanted.
 *
 * Does      mark findings that an -- afloat:allow covers with its reason; report allows of the file that cover none
 * See       assess/assess.h: struct allow
 */
#include "assess/assess_int.h"

static bool covers(const struct allow *a, const struct finding *f)
{
    return !f->allowed.n && (str_eq_nocase(a->rule, str_of(f->rule->slug)) ||
                             str_eq_nocase(a->rule, str_of(f->rule->code)));
}

/* Of what is judged later. */
static bool mark_kept(const struct rule_input *in, const struct allow *a)
{
    bool used = false;
    for (size_t i = 0; i < in->as->kept.n; i++) {
        struct kept *k = &in->as->kept.v[i];
        bool named = str_eq_nocase(a->rule, str_of(k->rule->slug)) ||
                     str_eq_nocase(a->rule, str_of(k->rule->code));
        if (!named || k->file != in->as->ordinal || (in->at && k->statement != in->at->ordinal))
            continue;
        k->allowed = a->reason.n ? ask_hold(in, a->reason) : S("no reason given");
        used = true;
    }
    return used;
}

static bool mark(const struct rule_input *in, const struct allow *a)
{
    bool used = mark_kept(in, a);
    for (size_t i = 0; i < in->out->n; i++) {
        struct finding *f = &in->out->v[i];
        if (!covers(a, f))
            continue;
        f->allowed = a->reason.n ? str_copy(in->mem, a->reason) : S("no reason given");
        used = true;
    }
    return used;
}

/* What a branch brings is looked at while it is one: an allow for that outlives it. */
static bool is_of_branch(const struct allow *a)
{
    const struct rule *r = rule_find(a->rule);
    return r && r->scope == SCOPE_BRANCH;
}

static void say_unused(const struct rule_input *in, const struct allow *a)
{
    struct rule_input one = *in;
    one.change = NULL;
    one.rule = rule_find(S("unused-allow"));
    if (rule_severity(in->as, one.rule) == SEVERITY_OFF || is_of_branch(a))
        return;
    struct finding *f = say(&one);
    if (!rule_find(a->rule))
        say_message(&one, f, "allow names the rule \"" STR_FMT "\", which does not exist",
                    STR_ARG(a->rule));
    else
        say_message(&one, f, "allow of \"" STR_FMT "\" covers no finding", STR_ARG(a->rule));
    say_advice(&one, f, "Remove the directive: it would hide what is found later.");
}

void allow_file(struct assess *as)
{
    as->file_allows.n = 0;
    for (size_t i = 0; i < as->file.allows.n; i++)
        *vec_push(as->mem, &as->file_allows) = (struct allow_use){ &as->file.allows.v[i], false };
}

/* Of the whole file. */
static void use(const struct rule_input *in, struct allow_use *u)
{
    if (!mark(in, u->allow))
        return;
    u->used = true;
    if (u->allow->used)
        *u->allow->used = true;
}

void allow_of_file(struct assess *as, const struct rule_input *in)
{
    for (size_t i = 0; i < as->file_allows.n; i++)
        use(in, &as->file_allows.v[i]);
}

void allow_statement(struct assess *as, const struct rule_input *in)
{
    for (size_t i = 0; i < in->at->allows.n; i++)
        if (!mark(in, &in->at->allows.v[i]))
            say_unused(in, &in->at->allows.v[i]);
    allow_of_file(as, in);
}

void allow_file_end(struct assess *as, const struct rule_input *in)
{
    allow_of_file(as, in);
    for (size_t i = 0; i < as->file_allows.n; i++)
        if (!as->file_allows.v[i].used && !as->file_allows.v[i].allow->used)
            say_unused(in, as->file_allows.v[i].allow);
}
