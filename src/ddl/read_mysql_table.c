/* ddl/read_mysql_table.c: CREATE TABLE and RENAME TABLE of MySQL and MariaDB.
 *
 * Does      read the table with all that stands in it, LIKE and AS SELECT
 * Does not  read columns, keys, options, partitions: each has a file
 * Shape     one change for the table, one for each thing in it
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

static bool at_query(const struct parser *p)
{
    size_t open = 0;

    while (parse_peek(p, open)->kind == TOKEN_OPEN)
        open++;
    return parse_is_at(p, open, "SELECT") || parse_is_at(p, open, "VALUES") ||
           parse_is_at(p, open, "TABLE") ||
           (parse_is_at(p, open, "WITH") && !parse_is_at(p, open + 1, "SYSTEM"));
}

static void read_query(struct parser *p, size_t table)
{
    size_t at = p->at;

    build_set(p, table, ATTR_QUERY, value_expr(parse_query(p, "")), at);
    build_flag(p, table, CHANGE_AS_SELECT);
}

static void read_like(struct parser *p, size_t table)
{
    struct ref_list *refs = arena_new(p->mem, struct ref_list, 1);
    size_t at = p->at;
    struct path path = build_need_path(p);

    *vec_push(p->mem, refs) =
        (struct ref){ .use = REF_RELATION, .path = path, .range = parse_range(p, at) };
    build_set(p, table, ATTR_LIKE, value_refs(refs), at - 1);
}

static void read_list(struct parser *p, const struct path *table)
{
    parse_expect_kind(p, TOKEN_OPEN);
    do {
        size_t from = p->at;

        if (!mysql_key(p, table, from))
            mysql_column(p, table, CHANGE_CREATE, 0, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

static void read_options(struct parser *p, size_t table)
{
    for (size_t from = p->at; !p->stuck.n; from = p->at) {
        parse_take_kind(p, TOKEN_COMMA);
        if (parse_take_words(p, "PARTITION BY"))
            mysql_partition_by(p, table);
        else if (!mysql_table_option(p, table) || p->at == from)
            return;
    }
}

static void read_body(struct parser *p, size_t c)
{
    struct path table = build_at(p, c)->path;

    if (parse_take(p, "LIKE")) {
        read_like(p, c);
        return;
    }
    if (parse_is_kind(p, TOKEN_OPEN) && parse_is_at(p, 1, "LIKE")) {
        p->at += 2;
        read_like(p, c);
        parse_expect_kind(p, TOKEN_CLOSE);
        return;
    }
    if (parse_is_kind(p, TOKEN_OPEN) && !at_query(p))
        read_list(p, &table);
    read_options(p, c);
    parse_take_any(p, "IGNORE|REPLACE");
    parse_take(p, "AS");
    if (at_query(p))
        read_query(p, c);
}

void mysql_create_table(struct parser *p, const struct read_row *row)
{
    unsigned flags = mysql_replace_flag(p) | build_if(p);
    size_t at = p->at;
    size_t c = build(p, CHANGE_CREATE, KIND_TABLE, build_need_path(p));

    build_flag(p, c, flags);
    build_name(p, c, at);
    if (row->arg) {
        build_flag(p, c, CHANGE_TEMPORARY);
        build_text(p, c, ATTR_PERSISTENCE, S("temporary"), p->begin + 1);
    }
    at = p->at;
    read_body(p, c);
    if (p->at == at)
        parse_stuck(p, "expected columns, LIKE or a query");
    build_end(p, c, p->begin);
}

/* ---- RENAME TABLE ---- */

void mysql_rename_table(struct parser *p, const struct read_row *row)
{
    unsigned flags = build_if(p);

    do {
        size_t from = p->at, end, c;
        struct path path = build_need_path(p), to;

        end = p->at;
        mysql_skip_wait(p);
        parse_expect(p, "TO");
        to = build_need_path(p);
        c = build(p, to.schema.p ? CHANGE_MOVE : CHANGE_RENAME, row->kind, path);
        build_at(p, c)->to = to;
        build_flag(p, c, flags);
        build_end(p, c, from);
        build_at(p, c)->name_range =
            p->stuck.n
                ? (struct range){ 0 }
                : (struct range){ (uint32_t)p->tokens[from].offset,
                                  (uint32_t)(p->tokens[end - 1].offset + p->tokens[end - 1].text.n -
                                             p->tokens[from].offset) };
    } while (parse_take_kind(p, TOKEN_COMMA));
}
