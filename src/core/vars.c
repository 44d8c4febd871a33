/* core/vars.c: see core/vars.h.
 *
 * Shape     find the quoted regions of the text, replace what is not in a delimiter, then look whether every region
 *           still begins and ends where it did: a value never changes where a string or a statement ends
 */
#include "core/vars.h"

#include "base/nearest.h"
#include "sql/lex.h"

const struct var_rules var_rules_native = { S_INIT("${"), S_INIT("}"),
                                            VAR_ESCAPE | VAR_KEEP_QUOTED };

/* ---- the list ---- */

const struct var *vars_find(const struct vars *v, str name, bool nocase)
{
    for (size_t i = 0; v && i < v->list.n; i++) {
        const struct var *var = &v->list.v[i];

        if (nocase ? str_eq_nocase(var->name, name) : str_eq(var->name, name))
            return var;
    }
    return NULL;
}

void vars_set(arena *a, struct vars *v, const struct var *var)
{
    for (size_t i = 0; i < v->list.n; i++)
        if (str_eq(v->list.v[i].name, var->name)) {
            v->list.v[i] = *var;
            return;
        }
    *vec_push(a, &v->list) = *var;
}

bool vars_wanted(const struct vars *v, const struct var_rules *rules)
{
    return rules && ((v && v->list.n) || rules->flags & VAR_STRICT);
}

static int longest_first(const void *x, const void *y)
{
    const str *a = x, *b = y;

    return a->n != b->n ? (a->n < b->n) - (a->n > b->n) : str_cmp(*a, *b);
}

void vars_secrets(arena *a, const struct vars *v, struct str_list *out)
{
    for (size_t i = 0; v && i < v->list.n; i++)
        if (v->list.v[i].secret && v->list.v[i].value.n)
            *vec_push(a, out) = v->list.v[i].value;
    if (out->n)
        qsort(out->v, out->n, sizeof(out->v[0]), longest_first);
}

/* ---- regions: texts between quotes, comments ---- */

struct region {
    enum token_kind kind;
    size_t from, to;
    size_t tag; /* bytes of a dollar quote's delimiter, 0 = not one */
};

struct regions {
    vec(struct region) list;
    vec(size_t) semis; /* semicolons outside of them */
};

static size_t tag_of(const struct token *t)
{
    size_t end;

    if (t->kind != TOKEN_STRING || t->text.p[0] != '$')
        return 0;
    end = str_find_char(str_skip(t->text, 1), '$');
    return end == STR_NONE ? 0 : end + 2;
}

/* What does not end goes on behind the text. */
static struct regions regions_of(arena *a, const struct var_use *use, str text)
{
    struct buf longer = buf_on(a);
    struct lex l;
    struct regions out = { 0 };
    struct token t;

    buf_str(&longer, text);
    buf_z(&longer, "\n ");
    l = lex_of(use->dialect, use->modes, buf_view(&longer));
    l.comments = true;
    while (lex_next(&l, &t)) {
        if (t.kind == TOKEN_SEMI)
            *vec_push(a, &out.semis) = t.offset;
        if (t.kind == TOKEN_STRING || t.kind == TOKEN_QUOTED || t.kind == TOKEN_COMMENT)
            *vec_push(a, &out.list) =
                (struct region){ t.kind, t.offset, t.offset + t.text.n, tag_of(&t) };
    }
    return out;
}

/* The region that holds the byte at `at`; `*i` moves on with it. */
static const struct region *region_at(const struct regions *r, size_t at, size_t *i)
{
    while (*i < r->list.n && r->list.v[*i].to <= at)
        ++*i;
    return *i < r->list.n && r->list.v[*i].from <= at ? &r->list.v[*i] : NULL;
}

static bool in_delimiter(const struct region *r, size_t at)
{
    return r && r->tag && (at < r->from + r->tag || at + r->tag >= r->to);
}

/* ---- references ---- */

struct ref {
    size_t from, to; /* in the text; `from` with the escape */
    str name;
    bool escaped;
};

static bool name_byte(char c, bool first)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (!first && c >= '0' && c <= '9');
}

static bool is_name(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!name_byte(s.p[i], i == 0))
            return false;
    return s.n > 0;
}

/* No name is longer: a text full of prefixes without a suffix is not searched to its end for each of them. */
enum { NAME_MAX_BYTES = 512 };

