/* app/app_fold.c: see app/app_fold.h. */
#include "app/app_fold.h"

#include "app/app_judge.h"
#include "base/json.h"

struct told {
    str file, text;
    uint32_t line;
};

struct told_list {
    struct told *v;
    size_t n, cap;
};

struct fold {
    arena *a;
    struct buf *out;
    const struct schema *s;
    struct told_list opaque, refused;
    struct judge_counts before; /* of the paths before this one */
};

/* ---- values ---- */

/* Names from the outermost to this one, each as it is now. */
static void put_names(struct json_out *j, const struct schema *s, const struct object *o)
{
    if (!o)
        return;
    put_names(j, s, schema_get(s, o->parent));
    json_text(j, o->name.p ? o->name : S(""));
}

static void put_path(struct json_out *j, const struct path *p)
{
    const str names[] = { p->schema, p->table, p->name };

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (names[i].p)
            json_text(j, names[i]);
}

static void put_ref(struct json_out *j, const struct schema *s, const struct ref *r)
{
    const struct object *o = schema_get(s, r->id);

    json_open(j, '[');
    if (o)
        put_names(j, s, o);
    else
        put_path(j, &r->path);
    json_close(j);
}

static void put_printed(arena *a, struct json_out *j, const struct schema *s, struct value v)
{
    struct buf b = buf_on(a);

    schema_value_print(&b, s, &v);
    json_text(j, buf_view(&b));
}

static void put_part(arena *a, struct json_out *j, const struct schema *s, const struct part *p)
{
    json_open(j, '{');
    json_key(j, p->expr ? S("expr") : S("column"));
    if (p->expr)
        put_printed(a, j, s, (struct value){ .kind = VALUE_EXPR, .expr = p->expr });
    else
        put_ref(j, s, &p->column);
    json_key(j, S("prefix"));
    json_int(j, p->prefix);
    json_key(j, S("collation"));
    json_text(j, p->collation);
    json_key(j, S("opclass"));
    json_text(j, p->opclass);
    json_key(j, S("desc"));
    json_bool(j, p->descending);
    json_key(j, S("nulls"));
    json_text(j, p->nulls_first ? S("first") : p->nulls_last ? S("last") : S(""));
    json_close(j);
}

static void put_many(arena *a, struct json_out *j, const struct schema *s, const struct value *v)
{
    size_t n = v->kind == VALUE_LIST   ? v->list->n
               : v->kind == VALUE_REFS ? v->refs->n
                                       : v->parts->n;

    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        if (v->kind == VALUE_LIST)
            json_text(j, v->list->v[i]);
        else if (v->kind == VALUE_REFS)
            put_ref(j, s, &v->refs->v[i]);
        else
            put_part(a, j, s, &v->parts->v[i]);
    json_close(j);
}

static void put_value(arena *a, struct json_out *j, const struct schema *s, const struct value *v)
{
    switch (v->kind) {
    case VALUE_BOOL:
        json_bool(j, v->yes);
        return;
    case VALUE_INT:
        json_int(j, v->number);
        return;
    case VALUE_TEXT:
        json_text(j, v->text);
        return;
    case VALUE_LIST:
    case VALUE_REFS:
    case VALUE_PARTS:
        put_many(a, j, s, v);
        return;
    case VALUE_REF:
        put_ref(j, s, v->ref);
        return;
    case VALUE_NONE:
    case VALUE_TYPE:
    case VALUE_EXPR:
        put_printed(a, j, s, *v);
    }
}

/* ---- objects ---- */

static const struct {
    unsigned flag;
    const char *word;
} flags[] = {
    { OBJECT_ASSUMED, "assumed" },
    { OBJECT_OPEN, "open" },
    { OBJECT_AUTO_NAMED, "auto named" },
    { OBJECT_IMPLIED, "implied" },
};

