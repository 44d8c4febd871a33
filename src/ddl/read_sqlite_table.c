/* ddl/read_sqlite_table.c: tables of SQLite: columns, constraints, ALTER TABLE.
 *
 * Does      read CREATE TABLE, CREATE VIRTUAL TABLE and every clause of ALTER TABLE
 * Does not  know what ALTER TABLE refuses at run time (effects)
 * Shape     one change for the table, one for each column and constraint
 * See       ddl/read.h, https://sqlite.org/lang_createtable.html
 */
#include "ddl/read_sqlite_int.h"

void sqlite_conflict(struct parser *p, size_t change)
{
    static const char *const actions[] = { "rollback", "abort", "fail", "ignore", "replace" };
    size_t from = p->at;
    int i;

    if (!parse_take_words(p, "ON CONFLICT"))
        return;
    i = parse_take_any(p, "ROLLBACK|ABORT|FAIL|IGNORE|REPLACE");
    if (i < 0)
        parse_stuck(p, "expected what happens ON CONFLICT");
    else if (i != 1) /* ABORT is the default */
        build_text(p, change, ATTR_CONFLICT, str_of(actions[i]), from);
}

/* ---- constraints ---- */

struct definition {
    const struct path *table;
    size_t column; /* the change, or SIZE_MAX: a table's constraint */
    str name;      /* of the constraint; absent = none was given */
    size_t from;   /* first token of the constraint */
};

static size_t add_constraint(struct parser *p, const struct definition *d, enum object_kind kind)
{
    size_t c = build(p, CHANGE_CREATE, kind, build_child(d->table, d->name));

    if (d->column != SIZE_MAX)
        build_flag(p, c, CHANGE_INLINE);
    if (!d->name.p)
        build_flag(p, c, CHANGE_SELF_NAMED);
    else
        build_at(p, c)->name_range = (struct range){
            (uint32_t)p->tokens[d->from + 1].offset,
            (uint32_t)p->tokens[d->from + 1].text.n,
        };
    return c;
}

static str column_name(struct parser *p, const struct definition *d)
{
    return build_at(p, d->column)->path.name;
}

static struct value column_refs(struct parser *p, const struct definition *d)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);

    *vec_push(p->mem, list) =
        (struct ref){ .use = REF_COLUMN, .path = { .name = column_name(p, d) } };
    return value_refs(list);
}

static void inline_primary(struct parser *p, const struct definition *d)
{
    size_t c;
    struct part_list *parts = build_one_part(p, column_name(p, d));

    parse_expect(p, "KEY");
    parts->v[0].descending = parse_take_any(p, "ASC|DESC") == 1;
    c = add_constraint(p, d, KIND_PRIMARY_KEY);
    build_set(p, c, ATTR_PARTS, value_parts(parts), d->from);
    sqlite_conflict(p, c);
    if (parse_take(p, "AUTOINCREMENT"))
        build_yes(p, d->column, ATTR_AUTO_INCREMENT, p->at - 1);
    build_end(p, c, d->from);
}

static void inline_unique(struct parser *p, const struct definition *d)
{
    size_t c = add_constraint(p, d, KIND_UNIQUE);

    build_set(p, c, ATTR_PARTS, value_parts(build_one_part(p, column_name(p, d))), d->from);
    sqlite_conflict(p, c);
    build_end(p, c, d->from);
}

static void read_check(struct parser *p, const struct definition *d)
{
    size_t at = p->at;
    struct expr *e = parse_paren_expr(p);
    size_t c = add_constraint(p, d, KIND_CHECK);

    build_set(p, c, ATTR_EXPRESSION, value_expr(e), at);
    sqlite_conflict(p, c);
    build_end(p, c, d->from);
}

static void inline_reference(struct parser *p, const struct definition *d)
{
    size_t c = add_constraint(p, d, KIND_FOREIGN_KEY);

    build_set(p, c, ATTR_COLUMNS, column_refs(p, d), d->from);
    p->at--;
    build_references(p, c);
    build_end(p, c, d->from);
}

