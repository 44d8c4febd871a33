/* ddl/read_pg_other.c: COMMENT ON, SECURITY LABEL, ALTER EXTENSION, and what is seen and not modelled.
 *
 * Does      casts, operators, text search, servers, languages …: which object and what is done to it; their
 *           text is the definition
 * Does not  keep the options of servers and user mappings: passwords stand there
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* ---- COMMENT, SECURITY LABEL ---- */

void read_pg_comment(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct object_name o;
    struct change *c;
    str text;

    (void)row;
    if (!pgr_object(p, &o))
        return;
    from = p->at;
    parse_expect(p, "IS");
    c = pgr_object_change(p, CHANGE_ALTER, &o);
    if (parse_take(p, "NULL")) {
        pgr_reset(p, c, ATTR_COMMENT, from);
    } else {
        text = parse_string(p);
        if (!text.p)
            parse_stuck(p, "expected the comment");
        pgr_set(p, c, ATTR_COMMENT, value_text(text), from);
    }
    pgr_close(p, i, 0);
}

void read_pg_label(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from = p->at;
    struct object_name o;
    struct change *c;

    (void)row;
    if (parse_take(p, "FOR") && !parse_take_kind(p, TOKEN_STRING))
        pgr_name(p, NULL);
    parse_expect(p, "ON");
    if (!pgr_object(p, &o))
        return;
    c = pgr_change(p, CHANGE_ALTER, KIND_OTHER, o.path, o.name);
    pgr_say(p, c, ATTR_WHAT, "security label", from);
    from = p->at;
    parse_expect(p, "IS");
    if (!parse_take(p, "NULL"))
        parse_expect_kind(p, TOKEN_STRING);
    pgr_set(p, c, ATTR_DEFINITION, value_text(pgr_text(p, from)), from);
    pgr_close(p, i, 0);
}

/* ---- extensions ---- */

void read_pg_extension(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t i = pgr_count(p), from;
    struct range range;
    str name = pgr_name(p, &range);
    struct change *c =
        pgr_change(p, CHANGE_CREATE, row->kind, (struct path){ .name = name }, range);

    c->flags |= flags;
    (void)parse_take(p, "WITH");
    for (from = p->at; !parse_end(p); from = p->at) {
        if (parse_take(p, "SCHEMA"))
            c->path.schema = pgr_name(p, NULL);
        else if (parse_take_any(p, "VERSION|FROM") >= 0)
            pgr_set(
                p, c, ATTR_VERSION,
                value_text(parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : pgr_name(p, NULL)),
                from);
        else if (!parse_take(p, "CASCADE"))
            break;
        else
            c->flags |= CHANGE_CASCADE;
    }
    pgr_close(p, i, 0);
}

static void extension_member(struct parser *p, struct change *c, enum edit_verb verb, size_t from)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    struct object_name o;

    if (!pgr_object(p, &o))
        return;
    *vec_push(p->mem, list) = (struct ref){ .path = o.path, .range = o.name };
    pgr_set(p, c, ATTR_DEPENDS, value_refs(list), from)->verb = verb;
}

static void update_extension(struct parser *p, struct change *c, size_t from)
{
    str version = S("");

    if (parse_take(p, "TO"))
        version = parse_is_kind(p, TOKEN_STRING) ? parse_string(p) : pgr_name(p, NULL);
    pgr_set(p, c, ATTR_VERSION, value_text(version), from);
}

void read_pg_alter_extension(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct range range;
    struct path path = { .name = pgr_name(p, &range) };
    struct change *c;

    from = p->at;
    if (!pgr_alter_common(p, row->kind, path, range, from)) {
        c = pgr_change(p, CHANGE_ALTER, row->kind, path, range);
        if (parse_take(p, "UPDATE"))
            update_extension(p, c, from);
        else if (parse_take(p, "ADD"))
            extension_member(p, c, EDIT_ADD, from);
        else if (parse_expect(p, "DROP"))
            extension_member(p, c, EDIT_REMOVE, from);
    }
    pgr_close(p, i, 0);
}

/* ---- what is not modelled ---- */

static bool has_secrets(str what)
{
    return str_eq(what, S("server")) || str_eq(what, S("user mapping")) ||
           str_eq(what, S("foreign data wrapper"));
}

static void keep_definition(struct parser *p, struct change *c, const struct object_name *o)
{
    size_t from = p->at;

    pgr_rest(p);
    if (p->at > from && !has_secrets(o->what))
        pgr_set(p, c, ATTR_DEFINITION, value_text(pgr_text(p, from)), from);
}

/* CREATE what name, the rest as it stands. */
void read_pg_create_other(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);
    unsigned flags = pgr_flags(p);
    struct object_name o;
    struct change *c;
    str options = { 0 };

    (void)row;
    if (!pgr_object(p, &o))
        return;
    if (str_eq(o.what, S("operator"))) { /* no types but the definition */
        options = o.path.args;
        o.path.args = (str){ 0 };
    }
    c = pgr_object_change(p, CHANGE_CREATE, &o);
    c->flags |= flags;
    if (options.p)
        change_set(p->mem, c, ATTR_DEFINITION, value_text(options), o.name);
    keep_definition(p, c, &o);
    pgr_close(p, i, 0);
}

void read_pg_alter_other(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), from;
    struct object_name o;
    struct change *c;

    (void)row;
    if (!pgr_object(p, &o))
        return;
    from = p->at;
    if (!pgr_alter_common(p, o.kind, o.path, o.name, from)) {
        c = pgr_object_change(p, CHANGE_ALTER, &o);
        keep_definition(p, c, &o);
    } else if (o.what.p) {
        change_set(p->mem, pgr_at(p, i), ATTR_WHAT, value_text(o.what), o.name);
    }
    pgr_command_flags(p, i, o.flags);
    pgr_close(p, i, 0);
}

void read_pg_drop_other(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);
    struct object_name o;

    (void)row;
    if (!pgr_object(p, &o))
        return;
    pgr_object_change(p, CHANGE_DROP, &o)->range = o.name;
    while (parse_take_kind(p, TOKEN_COMMA) && pgr_object_next(p, &o))
        pgr_object_change(p, CHANGE_DROP, &o)->range = o.name;
    if (o.kind == KIND_DATABASE && parse_take_pattern(p, "[WITH]") && parse_is_kind(p, TOKEN_OPEN))
        parse_skip_parens(p);
    pgr_behavior(p, i);
}

/* USER is a role but here. */
void read_pg_create_mapping(struct parser *p, const struct read_row *row)
{
    p->at = 1;
    read_pg_create_other(p, row);
}

void read_pg_alter_mapping(struct parser *p, const struct read_row *row)
{
    p->at = 1;
    read_pg_alter_other(p, row);
}

void read_pg_drop_mapping(struct parser *p, const struct read_row *row)
{
    p->at = 1;
    read_pg_drop_other(p, row);
}

void read_pg_import(struct parser *p, const struct read_row *row)
{
    (void)row;
    parse_stuck(p, "the tables that it makes are known to the other server only");
}