static void put_object(const struct fold *f, const struct object *o)
{
    struct json_out j = json_to(f->out);

    json_open(&j, '{');
    json_key(&j, S("kind"));
    json_text(&j, str_of(kind_word(o->kind)));
    json_key(&j, S("path"));
    json_open(&j, '[');
    put_names(&j, f->s, o);
    json_close(&j);
    if (o->args.p) {
        json_key(&j, S("args"));
        json_text(&j, o->args);
    }
    json_key(&j, S("flags"));
    json_open(&j, '[');
    for (size_t i = 0; i < COUNT_OF(flags); i++)
        if (o->flags & flags[i].flag)
            json_text(&j, str_of(flags[i].word));
    json_close(&j);
    json_key(&j, S("attributes"));
    json_open(&j, '{');
    for (size_t i = 0; i < o->attrs.n; i++) {
        json_key(&j, str_of(attr_word(o->attrs.v[i].attr)));
        put_value(f->a, &j, f->s, &o->attrs.v[i].value);
    }
    json_close(&j);
    json_close(&j);
    buf_char(f->out, '\n');
}

static void put_children(const struct fold *f, object_id parent)
{
    const struct object *o = NULL;

    while ((o = schema_child(f->s, parent, KIND_NONE, o))) {
        put_object(f, o);
        put_children(f, o->id);
    }
}

/* ---- statements ---- */

static void note(struct fold *f, struct told_list *to, const struct judged *at, str text)
{
    *vec_push(f->a, to) =
        (struct told){ str_copy(f->a, at->file), str_copy(f->a, text), at->place.line };
}

static void on_statement(void *data, struct judge *j, const struct judged *at,
                         const struct assessment *x)
{
    struct fold *f = data;

    (void)j;
    for (size_t i = 0; x->statement && i < x->statement->changes.n; i++)
        if (x->statement->changes.v[i].verb == CHANGE_OPAQUE)
            note(f, &f->opaque, at, x->statement->changes.v[i].reason);
}

/* What bind says of a statement comes as findings of these rules. */
static void on_finding(void *data, struct judge *j, const struct judged *at,
                       const struct finding *found)
{
    static const char *const slugs[] = { "unknown-object", "duplicate-object", "needed-object",
                                         "impossible-change" };
    struct fold *f = data;

    (void)j;
    for (size_t i = 0; i < COUNT_OF(slugs); i++)
        if (!found->down && str_eq(str_of(found->rule->slug), str_of(slugs[i])))
            note(f, &f->refused, at, found->message);
}

static void on_broken(void *data, struct judge *j, const struct err *err)
{
    struct fold *f = data;

    (void)j;
    note(f, &f->refused, &(struct judged){ .file = err->place.file, .place = err->place },
         err->message);
}

static void put_told(struct json_out *j, str key, const struct told_list *l)
{
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < l->n; i++) {
        json_open(j, '{');
        json_key(j, S("file"));
        json_text(j, l->v[i].file);
        json_key(j, S("line"));
        json_int(j, l->v[i].line);
        json_key(j, S("text"));
        json_text(j, l->v[i].text);
        json_close(j);
    }
    json_close(j);
}

static void put_end(const struct fold *f, str file, const struct judge_counts *c)
{
    struct json_out j = json_to(f->out);

    json_open(&j, '{');
    json_key(&j, S("file"));
    json_text(&j, file);
    json_key(&j, S("statements"));
    json_int(&j, c->statements - f->before.statements);
    json_key(&j, S("opaque_statements"));
    json_int(&j, c->opaque - f->before.opaque);
    put_told(&j, S("opaque"), &f->opaque);
    put_told(&j, S("refused"), &f->refused);
    json_close(&j);
    buf_char(f->out, '\n');
}

static bool fold_path(struct fold *f, struct judge *j, str path, struct err *err)
{
    const struct judge_calls calls = {
        .statement = on_statement, .finding = on_finding, .broken = on_broken, .data = f
    };

    f->opaque.n = f->refused.n = 0;
    f->before = j->counts;
    j->o.paths = (struct str_list){ 0 };
    *vec_push(f->a, &j->o.paths) = path;
    if (!judge_run(j, &calls, err))
        return false;
    f->s = j->schema;
    put_children(f, 0);
    put_end(f, path, &j->counts);
    return true;
}

bool app_fold(struct ctx *ctx, const struct judge_opts *req, struct buf *out, struct err *err)
{
    struct fold f = { .a = ctx->mem, .out = out };
    struct judge j;

    if (!req->paths.n)
        return err_set(err, ERR_USAGE, "a file or folder is needed");
    if (!judge_open(ctx, req, &j, err))
        return false;
    j.empty = true;
    for (size_t i = 0; i < req->paths.n; i++)
        if (!fold_path(&f, &j, req->paths.v[i], err))
            return false;
    return true;
}
