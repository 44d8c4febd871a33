/* ddl/read_pg_index.c: CREATE INDEX and CREATE STATISTICS.
 *
 * Does      parts, INCLUDE, WITH, WHERE; kinds, expressions and table of statistics
 * Does not  ALTER and DROP: they are those of every relation (read_pg_alter.c, read_pg_drop.c)
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

/* In the order of the grammar: each at most once. */
static void read_clauses(struct parser *p, struct change *c)
{
    size_t from;

    pgr_include(p, c);
    pgr_nulls(p, c);
    from = p->at;
    if (parse_take(p, "WITH"))
        pgr_set(p, c, ATTR_OPTIONS, value_list(pgr_options(p)), from);
    from = p->at;
    if (parse_take(p, "TABLESPACE"))
        pgr_set(p, c, ATTR_TABLESPACE, value_text(pgr_name(p, NULL)), from);
    from = p->at;
    if (parse_take(p, "WHERE"))
        pgr_set(p, c, ATTR_PREDICATE, value_expr(parse_expr(p, NULL)), from);
}

void read_pg_index(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    bool unique = pgr_said(p, "UNIQUE");
    size_t i = pgr_count(p), from = p->at;
    struct range range = { 0 }, table_range;
    struct path name = { 0 }, table;
    struct change *c;

    if (!parse_is(p, "ON"))
        name = pgr_path(p, &range);
    parse_expect(p, "ON");
    flags |= parse_take(p, "ONLY") ? CHANGE_ONLY : 0;
    table = pgr_path(p, &table_range);
    c = pgr_change(p, CHANGE_CREATE, row->kind, pgr_in(table, name.name),
                   name.name.p ? range : table_range);
    c->flags |= flags | (name.name.p ? 0 : CHANGE_SELF_NAMED);
    if (unique)
        change_set(p->mem, c, ATTR_UNIQUE_INDEX, value_yes(true), parse_range(p, 0));
    if (flags & CHANGE_ONLY)
        pgr_yes(p, c, ATTR_ONLY, from);
    from = p->at;
    if (parse_take(p, "USING"))
        pgr_set(p, c, ATTR_METHOD, value_text(pgr_name(p, NULL)), from);
    from = p->at;
    pgr_set(p, c, ATTR_PARTS, value_parts(parse_parts(p)), from);
    read_clauses(p, c);
    pgr_close(p, i, 0);
}

/* ---- statistics ---- */

static void read_kinds(struct parser *p, struct change *c)
{
    size_t from = p->at;

    if (parse_is_kind(p, TOKEN_OPEN))
        pgr_set(p, c, ATTR_OPTIONS, value_list(pgr_options(p)), from);
}

void read_pg_statistics(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t i = pgr_count(p), from;
    struct ref_list *tables = arena_new(p->mem, struct ref_list, 1);
    struct range range = { 0 };
    struct path name = { 0 };
    struct change *c;

    if (!parse_is(p, "ON") && !parse_is_kind(p, TOKEN_OPEN))
        name = pgr_path(p, &range);
    c = pgr_change(p, CHANGE_CREATE, row->kind, name, range);
    c->flags |= flags | (name.name.p ? 0 : CHANGE_SELF_NAMED);
    read_kinds(p, c);
    from = p->at;
    if (parse_expect(p, "ON"))
        pgr_skip_to(p, "FROM");
    pgr_set(p, c, ATTR_DEFINITION, value_text(pgr_text(p, from + 1)), from);
    from = p->at;
    if (parse_expect(p, "FROM"))
        pgr_names(p, tables);
    pgr_set(p, c, ATTR_DEPENDS, value_refs(tables), from);
    pgr_close(p, i, 0);
}

void read_pg_alter_statistics(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t first = pgr_count(p), from;
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c;
    int64_t n = -1;

    from = p->at;
    if (!pgr_alter_common(p, row->kind, path, range, from)) {
        c = pgr_change(p, CHANGE_ALTER, row->kind, path, range);
        if (!parse_take_words(p, "SET STATISTICS") ||
            !(parse_take(p, "DEFAULT") || parse_int(p, &n)))
            parse_stuck(p, "expected SET STATISTICS and a number");
        if (n < 0)
            pgr_reset(p, c, ATTR_STATISTICS_TARGET, from);
        else
            pgr_set(p, c, ATTR_STATISTICS_TARGET, value_number(n), from);
    }
    pgr_command_flags(p, first, flags);
    pgr_close(p, first, 0);
}