/* A reference whose prefix stands at `at`; false: it is plain text. */
static bool ref_read(const struct var_rules *rules, str text, size_t at, struct ref *out)
{
    size_t from = at + rules->prefix.n, most = from + NAME_MAX_BYTES + rules->suffix.n;
    str rest = str_slice(text, from, most < text.n ? most : text.n);
    size_t end = str_find(rest, rules->suffix);
    str name = str_slice(rest, 0, end);

    if (end == STR_NONE)
        return false;
    if (rules->flags & VAR_DOT_NAME) {
        name = str_trim(name);
        if (!str_starts(name, S(".")))
            return false;
        name = str_skip(name, 1);
    }
    if (!(rules->flags & VAR_ANY_NAME) && !is_name(name))
        return false;
    *out = (struct ref){ at, at + rules->prefix.n + end + rules->suffix.n, name, false };
    return true;
}

static bool fail_at(size_t offset, struct err *err)
{
    err->statement_offset = (int64_t)offset;
    return false;
}

static bool unknown(arena *a, const struct var_use *use, const struct ref *ref, struct err *err)
{
    size_t n = use->vars ? use->vars->list.n : 0;
    const char **names = arena_new(a, const char *, n + 1), *near;

    for (size_t i = 0; i < n; i++)
        names[i] = str_z(a, use->vars->list.v[i].name);
    near = nearest_find(ref->name, names, n);
    err_set(err, ERR_VAR_UNKNOWN, "variable \"" STR_FMT "\" is not declared", STR_ARG(ref->name));
    if (near)
        err_hint(err, "The nearest one is \"%s\".", near);
    else
        err_hint(err, "Declare it under [variables] in afloat.toml%s.",
                 use->rules->flags & VAR_ESCAPE && !(use->rules->flags & VAR_STRICT)
                     ? ", or write $$ in place of $ for plain text"
                     : "");
    return fail_at(ref->from, err);
}

static bool missing(const struct var *v, const struct ref *ref, struct err *err)
{
    err_set(err, ERR_VAR_MISSING, "variable \"" STR_FMT "\" has no value", STR_ARG(v->name));
    if (v->hint.n)
        err_hint(err, STR_FMT, STR_ARG(v->hint));
    else
        err_hint(err, "Give one with --var " STR_FMT "=VALUE, or in afloat.toml.",
                 STR_ARG(v->name));
    return fail_at(ref->from, err);
}

/* ---- putting in ---- */

struct put {
    arena *mem;
    const struct var_use *use;
    str raw;
    struct buf sent, shown;
    size_t done; /* raw bytes that are taken over */
    struct var_text *out;
};

static void put_splice(struct put *p, const struct ref *ref, str value, bool secret)
{
    str before = str_slice(p->raw, p->done, ref->from);

    buf_str(&p->sent, before);
    buf_str(&p->shown, before);
    *vec_push(p->mem, &p->out->splices) = (struct var_splice){
        .raw = ref->from,
        .raw_n = ref->to - ref->from,
        .sent = p->sent.n,
        .sent_n = value.n,
        .secret = secret,
    };
    buf_str(&p->sent, value);
    buf_str(&p->shown, secret ? S("***") : value);
    p->done = ref->to;
}

/* `quoted`: in a dollar quote or a comment. */
static bool put_ref(struct put *p, struct ref *ref, bool quoted, struct err *err)
{
    const struct var_use *use = p->use;
    const struct var *v = vars_find(use->vars, ref->name, use->rules->flags & VAR_NOCASE);

    if (ref->escaped) {
        put_splice(p, ref, str_slice(p->raw, ref->from + 1, ref->to), false);
        return true;
    }
    if (!v && quoted && use->rules->flags & VAR_KEEP_QUOTED)
        return true;
    if (!v)
        return unknown(p->mem, use, ref, err);
    if (!v->value.p) {
        p->out->left = true;
        return use->names_only || missing(v, ref, err);
    }
    put_splice(p, ref, v->value, v->secret);
    return true;
}

static bool put_all(struct put *p, const struct regions *regions, struct err *err)
{
    const struct var_rules *rules = p->use->rules;
    size_t at = 0, i = 0, step;

    while ((step = str_find(str_skip(p->raw, at), rules->prefix)) != STR_NONE) {
        const struct region *r = region_at(regions, at += step, &i);
        struct ref ref;

        if (in_delimiter(r, at) || !ref_read(rules, p->raw, at, &ref)) {
            at++;
            continue;
        }
        ref.escaped = rules->flags & VAR_ESCAPE && at > p->done && p->raw.p[at - 1] == '$' &&
                      !in_delimiter(r, at - 1);
        ref.from -= ref.escaped;
        if (!put_ref(p, &ref, r && (r->tag || r->kind == TOKEN_COMMENT), err))
            return false;
        at = ref.to;
    }
    return true;
}

/* ---- what the values did to the text ---- */

