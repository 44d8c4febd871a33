/* ddl/read_pg_maintain.c: VACUUM, ANALYZE, CLUSTER, REINDEX, REFRESH, LOCK; what has no effect.
 *
 * Does      what is maintained, and how
 * Does not  know what it locks (effects/)
 * Shape     a change for each table that is named; none named = the database
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

static struct change *maintain(struct parser *p, enum upkeep upkeep, enum object_kind kind,
                               struct path path, struct range range)
{
    struct change *c = pgr_change(p, CHANGE_MAINTAIN, kind, path, range);

    c->upkeep = upkeep;
    return c;
}

static bool has_option(const struct str_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        str value, option = str_cut(list->v[i], '=', &value);

        if (str_eq(option, str_of(name)))
            return !value.p || !(str_eq_nocase(value, S("false")) ||
                                 str_eq_nocase(value, S("off")) || str_eq(value, S("0")));
    }
    return false;
}

/* (FULL, ANALYZE) or FULL FREEZE VERBOSE ANALYZE */
static struct str_list *read_options(struct parser *p, const char *words)
{
    struct str_list *list;

    if (parse_is_kind(p, TOKEN_OPEN))
        return pgr_options(p);
    list = arena_new(p->mem, struct str_list, 1);
    for (size_t from = p->at; parse_take_any(p, words) >= 0; from = p->at)
        *vec_push(p->mem, list) = pgr_words(p, from);
    return list;
}

static void set_options(struct parser *p, size_t first, struct str_list *list, size_t from)
{
    for (size_t i = first; i < pgr_count(p) && list->n; i++)
        pgr_set(p, pgr_at(p, i), ATTR_OPTIONS, value_list(list), from);
}

