/* ddl/render_value.c: names, types, expressions and keys as SQL.
 *
 * Does      quote names only where the dialect needs it; write values of attributes
 * Does not  know statements
 * Shape     expressions are written as they were read; where an object that one names is called otherwise now,
 *           its name is put in
 * See       ddl/render.h
 */
#include "ddl/parse_int.h"
#include "ddl/render_int.h"
#include "ddl/reserved.h"

/* ---- names ---- */

static bool is_plain(str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (!((c >= 'a' && c <= 'z') || c == '_' || (i && ((c >= '0' && c <= '9') || c == '$'))))
            return false;
    }
    return name.n > 0;
}

void render_name(struct buf *out, const struct render_opts *opts, str name)
{
    int since = 0;
    bool reserved = word_is_reserved(opts->dialect, name, &since) &&
                    (!opts->version || !since || opts->version >= since);

    if (!opts->quote_always && is_plain(name) && !reserved)
        buf_str(out, name);
    else
        sql_ident(out, opts->dialect, name);
}

void render_path(struct buf *out, const struct render_opts *opts, const struct path *p)
{
    const str parts[] = { p->schema, p->table, p->name };
    bool some = false;

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (!parts[i].p)
            continue;
        if (some)
            buf_char(out, '.');
        render_name(out, opts, parts[i]);
        some = true;
    }
    if (p->args.p)
        buf_printf(out, "(" STR_FMT ")", STR_ARG(p->args));
}

static const struct type_rules *rules_of(const struct dialect *d)
{
    return d->id == DIALECT_POSTGRES ? &types_postgres
           : d->id == DIALECT_SQLITE ? &types_sqlite
                                     : &types_mysql;
}

static bool is_user_type(const struct render_opts *opts, const struct sql_type *t)
{
    return t->schema.p || t->id || word_is_reserved(opts->dialect, t->name, NULL);
}

/* serial, bigserial, smallserial */
static void serial_type(struct buf *out, const struct sql_type *t)
{
    buf_z(out, str_eq(t->name, S("bigint"))     ? "bigserial"
               : str_eq(t->name, S("smallint")) ? "smallserial"
                                                : "serial");
}

void render_type(struct buf *out, const struct render_opts *opts, const struct sql_type *t)
{
    if (opts->dialect->id == DIALECT_POSTGRES && t->serial) {
        serial_type(out, t);
        return;
    }
    if (opts->dialect->id != DIALECT_POSTGRES || !is_user_type(opts, t)) {
        rules_of(opts->dialect)->print(out, t);
        return;
    }
    render_path(out, opts, &(struct path){ .schema = t->schema, .name = t->name });
    for (size_t i = 0; i < t->arg_count; i++)
        buf_printf(out, "%s%d", i ? "," : "(", (int)t->args[i]);
    for (size_t i = 0; i < t->labels.n; i++)
        buf_printf(out, "%s" STR_FMT, i || t->arg_count ? "," : "(", STR_ARG(t->labels.v[i]));
    if (t->arg_count || t->labels.n)
        buf_char(out, ')');
    for (size_t i = 0; i < t->dimensions; i++)
        buf_z(out, "[]");
}

void say_z(struct render *r, const char *text)
{
    buf_z(&r->out, text);
}

void say_name(struct render *r, str name)
{
    render_name(&r->out, r->opts, name);
}

void say_path(struct render *r, const struct path *p)
{
    render_path(&r->out, r->opts,
                &(struct path){ .schema = p->schema, .name = p->name, .args = p->args });
}

void say_table(struct render *r, const struct path *p)
{
    render_path(&r->out, r->opts, &(struct path){ .schema = p->schema, .name = p->table });
}

/* COMMENT takes a string in quotes only: what means the same in every mode of MySQL is written so. */
void say_literal(struct render *r, str text)
{
    str part;

    if (r->engine != IN_MY || str_find_char(text, '\\') != STR_NONE) {
        sql_literal(&r->out, r->opts->dialect, text);
        return;
    }
    buf_char(&r->out, '\'');
    while (str_find_char(text, '\'') != STR_NONE) {
        part = str_cut(text, '\'', &text);
        buf_printf(&r->out, STR_FMT "''", STR_ARG(part));
    }
    buf_str(&r->out, text);
    buf_char(&r->out, '\'');
}

/* ---- references ---- */

/* The path with the names that the object has now. */
static struct path path_now(const struct render *r, const struct ref *ref)
{
    const struct object *o = r->s && ref->id ? schema_get(r->s, ref->id) : NULL;
    const struct object *up = o ? schema_get(r->s, o->parent) : NULL;
    struct path p = ref->path;

    if (!o || !o->name.p)
        return p;
    p.name = o->name;
    if (up && up->kind != KIND_SCHEMA) {
        if (p.table.p)
            p.table = up->name;
        up = schema_get(r->s, up->parent);
    }
    if (up && p.schema.p)
        p.schema = up->name;
    return p;
}