/* How many splices end at or before that byte of the file's text; they rise, and a text can have many. */
static size_t splices_before(const struct var_text *t, size_t raw)
{
    size_t low = 0, high = t->splices.n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (t->splices.v[mid].raw + t->splices.v[mid].raw_n <= raw)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static size_t to_sent(const struct var_text *t, size_t raw)
{
    size_t n = splices_before(t, raw);
    const struct var_splice *s = n ? &t->splices.v[n - 1] : NULL;

    return s ? s->sent + s->sent_n + (raw - s->raw - s->raw_n) : raw;
}

size_t vars_offset(const struct var_text *t, size_t sent_offset)
{
    size_t raw = sent_offset;

    for (size_t i = 0; i < t->splices.n && t->splices.v[i].sent <= sent_offset; i++) {
        const struct var_splice *s = &t->splices.v[i];

        raw = sent_offset < s->sent + s->sent_n
                  ? s->raw
                  : s->raw + s->raw_n + (sent_offset - s->sent - s->sent_n);
    }
    return raw;
}

static bool breaks(const struct put *p, const struct var_splice *s, const char *what,
                   struct err *err)
{
    err_set(err, ERR_VAR_BREAKS, "the value of " STR_FMT " %s",
            STR_ARG(str_slice(p->raw, s->raw, s->raw + s->raw_n)), what);
    err_hint(err, "A value is put in as it is. Inside quotes it has to be written as the text "
                  "between them is; outside it may not hold a semicolon or half a string.");
    return fail_at(s->raw, err);
}

/* The value that changed a region: the last one before the place where it ends now. */
static const struct var_splice *culprit(const struct var_text *t, const struct regions *sent,
                                        size_t from, size_t to)
{
    size_t i = 0, end = to;
    const struct region *now = region_at(sent, from, &i);
    const struct var_splice *found = t->splices.v;

    if (now && now->from == from && now->to < to)
        end = now->to;
    for (size_t k = 0; k < t->splices.n; k++)
        if (t->splices.v[k].sent < end)
            found = &t->splices.v[k];
    return found;
}

/* The reference itself may look like a quoted text: #[name] where brackets quote. */
static bool in_reference(const struct var_text *t, size_t raw)
{
    size_t i = splices_before(t, raw);

    return i < t->splices.n && raw >= t->splices.v[i].raw;
}

/* Every region of the file's text is there, moved. */
static bool regions_stay(const struct put *p, const struct regions *raw, const struct regions *sent,
                         struct err *err)
{
    const struct var_text *t = p->out;
    size_t k = 0;

    for (size_t i = 0; i < raw->list.n; i++) {
        const struct region *r = &raw->list.v[i];
        size_t from = to_sent(t, r->from), to = to_sent(t, r->to);

        if (in_reference(t, r->from))
            continue;
        while (k < sent->list.n && sent->list.v[k].from < from)
            k++;
        if (k == sent->list.n || sent->list.v[k].from != from || sent->list.v[k].to != to ||
            sent->list.v[k].kind != r->kind)
            return breaks(p, culprit(t, sent, from, to), "would change where a text ends", err);
    }
    return true;
}

static bool values_whole(const struct put *p, const struct regions *raw, const struct regions *sent,
                         struct err *err)
{
    size_t in_raw = 0, in_sent = 0, semi = 0;

    for (size_t i = 0; i < p->out->splices.n; i++) {
        const struct var_splice *s = &p->out->splices.v[i];
        size_t end = s->sent + s->sent_n;
        const struct region *r = region_at(sent, end ? end - 1 : 0, &in_sent);

        while (semi < sent->semis.n && sent->semis.v[semi] < s->sent)
            semi++;
        if (semi < sent->semis.n && sent->semis.v[semi] < end)
            return breaks(p, s, "would end the statement", err);
        if (!region_at(raw, s->raw, &in_raw) && s->sent_n && r && r->from < end && r->to > end)
            return breaks(p, s, "would change where a text ends", err);
    }
    return true;
}

bool vars_apply(arena *a, const struct var_use *use, str raw, struct var_text *out, struct err *err)
{
    struct put p = { .mem = a, .use = use, .raw = raw, .out = out };
    struct regions before, after;

    *out = (struct var_text){ .sent = raw, .shown = raw };
    if (!vars_wanted(use->vars, use->rules) || str_find(raw, use->rules->prefix) == STR_NONE)
        return true;
    p.sent = buf_on(a);
    p.shown = buf_on(a);
    before = regions_of(a, use, raw);
    if (!put_all(&p, &before, err))
        return false;
    if (!out->splices.n)
        return true;
    buf_str(&p.sent, str_skip(raw, p.done));
    buf_str(&p.shown, str_skip(raw, p.done));
    out->sent = buf_view(&p.sent);
    out->shown = buf_view(&p.shown);
    after = regions_of(a, use, out->sent);
    return regions_stay(&p, &before, &after, err) && values_whole(&p, &before, &after, err);
}
