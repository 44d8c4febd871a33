/* ddl/read_pg_type.c: types and domains.
 *
 * Does      CREATE and ALTER TYPE (enum, composite, range, base), CREATE and ALTER DOMAIN
 * Does not  DROP (read_pg_drop.c), read the name of a type (type_postgres.c)
 * Shape     attributes of a composite type are columns of a table of its name
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* ---- CREATE TYPE ---- */

static void read_labels(struct parser *p, struct change *c)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);
    size_t from = p->at;

    parse_expect_kind(p, TOKEN_OPEN);
    while (parse_is_kind(p, TOKEN_STRING)) {
        *vec_push(p->mem, list) = parse_string(p);
        if (!parse_take_kind(p, TOKEN_COMMA))
            break;
    }
    parse_expect_kind(p, TOKEN_CLOSE);
    pgr_set(p, c, ATTR_LABELS, value_list(list), from);
}

static void read_attributes(struct parser *p, struct path type)
{
    parse_expect_kind(p, TOKEN_OPEN);
    if (parse_take_kind(p, TOKEN_CLOSE))
        return;
    do
        pgr_column(p, type, COLUMN_FULL);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

static void read_type_options(struct parser *p, struct change *c)
{
    size_t from = p->at;

    pgr_set(p, c, ATTR_OPTIONS, value_list(pgr_options(p)), from);
}

void read_pg_type(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_CREATE, row->kind, path, range);

    if (parse_take_words(p, "AS ENUM")) {
        c->kind = KIND_ENUM;
        read_labels(p, c);
    } else if (parse_take_words(p, "AS RANGE")) {
        c->kind = KIND_RANGE;
        read_type_options(p, c);
    } else if (parse_take(p, "AS")) {
        c->kind = KIND_COMPOSITE;
        read_attributes(p, path);
    } else if (parse_is_kind(p, TOKEN_OPEN)) {
        read_type_options(p, c);
    }
    pgr_close(p, i, 0);
}

/* ---- ALTER TYPE ---- */

struct alter_type {
    struct path path;
    struct range range;
    size_t from;
};

static void add_value(struct parser *p, const struct alter_type *t)
{
    struct change *c = pgr_change(p, CHANGE_ALTER, KIND_ENUM, t->path, t->range);
    struct edit *e;
    str label;
    int side;

    c->flags |= parse_take_words(p, "IF NOT EXISTS") ? CHANGE_IF_NOT_EXISTS : 0;
    label = parse_string(p);
    if (!label.p)
        parse_stuck(p, "expected the label");
    side = parse_take_any(p, "BEFORE|AFTER");
    e = pgr_set(p, c, ATTR_LABELS, value_text(label), t->from);
    e->verb = EDIT_ADD;
    e->before = side == 0;
    if (side >= 0) {
        e->neighbour = parse_string(p);
        e->range = parse_range(p, t->from);
        if (!e->neighbour.p)
            parse_stuck(p, "expected the label beside it");
    }
}

static void rename_value(struct parser *p, const struct alter_type *t)
{
    struct change *c = pgr_change(p, CHANGE_ALTER, KIND_ENUM, t->path, t->range);
    str old = parse_string(p), new = { 0 };
    struct edit *e;

    if (parse_expect(p, "TO"))
        new = parse_string(p);
    if (!old.p || !new.p)
        parse_stuck(p, "expected the old and the new label");
    e = pgr_set(p, c, ATTR_LABELS, value_text(old), t->from);
    e->verb = EDIT_RENAME;
    e->to = new;
}

static void add_attribute(struct parser *p, const struct alter_type *t)
{
    size_t i = pgr_count(p);

    pgr_column(p, t->path, COLUMN_FULL);
    pgr_behavior(p, i);
    if (pgr_count(p) > i)
        pgr_at(p, i)->range.length = 0;
}

static void drop_attribute(struct parser *p, const struct alter_type *t)
{
    size_t i = pgr_count(p);
    bool exists = parse_take_words(p, "IF EXISTS");
    struct range range;
    str name = pgr_name(p, &range);
    struct change *c = pgr_change(p, CHANGE_DROP, KIND_COLUMN, pgr_in(t->path, name), range);

    c->flags |= exists ? CHANGE_IF_EXISTS : 0;
    pgr_behavior(p, i);
}

static void alter_attribute(struct parser *p, const struct alter_type *t)
{
    pgr_alter_column(p, t->path);
}

static void rename_attribute(struct parser *p, const struct alter_type *t)
{
    size_t i = pgr_count(p);
    struct range range;
    str name = pgr_name(p, &range);
    struct change *c = pgr_change(p, CHANGE_RENAME, KIND_COLUMN, pgr_in(t->path, name), range);

    parse_expect(p, "TO");
    c->to.name = pgr_name(p, NULL);
    pgr_behavior(p, i);
}

static void set_properties(struct parser *p, const struct alter_type *t)
{
    pgr_set_options(p, pgr_change(p, CHANGE_ALTER, KIND_TYPE, t->path, t->range));
}

static const struct {
    const char *words;
    void (*read)(struct parser *p, const struct alter_type *t);
} type_commands[] = {
    { "ADD VALUE", add_value },
    { "RENAME VALUE", rename_value },
    { "ADD ATTRIBUTE", add_attribute },
    { "DROP ATTRIBUTE", drop_attribute },
    { "ALTER ATTRIBUTE", alter_attribute },
    { "RENAME ATTRIBUTE", rename_attribute },
    { "SET", set_properties },
};

