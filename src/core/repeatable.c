/* core/repeatable.c: see core/repeatable.h. */
#include "core/repeatable.h"

#include "base/fs.h"
#include "base/nearest.h"
#include "base/sha256.h"

enum { NAME_MAX_BYTES = 120 };

bool is_repeatable_version(str version)
{
    return str_starts(version, S(REPEATABLE_FOLDER "/"));
}

/* ---- the folder ---- */

static bool name_ok(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!(c == '_' || c == '-' || c == '.' || (c >= 'a' && c <= 'z') ||
              (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            return false;
    }
    return s.n > 0 && s.n <= NAME_MAX_BYTES;
}

void repeatable_push(arena *a, str name, str file, const struct format *format, struct project *out)
{
    *vec_push(a, &out->repeatables) = (struct migration){
        .kind = MIG_REPEATABLE,
        .format = format,
        .version = str_printf(a, REPEATABLE_FOLDER "/" STR_FMT, STR_ARG(name)),
        .name = name,
        .file = file,
        .repeat = arena_new(a, struct repeatable, 1),
    };
}

static int by_name(const void *x, const void *y)
{
    const struct migration *a = x, *b = y;
    int c = str_cmp(a->name, b->name);

    return c ? c : str_cmp(a->file, b->file);
}

bool repeatable_sort(struct project *p, struct err *err)
{
    if (p->repeatables.n)
        qsort(p->repeatables.v, p->repeatables.n, sizeof(*p->repeatables.v), by_name);
    for (size_t i = 1; i < p->repeatables.n; i++) {
        const struct migration *a = &p->repeatables.v[i - 1];
        struct migration *b = &p->repeatables.v[i];

        if (!str_eq(a->name, b->name))
            continue;
        b->twin = a->file;
        err_set(err, ERR_FILE_DUPLICATE, "two repeatable files have the name \"" STR_FMT "\"",
                STR_ARG(a->name));
        err_at(err, &(struct place){ .file = b->file });
        return err_detail(err, "The files are \"" STR_FMT "\" and \"" STR_FMT "\".",
                          STR_ARG(a->file), STR_ARG(b->file));
    }
    return true;
}

static bool add(arena *a, str folder, const struct format *format, const struct fs_entry *e,
                struct project *out, struct err *err)
{
    str name = str_slice(e->name, 0, e->name.n - 4), file = fs_join(a, folder, e->name);

    if (!name_ok(name)) {
        err_set(err, ERR_FILE_NAME, "could not read the name of the repeatable file");
        err_hint(err, "Its name has letters, digits, \"_\", \"-\" and \".\", at most %d of them.",
                 NAME_MAX_BYTES);
        return err_at(err, &(struct place){ .file = file });
    }
    repeatable_push(a, name, file, format, out);
    return true;
}

bool repeatable_list(arena *a, str dir, const struct format *format, struct project *out,
                     struct err *err)
{
    str folder = fs_join(a, dir, S(REPEATABLE_FOLDER));
    struct fs_list list;

    if (!fs_exists(folder))
        return true;
    if (!fs_list(a, folder, &list, err))
        return false;
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i].kind == FS_FILE && list.v[i].name.p[0] != '.' && list.v[i].name.n > 4 &&
            str_eq_nocase(str_skip(list.v[i].name, list.v[i].name.n - 4), S(".sql")) &&
            !add(a, folder, format, &list.v[i], out, err))
            return false;
    return true;
}

/* ---- reading ---- */

void repeatable_makes(arena *a, const struct outline *o, struct object_list *out)
{
    for (size_t i = 0; i < o->objects.n; i++) {
        const struct outline_object *from = &o->objects.v[i];
        struct outline_object *to;

        if (!from->created || !from->name.n || o->cls != CLASS_DDL ||
            (from->kind != OBJECT_VIEW && from->kind != OBJECT_FUNCTION &&
             from->kind != OBJECT_PROCEDURE && from->kind != OBJECT_TRIGGER &&
             from->kind != OBJECT_EVENT))
            continue;
        to = vec_push(a, out);
        *to = *from;
        to->schema = str_copy(a, from->schema);
        to->name = str_copy(a, from->name);
        to->table = str_copy(a, from->table);
    }
}

void repeatable_add(struct first_pass *fp, struct migration *m, const struct stmt *s, bool values)
{
    const struct project_opts *opts = fp->opts;
    struct arena_mark mark = arena_mark(&fp->values);
    struct outline o;

    if (s->number == 1) {
        fp->repeat_sum = sha256_new(fp->keep);
        fp->repeat_whole = true;
    }
    outline_read(&fp->values, opts->dialect, opts->split_modes,
                 opts->conn ? opts->conn->server.version_number : 0, s->sql, &o);
    repeatable_makes(fp->keep, &o, &m->repeat->makes);
    arena_reset(&fp->values, mark);
    fp->repeat_whole = fp->repeat_whole && values;
    sha256_add(fp->repeat_sum, s->shown);
    sha256_add(fp->repeat_sum, (str){ "", 1 });
}

static bool refuse(const struct migration *m, struct err *err, const char *why)
{
    err_set(err, ERR_REPEATABLE, "%s", why);
    return err_at(err, &(struct place){ .file = m->file });
}

