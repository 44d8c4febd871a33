/* ddl/read_mysql_key.c: keys, indexes and constraints of tables of MySQL and MariaDB.
 *
 * Does      read what stands beside columns in CREATE TABLE and behind ADD in ALTER TABLE; CREATE and DROP INDEX
 * Does not  read what stands at a column (read_mysql_column.c)
 * Shape     a unique key is an index with ATTR_UNIQUE_INDEX
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

enum { NAMED_BY_INDEX_BEFORE = 80016 }; /* MySQL: FOREIGN KEY name (a) named the constraint */

struct key {
    const struct path *table;
    size_t from;
    str symbol;      /* CONSTRAINT symbol; absent = not written */
    size_t name;     /* token of the name; SIZE_MAX = none */
    unsigned exists; /* CHANGE_IF_NOT_EXISTS */
};

static size_t add(struct parser *p, const struct key *k, enum object_kind kind, str name)
{
    size_t c = build(p, CHANGE_CREATE, kind, build_child(k->table, name));

    build_flag(p, c, k->exists | (name.p || kind == KIND_PRIMARY_KEY ? 0 : CHANGE_SELF_NAMED));
    if (name.p && k->name != SIZE_MAX)
        build_at(p, c)->name_range = (struct range){ (uint32_t)p->tokens[k->name].offset,
                                                     (uint32_t)p->tokens[k->name].text.n };
    return c;
}

/* The name of an index may be left out: then ( or USING comes next. */
static str read_name(struct parser *p, struct key *k)
{
    k->exists |= parse_take_words(p, "IF NOT EXISTS") ? CHANGE_IF_NOT_EXISTS : 0;
    if (parse_is_kind(p, TOKEN_OPEN) || parse_is(p, "USING") ||
        (parse_is(p, "TYPE") && parse_peek(p, 1)->kind != TOKEN_OPEN)) /* TYPE BTREE */
        return k->symbol;
    k->name = p->at;
    return build_need_name(p);
}

static void read_method(struct parser *p, size_t index)
{
    size_t at = p->at;

    if (parse_take_any(p, "USING|TYPE") >= 0)
        build_text(p, index, ATTR_METHOD, str_lower(p->mem, build_need_name(p)), at);
}

static void read_parts(struct parser *p, size_t index)
{
    size_t at = p->at;
    struct part_list *parts = parse_parts(p);

    build_set(p, index, ATTR_PARTS, value_parts(parts), at);
    if (!p->stuck.n && p->at - at > 4 && p->tokens[p->at - 2].kind == TOKEN_WORD &&
        str_eq_nocase(p->tokens[p->at - 2].text, S("OVERLAPS")) &&
        str_eq_nocase(p->tokens[p->at - 3].text, S("WITHOUT")))
        build_yes(p, index, ATTR_PERIOD, p->at - 3);
}

static void read_option(struct parser *p, size_t index, size_t from)
{
    str key = str_lower(p->mem, p->tokens[from].text);

    build_option(p, index, build_join(p, key, "=", mysql_value(p)), from);
}

bool mysql_index_option(struct parser *p, size_t index)
{
    size_t from = p->at;

    switch (parse_take_any(p, "USING|TYPE|COMMENT|VISIBLE|INVISIBLE|IGNORED|KEY_BLOCK_SIZE|"
                              "ENGINE_ATTRIBUTE|SECONDARY_ENGINE_ATTRIBUTE")) {
    case 0:
    case 1:
        p->at = from;
        read_method(p, index);
        return true;
    case 2:
        parse_take_op(p, "=");
        if (!parse_is_kind(p, TOKEN_STRING))
            parse_expect_kind(p, TOKEN_STRING);
        build_text(p, index, ATTR_COMMENT, parse_string(p), from);
        return true;
    case 3:
        return true;
    case 4:
    case 5:
        build_yes(p, index, ATTR_INVISIBLE, from);
        return true;
    case 6:
    case 7:
    case 8:
        read_option(p, index, from);
        return true;
    default:
        break;
    }
    if (parse_take_words(p, "NOT IGNORED"))
        return true;
    if (parse_take_words(p, "WITH PARSER")) {
        build_text(p, index, ATTR_PARSER, build_need_name(p), from);
        return true;
    }
    if (!parse_is(p, "ALGORITHM") && !parse_is(p, "LOCK") && parse_peek(p, 1)->kind == TOKEN_OP &&
        str_eq(parse_peek(p, 1)->text, S("=")) &&
        (parse_is_kind(p, TOKEN_WORD) || parse_is_kind(p, TOKEN_QUOTED))) {
        p->at++;
        read_option(p, index, from);
        return true;
    }
    return false;
}

