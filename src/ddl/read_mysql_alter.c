/* ddl/read_mysql_alter.c: ALTER TABLE of MySQL and MariaDB.
 *
 * Does      read every clause, each a change of its own with the range of its words
 * Does not  read definitions of columns, keys, options, partitions: each has a file
 * Shape     rows of clauses: words, reader; an option of the table is what no row knows
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

static size_t add(struct parser *p, enum change_verb verb, enum object_kind kind,
                  const struct path *table)
{
    size_t at = p->at;
    size_t c = build(p, verb, kind, build_child(table, build_need_name(p)));

    build_name(p, c, at);
    return c;
}

static size_t add_table(struct parser *p, enum change_verb verb, const struct path *table)
{
    return build(p, verb, KIND_TABLE, *table);
}

/* ---- columns ---- */

static void read_position(struct parser *p, size_t column)
{
    size_t at = p->at;

    if (parse_take(p, "FIRST"))
        build_text(p, column, ATTR_POSITION, S(""), at);
    else if (parse_take(p, "AFTER"))
        build_text(p, column, ATTR_POSITION, build_need_name(p), at);
}

static void add_column(struct parser *p, const struct path *table, const struct clause *row,
                       size_t from)
{
    unsigned flags = build_if(p);
    size_t c;

    (void)row;
    if (!parse_is_kind(p, TOKEN_OPEN)) {
        c = mysql_column(p, table, CHANGE_CREATE, flags, from);
        read_position(p, c);
        build_end(p, c, from);
        return;
    }
    p->at++;
    do {
        from = p->at;
        if (!mysql_key(p, table, from)) {
            c = mysql_column(p, table, CHANGE_CREATE, flags, from);
            read_position(p, c);
            build_end(p, c, from);
        }
    } while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

static void add_thing(struct parser *p, const struct path *table, const struct clause *row,
                      size_t from)
{
    if (!mysql_key(p, table, from))
        add_column(p, table, row, from);
}

static void restate(struct parser *p, const struct path *table, size_t column, size_t from)
{
    build_flag(p, column, CHANGE_RESTATES);
    mysql_definition(p, table, column);
    read_position(p, column);
    build_end(p, column, from);
}

static void modify_column(struct parser *p, const struct path *table, const struct clause *row,
                          size_t from)
{
    unsigned flags = build_if(p);
    size_t c = add(p, CHANGE_ALTER, KIND_COLUMN, table);

    (void)row;
    build_flag(p, c, flags);
    restate(p, table, c, from);
}

/* CHANGE a b …: what is restated first, by the old name, then the new name. */
static void change_column(struct parser *p, const struct path *table, const struct clause *row,
                          size_t from)
{
    unsigned flags = build_if(p);
    size_t c = add(p, CHANGE_ALTER, KIND_COLUMN, table), r;
    struct path old = build_at(p, c)->path;
    struct range name = build_at(p, c)->name_range;
    str to = build_need_name(p);

    (void)row;
    build_flag(p, c, flags);
    restate(p, table, c, from);
    if (str_eq(old.name, to))
        return;
    r = build(p, CHANGE_RENAME, KIND_COLUMN, old);
    build_flag(p, r, flags);
    build_at(p, r)->to.name = to;
    build_at(p, r)->name_range = name;
    build_end(p, r, from);
}

static void drop_named(struct parser *p, const struct path *table, const struct clause *row,
                       size_t from)
{
    unsigned flags = build_if(p);
    size_t c = add(p, CHANGE_DROP, (enum object_kind)row->arg, table);

    build_flag(p, c, flags);
    if (parse_take_any(p, "RESTRICT|CASCADE") == 1)
        build_flag(p, c, CHANGE_CASCADE);
    build_end(p, c, from);
}

static void drop_primary(struct parser *p, const struct path *table, const struct clause *row,
                         size_t from)
{
    unsigned flags = build_if(p);
    size_t c = build(p, CHANGE_DROP, KIND_PRIMARY_KEY,
                     (struct path){ .schema = table->schema, .table = table->name });

    (void)row;
    build_flag(p, c, flags);
    build_end(p, c, from);
}

static void drop_period(struct parser *p, const struct path *table, const struct clause *row,
                        size_t from)
{
    unsigned flags = str_eq_nocase(p->tokens[p->at - 2].text, S("EXISTS")) ? CHANGE_IF_EXISTS : 0;
    size_t c = add(p, CHANGE_DROP, KIND_OTHER, table);

    (void)row;
    build_flag(p, c, flags);
    build_at(p, c)->path.name = str_lower(p->mem, build_at(p, c)->path.name);
    build_text(p, c, ATTR_WHAT, S("period"), from);
    build_end(p, c, from);
}

static void alter_column(struct parser *p, const struct path *table, const struct clause *row,
                         size_t from)
{
    unsigned flags = build_if(p);
    size_t c = add(p, CHANGE_ALTER, KIND_COLUMN, table);
    size_t at = p->at;

    (void)row;
    build_flag(p, c, flags);
    if (parse_take_words(p, "SET DEFAULT"))
        build_set(p, c, ATTR_DEFAULT, value_expr(mysql_default(p)), at);
    else if (parse_take_words(p, "DROP DEFAULT"))
        build_reset(p, c, ATTR_DEFAULT, at);
    else if (parse_take_words(p, "SET INVISIBLE"))
        build_yes(p, c, ATTR_INVISIBLE, at);
    else if (parse_take_words(p, "SET VISIBLE"))
        build_reset(p, c, ATTR_INVISIBLE, at);
    else
        parse_stuck(p, "expected SET DEFAULT, DROP DEFAULT or SET [IN]VISIBLE");
    build_end(p, c, from);
}

static void alter_index(struct parser *p, const struct path *table, const struct clause *row,
                        size_t from)
{
    unsigned flags = build_if(p);
    size_t c = add(p, CHANGE_ALTER, KIND_INDEX, table);
    size_t at = p->at;

    (void)row;
    build_flag(p, c, flags);
    if (parse_take_any(p, "INVISIBLE|IGNORED") >= 0)
        build_yes(p, c, ATTR_INVISIBLE, at);
    else if (parse_take(p, "VISIBLE") || parse_take_words(p, "NOT IGNORED"))
        build_reset(p, c, ATTR_INVISIBLE, at);
    else
        parse_stuck(p, "expected [IN]VISIBLE or [NOT] IGNORED");
    build_end(p, c, from);
}

static void alter_check(struct parser *p, const struct path *table, const struct clause *row,
                        size_t from)
{
    size_t c = add(p, CHANGE_ALTER, KIND_CHECK, table);
    size_t at = p->at;

    (void)row;
    if (parse_take_words(p, "NOT ENFORCED"))
        build_yes(p, c, ATTR_NOT_ENFORCED, at);
    else if (parse_expect(p, "ENFORCED"))
        build_reset(p, c, ATTR_NOT_ENFORCED, at);
    build_end(p, c, from);
}

static void rename_part(struct parser *p, const struct path *table, const struct clause *row,
                        size_t from)
{
    unsigned flags = build_if(p);
    size_t c = add(p, CHANGE_RENAME, (enum object_kind)row->arg, table);

    build_flag(p, c, flags);
    parse_expect(p, "TO");
    build_at(p, c)->to.name = build_need_name(p);
    build_end(p, c, from);
}

/* ---- the table ---- */

/* Of two RENAME TO the last one counts: what the one before said is not done. */
static void forget_rename(struct parser *p, const struct path *table)
{
    size_t kept = 0, n = p->out->changes.n, begin = p->tokens[p->begin].offset;

    for (size_t i = 0; i < n; i++) {
        struct change c = p->out->changes.v[i];
        bool rename = c.verb == CHANGE_RENAME || c.verb == CHANGE_MOVE;

        if (c.kind != KIND_TABLE || !rename || c.range.offset < begin ||
            !str_eq(c.path.name, table->name) || !str_eq(c.path.schema, table->schema))
            p->out->changes.v[kept++] = c;
    }
    p->out->changes.n = kept;
}

static void rename_table(struct parser *p, const struct path *table, const struct clause *row,
                         size_t from)
{
    struct path to;
    size_t c;

    (void)row;
    if (parse_take_any(p, "TO|AS") < 0)
        parse_take_op(p, "=");
    to = build_need_path(p);
    forget_rename(p, table);
    c = add_table(p, to.schema.p ? CHANGE_MOVE : CHANGE_RENAME, table);
    build_at(p, c)->to = to;
    build_end(p, c, from);
}

static void convert_charset(struct parser *p, const struct path *table, const struct clause *row,
                            size_t from)
{
    size_t at = p->at;
    str charset = str_lower(p->mem, build_need_name(p));
    size_t c = add_table(p, CHANGE_ALTER, table);

    (void)row;
    build_yes(p, c, ATTR_CONVERT, from);
    build_text(p, c, ATTR_CHARSET, charset, at);
    at = p->at;
    if (parse_take(p, "COLLATE"))
        build_text(p, c, ATTR_COLLATION, str_lower(p->mem, build_need_name(p)), at);
    build_end(p, c, from);
}

static void force_table(struct parser *p, const struct path *table, const struct clause *row,
                        size_t from)
{
    size_t c = add_table(p, CHANGE_ALTER, table);

    (void)row;
    build_yes(p, c, ATTR_FORCE, from);
    build_end(p, c, from);
}

/* What has no attribute: ATTR_WHAT says it in the words of the clause, lower case. */
static void say_clause(struct parser *p, const struct path *table, const struct clause *row,
                       size_t from)
{
    size_t c = add_table(p, CHANGE_ALTER, table);

    if (row->arg) /* PARTITION list TABLESPACE */
        parse_skip_until(p, "TABLESPACE", false);
    if (row->arg)
        parse_expect(p, "TABLESPACE");
    build_text(p, c, ATTR_WHAT, str_lower(p->mem, build_source(p, from, p->at)), from);
    build_end(p, c, from);
}

/* ORDER BY a DESC, b, ADD …: behind a column stands ASC, DESC, a comma or nothing, behind a clause's word more. */
static bool at_more_order(const struct parser *p)
{
    return parse_is_kind(p, TOKEN_COMMA) &&
           (parse_is_at(p, 2, "ASC") || parse_is_at(p, 2, "DESC") ||
            parse_peek(p, 2)->kind == TOKEN_COMMA || parse_peek(p, 2)->kind == TOKEN_SEMI);
}

static void order_table(struct parser *p, const struct path *table, const struct clause *row,
                        size_t from)
{
    size_t c = add_table(p, CHANGE_ALTER, table);

    (void)row;
    do {
        parse_path(p);
        parse_take_any(p, "ASC|DESC");
    } while (at_more_order(p) && parse_take_kind(p, TOKEN_COMMA));
    build_text(p, c, ATTR_WHAT, str_lower(p->mem, build_source(p, from, p->at)), from);
    build_end(p, c, from);
}

static void versioning(struct parser *p, const struct path *table, const struct clause *row,
                       size_t from)
{
    size_t c = add_table(p, CHANGE_ALTER, table);

    if (row->arg)
        build_yes(p, c, ATTR_SYSTEM_VERSIONED, from);
    else
        build_reset(p, c, ATTR_SYSTEM_VERSIONED, from);
    build_end(p, c, from);
}

static void algorithm(struct parser *p, const struct path *table, const struct clause *row,
                      size_t from)
{
    str value = build_upper(p, mysql_value(p));

    (void)table;
    (void)from;
    if (row->arg)
        p->out->lock = value;
    else
        p->out->algorithm = value;
}

static void nothing(struct parser *p, const struct path *table, const struct clause *row,
                    size_t from)
{
    (void)p;
    (void)table;
    (void)row;
    (void)from;
}

static const struct clause clauses[] = {
    { "ADD PARTITION", mysql_add_partition, 0 },
    { "ADD SYSTEM VERSIONING", versioning, 1 },
    { "ADD COLUMN", add_column, 0 },
    { "ADD", add_thing, 0 },
    { "DROP PRIMARY KEY", drop_primary, 0 },
    { "DROP INDEX|KEY", drop_named, KIND_INDEX },
    { "DROP FOREIGN KEY", drop_named, KIND_FOREIGN_KEY },
    { "DROP CONSTRAINT|CHECK", drop_named, KIND_CHECK },
    { "DROP PARTITION", mysql_drop_partition, 0 },
    { "DROP SYSTEM VERSIONING", versioning, 0 },
    { "DROP PERIOD [IF EXISTS] FOR", drop_period, 0 },
    { "DROP [COLUMN]", drop_named, KIND_COLUMN },
    { "MODIFY [COLUMN]", modify_column, 0 },
    { "CHANGE [COLUMN]", change_column, 0 },
    { "ALTER INDEX|KEY", alter_index, 0 },
    { "ALTER CHECK|CONSTRAINT", alter_check, 0 },
    { "ALTER [COLUMN]", alter_column, 0 },
    { "RENAME COLUMN", rename_part, KIND_COLUMN },
    { "RENAME INDEX|KEY", rename_part, KIND_INDEX },
    { "RENAME", rename_table, 0 },
    { "CONVERT TO CHARACTER SET", convert_charset, 0 },
    { "CONVERT TO CHARSET", convert_charset, 0 },
    { "CONVERT TABLE", mysql_exchange_partition, EXCHANGE_IN },
    { "CONVERT PARTITION", mysql_exchange_partition, EXCHANGE_OUT },
    { "EXCHANGE PARTITION", mysql_exchange_partition, EXCHANGE_ROWS },
    { "FORCE", force_table, 0 },
    { "ENABLE|DISABLE KEYS", say_clause, 0 },
    { "DISCARD|IMPORT TABLESPACE", say_clause, 0 },
    { "DISCARD|IMPORT PARTITION", say_clause, 1 },
    { "SECONDARY_LOAD|SECONDARY_UNLOAD", say_clause, 0 },
    { "UPGRADE PARTITIONING", say_clause, 0 },
    { "ORDER BY", order_table, 0 },
    { "ALGORITHM", algorithm, 0 },
    { "LOCK", algorithm, 1 },
    { "WITH|WITHOUT VALIDATION", nothing, 0 },
    { "PARTITION BY", mysql_partition_clause, 0 },
    { "REMOVE PARTITIONING", mysql_remove_partitioning, 0 },
    { "COALESCE PARTITION", mysql_change_partition, PARTITIONS_FEWER },
    { "REORGANIZE PARTITION", mysql_change_partition, PARTITIONS_REORGANIZED },
    { "TRUNCATE PARTITION", mysql_work_partition, -1 },
    { "ANALYZE PARTITION", mysql_work_partition, UPKEEP_ANALYZE },
    { "CHECK PARTITION", mysql_work_partition, UPKEEP_CHECK },
    { "OPTIMIZE|REBUILD PARTITION", mysql_work_partition, UPKEEP_OPTIMIZE },
    { "REPAIR PARTITION", mysql_work_partition, UPKEEP_REPAIR },
};

/* An option is a change of its own. */
static bool read_option(struct parser *p, const struct path *table, size_t from)
{
    size_t c = add_table(p, CHANGE_ALTER, table);

    if (!mysql_table_option(p, c)) {
        p->out->changes.n--;
        return false;
    }
    build_end(p, c, from);
    return true;
}

static bool read_clause(struct parser *p, const struct path *table)
{
    size_t from = p->at;

    for (size_t i = 0; i < COUNT_OF(clauses); i++)
        if (parse_take_pattern(p, clauses[i].words)) {
            clauses[i].read(p, table, &clauses[i], from);
            return true;
        }
    return read_option(p, table, from);
}

void mysql_alter_table(struct parser *p, const struct read_row *row)
{
    unsigned flags = build_if(p);
    size_t at = p->at, first;
    struct path table = build_need_path(p);

    mysql_skip_wait(p);
    if (row->arg == 1) { /* IGNORE: rows that break a new unique key go */
        size_t c = add_table(p, CHANGE_ALTER, &table);

        build_text(p, c, ATTR_WHAT, S("ignore"), p->begin + 1);
        build_name(p, c, at);
    }
    if (row->arg == 2)
        p->out->lock = S("NONE");
    first = p->out->changes.n;
    while (!parse_end(p)) {
        if (!read_clause(p, &table))
            parse_stuck(p, "this clause of ALTER TABLE is not known");
        if (p->stuck.n)
            break;
        parse_take_kind(p, TOKEN_COMMA); /* options need none between them */
    }
    if (p->out->changes.n == first && !p->stuck.n)
        build_end(p, add_table(p, CHANGE_ALTER, &table), p->begin);
    for (size_t i = first; i < p->out->changes.n; i++)
        build_flag(p, i, flags);
}