const struct object *object_before(const struct render *r, const struct change *c)
{
    if (!r->s)
        return NULL;
    return c->object ? schema_get(r->s, c->object) : schema_find_path(r->s, c->kind, &c->path);
}

static bool same_path(const struct path *x, const struct path *y)
{
    return str_eq(x->schema, y->schema) && str_eq(x->table, y->table) && str_eq(x->name, y->name);
}

static void say_expr(struct render *r, const struct expr *e)
{
    size_t at = 0;

    for (size_t i = 0; i < e->refs.n; i++) {
        const struct ref *ref = &e->refs.v[i];
        struct path now = path_now(r, ref);
        size_t from = ref->range.offset, to = from + ref->range.length;

        if (same_path(&now, &ref->path) || !ref->range.length || from < at || to > e->text.n)
            continue;
        buf_str(&r->out, str_slice(e->text, at, from));
        now.args = (str){ 0 };
        render_path(&r->out, r->opts, &now);
        at = to;
    }
    buf_str(&r->out, str_skip(e->text, at));
}

static bool is_now(str word)
{
    static const str words[] = { S_INIT("current_timestamp"), S_INIT("now"), S_INIT("localtime"),
                                 S_INIT("localtimestamp") };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(word, words[i]))
            return true;
    return false;
}

/* -1; of MySQL _utf8mb4 'x', b'1', x'ff' */
static bool is_bare_pair(const struct render *r, const struct token *first,
                         const struct token *last)
{
    if (first->kind == TOKEN_OP)
        return last->kind == TOKEN_NUMBER;
    if (r->engine != IN_MY || last->kind != TOKEN_STRING)
        return false;
    return (first->kind == TOKEN_WORD && first->text.p[0] == '_') ||
           str_eq_nocase(first->text, S("b")) || str_eq_nocase(first->text, S("x"));
}

/* 1, 'x', NULL; "x" of SQLite is a string where there is no column. */
static bool is_bare_token(const struct render *r, const struct expr *e, const struct token *t)
{
    if (t->kind == TOKEN_QUOTED)
        return r->engine == IN_SQLITE && e->facts & EXPR_LITERAL;
    if (t->kind == TOKEN_WORD)
        return r->engine == IN_SQLITE || e->facts & (EXPR_LITERAL | EXPR_NULL);
    return t->kind == TOKEN_NUMBER || t->kind == TOKEN_STRING;
}

/* A value that DEFAULT takes without parentheses: 1, -1, 'x', _utf8mb4 'x', NULL, CURRENT_TIMESTAMP(3) */
static bool is_bare(const struct render *r, const struct expr *e)
{
    struct lex l = lex_of(r->opts->dialect, 0, e->text);
    struct token t, first = { 0 }, last = { 0 };
    size_t n = 0;

    for (; lex_next(&l, &t); n++) {
        if (!n)
            first = t;
        last = t;
    }
    if (r->engine == IN_MY && n && first.kind == TOKEN_WORD && is_now(first.text))
        return n == 1 || (n <= 4 && last.kind == TOKEN_CLOSE);
    return n == 2 ? is_bare_pair(r, &first, &last) : n == 1 && is_bare_token(r, e, &first);
}

/* GENERATED ALWAYS AS ROW START of MariaDB is no expression. */
bool is_row_end(const struct expr *e)
{
    return str_eq_nocase(e->text, S("ROW START")) || str_eq_nocase(e->text, S("ROW END"));
}

static void say_enclosed(struct render *r, const struct expr *e, bool enclosed)
{
    if (enclosed)
        buf_char(&r->out, '(');
    say_expr(r, e);
    if (enclosed)
        buf_char(&r->out, ')');
}

/* ---- lists ---- */

static void say_part(struct render *r, const struct part *p)
{
    if (p->expr) {
        say_enclosed(r, p->expr, true);
    } else {
        struct path now = path_now(r, &p->column);

        say_name(r, now.name);
    }
    if (p->prefix)
        buf_printf(&r->out, "(%u)", (unsigned)p->prefix);
    if (p->collation.p) {
        say_z(r, " COLLATE ");
        say_name(r, p->collation);
    }
    if (p->opclass.p) {
        say_z(r, " ");
        say_name(r, p->opclass);
    }
    say_z(r, p->descending ? " DESC" : "");
    say_z(r, p->nulls_first ? " NULLS FIRST" : p->nulls_last ? " NULLS LAST" : "");
}

/* A number, a word, a path: what needs no quotes. */
bool is_plain_value(const struct render *r, str value)
{
    struct lex l = lex_of(r->opts->dialect, 0, value);
    struct token t;
    bool dot = true, plain = true;

    for (; plain && lex_next(&l, &t); dot = !dot)
        plain = dot ? t.kind == TOKEN_NUMBER || t.kind == TOKEN_WORD || t.kind == TOKEN_QUOTED
                    : t.kind == TOKEN_DOT;
    return plain && !dot;
}

