/* ddl/read_pg_common.c: forms of ALTER that every kind of object has, and DROP.
 *
 * Does      RENAME TO, OWNER TO, SET SCHEMA, [NO] DEPENDS ON EXTENSION; DROP of lists of objects
 * Does not  DROP of what has no name of its own (read_pg_other.c)
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

static void depends_on(struct parser *p, struct change *c, enum edit_verb verb, size_t from)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    struct range range;
    str name = pgr_name(p, &range);

    *vec_push(p->mem, list) = (struct ref){ .path = { .name = name }, .range = range };
    pgr_set(p, c, ATTR_DEPENDS, value_refs(list), from)->verb = verb;
}

bool pgr_alter_common(struct parser *p, enum object_kind kind, struct path path, struct range name,
                      size_t from)
{
    size_t i = pgr_count(p);
    struct change *c;

    if (parse_take_words(p, "RENAME TO")) {
        c = pgr_change(p, CHANGE_RENAME, kind, path, name);
        c->to.name = pgr_name(p, NULL);
    } else if (parse_take_words(p, "SET SCHEMA")) {
        c = pgr_change(p, CHANGE_MOVE, kind, path, name);
        c->to.schema = pgr_name(p, NULL);
    } else if (parse_take_words(p, "OWNER TO")) {
        str owner = pgr_name(p, NULL);

        pgr_set(p, pgr_change(p, CHANGE_ALTER, kind, path, name), ATTR_OWNER, value_text(owner),
                from);
    } else if (parse_take_words(p, "DEPENDS ON EXTENSION")) {
        depends_on(p, pgr_change(p, CHANGE_ALTER, kind, path, name), EDIT_ADD, from);
    } else if (parse_take_words(p, "NO DEPENDS ON EXTENSION")) {
        depends_on(p, pgr_change(p, CHANGE_ALTER, kind, path, name), EDIT_REMOVE, from);
    } else {
        return false;
    }
    pgr_close(p, i, from);
    return true;
}

/* ALTER SCHEMA, VIEW …: of what has only these. */
void read_pg_alter_common(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t i = pgr_count(p);
    struct range range;
    struct path path = pgr_path(p, &range);

    if (!pgr_alter_common(p, row->kind, path, range, p->at))
        parse_stuck(p, "this form of the statement is not known");
    pgr_command_flags(p, i, flags);
}

/* ---- DROP ---- */

static bool is_routine(enum object_kind kind)
{
    return kind == KIND_FUNCTION || kind == KIND_PROCEDURE || kind == KIND_AGGREGATE;
}

/* Types and domains may be written like types: pg_catalog.text, double precision never. */
void read_pg_drop(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t first = pgr_count(p);

    do {
        size_t from = p->at;
        struct range range;
        struct path path = pgr_path(p, &range);

        if (is_routine(row->kind) && parse_is_kind(p, TOKEN_OPEN))
            path.args = pgr_signature(p);
        if (p->stuck.n)
            return;
        pgr_change(p, CHANGE_DROP, row->kind, path, range)->range = parse_range(p, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    pgr_behavior(p, first);
    pgr_command_flags(p, first, flags);
}

/* DROP TRIGGER, POLICY, RULE name ON table */
void read_pg_drop_on(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t first = pgr_count(p);
    struct range range;
    str name = pgr_name(p, &range);
    struct path table;

    parse_expect(p, "ON");
    table = pgr_path(p, NULL);
    if (p->stuck.n)
        return;
    pgr_change(p, CHANGE_DROP, row->kind, pgr_in(table, name), range)->flags |= flags;
    pgr_behavior(p, first);
    pgr_close(p, first, 0);
}