static void inline_not_null(struct parser *p, const struct definition *d)
{
    parse_expect(p, "NULL");
    build_yes(p, d->column, ATTR_NOT_NULL, d->from);
    sqlite_conflict(p, d->column);
    if (d->name.p) {
        size_t c = add_constraint(p, d, KIND_NOT_NULL);

        build_set(p, c, ATTR_COLUMNS, column_refs(p, d), d->from);
        build_end(p, c, d->from);
    }
}

static void read_default(struct parser *p, const struct definition *d)
{
    size_t from = p->at;
    struct expr *e;

    if (parse_is_kind(p, TOKEN_OPEN)) {
        e = parse_paren_expr(p);
    } else {
        bool sign = parse_take_op(p, "-") || parse_take_op(p, "+");

        if (sign ? !parse_is_kind(p, TOKEN_NUMBER)
                 : !parse_is_kind(p, TOKEN_NUMBER) && !parse_is_kind(p, TOKEN_STRING) &&
                       !parse_is_kind(p, TOKEN_WORD) && !parse_is_kind(p, TOKEN_QUOTED)) {
            parse_stuck(p, "expected a value behind DEFAULT");
            return;
        }
        p->at++;
        e = parse_expr_tokens(p, from, p->at);
        if (e->facts & EXPR_COLUMNS) { /* a word is taken as a text */
            e->facts = EXPR_LITERAL;
            e->refs.n = 0;
        }
    }
    build_set(p, d->column, ATTR_DEFAULT, value_expr(e), from - 1);
}

static void read_generated(struct parser *p, const struct definition *d)
{
    struct expr *e = parse_paren_expr(p);

    build_set(p, d->column, ATTR_GENERATED, value_expr(e), d->from);
    if (parse_take(p, "STORED"))
        build_yes(p, d->column, ATTR_STORED, p->at - 1);
    else
        parse_take(p, "VIRTUAL");
}

/* DEFERRABLE behind REFERENCES was read there; alone it says nothing. */
static bool skip_deferrable(struct parser *p)
{
    if (!parse_take_words(p, "NOT DEFERRABLE") && !parse_take(p, "DEFERRABLE"))
        return false;
    if (!parse_take_words(p, "INITIALLY DEFERRED"))
        parse_take_words(p, "INITIALLY IMMEDIATE");
    return true;
}

static bool column_constraint(struct parser *p, struct definition *d)
{
    if (skip_deferrable(p))
        return true;
    if (parse_take_words(p, "GENERATED ALWAYS")) {
        parse_expect(p, "AS");
        read_generated(p, d);
        return true;
    }
    switch (parse_take_any(p, "PRIMARY|NOT|NULL|UNIQUE|CHECK|DEFAULT|COLLATE|REFERENCES|AS")) {
    case 0:
        inline_primary(p, d);
        return true;
    case 1:
        inline_not_null(p, d);
        return true;
    case 2:
        sqlite_conflict(p, d->column);
        return true;
    case 3:
        inline_unique(p, d);
        return true;
    case 4:
        read_check(p, d);
        return true;
    case 5:
        read_default(p, d);
        return true;
    case 6:
        build_text(p, d->column, ATTR_COLLATION, build_need_name(p), p->at - 2);
        return true;
    case 7:
        inline_reference(p, d);
        return true;
    case 8:
        read_generated(p, d);
        return true;
    default:
        return false;
    }
}

void sqlite_column(struct parser *p, const struct path *table, unsigned flags, size_t from)
{
    struct definition d = { .table = table };
    size_t at = p->at;
    struct sql_type *type;

    d.column = build(p, CHANGE_CREATE, KIND_COLUMN, build_child(table, build_need_name(p)));
    build_flag(p, d.column, flags);
    build_name(p, d.column, at);
    at = p->at;
    type = parse_type(p);
    if (type)
        build_set(p, d.column, ATTR_TYPE, value_type(type), at);
    do {
        d.from = p->at;
        d.name = parse_take(p, "CONSTRAINT") ? build_need_name(p) : (str){ 0 };
    } while (column_constraint(p, &d) || d.name.p);
    build_end(p, d.column, from);
}

/* The column that the statement made with this name. */
static size_t find_column(struct parser *p, str name)
{
    for (size_t i = p->out->changes.n; i-- > 0;)
        if (build_at(p, i)->kind == KIND_COLUMN && str_eq_nocase(build_at(p, i)->path.name, name))
            return i;
    return SIZE_MAX;
}