void mysql_index_options(struct parser *p, size_t index)
{
    while (mysql_index_option(p, index))
        ;
}

static void read_index(struct parser *p, struct key *k, enum object_kind kind, const char *method,
                       bool unique)
{
    str name = read_name(p, k);
    size_t c = add(p, k, kind, kind == KIND_PRIMARY_KEY ? (str){ 0 } : name);

    if (unique)
        build_yes(p, c, ATTR_UNIQUE_INDEX, k->from);
    if (method)
        build_text(p, c, ATTR_METHOD, str_of(method), k->from);
    read_method(p, c);
    read_parts(p, c);
    mysql_index_options(p, c);
    build_end(p, c, k->from);
}

static bool index_names_constraint(const struct parser *p)
{
    return mysql_is_mariadb(p) || (p->opts->version && p->opts->version < NAMED_BY_INDEX_BEFORE);
}

static void read_foreign(struct parser *p, struct key *k)
{
    str index;
    size_t at, c;

    parse_expect(p, "KEY");
    index = read_name(p, k);
    c = add(p, k, KIND_FOREIGN_KEY, k->symbol.p || !index_names_constraint(p) ? k->symbol : index);
    at = p->at;
    build_set(p, c, ATTR_COLUMNS, value_refs(build_names(p)), at);
    build_references(p, c);
    build_end(p, c, k->from);
}

void mysql_check(struct parser *p, const struct path *table, str name, unsigned flags, size_t from)
{
    size_t at = p->at;
    struct expr *e = parse_paren_expr(p);
    size_t c = build(p, CHANGE_CREATE, KIND_CHECK, build_child(table, name));

    build_flag(p, c, flags | (name.p ? 0 : CHANGE_SELF_NAMED));
    build_set(p, c, ATTR_EXPRESSION, value_expr(e), at);
    at = p->at;
    if (parse_take_words(p, "NOT ENFORCED"))
        build_yes(p, c, ATTR_NOT_ENFORCED, at);
    else
        parse_take(p, "ENFORCED");
    build_end(p, c, from);
}

/* PERIOD FOR SYSTEM_TIME (a, b) of MariaDB, and of an application's name */
static void read_period(struct parser *p, struct key *k)
{
    size_t at, c;

    if (str_eq_nocase(p->tokens[p->at - 2].text, S("EXISTS")))
        k->exists = CHANGE_IF_NOT_EXISTS;
    k->name = p->at;
    c = add(p, k, KIND_OTHER, str_lower(p->mem, build_need_name(p)));
    build_text(p, c, ATTR_WHAT, S("period"), k->from);
    at = p->at;
    build_set(p, c, ATTR_COLUMNS, value_refs(build_names(p)), at);
    build_end(p, c, k->from);
}

static bool at_symbol(const struct parser *p)
{
    return !parse_is(p, "PRIMARY") && !parse_is(p, "UNIQUE") && !parse_is(p, "FOREIGN") &&
           !parse_is(p, "CHECK");
}

static void read_symbol(struct parser *p, struct key *k)
{
    if (!parse_take(p, "CONSTRAINT"))
        return;
    k->exists = parse_take_words(p, "IF NOT EXISTS") ? CHANGE_IF_NOT_EXISTS : 0;
    if (!at_symbol(p))
        return;
    k->name = p->at;
    k->symbol = build_need_name(p);
}

