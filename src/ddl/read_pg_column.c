/* ddl/read_pg_column.c: the definition of a column.
 *
 * Does      name, type, everything that may stand behind them; constraints written there are changes of
 *           their own
 * Does not  say what serial or a primary key imply (schema/bind.h)
 * Shape     a table of what a clause begins with; DEFERRABLE and the like belong to the constraint before
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

enum { VERSION_NOT_NULL_NAMED = 180000 }; /* before, NOT NULL is no constraint of its own */

static const char column_ends[] =
    "CONSTRAINT|NOT|NULL|DEFAULT|CHECK|UNIQUE|PRIMARY|REFERENCES|GENERATED|COLLATE|DEFERRABLE|"
    "INITIALLY|STORAGE|COMPRESSION|ENFORCED|OPTIONS|NO|CASCADE|RESTRICT";

struct column {
    struct path table;
    str name;
    struct range range; /* of the name */
    size_t at;          /* the change */
    size_t constraint;  /* the last one written; 0 = none */
    size_t from;        /* token that the clause begins with, CONSTRAINT name in it */
    str called;         /* CONSTRAINT name */
    struct range called_range;
};

static struct change *of_column(struct parser *p, struct column *col)
{
    return pgr_at(p, col->at);
}

/* A constraint at a column is named by the server where the user does not. */
static struct change *add_constraint(struct parser *p, struct column *col, enum object_kind kind)
{
    struct change *c = pgr_change(p, CHANGE_CREATE, kind, pgr_in(col->table, col->called),
                                  col->called.p ? col->called_range : col->range);

    c->flags |= CHANGE_INLINE | (col->called.p ? 0 : CHANGE_SELF_NAMED);
    col->constraint = pgr_count(p) - 1;
    return c;
}

static void set_columns(struct parser *p, struct column *col, struct change *c)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);

    *vec_push(p->mem, list) =
        (struct ref){ .use = REF_COLUMN, .path = { .name = col->name }, .range = col->range };
    change_set(p->mem, c, ATTR_COLUMNS, value_refs(list), col->range);
}

static void set_parts(struct parser *p, struct column *col, struct change *c)
{
    struct part_list *list = arena_new(p->mem, struct part_list, 1);

    vec_push(p->mem, list)->column =
        (struct ref){ .use = REF_COLUMN, .path = { .name = col->name }, .range = col->range };
    change_set(p->mem, c, ATTR_PARTS, value_parts(list), col->range);
}

/* ---- clauses ---- */

static void read_not_null(struct parser *p, struct column *col)
{
    int version = p->opts->version;
    struct change *c;

    pgr_yes(p, of_column(p, col), ATTR_NOT_NULL, col->from);
    if (!col->called.p && !parse_is(p, "NO"))
        return;
    if (version && version < VERSION_NOT_NULL_NAMED)
        return;
    c = add_constraint(p, col, KIND_NOT_NULL);
    set_columns(p, col, c);
}

static void read_null(struct parser *p, struct column *col)
{
    (void)p;
    (void)col;
}

static void read_unique(struct parser *p, struct column *col)
{
    struct change *c = add_constraint(p, col, KIND_UNIQUE);

    set_parts(p, col, c);
    pgr_key_rest(p, c);
}

static void read_primary(struct parser *p, struct column *col)
{
    struct change *c = add_constraint(p, col, KIND_PRIMARY_KEY);

    set_parts(p, col, c);
    pgr_key_rest(p, c);
}

static void read_check(struct parser *p, struct column *col)
{
    struct change *c = add_constraint(p, col, KIND_CHECK);
    size_t at = p->at;
    struct expr *e = parse_paren_expr(p);

    pgr_set(p, c, ATTR_EXPRESSION, value_expr(e), at);
}

static void read_default(struct parser *p, struct column *col)
{
    struct expr *e = parse_expr(p, column_ends);

    pgr_set(p, of_column(p, col), ATTR_DEFAULT, value_expr(e), col->from);
}

static void read_generated(struct parser *p, struct column *col)
{
    pgr_identity(p, col->at, col->from);
}

static void read_references(struct parser *p, struct column *col)
{
    struct change *c = add_constraint(p, col, KIND_FOREIGN_KEY);

    set_columns(p, col, c);
    pgr_references(p, c);
}

static void read_collate(struct parser *p, struct column *col)
{
    str name = pgr_path(p, NULL).name;

    pgr_set(p, of_column(p, col), ATTR_COLLATION, value_text(name), col->from);
}

static void read_word(struct parser *p, struct column *col, enum attr attr)
{
    str word = pgr_name(p, NULL);

    pgr_set(p, of_column(p, col), attr, value_text(word), col->from);
}

static void read_storage(struct parser *p, struct column *col)
{
    read_word(p, col, ATTR_STORAGE);
}