static void alter_type(struct parser *p, struct alter_type *t)
{
    size_t i = pgr_count(p);

    t->from = p->at;
    if (pgr_alter_common(p, KIND_TYPE, t->path, t->range, t->from))
        return;
    for (size_t k = 0; k < COUNT_OF(type_commands); k++)
        if (parse_take_pattern(p, type_commands[k].words)) {
            type_commands[k].read(p, t);
            pgr_close(p, i, t->from);
            return;
        }
    parse_stuck(p, "this form of ALTER TYPE is not known");
}

void read_pg_alter_type(struct parser *p, const struct read_row *row)
{
    struct alter_type t = { 0 };

    (void)row;
    t.path = pgr_path(p, &t.range);
    do
        alter_type(p, &t);
    while (parse_take_kind(p, TOKEN_COMMA));
}

/* ---- domains ---- */

static const char domain_ends[] = "CONSTRAINT|NOT|NULL|DEFAULT|CHECK|COLLATE";

static void domain_constraint(struct parser *p, size_t i, struct path path)
{
    size_t from = p->at;

    if (parse_take(p, "COLLATE"))
        pgr_set(p, pgr_at(p, i), ATTR_COLLATION, value_text(pgr_path(p, NULL).name), from);
    else if (parse_take(p, "DEFAULT"))
        pgr_set(p, pgr_at(p, i), ATTR_DEFAULT, value_expr(parse_expr(p, domain_ends)), from);
    else if (parse_take(p, "NULL"))
        return;
    else if (parse_take_words(p, "NOT NULL"))
        pgr_yes(p, pgr_at(p, i), ATTR_NOT_NULL, from);
    else if (parse_is(p, "CONSTRAINT") && parse_is_at(p, 2, "NOT") && parse_is_at(p, 3, "NULL")) {
        p->at += 4;
        pgr_yes(p, pgr_at(p, i), ATTR_NOT_NULL, from);
    } else if (parse_is(p, "CONSTRAINT") && parse_is_at(p, 2, "NULL"))
        p->at += 3;
    else
        pgr_constraint(p, path);
}

void read_pg_domain(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_CREATE, row->kind, path, range);
    struct sql_type *t;

    (void)parse_take(p, "AS");
    from = p->at;
    t = parse_type(p);
    if (t)
        pgr_set(p, c, ATTR_TYPE, value_type(t), from);
    while (!parse_end(p))
        domain_constraint(p, i, path);
    pgr_close(p, i, 0);
}

static void alter_domain_set(struct parser *p, struct change *c, size_t from, bool set)
{
    if (parse_take_words(p, "NOT NULL")) {
        if (set)
            pgr_yes(p, c, ATTR_NOT_NULL, from);
        else
            pgr_reset(p, c, ATTR_NOT_NULL, from);
    } else if (!parse_expect(p, "DEFAULT")) {
        return;
    } else if (set) {
        pgr_set(p, c, ATTR_DEFAULT, value_expr(parse_expr(p, NULL)), from);
    } else {
        pgr_reset(p, c, ATTR_DEFAULT, from);
    }
}

static void domain_part(struct parser *p, struct path domain, enum change_verb verb, size_t from)
{
    bool exists = verb == CHANGE_DROP && parse_take_words(p, "IF EXISTS");
    size_t i = pgr_count(p);
    struct range range;
    str name = pgr_name(p, &range);
    struct change *c = pgr_change(p, verb, KIND_ANY_CONSTRAINT, pgr_in(domain, name), range);

    c->flags |= exists ? CHANGE_IF_EXISTS : 0;
    if (verb == CHANGE_ALTER) {
        c->flags |= CHANGE_VALIDATE;
        pgr_reset(p, c, ATTR_NOT_VALID, from);
    }
    if (verb == CHANGE_RENAME && parse_expect(p, "TO"))
        c->to.name = pgr_name(p, NULL);
    if (verb == CHANGE_DROP)
        pgr_behavior(p, i);
}

void read_pg_alter_domain(struct parser *p, const struct read_row *row)
{
    static const enum change_verb verbs[] = { CHANGE_DROP, CHANGE_ALTER, CHANGE_RENAME };

    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = pgr_path(p, &range);
    int way;

    from = p->at;
    if (pgr_alter_common(p, row->kind, path, range, from))
        return;
    way = parse_take_words(p, "DROP CONSTRAINT")       ? 0
          : parse_take_words(p, "VALIDATE CONSTRAINT") ? 1
          : parse_take_words(p, "RENAME CONSTRAINT")   ? 2
                                                       : -1;
    if (way >= 0) {
        domain_part(p, path, verbs[way], from);
    } else if (parse_take(p, "ADD")) {
        pgr_constraint(p, path);
        if (pgr_count(p) > i)
            pgr_at(p, i)->range.length = 0;
    } else {
        way = parse_take_any(p, "SET|DROP");
        if (way < 0)
            parse_stuck(p, "this form of ALTER DOMAIN is not known");
        else
            alter_domain_set(p, pgr_change(p, CHANGE_ALTER, row->kind, path, range), from,
                             way == 0);
    }
    pgr_close(p, i, from);
}
