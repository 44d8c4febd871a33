/* ddl/build_targets.c: UPDATE and DELETE, and which tables they write.
 *
 * Does      read them, of one table or several (MySQL); one change for each table that is written
 * Does not  read the clauses that all data statements share (build_rows.c)
 * Shape     tables are found by name or alias among the relations of the whole statement
 * See       ddl/build_rows_int.h
 */
#include "ddl/build_rows_int.h"

static size_t token_behind(const struct parser *p, uint32_t offset)
{
    size_t low = 0, high = p->n;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (p->tokens[mid].offset < offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static str alias_behind(const struct data *d, const struct ref *r)
{
    struct parser *p = d->p;
    size_t i = token_behind(p, data_base(d) + r->range.offset + r->range.length);

    i += data_word_at(p, i, "AS") ? 1 : 0;
    if (i >= p->n || (p->tokens[i].kind != TOKEN_WORD && p->tokens[i].kind != TOKEN_QUOTED))
        return (str){ 0 };
    return lex_text(p->mem, p->opts->dialect, p->opts->modes, &p->tokens[i]);
}

/* The relation that is called so in this statement; NULL = none, the name is the table's own. */
static const struct ref *find_relation(const struct data *d, str name)
{
    const struct ref *same = NULL;

    for (size_t i = 0; i < d->whole->refs.n; i++) {
        const struct ref *r = &d->whole->refs.v[i];

        if (r->use != REF_RELATION)
            continue;
        if (str_eq_nocase(alias_behind(d, r), name))
            return r;
        if (!same && str_eq_nocase(r->path.name, name))
            same = r;
    }
    return same;
}

static bool has_target(const struct data *d, const struct path *path)
{
    for (size_t i = d->change; i < d->p->out->changes.n; i++) {
        const struct path *old = &build_at(d->p, i)->path;

        if (str_eq_nocase(old->name, path->name) && str_eq_nocase(old->schema, path->schema))
            return true;
    }
    return false;
}

/* The first table goes into the change that is there, each other one into a copy of it. */
static void add_target(struct data *d, struct path path, struct range range)
{
    struct change *c = build_at(d->p, d->change);

    if (has_target(d, &path))
        return;
    if (c->path.name.p) {
        struct rows *rows = c->rows;
        struct range whole = c->range;

        c = statement_add(d->p->mem, d->p->out, CHANGE_ROWS, KIND_TABLE);
        c->rows = rows;
        c->range = whole;
    }
    c->kind = KIND_TABLE;
    c->path = path;
    c->name_range = range;
}

static struct range statement_range(const struct data *d, const struct ref *r)
{
    return (struct range){ r->range.offset + data_base(d), r->range.length };
}

static void target_of(struct data *d, str name, struct path written, struct range range)
{
    const struct ref *r = find_relation(d, name);

    add_target(d, r ? r->path : written, r ? statement_range(d, r) : range);
}

/* ---- UPDATE ---- */

/* Each column that is set says its table, or the first one is meant. */
static void update_targets(struct data *d, size_t first)
{
    struct ref_list *set = &data_rows(d)->set;
    const struct ref *table = NULL;

    for (size_t i = 0; i < d->whole->refs.n && !table; i++)
        if (d->whole->refs.v[i].use == REF_RELATION &&
            d->whole->refs.v[i].range.offset + data_base(d) >= d->p->tokens[first].offset)
            table = &d->whole->refs.v[i];
    for (size_t i = 0; i < set->n; i++) {
        struct ref *r = &set->v[i];

        if (r->path.table.p)
            target_of(d, r->path.table,
                      (struct path){ .schema = r->path.schema, .name = r->path.table }, r->range);
        else if (table)
            add_target(d, table->path, statement_range(d, table));
        r->use = REF_COLUMN;
    }
}

void data_update(struct parser *p, size_t from)
{
    struct data d = data_begin(p, from, ROWS_UPDATE);
    size_t first;

    data_modifiers(p, data_rows(&d));
    first = p->at;
    if (parse_end(p))
        parse_expect_kind(p, TOKEN_QUOTED);
    else
        parse_skip_until(p, "SET", false);
    parse_expect(p, "SET");
    data_set(&d);
    data_rest(p);
    build_end(p, d.change, from);
    if (p->stuck.n)
        return;
    data_whole(&d);
    update_targets(&d, first);
    data_clauses(&d, first);
    data_relations(&d, build_at(p, d.change)->name_range.offset);
}

void build_update(struct parser *p, const struct read_row *row)
{
    (void)row;
    data_update(p, p->begin);
}

/* ---- DELETE ---- */

/* t1.*, s.t2 in front of FROM or USING: names or aliases. */
static void read_victims(struct parser *p, struct ref_list *out)
{
    do {
        size_t from = p->at;
        struct ref r = { .path = parse_path(p) };

        if (!r.path.name.p)
            parse_expect_kind(p, TOKEN_QUOTED);
        parse_take_op(p, "*");
        r.range = parse_range(p, from);
        *vec_push(p->mem, out) = r;
    } while (parse_take_kind(p, TOKEN_COMMA));
}

static void delete_targets(struct data *d, const struct ref_list *victims)
{
    for (size_t i = 0; i < victims->n; i++)
        target_of(d, victims->v[i].path.name, victims->v[i].path, victims->v[i].range);
}

void data_delete(struct parser *p, size_t from)
{
    struct data d = data_begin(p, from, ROWS_DELETE);
    struct ref_list victims = { 0 };
    bool my = p->opts->dialect->rules & RULE_STORED_PROGRAM;
    size_t first;

    data_modifiers(p, data_rows(&d));
    if (my)
        parse_take(p, "HISTORY");
    if (my && !parse_is(p, "FROM")) {
        read_victims(p, &victims);
        parse_expect(p, "FROM");
        first = p->at;
    } else {
        parse_expect(p, "FROM");
        first = p->at;
        read_victims(p, &victims);
        if (my && parse_is(p, "USING"))
            d.reads = p->at;
    }
    data_rest(p);
    build_end(p, d.change, from);
    if (p->stuck.n)
        return;
    data_whole(&d);
    delete_targets(&d, &victims);
    data_clauses(&d, first);
    data_relations(&d, build_at(p, d.change)->name_range.offset);
}

void build_delete(struct parser *p, const struct read_row *row)
{
    (void)row;
    data_delete(p, p->begin);
}