static void read_compression(struct parser *p, struct column *col)
{
    read_word(p, col, ATTR_COMPRESSION);
}

static void read_options(struct parser *p, struct column *col)
{
    struct str_list *list = pgr_options(p);

    pgr_set(p, of_column(p, col), ATTR_OPTIONS, value_list(list), col->from);
}

static const struct {
    const char *words;
    void (*read)(struct parser *p, struct column *col);
} clauses[] = {
    { "NOT NULL", read_not_null },
    { "NULL", read_null },
    { "DEFAULT", read_default },
    { "PRIMARY KEY", read_primary },
    { "UNIQUE", read_unique },
    { "REFERENCES", read_references },
    { "CHECK", read_check },
    { "GENERATED", read_generated },
    { "COLLATE", read_collate },
    { "STORAGE", read_storage },
    { "COMPRESSION", read_compression },
    { "OPTIONS", read_options },
};

static bool read_clause(struct parser *p, struct column *col)
{
    for (size_t i = 0; i < COUNT_OF(clauses); i++)
        if (parse_take_pattern(p, clauses[i].words)) {
            size_t first = pgr_count(p);

            clauses[i].read(p, col);
            pgr_close(p, first, col->from);
            return true;
        }
    return false;
}

/* ---- the column ---- */

static void read_type(struct parser *p, struct column *col)
{
    size_t from = p->at;
    struct sql_type *t = parse_type(p);

    if (!t || p->stuck.n)
        return;
    pgr_set(p, of_column(p, col), ATTR_TYPE, value_type(t), from);
    if (t->serial)
        pgr_yes(p, of_column(p, col), ATTR_SERIAL, from);
}

static bool column_ended(const struct parser *p)
{
    return parse_end(p) || parse_is_kind(p, TOKEN_COMMA) || parse_is_kind(p, TOKEN_CLOSE) ||
           parse_is(p, "CASCADE") || parse_is(p, "RESTRICT"); /* ADD ATTRIBUTE */
}

/* DEFERRABLE and the like belong to the constraint before. */
static bool read_attribute(struct parser *p, struct column *col)
{
    struct change *c = col->constraint ? pgr_at(p, col->constraint) : NULL;
    struct range r;

    if (!c || !pgr_constraint_attribute(p, c, false))
        return false;
    r = parse_range(p, col->from);
    c->range.length = r.offset + r.length - c->range.offset;
    return true;
}

static void read_clauses(struct parser *p, struct column *col)
{
    while (!column_ended(p)) {
        col->from = p->at;
        col->called = (str){ 0 };
        if (read_attribute(p, col))
            continue;
        if (parse_take(p, "CONSTRAINT"))
            col->called = pgr_name(p, &col->called_range);
        if (!read_clause(p, col)) {
            parse_stuck(p, "this part of a column's definition is not known");
            return;
        }
    }
}

void pgr_column(struct parser *p, struct path table, enum column_form form)
{
    struct column col = { .table = table, .at = pgr_count(p) };
    size_t from = p->at;

    col.name = pgr_name(p, &col.range);
    if (p->stuck.n)
        return;
    pgr_change(p, CHANGE_CREATE, KIND_COLUMN, pgr_in(table, col.name), col.range);
    if (form == COLUMN_TYPED)
        (void)parse_take_words(p, "WITH OPTIONS");
    else
        read_type(p, &col);
    read_clauses(p, &col);
    if (!p->stuck.n)
        of_column(p, &col)->range = parse_range(p, from);
}

/* ---- GENERATED ---- */

static void read_expression(struct parser *p, size_t i, size_t from)
{
    struct expr *e = parse_paren_expr(p);
    int way = parse_take_any(p, "STORED|VIRTUAL");

    pgr_set(p, pgr_at(p, i), ATTR_GENERATED, value_expr(e), from);
    if (way == 0)
        pgr_yes(p, pgr_at(p, i), ATTR_STORED, from);
}

void pgr_identity(struct parser *p, size_t i, size_t from)
{
    bool always = parse_take(p, "ALWAYS");

    if (!always && !parse_take_words(p, "BY DEFAULT")) {
        parse_stuck(p, "expected ALWAYS or BY DEFAULT");
        return;
    }
    parse_expect(p, "AS");
    if (always && parse_is_kind(p, TOKEN_OPEN)) {
        read_expression(p, i, from);
        return;
    }
    parse_expect(p, "IDENTITY");
    pgr_say(p, pgr_at(p, i), ATTR_IDENTITY, always ? "always" : "by default", from);
    if (parse_take_kind(p, TOKEN_OPEN)) {
        pgr_sequence_options(p, i);
        parse_expect_kind(p, TOKEN_CLOSE);
    }
}