static void table_key(struct parser *p, const struct definition *d, enum object_kind kind)
{
    size_t at, c = add_constraint(p, d, kind);
    struct part_list *parts;

    if (kind == KIND_PRIMARY_KEY)
        parse_expect(p, "KEY");
    at = p->at;
    parts = parse_parts(p);
    build_set(p, c, ATTR_PARTS, value_parts(parts), at);
    if (p->at >= 2 && p->at < p->n + 1 && !p->stuck.n && p->tokens[p->at - 2].kind == TOKEN_WORD &&
        str_eq_nocase(p->tokens[p->at - 2].text, S("AUTOINCREMENT")) && p->at - 3 > at) {
        size_t column = find_column(p, parts->v[parts->n - 1].column.path.name);

        if (column != SIZE_MAX)
            build_yes(p, column, ATTR_AUTO_INCREMENT, p->at - 2);
    }
    sqlite_conflict(p, c);
    build_end(p, c, d->from);
}

static void table_reference(struct parser *p, const struct definition *d)
{
    size_t at, c = add_constraint(p, d, KIND_FOREIGN_KEY);

    parse_expect(p, "KEY");
    at = p->at;
    build_set(p, c, ATTR_COLUMNS, value_refs(build_names(p)), at);
    build_references(p, c);
    build_end(p, c, d->from);
}

bool sqlite_constraint(struct parser *p, const struct path *table, size_t from)
{
    struct definition d = { .table = table, .column = SIZE_MAX, .from = from };

    if (parse_take(p, "CONSTRAINT"))
        d.name = build_need_name(p);
    switch (parse_take_any(p, "PRIMARY|UNIQUE|CHECK|FOREIGN")) {
    case 0:
        table_key(p, &d, KIND_PRIMARY_KEY);
        return true;
    case 1:
        table_key(p, &d, KIND_UNIQUE);
        return true;
    case 2:
        read_check(p, &d);
        return true;
    case 3:
        table_reference(p, &d);
        return true;
    default:
        return d.name.p != NULL;
    }
}

/* ---- CREATE TABLE ---- */

