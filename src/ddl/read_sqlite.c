/* ddl/read_sqlite.c: the statements of SQLite.
 *
 * Does      the table of statements; indexes, views, triggers, drops, transactions, upkeep, databases
 * Does not  read tables (read_sqlite_table.c), PRAGMA (read_sqlite_pragma.c), rows (build_rows.c)
 * See       ddl/read_sqlite.def
 */
#include "ddl/read_sqlite_int.h"

static size_t create(struct parser *p, enum object_kind kind, bool temporary, size_t *out_name)
{
    unsigned flags = parse_take_words(p, "IF NOT EXISTS") ? CHANGE_IF_NOT_EXISTS : 0;
    size_t at = p->at;
    struct path path = build_need_path(p);
    size_t c = build(p, CHANGE_CREATE, kind, path);

    build_flag(p, c, flags);
    build_name(p, c, at);
    if (temporary || (path.schema.p && str_eq_nocase(path.schema, S("temp")))) {
        build_flag(p, c, CHANGE_TEMPORARY);
        build_text(p, c, ATTR_PERSISTENCE, S("temporary"), p->begin);
    }
    if (out_name)
        *out_name = at;
    return c;
}

/* ON table, without a database: it is the object's. */
static void read_on(struct parser *p, size_t c)
{
    parse_expect(p, "ON");
    build_at(p, c)->path.table = build_need_name(p);
}

static void read_index(struct parser *p, const struct read_row *row)
{
    size_t c = create(p, KIND_INDEX, false, NULL);
    size_t at;

    read_on(p, c);
    at = p->at;
    build_set(p, c, ATTR_PARTS, value_parts(parse_parts(p)), at);
    if (row->arg)
        build_yes(p, c, ATTR_UNIQUE_INDEX, p->begin + 1);
    at = p->at;
    if (parse_take(p, "WHERE"))
        build_set(p, c, ATTR_PREDICATE, value_expr(parse_expr(p, "")), at);
    build_end(p, c, p->begin);
}

static struct str_list *read_column_names(struct parser *p)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);

    parse_expect_kind(p, TOKEN_OPEN);
    do
        *vec_push(p->mem, list) = build_need_name(p);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
    return list;
}

static bool at_query(const struct parser *p)
{
    return parse_is(p, "SELECT") || parse_is(p, "WITH") || parse_is(p, "VALUES");
}

static void read_view(struct parser *p, const struct read_row *row)
{
    size_t c = create(p, KIND_VIEW, row->arg, NULL);
    size_t at = p->at;

    if (parse_is_kind(p, TOKEN_OPEN))
        build_set(p, c, ATTR_COLUMN_NAMES, value_list(read_column_names(p)), at);
    parse_expect(p, "AS");
    at = p->at;
    if (!at_query(p))
        parse_stuck(p, "expected a query behind AS");
    build_set(p, c, ATTR_QUERY, value_expr(parse_query(p, "")), at);
    build_end(p, c, p->begin);
}

static void read_event(struct parser *p, size_t c)
{
    static const char *const events[] = { "delete", "insert", "update" };
    struct str_list *list = arena_new(p->mem, struct str_list, 1);
    size_t at = p->at;
    int i = parse_take_any(p, "DELETE|INSERT|UPDATE");

    if (i < 0) {
        parse_stuck(p, "expected DELETE, INSERT or UPDATE");
        return;
    }
    *vec_push(p->mem, list) = str_of(events[i]);
    build_set(p, c, ATTR_EVENTS, value_list(list), at);
    at = p->at;
    if (i == 2 && parse_take(p, "OF")) {
        struct ref_list *columns = arena_new(p->mem, struct ref_list, 1);

        do {
            size_t name = p->at;

            *vec_push(p->mem, columns) = (struct ref){
                .use = REF_COLUMN,
                .path = { .name = build_need_name(p) },
                .range = parse_range(p, name),
            };
        } while (parse_take_kind(p, TOKEN_COMMA));
        build_set(p, c, ATTR_COLUMNS, value_refs(columns), at);
    }
}

/* Up to BEGIN, which may be the name of a column behind a dot. */
static struct expr *read_when(struct parser *p)
{
    size_t from = p->at;

    do
        parse_skip_until(p, "BEGIN", false);
    while (!parse_end(p) && p->tokens[p->at - 1].kind == TOKEN_DOT);
    return parse_expr_tokens(p, from, p->at);
}

