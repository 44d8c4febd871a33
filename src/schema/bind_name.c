/* schema/bind_name.c: names that the server gives.
 *
 * Does      name constraints, indexes and sequences that have none as PostgreSQL, MySQL and MariaDB would
 * Does not  name what has no name on SQLite
 * Shape     PostgreSQL: table_columns_label cut to 63 bytes, then numbers; MySQL: the first column, _2, …
 * Errors    none
 * See       schema/bind.h; PostgreSQL: makeObjectName, ChooseIndexColumnNames; InnoDB: t_ibfk_1
 */
#include "schema/bind_int.h"

enum { NAME_MAX_BYTES = 63, NUMBER_BYTES = 8, NUMBERS_MAX = 10000000 };

bool bind_name_taken(const struct binder *b, object_id schema, str name, bool constraint)
{
    if (names_find(b->s, SPACE_RELATION, schema, name, (str){ 0 }, 0))
        return true;
    return constraint && names_find(b->s, SPACE_CONSTRAINT, schema, name, (str){ 0 }, 0);
}

static str clip(str s, size_t n)
{
    if (s.n <= n)
        return s;
    while (n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n--;
    return str_slice(s, 0, n);
}

/* The longer of the two loses bytes until one_two_label fits. */
static str join(struct binder *b, str one, str two, str label)
{
    size_t over = label.n + (two.p ? 1 : 0) + 1;
    size_t room = NAME_MAX_BYTES > over ? NAME_MAX_BYTES - over : 0;
    size_t x = one.n, y = two.n;

    while (x + y > room) {
        if (x > y)
            x--;
        else
            y--;
    }
    one = clip(one, x);
    two = two.p ? clip(two, y) : two;
    return two.p ? str_printf(b->a, STR_FMT "_" STR_FMT "_" STR_FMT, STR_ARG(one), STR_ARG(two),
                              STR_ARG(label))
                 : str_printf(b->a, STR_FMT "_" STR_FMT, STR_ARG(one), STR_ARG(label));
}

static bool constraint_taken(const struct binder *b, object_id schema, str name)
{
    return names_find(b->s, SPACE_CONSTRAINT, schema, name, (str){ 0 }, 0) != 0;
}

/* Keys differ from relations and constraints, other constraints from constraints, indexes from relations. */
static bool taken(const struct binder *b, object_id schema, str name, const char *label)
{
    if (*label == 'f' || *label == 'c' || *label == 'n') /* fkey, check, not_null */
        return constraint_taken(b, schema, name);
    return bind_name_taken(b, schema, name, *label == 'p' || *label == 'k' || *label == 'e');
}

/* A number can be remembered where the name stays what it is before it. */
str bind_name_of(struct binder *b, object_id schema, str one, str two, const char *label)
{
    str name = join(b, one, two, str_of(label));
    uint32_t own = 1, *known = &own;

    if (!taken(b, schema, name, label))
        return name;
    if (name.n + NUMBER_BYTES <= NAME_MAX_BYTES)
        known = names_number(b->s, SPACE_RELATION, schema, name);
    do
        name = join(b, one, two, str_printf(b->a, "%s%u", label, (unsigned)(*known)++));
    while (taken(b, schema, name, label) && *known < NUMBERS_MAX);
    (*known)--;
    return name;
}

/* ---- PostgreSQL ---- */

static bool has_word(const struct str_list *l, str s)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(l->v[i], s))
            return true;
    return false;
}

/* Of an index: each column's name, expr for an expression; numbers where one comes again. */
static void add_word(struct binder *b, struct str_list *l, str name)
{
    str one = name;

    for (unsigned n = 1; has_word(l, one); n++)
        one = str_printf(b->a, STR_FMT "%u", STR_ARG(name), n);
    *vec_push(b->a, l) = one;
}

static void add_refs(struct binder *b, struct str_list *l, const struct change *c, enum attr attr)
{
    const struct edit *e = change_edit(c, attr);

    if (e && e->value.kind == VALUE_REFS)
        for (size_t i = 0; i < e->value.refs->n; i++)
            add_word(b, l, e->value.refs->v[i].path.name);
}

/* A function call gives its name, anything else "expr". */
static str expr_word(const struct expr *e)
{
    size_t end = str_find_char(e->text, '(');
    bool call = (e->facts & EXPR_FUNCTION) && e->refs.n && e->refs.v[0].use == REF_FUNCTION &&
                e->refs.v[0].range.offset == 0 && end != STR_NONE &&
                end == str_trim_end(str_slice(e->text, 0, end)).n && str_ends(e->text, S(")"));
    unsigned depth = 0;

    for (size_t i = end; call && i < e->text.n; i++) {
        depth += e->text.p[i] == '(';
        depth -= e->text.p[i] == ')';
        call = depth || i == e->text.n - 1;
    }
    return call ? e->refs.v[0].path.name : S("expr");
}

static str columns_word(struct binder *b, const struct change *c)
{
    const struct edit *parts = change_edit(c, ATTR_PARTS);
    struct str_list words = { 0 };
    struct buf out = buf_on(b->a);

    if (parts && parts->value.kind == VALUE_PARTS)
        for (size_t i = 0; i < parts->value.parts->n; i++) {
            const struct part *p = &parts->value.parts->v[i];

            add_word(b, &words, p->expr ? expr_word(p->expr) : p->column.path.name);
        }
    else
        add_refs(b, &words, c, ATTR_COLUMNS);
    add_refs(b, &words, c, ATTR_INCLUDE);
    for (size_t i = 0; i < words.n && out.n < NAME_MAX_BYTES + 1; i++) {
        buf_z(&out, i ? "_" : "");
        buf_str(&out, words.v[i]);
    }
    return clip(buf_view(&out), NAME_MAX_BYTES);
}