static void read_body(struct parser *p, const struct path *table)
{
    bool constraints = false;

    parse_expect_kind(p, TOKEN_OPEN);
    do {
        if (!sqlite_constraint(p, table, p->at)) {
            if (constraints)
                parse_stuck(p, "expected a constraint: columns stand before them");
            sqlite_column(p, table, 0, p->at);
            continue;
        }
        constraints = true;
        while (!parse_is_kind(p, TOKEN_COMMA) && sqlite_constraint(p, table, p->at))
            ; /* no comma is needed between them */
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

static void read_options(struct parser *p, size_t table)
{
    if (parse_end(p))
        return;
    do {
        if (parse_take_words(p, "WITHOUT ROWID"))
            build_yes(p, table, ATTR_WITHOUT_ROWID, p->at - 2);
        else if (parse_take(p, "STRICT"))
            build_yes(p, table, ATTR_STRICT, p->at - 1);
        else
            parse_stuck(p, "expected WITHOUT ROWID or STRICT");
    } while (parse_take_kind(p, TOKEN_COMMA));
}

static bool in_temp(const struct path *path)
{
    return path->schema.p && str_eq_nocase(path->schema, S("temp"));
}

/* Behind the row's words: IF NOT EXISTS and the name. */
static size_t create(struct parser *p, enum object_kind kind, bool temporary)
{
    unsigned flags = parse_take_words(p, "IF NOT EXISTS") ? CHANGE_IF_NOT_EXISTS : 0;
    size_t at = p->at;
    struct path path = build_need_path(p);
    size_t c = build(p, CHANGE_CREATE, kind, path);

    build_flag(p, c, flags);
    build_name(p, c, at);
    if (temporary || in_temp(&path)) {
        build_flag(p, c, CHANGE_TEMPORARY);
        build_text(p, c, ATTR_PERSISTENCE, S("temporary"), p->begin);
    }
    return c;
}

void sqlite_create_table(struct parser *p, const struct read_row *row)
{
    size_t from = p->begin;
    size_t c = create(p, KIND_TABLE, row->arg);
    struct path path = build_at(p, c)->path;

    if (parse_take(p, "AS")) {
        size_t at = p->at;

        build_set(p, c, ATTR_QUERY, value_expr(parse_query(p, "")), at);
        build_flag(p, c, CHANGE_AS_SELECT);
        if (p->at == at)
            parse_stuck(p, "expected a query behind AS");
    } else {
        read_body(p, &path);
        read_options(p, c);
    }
    build_end(p, c, from);
}

void sqlite_create_virtual(struct parser *p, const struct read_row *row)
{
    size_t c = create(p, KIND_TABLE, false);
    size_t at;

    (void)row;
    parse_expect(p, "USING");
    at = p->at;
    build_need_name(p);
    if (parse_is_kind(p, TOKEN_OPEN) && p->partner[p->at] >= p->n)
        parse_stuck(p, "a parenthesis is not closed");
    parse_skip_parens(p);
    if (!p->stuck.n)
        build_text(p, c, ATTR_MODULE, build_source(p, at, p->at), at);
    build_end(p, c, p->begin);
}

/* ---- ALTER TABLE ---- */

static void rename_clause(struct parser *p, const struct path *table, size_t from)
{
    size_t c, at;
    str name;

    if (parse_take(p, "TO")) {
        c = build(p, CHANGE_RENAME, KIND_TABLE, *table);
        build_name(p, c, p->at - 2);
        build_at(p, c)->to.name = build_need_name(p);
        build_end(p, c, from);
        return;
    }
    if (parse_is(p, "COLUMN") && !parse_is_at(p, 1, "TO"))
        p->at++;
    at = p->at;
    name = build_need_name(p);
    c = build(p, CHANGE_RENAME, KIND_COLUMN, build_child(table, name));
    build_name(p, c, at);
    parse_expect(p, "TO");
    build_at(p, c)->to.name = build_need_name(p);
    build_end(p, c, from);
}

static void add_clause(struct parser *p, const struct path *table, size_t from)
{
    /* What a version cannot add, or none can, effects/ knows. */
    if (parse_is(p, "CONSTRAINT") || parse_is(p, "CHECK") || parse_is(p, "UNIQUE") ||
        parse_is(p, "PRIMARY") || parse_is(p, "FOREIGN")) {
        sqlite_constraint(p, table, p->at);
        return;
    }
    parse_take(p, "COLUMN");
    sqlite_column(p, table, 0, from);
}

static void drop_clause(struct parser *p, const struct path *table, size_t from)
{
    enum object_kind kind = KIND_COLUMN;
    size_t at, c;

    if (parse_is(p, "CONSTRAINT")) {
        p->at++;
        kind = KIND_CHECK;
    } else {
        parse_take(p, "COLUMN");
    }
    at = p->at;
    c = build(p, CHANGE_DROP, kind, build_child(table, build_need_name(p)));
    build_name(p, c, at);
    build_end(p, c, from);
}

static void alter_clause(struct parser *p, const struct path *table, size_t from)
{
    size_t at, c;

    parse_take(p, "COLUMN");
    at = p->at;
    c = build(p, CHANGE_ALTER, KIND_COLUMN, build_child(table, build_need_name(p)));
    build_name(p, c, at);
    at = p->at;
    if (parse_take_words(p, "SET NOT NULL")) {
        build_yes(p, c, ATTR_NOT_NULL, at);
        sqlite_conflict(p, c);
    } else if (parse_take_words(p, "DROP NOT NULL")) {
        build_reset(p, c, ATTR_NOT_NULL, at);
    } else {
        parse_stuck(p, "expected SET NOT NULL or DROP NOT NULL");
    }
    build_end(p, c, from);
}

void sqlite_alter_table(struct parser *p, const struct read_row *row)
{
    struct path table = build_need_path(p);
    size_t from = p->at;

    (void)row;
    switch (parse_take_any(p, "RENAME|ADD|DROP|ALTER")) {
    case 0:
        rename_clause(p, &table, from);
        return;
    case 1:
        add_clause(p, &table, from);
        return;
    case 2:
        drop_clause(p, &table, from);
        return;
    case 3:
        alter_clause(p, &table, from);
        return;
    default:
        parse_stuck(p, "this clause of ALTER TABLE is not known");
    }
}