static void read_trigger(struct parser *p, const struct read_row *row)
{
    size_t c = create(p, KIND_TRIGGER, row->arg, NULL);
    size_t at = p->at;

    if (parse_take(p, "BEFORE"))
        build_text(p, c, ATTR_TIMING, S("before"), at);
    else if (parse_take(p, "AFTER"))
        build_text(p, c, ATTR_TIMING, S("after"), at);
    else if (parse_take_words(p, "INSTEAD OF"))
        build_text(p, c, ATTR_TIMING, S("instead of"), at);
    else
        build_text(p, c, ATTR_TIMING, S("before"), at);
    read_event(p, c);
    read_on(p, c);
    at = p->at;
    parse_take_words(p, "FOR EACH ROW");
    build_yes(p, c, ATTR_FOR_EACH_ROW, at);
    at = p->at;
    if (parse_take(p, "WHEN"))
        build_set(p, c, ATTR_WHEN, value_expr(read_when(p)), at);
    at = p->at;
    if (!parse_is(p, "BEGIN"))
        parse_expect(p, "BEGIN");
    if (p->stuck.n || !parse_is_at(p, p->n - 1 - p->at, "END")) {
        parse_stuck(p, "the body of the trigger does not end with END");
        return;
    }
    p->at = p->n;
    build_text(p, c, ATTR_BODY, build_source(p, at, p->n), at);
    build_depends(p, c, at, p->n);
    build_end(p, c, p->begin);
}

static void read_drop(struct parser *p, const struct read_row *row)
{
    unsigned flags = parse_take_words(p, "IF EXISTS") ? CHANGE_IF_EXISTS : 0;
    size_t at = p->at;
    size_t c = build(p, CHANGE_DROP, row->kind, build_need_path(p));

    build_flag(p, c, flags);
    build_name(p, c, at);
    build_end(p, c, p->begin);
}

/* ---- transactions ---- */

static void read_control(struct parser *p, const struct read_row *row)
{
    size_t c;

    if (parse_take(p, "TRANSACTION"))
        parse_name(p);
    c = build(p, CHANGE_CONTROL, KIND_NONE, (struct path){ 0 });
    build_at(p, c)->control = (enum control)row->arg;
    build_end(p, c, p->begin);
}

static void read_savepoint(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    size_t c = build(p, CHANGE_CONTROL, KIND_NONE, (struct path){ .name = build_need_name(p) });

    (void)row;
    build_at(p, c)->control = CONTROL_SAVEPOINT;
    build_name(p, c, at);
    build_end(p, c, p->begin);
}

/* ---- upkeep ---- */

static size_t upkeep(struct parser *p, enum upkeep what, enum object_kind kind, struct path path)
{
    size_t c = build(p, CHANGE_MAINTAIN, kind, path);

    build_at(p, c)->upkeep = what;
    build_end(p, c, p->begin);
    return c;
}

static void read_explain(struct parser *p, const struct read_row *row)
{
    (void)row;
    if (parse_end(p))
        parse_stuck(p, "expected a statement behind EXPLAIN");
    else
        build_unkept(p);
    upkeep(p, UPKEEP_SHOW, KIND_NONE, (struct path){ 0 });
}

static void read_vacuum(struct parser *p, const struct read_row *row)
{
    struct path path = { 0 };
    size_t c, at;

    (void)row;
    if (!parse_is(p, "INTO"))
        path.name = parse_name(p);
    c = upkeep(p, UPKEEP_VACUUM_FULL, path.name.p ? KIND_SCHEMA : KIND_NONE, path);
    at = p->at;
    if (parse_take(p, "INTO"))
        build_text(p, c, ATTR_VALUE, parse_expr(p, "")->text, at);
    build_end(p, c, p->begin);
}

static void read_upkeep(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    struct path path = parse_path(p);
    size_t c = upkeep(p, (enum upkeep)row->arg, path.name.p ? row->kind : KIND_NONE, path);

    build_name(p, c, at);
}

/* ---- databases ---- */

static void read_attach(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    str file = parse_expr(p, "AS")->text;
    size_t c, name;

    (void)row;
    parse_expect(p, "AS");
    name = p->at;
    c = build(p, CHANGE_SESSION, KIND_NONE, (struct path){ .name = S("attach") });
    build_text(p, c, ATTR_VALUE, file, at);
    parse_expr(p, "KEY");
    build_at(p, c)->to.name = p->stuck.n ? (str){ 0 } : build_source(p, name, p->at);
    if (parse_take(p, "KEY")) /* a secret */
        parse_expr(p, "");
    build_end(p, c, p->begin);
}

static void read_detach(struct parser *p, const struct read_row *row)
{
    size_t at = p->at;
    size_t c = build(p, CHANGE_SESSION, KIND_NONE, (struct path){ .name = S("detach") });

    (void)row;
    build_text(p, c, ATTR_VALUE, parse_expr(p, "")->text, at);
    build_end(p, c, p->begin);
}

static const struct read_row rows[] = {
#define R(words, verb, reader, kind, arg) { words, verb, reader, KIND_##kind, arg },
#include "ddl/read_sqlite.def"
#undef R
};

const struct read_table read_sqlite = { rows, COUNT_OF(rows) };