/* name=value, the value without its quotes: a plain word or number stays so. */
static void say_option(struct render *r, str option)
{
    size_t at = str_find_char(option, '=');
    str value = at == STR_NONE ? (str){ 0 } : str_skip(option, at + 1);

    buf_str(&r->out, at == STR_NONE ? option : str_slice(option, 0, at));
    if (at == STR_NONE)
        return;
    say_z(r, r->engine == IN_MY ? "=" : " = ");
    if (is_plain_value(r, value))
        buf_str(&r->out, value);
    else
        say_literal(r, value);
}

static size_t list_count(const struct value *v)
{
    return v->kind == VALUE_LIST    ? v->list->n
           : v->kind == VALUE_REFS  ? v->refs->n
           : v->kind == VALUE_PARTS ? v->parts->n
                                    : 1;
}

static str list_text(const struct render *r, const struct value *v, size_t i)
{
    return v->kind == VALUE_LIST   ? v->list->v[i]
           : v->kind == VALUE_REFS ? path_now(r, &v->refs->v[i]).name
                                   : v->text;
}

static void say_reference(struct render *r, const struct value *v)
{
    struct path now = path_now(r, v->kind == VALUE_REFS ? &v->refs->v[0] : v->ref);

    render_path(&r->out, r->opts, &now);
}

/* (a, PERIOD b) of a foreign key */
static void say_period(struct render *r, str name, bool last)
{
    say_z(r, last ? "PERIOD " : "");
    say_name(r, name);
}

static void say_list(struct render *r, const struct value *v, enum phrase_how how)
{
    buf_char(&r->out, '(');
    for (size_t i = 0; i < list_count(v); i++) {
        bool last = i + 1 == list_count(v);

        say_z(r, i ? ", " : "");
        if (how == AS_PARTS || (how == AS_PERIOD && v->kind == VALUE_PARTS))
            say_part(r, &v->parts->v[i]);
        else if (how == AS_PERIOD)
            say_period(r, list_text(r, v, i), last);
        else if (how == AS_PATHS)
            say_reference(r, &(struct value){ .kind = VALUE_REF, .ref = &v->refs->v[i] });
        else if (how == AS_NAMES)
            say_name(r, list_text(r, v, i));
        else if (how == AS_LABELS)
            say_literal(r, list_text(r, v, i));
        else
            say_option(r, list_text(r, v, i));
        say_z(r, last && how == AS_PERIOD && v->kind == VALUE_PARTS ? " WITHOUT OVERLAPS" : "");
    }
    buf_char(&r->out, ')');
}

/* The name alone, of what is kept as a name or as a reference. */
static str name_of(const struct render *r, const struct value *v)
{
    return v->kind == VALUE_REF                  ? path_now(r, v->ref).name
           : v->kind == VALUE_REFS && v->refs->n ? path_now(r, &v->refs->v[0]).name
                                                 : v->text;
}

void say_role(struct render *r, str name)
{
    static const char *const words[] = { "public", "current_user", "current_role", "session_user" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(name, str_of(words[i]))) {
            buf_str(&r->out, name);
            return;
        }
    say_name(r, name);
}

static void say_dotted(struct render *r, str text)
{
    size_t dot = str_find_char(text, '.');

    if (dot != STR_NONE) {
        say_name(r, str_slice(text, 0, dot));
        say_z(r, ".");
        text = str_skip(text, dot + 1);
    }
    say_name(r, text);
}

/* Lists and what has parentheses; the rest stands in say_value. */
static bool say_enclosing(struct render *r, const struct value *v, enum phrase_how how)
{
    switch ((int)how) {
    case AS_PAREN:
        say_enclosed(r, v->expr, !is_row_end(v->expr));
        return true;
    case AS_DEFAULT:
        say_enclosed(r, v->expr, r->engine != IN_POSTGRES && !is_bare(r, v->expr));
        return true;
    case AS_NAMES:
    case AS_PATHS:
    case AS_OPTIONS:
    case AS_LABELS:
    case AS_PARTS:
    case AS_PERIOD:
        say_list(r, v, how);
        return true;
    default:
        return false;
    }
}

static void say_name_as(struct render *r, const struct value *v, enum phrase_how how)
{
    switch ((int)how) {
    case AS_NAME:
        say_name(r, name_of(r, v));
        return;
    case AS_ROLE:
        say_role(r, v->text);
        return;
    case AS_ACCOUNT:
        say_account(r, v->text);
        return;
    case AS_DOTTED:
        say_dotted(r, v->text);
        return;
    default: /* AS_PATH */
        say_reference(r, v);
    }
}

void say_value(struct render *r, const struct value *v, enum phrase_how how)
{
    if (say_enclosing(r, v, how))
        return;
    switch ((int)how) {
    case AS_YES:
        return;
    case AS_RAW:
        buf_str(&r->out, v->text);
        return;
    case AS_LITERAL:
        say_literal(r, v->text);
        return;
    case AS_NUMBER:
        buf_int(&r->out, v->number);
        return;
    case AS_EXPR:
        say_expr(r, v->expr);
        return;
    case AS_TYPE:
        render_type(&r->out, r->opts, v->type);
        return;
    default:
        say_name_as(r, v, how);
    }
}
