/* ddl/read_mysql_partition.c: partitions of MySQL and MariaDB.
 *
 * Does      read PARTITION BY with its list; the clauses of ALTER TABLE that manage partitions
 * Does not  know which rows a partition holds
 * Shape     ATTR_PARTITION_BY is the rule, ATTR_PARTITIONS the rest as written; each partition of a list is a
 *           change of its own
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

/* RANGE (year(a)): the columns in the parentheses; what stands before them are words of the rule. */
static struct expr *rule_of(struct parser *p, size_t from, size_t to)
{
    struct expr *e = parse_expr_tokens(p, from, to);
    size_t kept = 0, open = str_find(e->text, S("("));

    for (size_t i = 0; i < e->refs.n; i++)
        if (e->refs.v[i].use == REF_COLUMN && open != STR_NONE && e->refs.v[i].range.offset > open)
            e->refs.v[kept++] = e->refs.v[i];
    e->refs.n = kept;
    e->facts = kept ? EXPR_COLUMNS : 0;
    return e;
}

/* [LINEAR] HASH (…), KEY [ALGORITHM = n] (…), RANGE|LIST [COLUMNS] (…), SYSTEM_TIME … */
static void skip_rule(struct parser *p)
{
    parse_take(p, "LINEAR");
    switch (parse_take_any(p, "HASH|KEY|RANGE|LIST|SYSTEM_TIME")) {
    case 1:
        if (parse_take(p, "ALGORITHM"))
            mysql_value(p);
        break;
    case 4:
        while (!parse_end(p) && !parse_is_kind(p, TOKEN_OPEN) && !parse_is(p, "PARTITIONS") &&
               !parse_is(p, "SUBPARTITION"))
            p->at++;
        return;
    case -1:
        parse_stuck(p, "expected HASH, KEY, RANGE or LIST");
        return;
    default:
        parse_take(p, "COLUMNS");
        break;
    }
    if (!parse_is_kind(p, TOKEN_OPEN))
        parse_expect_kind(p, TOKEN_OPEN);
    parse_skip_parens(p);
}

/* ---- what a clause means for partitions ---- */

enum { COUNT_MAX = 8192 }; /* of MySQL */

static size_t imply(struct parser *p, size_t cause, enum change_verb verb, enum object_kind kind,
                    struct path path)
{
    size_t c = build(p, verb, kind, path);

    build_at(p, c)->cause = (uint32_t)cause + 1;
    build_flag(p, c, CHANGE_IMPLIED);
    return c;
}

/* PARTITIONS 3, COALESCE PARTITION 2: the server knows their names. */
static void imply_count(struct parser *p, size_t cause, enum change_verb verb, size_t n)
{
    struct path table = build_at(p, cause)->path;
    size_t first = p->out->changes.n;

    for (size_t i = 0; !p->stuck.n && i < n && i < COUNT_MAX; i++) {
        imply(p, cause, verb, KIND_PARTITION, build_child(&table, (str){ 0 }));
        build_at(p, first + i)->range = build_at(p, cause)->range;
    }
}

/* Taken; stuck when there is none. */
static size_t need_count(struct parser *p)
{
    int64_t n = 0;

    if (!parse_is_kind(p, TOKEN_NUMBER) || !parse_int(p, &n) || n < 0)
        parse_expect(p, "a number");
    return (size_t)n;
}

/* ENGINE = x, COMMENT = 'x' … of one partition */
static void read_options(struct parser *p, size_t change)
{
    while (!p->stuck.n && mysql_table_option(p, change))
        ;
}

static void read_bound(struct parser *p, size_t change)
{
    size_t from = p->at;
    struct expr *e;

    if (parse_take(p, "VALUES")) {
        if (parse_take_words(p, "LESS THAN"))
            parse_take(p, "MAXVALUE");
        else
            parse_expect(p, "IN");
        parse_skip_parens(p);
    } else if (parse_take_any(p, "HISTORY|CURRENT|DEFAULT") < 0) {
        return;
    }
    e = parse_expr_tokens(p, from, p->at);
    e->facts = 0;
    e->refs.n = 0;
    build_set(p, change, ATTR_PARTITION_BOUND, value_expr(e), from);
}