bool mysql_key(struct parser *p, const struct path *table, size_t from)
{
    struct key k = { .table = table, .from = from, .name = SIZE_MAX };
    bool constraint = parse_is(p, "CONSTRAINT");

    read_symbol(p, &k);
    if (parse_take_words(p, "PRIMARY KEY")) {
        read_index(p, &k, KIND_PRIMARY_KEY, NULL, false);
    } else if (parse_take_pattern(p, "UNIQUE [INDEX|KEY]")) {
        read_index(p, &k, KIND_INDEX, NULL, true);
    } else if (parse_take(p, "FOREIGN")) {
        read_foreign(p, &k);
    } else if (parse_take(p, "CHECK")) {
        if (parse_take_words(p, "IF NOT EXISTS"))
            k.exists = CHANGE_IF_NOT_EXISTS;
        mysql_check(p, table, k.symbol, k.exists, from);
    } else if (constraint) {
        parse_stuck(p, "expected a constraint");
    } else if (parse_take_pattern(p, "INDEX|KEY")) {
        read_index(p, &k, KIND_INDEX, NULL, false);
    } else if (parse_take_pattern(p, "FULLTEXT [INDEX|KEY]")) {
        read_index(p, &k, KIND_INDEX, "fulltext", false);
    } else if (parse_take_pattern(p, "SPATIAL [INDEX|KEY]")) {
        read_index(p, &k, KIND_INDEX, "spatial", false);
    } else if (parse_take_pattern(p, "VECTOR INDEX|KEY")) {
        read_index(p, &k, KIND_INDEX, "vector", false);
    } else if (parse_take_pattern(p, "PERIOD [IF NOT EXISTS] FOR")) {
        read_period(p, &k);
    } else {
        return false;
    }
    return true;
}

/* ---- CREATE INDEX, DROP INDEX ---- */

static void read_algorithm(struct parser *p)
{
    for (;;) {
        if (parse_take(p, "ALGORITHM"))
            p->out->algorithm = build_upper(p, mysql_value(p));
        else if (parse_take(p, "LOCK"))
            p->out->lock = build_upper(p, mysql_value(p));
        else
            return;
    }
}

void mysql_create_index(struct parser *p, const struct read_row *row)
{
    static const char *const methods[] = { NULL, NULL, "fulltext", "spatial", "vector" };
    unsigned flags = mysql_replace_flag(p) | build_if(p);
    size_t at = p->at;
    str name = build_need_name(p);
    size_t c = build(p, CHANGE_CREATE, KIND_INDEX, (struct path){ .name = name });
    struct path table;

    build_flag(p, c, flags);
    build_name(p, c, at);
    if (row->arg == 1)
        build_yes(p, c, ATTR_UNIQUE_INDEX, p->begin + 1);
    if (methods[row->arg])
        build_text(p, c, ATTR_METHOD, str_of(methods[row->arg]), p->begin + 1);
    read_method(p, c);
    parse_expect(p, "ON");
    table = build_need_path(p);
    build_at(p, c)->path = build_child(&table, name);
    mysql_skip_wait(p);
    read_parts(p, c);
    do {
        mysql_index_options(p, c);
        at = p->at;
        read_algorithm(p);
    } while (p->at > at);
    build_end(p, c, p->begin);
}

void mysql_drop_index(struct parser *p, const struct read_row *row)
{
    unsigned flags = build_if(p);
    size_t at = p->at;
    str name = build_need_name(p);
    bool primary = str_eq_nocase(name, S("PRIMARY"));
    struct path table;
    size_t c;

    (void)row;
    parse_expect(p, "ON");
    table = build_need_path(p);
    c = build(p, CHANGE_DROP, primary ? KIND_PRIMARY_KEY : KIND_INDEX,
              build_child(&table, primary ? (str){ 0 } : name));
    build_flag(p, c, flags);
    build_at(p, c)->name_range = p->stuck.n ? (struct range){ 0 }
                                            : (struct range){ (uint32_t)p->tokens[at].offset,
                                                              (uint32_t)p->tokens[at].text.n };
    mysql_skip_wait(p);
    read_algorithm(p);
    build_end(p, c, p->begin);
}