/* [ONLY] a [*] [(columns)], … */
static void read_tables(struct parser *p, enum upkeep upkeep)
{
    do {
        size_t from = p->at;
        bool only = parse_take(p, "ONLY");
        struct ref_list *columns = arena_new(p->mem, struct ref_list, 1);
        struct range range;
        struct path path = pgr_path(p, &range);
        struct change *c = maintain(p, upkeep, KIND_TABLE, path, range);

        c->flags |= only ? CHANGE_ONLY : 0;
        (void)parse_take_op(p, "*");
        if (parse_is_kind(p, TOKEN_OPEN)) {
            size_t at = p->at;

            pgr_columns(p, columns);
            pgr_set(p, c, ATTR_COLUMNS, value_refs(columns), at);
        }
        if (!p->stuck.n)
            c->range = parse_range(p, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
}

static void read_tables_or_all(struct parser *p, enum upkeep upkeep)
{
    if (parse_end(p))
        maintain(p, upkeep, KIND_DATABASE, (struct path){ 0 }, (struct range){ 0 });
    else
        read_tables(p, upkeep);
}

void read_pg_vacuum(struct parser *p, const struct read_row *row)
{
    size_t first = pgr_count(p), from = p->at, end;
    struct str_list *list = read_options(p, "FULL|FREEZE|VERBOSE|ANALYZE|ANALYSE");

    (void)row;
    end = p->at;
    read_tables_or_all(p, has_option(list, "full") ? UPKEEP_VACUUM_FULL : UPKEEP_VACUUM);
    if (end > from)
        for (size_t i = first; i < pgr_count(p) && list->n; i++)
            change_set(
                p->mem, pgr_at(p, i), ATTR_OPTIONS, value_list(list),
                (struct range){ (uint32_t)p->tokens[from].offset,
                                (uint32_t)(p->tokens[end - 1].offset + p->tokens[end - 1].text.n -
                                           p->tokens[from].offset) });
    pgr_close(p, first, 0);
}

void read_pg_analyze(struct parser *p, const struct read_row *row)
{
    size_t first = pgr_count(p);
    struct str_list *list = read_options(p, "VERBOSE");

    (void)row;
    read_tables_or_all(p, UPKEEP_ANALYZE);
    set_options(p, first, list, 0);
    pgr_close(p, first, 0);
}

/* CLUSTER t USING i; the old form CLUSTER i ON t. */
void read_pg_cluster(struct parser *p, const struct read_row *row)
{
    size_t first = pgr_count(p);
    struct range range, other;
    struct path path, index;
    struct change *c;

    (void)row;
    (void)read_options(p, "VERBOSE");
    if (parse_end(p)) {
        maintain(p, UPKEEP_CLUSTER, KIND_DATABASE, (struct path){ 0 }, (struct range){ 0 });
        pgr_close(p, first, 0);
        return;
    }
    path = pgr_path(p, &range);
    if (parse_take(p, "ON")) {
        index = path;
        other = range;
        path = pgr_path(p, &range);
        c = maintain(p, UPKEEP_CLUSTER, KIND_TABLE, path, range);
        change_set(p->mem, c, ATTR_CLUSTERED_ON, pgr_ref(p, index, other), other);
    } else {
        c = maintain(p, UPKEEP_CLUSTER, KIND_TABLE, path, range);
        if (parse_take(p, "USING")) {
            index = pgr_path(p, &other);
            change_set(p->mem, c, ATTR_CLUSTERED_ON, pgr_ref(p, index, other), other);
        }
    }
    pgr_close(p, first, 0);
}

void read_pg_reindex(struct parser *p, const struct read_row *row)
{
    static const enum object_kind kinds[] = { KIND_INDEX, KIND_TABLE, KIND_SCHEMA, KIND_DATABASE,
                                              KIND_DATABASE };

    size_t first = pgr_count(p), from = p->at;
    struct str_list *list = read_options(p, "VERBOSE");
    struct range range = { 0 };
    struct path path = { 0 };
    struct change *c;
    bool concurrently;
    int which = parse_take_any(p, "INDEX|TABLE|SCHEMA|DATABASE|SYSTEM");

    (void)row;
    if (which < 0) {
        parse_stuck(p, "expected INDEX, TABLE, SCHEMA, DATABASE or SYSTEM");
        return;
    }
    concurrently = parse_take(p, "CONCURRENTLY") || has_option(list, "concurrently");
    if (!parse_end(p) || which < 3)
        path = pgr_path(p, &range);
    c = maintain(p, UPKEEP_REINDEX, kinds[which], path, range);
    c->flags |= concurrently ? CHANGE_CONCURRENTLY : 0;
    set_options(p, first, list, from);
    pgr_close(p, first, 0);
}

void read_pg_refresh(struct parser *p, const struct read_row *row)
{
    unsigned flags = pgr_flags(p);
    size_t first = pgr_count(p), from;
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = maintain(p, UPKEEP_REFRESH, row->kind, path, range);

    c->flags |= flags;
    from = p->at;
    if (parse_take_words(p, "WITH NO DATA"))
        pgr_yes(p, c, ATTR_NO_DATA, from);
    else
        (void)parse_take_words(p, "WITH DATA");
    pgr_close(p, first, 0);
}

void read_pg_lock(struct parser *p, const struct read_row *row)
{
    size_t first = pgr_count(p), from;

    (void)row;
    read_tables(p, UPKEEP_LOCK);
    from = p->at;
    if (parse_take(p, "IN")) {
        size_t at = p->at;
        str mode;

        pgr_skip_to(p, "MODE");
        mode = pgr_words(p, at);
        parse_expect(p, "MODE");
        for (size_t i = first; i < pgr_count(p); i++)
            pgr_set(p, pgr_at(p, i), ATTR_VALUE, value_text(mode), from);
    }
    (void)parse_take(p, "NOWAIT");
}

/* CHECKPOINT, LISTEN, NOTIFY, SHOW, FETCH, CLOSE …: all of it as it stands. */
void read_pg_simple(struct parser *p, const struct read_row *row)
{
    size_t first = pgr_count(p);

    maintain(p, (enum upkeep)row->arg, KIND_NONE, (struct path){ 0 }, (struct range){ 0 });
    pgr_rest(p);
    pgr_close(p, first, 0);
}

/* DECLARE name … CURSOR … FOR query */
void read_pg_declare(struct parser *p, const struct read_row *row)
{
    (void)row;
    pgr_skip_to(p, "FOR");
    if (!parse_expect(p, "FOR"))
        return;
    pgr_statement(p, p->at, p->n, 0);
    pgr_rest(p);
}

/* With ANALYZE the statement is run. */
void read_pg_explain(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p), at;
    struct str_list *list = &(struct str_list){ 0 };
    bool runs;

    (void)row;
    if (parse_is_kind(p, TOKEN_OPEN) && !parse_is_at(p, 1, "SELECT") &&
        !parse_is_at(p, 1, "WITH") && !parse_is_at(p, 1, "VALUES") &&
        parse_peek(p, 1)->kind != TOKEN_OPEN)
        list = pgr_options(p);
    else if (!parse_is_kind(p, TOKEN_OPEN))
        list = read_options(p, "ANALYZE|ANALYSE|VERBOSE");
    runs = has_option(list, "analyze") || has_option(list, "analyse");
    maintain(p, UPKEEP_SHOW, KIND_NONE, (struct path){ 0 }, (struct range){ 0 });
    at = p->at;
    pgr_rest(p);
    pgr_close(p, i, 0);
    if (runs)
        pgr_statement(p, at, p->n, (uint32_t)i + 1);
}