static void read_partition(struct parser *p, const struct path *table)
{
    size_t from = p->at, at, c;

    parse_take(p, "PARTITION"); /* MariaDB needs none */
    at = p->at;
    c = build(p, CHANGE_CREATE, KIND_PARTITION, build_child(table, build_need_name(p)));
    build_name(p, c, at);
    read_bound(p, c);
    read_options(p, c);
    parse_skip_parens(p); /* its sub-partitions */
    build_end(p, c, from);
}

void mysql_partition_list(struct parser *p, const struct path *table)
{
    parse_expect_kind(p, TOKEN_OPEN);
    do
        read_partition(p, table);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

void mysql_partition_by(struct parser *p, size_t table)
{
    size_t from = p->at, rest, count = parse_is(p, "SYSTEM_TIME") ? 2 : 1;
    struct path path = build_at(p, table)->path;

    skip_rule(p);
    if (p->stuck.n)
        return;
    build_set(p, table, ATTR_PARTITION_BY, value_expr(rule_of(p, from, p->at)), from);
    rest = p->at;
    if (parse_take(p, "PARTITIONS"))
        count = need_count(p);
    if (parse_take_words(p, "SUBPARTITION BY")) {
        skip_rule(p);
        if (parse_take(p, "SUBPARTITIONS"))
            need_count(p);
    }
    if (parse_is_kind(p, TOKEN_OPEN))
        mysql_partition_list(p, &path);
    else
        imply_count(p, table, CHANGE_CREATE, count);
    if (p->at > rest && !p->stuck.n)
        build_text(p, table, ATTR_PARTITIONS, build_source(p, rest, p->at), rest);
}

/* ---- ALTER TABLE ---- */

void mysql_partition_clause(struct parser *p, const struct path *table, const struct clause *row,
                            size_t from)
{
    size_t c = build(p, CHANGE_ALTER, KIND_TABLE, *table);

    (void)row;
    mysql_partition_by(p, c);
    build_end(p, c, from);
}

void mysql_add_partition(struct parser *p, const struct path *table, const struct clause *row,
                         size_t from)
{
    size_t first = p->out->changes.n;
    unsigned flags = build_if(p);

    parse_take_any(p, "NO_WRITE_TO_BINLOG|LOCAL");
    if (parse_take(p, "PARTITIONS")) {
        mysql_change_partition(p, table, row, from);
        return;
    }
    mysql_partition_list(p, table);
    for (size_t i = first; i < p->out->changes.n; i++)
        build_flag(p, i, flags);
}

static size_t add_one(struct parser *p, const struct path *table, enum change_verb verb)
{
    size_t at = p->at;
    size_t c = build(p, verb, KIND_PARTITION, build_child(table, build_need_name(p)));

    build_name(p, c, at);
    return c;
}

void mysql_drop_partition(struct parser *p, const struct path *table, const struct clause *row,
                          size_t from)
{
    unsigned flags = build_if(p);

    (void)row;
    do {
        size_t c = add_one(p, table, CHANGE_DROP);

        build_flag(p, c, flags);
        build_end(p, c, from);
    } while (parse_take_kind(p, TOKEN_COMMA) && !parse_end(p));
}

/* A list of partitions ends where the next clause begins: no clause of partitions has one behind it. */
void mysql_work_partition(struct parser *p, const struct path *table, const struct clause *row,
                          size_t from)
{
    bool truncate = row->arg < 0;
    enum change_verb verb = truncate ? CHANGE_ROWS : CHANGE_MAINTAIN;

    parse_take_any(p, "NO_WRITE_TO_BINLOG|LOCAL");
    do {
        size_t c;

        if (parse_take(p, "ALL"))
            c = build(p, verb, KIND_TABLE, *table);
        else
            c = add_one(p, table, verb);
        if (truncate)
            build_at(p, c)->rows->verb = ROWS_TRUNCATE;
        else
            build_at(p, c)->upkeep = (enum upkeep)row->arg;
        build_end(p, c, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    while (parse_take_any(p, "QUICK|EXTENDED|FAST|MEDIUM|CHANGED|USE_FRM") >= 0 ||
           parse_take_words(p, "FOR UPGRADE"))
        ;
}

/* REORGANIZE PARTITION a, b INTO (…): behind the change of the table. */
static void imply_reorganized(struct parser *p, size_t cause, const struct path *table, size_t from)
{
    size_t first;

    do {
        struct path one = build_child(table, build_need_name(p));

        build_end(p, imply(p, cause, CHANGE_DROP, KIND_PARTITION, one), from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect(p, "INTO");
    first = p->out->changes.n;
    mysql_partition_list(p, table);
    for (; first < p->out->changes.n; first++) {
        build_flag(p, first, CHANGE_IMPLIED);
        build_at(p, first)->cause = (uint32_t)cause + 1;
    }
}

/* COALESCE n, ADD PARTITIONS n, REORGANIZE: rows move between partitions, none is lost. */
void mysql_change_partition(struct parser *p, const struct path *table, const struct clause *row,
                            size_t from)
{
    size_t c = build(p, CHANGE_ALTER, KIND_TABLE, *table), n;

    parse_take_any(p, "NO_WRITE_TO_BINLOG|LOCAL");
    if (row->arg == PARTITIONS_REORGANIZED) {
        if (!parse_end(p)) /* else by the rule that the table has */
            imply_reorganized(p, c, table, from);
    } else {
        n = need_count(p);
        build_end(p, c, from);
        imply_count(p, c, row->arg == PARTITIONS_FEWER ? CHANGE_DROP : CHANGE_CREATE, n);
    }
    build_text(p, c, ATTR_PARTITIONS, build_source(p, from, p->at), from);
    build_end(p, c, from);
}

struct exchange {
    struct path other;
    size_t name; /* where its name stands */
    str part;    /* the partition */
};

static struct exchange read_exchange(struct parser *p, enum exchange_row row)
{
    struct exchange e = { .name = p->at };

    if (row == EXCHANGE_IN) {
        e.other = build_need_path(p);
        parse_expect(p, "TO");
        parse_expect(p, "PARTITION");
        e.part = build_need_name(p);
        parse_skip_until(p, "WITH|WITHOUT", false);
    } else {
        e.part = build_need_name(p);
        if (!parse_take_words(p, "WITH TABLE") && !parse_take_words(p, "TO TABLE"))
            parse_stuck(p, "expected WITH TABLE or TO TABLE");
        e.name = p->at;
        e.other = build_need_path(p);
    }
    parse_take_pattern(p, "WITH|WITHOUT VALIDATION");
    return e;
}

/* The partition is made of a table that goes, or goes itself. */
static void imply_exchanged(struct parser *p, const struct exchange *e, enum exchange_row row,
                            size_t cause, size_t from)
{
    struct path table = build_at(p, cause)->path;
    struct path part = build_child(&table, e->part);
    bool in = row == EXCHANGE_IN;

    if (row == EXCHANGE_ROWS)
        return;
    if (in)
        build_end(p, imply(p, cause, CHANGE_DROP, KIND_TABLE, e->other), from);
    build_end(p, imply(p, cause, in ? CHANGE_CREATE : CHANGE_DROP, KIND_PARTITION, part), from);
}

/* EXCHANGE PARTITION p WITH TABLE t, CONVERT PARTITION p TO TABLE t, CONVERT TABLE t TO PARTITION p …: both
 * tables are changed. */
void mysql_exchange_partition(struct parser *p, const struct path *table, const struct clause *row,
                              size_t from)
{
    struct exchange e = read_exchange(p, (enum exchange_row)row->arg);
    size_t c;

    if (p->stuck.n)
        return;
    c = build(p, CHANGE_ALTER, KIND_TABLE, *table);
    build_text(p, c, ATTR_PARTITIONS, build_source(p, from, p->at), from);
    c = build(p, row->arg == EXCHANGE_OUT ? CHANGE_CREATE : CHANGE_ALTER, KIND_TABLE, e.other);
    if (row->arg == EXCHANGE_OUT) /* made of the partition: what it holds is not written */
        build_flag(p, c, CHANGE_AS_SELECT);
    build_text(p, c, ATTR_PARTITIONS, build_source(p, from, p->at), from);
    build_end(p, c - 1, from);
    build_end(p, c, from);
    build_at(p, c)->name_range =
        (struct range){ (uint32_t)p->tokens[e.name].offset, (uint32_t)p->tokens[e.name].text.n };
    imply_exchanged(p, &e, (enum exchange_row)row->arg, c - 1, from);
}

void mysql_remove_partitioning(struct parser *p, const struct path *table, const struct clause *row,
                               size_t from)
{
    size_t c = build(p, CHANGE_ALTER, KIND_TABLE, *table);

    (void)row;
    build_reset(p, c, ATTR_PARTITION_BY, from);
    build_end(p, c, from);
}