bool repeatable_end(struct first_pass *fp, struct migration *m, const struct walk_facts *f,
                    struct err *err)
{
    if (f->sections[DIR_DOWN]) {
        refuse(m, err, "a repeatable file has no down");
        return err_hint(err, "Its former text is put back by afloat down, from the history.");
    }
    if (!f->statements[DIR_UP])
        return refuse(m, err, "the repeatable file has no statements");
    m->repeat->sum = fp->repeat_whole ? sha256_hex(fp->keep, fp->repeat_sum) : S("");
    m->statements = f->statements[DIR_UP];
    return true;
}

/* ---- order ---- */

static size_t find(const struct project *p, str name)
{
    for (size_t i = 0; i < p->repeatables.n; i++)
        if (str_eq(p->repeatables.v[i].name, name))
            return i;
    return SIZE_MAX;
}

static bool refuse_after(arena *a, const struct project *p, const struct migration *m, str name,
                         struct err *err)
{
    const char **names = arena_new(a, const char *, p->repeatables.n + 1), *near;

    for (size_t i = 0; i < p->repeatables.n; i++)
        names[i] = str_z(a, p->repeatables.v[i].name);
    near = nearest_find(name, names, p->repeatables.n);
    err_set(err, ERR_REPEATABLE, "no repeatable file has the name \"" STR_FMT "\"", STR_ARG(name));
    err_at(err, &(struct place){ .file = m->file });
    return near ? err_hint(err, "The nearest one is \"%s\".", near)
                : err_hint(err, "\"-- afloat:after\" takes the name of a file in " REPEATABLE_FOLDER
                                "/ without .sql.");
}

struct ordering {
    arena *mem;
    struct project *p;
    char *seen; /* 0 new, 1 on the way, 2 placed */
    struct migration *to;
    size_t n;
};

/* `depth` of the way here is bounded by the number of files: a file on the way is refused. */
static bool place(struct ordering *o, size_t i, struct err *err) // NOLINT(misc-no-recursion)
{
    const struct migration *m = &o->p->repeatables.v[i];

    if (o->seen[i] == 1)
        return refuse(m, err, "repeatable files wait for each other by \"-- afloat:after\"");
    if (o->seen[i])
        return true;
    o->seen[i] = 1;
    for (size_t k = 0; k < m->repeat->after.n; k++) {
        size_t other = find(o->p, m->repeat->after.v[k]);

        if (other == SIZE_MAX)
            return refuse_after(o->mem, o->p, m, m->repeat->after.v[k], err);
        if (!place(o, other, err))
            return false;
    }
    o->seen[i] = 2;
    o->to[o->n++] = *m;
    return true;
}

bool repeatable_order(arena *a, struct project *p, struct err *err)
{
    struct ordering o = { .mem = a, .p = p };

    o.seen = arena_new(a, char, p->repeatables.n + 1);
    o.to = arena_new(a, struct migration, p->repeatables.n + 1);
    for (size_t i = 0; i < p->repeatables.n; i++)
        if (!place(&o, i, err))
            return false;
    p->repeatables.v = o.to;
    return true;
}

/* ---- objects ---- */

bool object_same_in(const struct dialect *d, str here, const struct outline_object *x,
                    const struct outline_object *y)
{
    str xs = x->schema.n ? x->schema : here, ys = y->schema.n ? y->schema : here;
    bool routine = (x->kind == OBJECT_FUNCTION || x->kind == OBJECT_PROCEDURE) &&
                   (y->kind == OBJECT_FUNCTION || y->kind == OBJECT_PROCEDURE);

    if (x->kind != y->kind && !routine)
        return false;
    if (d->id == DIALECT_SQLITE)
        return str_eq_nocase(x->name, y->name);
    if (x->kind == OBJECT_TRIGGER && d->id == DIALECT_POSTGRES)
        return str_eq(x->name, y->name) && str_eq(x->table, y->table);
    return str_eq(x->name, y->name) && (!xs.n || !ys.n || str_eq(xs, ys));
}

bool object_same(const struct conn *c, const struct outline_object *x,
                 const struct outline_object *y)
{
    return object_same_in(c->dialect, c->server.schema, x, y);
}

static void put_name(struct buf *b, const struct dialect *d, str schema, str name)
{
    if (schema.n) {
        sql_ident(b, d, schema);
        buf_char(b, '.');
    }
    sql_ident(b, d, name);
}

str object_drop_sql(arena *a, const struct dialect *d, const struct outline_object *o,
                    bool if_exists)
{
    static const char *const words[OBJECT__COUNT] = {
        [OBJECT_VIEW] = "VIEW",       [OBJECT_FUNCTION] = "FUNCTION",
        [OBJECT_TRIGGER] = "TRIGGER", [OBJECT_PROCEDURE] = "PROCEDURE",
        [OBJECT_EVENT] = "EVENT",
    };
    struct buf b = buf_on(a);
    bool on = o->kind == OBJECT_TRIGGER && d->id == DIALECT_POSTGRES;
    const char *word = words[o->kind] ? words[o->kind] : "VIEW";

    if (d->id == DIALECT_POSTGRES && o->kind == OBJECT_EVENT)
        word = "EVENT TRIGGER";
    if (d->id == DIALECT_POSTGRES && (o->kind == OBJECT_FUNCTION || o->kind == OBJECT_PROCEDURE))
        word = "ROUTINE";
    buf_printf(&b, "DROP %s%s ", word, if_exists ? " IF EXISTS" : "");
    put_name(&b, d, on ? (str){ 0 } : o->schema, o->name);
    if (on) {
        buf_z(&b, " ON ");
        put_name(&b, d, o->schema, o->table);
    }
    return buf_view(&b);
}