/* A check of one column has its name in its own. */
static str check_word(const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_EXPRESSION);
    str one = { 0 };

    if (!e || e->value.kind != VALUE_EXPR)
        return one;
    for (size_t i = 0; i < e->value.expr->refs.n; i++) {
        const struct ref *r = &e->value.expr->refs.v[i];

        if (r->use != REF_COLUMN)
            continue;
        if (one.p && !str_eq(one, r->path.name))
            return (str){ 0 };
        one = r->path.name;
    }
    return one;
}

static str postgres_name(struct binder *b, const struct change *c, object_id table)
{
    object_id schema = stage_parent(b->s, table);
    bool domain = schema_get(b->s, table)->kind == KIND_DOMAIN;
    str t = stage_name(b->s, table);

    switch ((int)c->kind) {
    case KIND_PRIMARY_KEY:
        return bind_name_of(b, schema, t, (str){ 0 }, "pkey");
    case KIND_UNIQUE:
        return bind_name_of(b, schema, t, columns_word(b, c), "key");
    case KIND_EXCLUSION:
        return bind_name_of(b, schema, t, columns_word(b, c), "excl");
    case KIND_INDEX:
        return bind_name_of(b, schema, t, columns_word(b, c), "idx");
    case KIND_FOREIGN_KEY:
        return bind_name_of(b, schema, t, columns_word(b, c), "fkey");
    case KIND_CHECK:
        return bind_name_of(b, schema, t, domain ? (str){ 0 } : check_word(c), "check");
    case KIND_NOT_NULL:
        return bind_name_of(b, schema, t, columns_word(b, c), "not_null");
    default:
        return (str){ 0 };
    }
}

/* ---- MySQL, MariaDB ---- */

/* The first number that is free, from 2 on. */
static str numbered(struct binder *b, enum name_space space, object_id table, str base)
{
    uint32_t *known = names_number(b->s, space, table, base);
    str name;

    *known = *known < 2 ? 2 : *known;
    while (true) {
        name = str_printf(b->a, STR_FMT "%u", STR_ARG(base), (unsigned)*known);
        if (!names_find(b->s, space, table, name, (str){ 0 }, 0))
            return name;
        (*known)++;
    }
}

static str mysql_index_name(struct binder *b, const struct change *c, object_id table)
{
    const struct edit *e = change_edit(c, ATTR_PARTS);
    str first = { 0 };

    if (e && e->value.kind == VALUE_PARTS && e->value.parts->n)
        first = e->value.parts->v[0].expr ? S("functional_index")
                                          : e->value.parts->v[0].column.path.name;
    e = change_edit(c, ATTR_COLUMNS);
    if (!first.p && e && e->value.kind == VALUE_REFS && e->value.refs->n)
        first = e->value.refs->v[0].path.name;
    if (!first.p)
        return first;
    if (!str_eq_nocase(first, S("PRIMARY")) &&
        !names_find(b->s, SPACE_INDEX, table, first, (str){ 0 }, 0))
        return first;
    return numbered(b, SPACE_INDEX, table, str_printf(b->a, STR_FMT "_", STR_ARG(first)));
}

/* One more than the highest number there: t_ibfk_3 after t_ibfk_2, whatever lies between. */
static str mysql_numbered(struct binder *b, object_id table, enum object_kind kind, str stem)
{
    const struct object *o = NULL;
    int64_t most = 0, n;

    while ((o = schema_child(b->s, table, kind, o)))
        if (str_starts_nocase(o->name, stem) && str_to_int64(str_skip(o->name, stem.n), &n) &&
            n > most)
            most = n;
    return str_printf(b->a, STR_FMT "%lld", STR_ARG(stem), (long long)most + 1);
}

/* MariaDB: the first number that is free; a check at a column is called as the column. */
static str mariadb_check(struct binder *b, uint32_t i, object_id table)
{
    object_id column = bind_column_before(b, i);
    str name = S("CONSTRAINT_1");

    if (column)
        return stage_name(b->s, column);
    return names_find(b->s, SPACE_CONSTRAINT, table, name, (str){ 0 }, 0)
               ? numbered(b, SPACE_CONSTRAINT, table, S("CONSTRAINT_"))
               : name;
}

static str mysql_name(struct binder *b, uint32_t i, object_id table)
{
    const struct change *c = change_at(b, i);
    str t = stage_name(b->s, table);

    switch ((int)c->kind) {
    case KIND_PRIMARY_KEY:
        return S("PRIMARY");
    case KIND_UNIQUE:
    case KIND_INDEX:
        return mysql_index_name(b, c, table);
    case KIND_FOREIGN_KEY:
        return mysql_numbered(b, table, c->kind, str_printf(b->a, STR_FMT "_ibfk_", STR_ARG(t)));
    case KIND_CHECK:
        if (b->s->dialect->id == DIALECT_MARIADB)
            return mariadb_check(b, i, table);
        return mysql_numbered(b, table, c->kind, str_printf(b->a, STR_FMT "_chk_", STR_ARG(t)));
    case KIND_PARTITION:
        return bind_partition_name(b, i, table);
    default:
        return (str){ 0 };
    }
}

/* `parent` is the table, or the domain of a check. */
str bind_name(struct binder *b, uint32_t i, object_id parent)
{
    const struct change *c = change_at(b, i);

    if (!parent || !is_part(c->kind))
        return (str){ 0 };
    if (is_postgres(b->s)) {
        const struct edit *of = change_edit(c, ATTR_USING_INDEX);

        return of && of->value.kind == VALUE_REF ? of->value.ref->path.name
                                                 : postgres_name(b, c, parent);
    }
    return is_mysql(b->s) ? mysql_name(b, i, parent) : (str){ 0 };
}
