/* ddl/read_mysql_column.c: columns of MySQL and MariaDB.
 *
 * Does      read a column's definition with every attribute, in any order; constraints at the column become
 *           changes of their own
 * Does not  read positions (read_mysql_alter.c), keys of tables (read_mysql_key.c)
 * Shape     rows of attributes: words, reader
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

struct column {
    const struct path *table;
    size_t change;
    size_t from; /* first token of the attribute */
};

/* ---- values ---- */

static bool at_introduced(const struct parser *p)
{
    return parse_is_kind(p, TOKEN_WORD) && parse_peek(p, 1)->kind == TOKEN_STRING;
}

/* f(…), s.nextval, CURRENT_TIMESTAMP */
static void take_call(struct parser *p)
{
    if (parse_take_words(p, "NEXT VALUE FOR") || parse_take_words(p, "PREVIOUS VALUE FOR")) {
        parse_path(p);
        return;
    }
    parse_path(p);
    if (parse_is_kind(p, TOKEN_OPEN) && p->partner[p->at] >= p->n)
        parse_stuck(p, "a parenthesis is not closed");
    parse_skip_parens(p);
}

static void take_value(struct parser *p)
{
    if (parse_take_op(p, "-") || parse_take_op(p, "+")) {
        parse_expect_kind(p, TOKEN_NUMBER);
    } else if (parse_is(p, "CASE")) {
        parse_skip_until(p, "END", false);
        parse_expect(p, "END");
    } else if (at_introduced(p) || parse_is_kind(p, TOKEN_STRING)) {
        p->at += !parse_is_kind(p, TOKEN_STRING);
        while (parse_take_kind(p, TOKEN_STRING)) /* 'a' 'b' is one */
            ;
    } else if (!parse_take_kind(p, TOKEN_NUMBER) && !parse_take_kind(p, TOKEN_PARAM)) {
        if (!parse_is_kind(p, TOKEN_WORD) && !parse_is_kind(p, TOKEN_QUOTED))
            parse_stuck(p, "expected a value");
        else
            take_call(p);
    }
}

struct expr *mysql_default(struct parser *p)
{
    size_t from = p->at;

    if (parse_is_kind(p, TOKEN_OPEN))
        return parse_paren_expr(p);
    take_value(p);
    return parse_expr_tokens(p, from, p->stuck.n ? from : p->at);
}

/* ---- attributes ---- */

typedef void attribute_fn(struct parser *p, const struct column *c, int arg);

static void read_flag(struct parser *p, const struct column *c, int arg)
{
    build_yes(p, c->change, (enum attr)arg, c->from);
}

static void read_nothing(struct parser *p, const struct column *c, int arg)
{
    (void)p;
    (void)c;
    (void)arg;
}

static void read_expr(struct parser *p, const struct column *c, int arg)
{
    build_set(p, c->change, (enum attr)arg, value_expr(mysql_default(p)), c->from);
}

static void read_comment(struct parser *p, const struct column *c, int arg)
{
    str text = parse_string(p);

    if (!text.p)
        parse_expect_kind(p, TOKEN_STRING);
    build_text(p, c->change, (enum attr)arg, text, c->from);
}

static void read_word(struct parser *p, const struct column *c, int arg)
{
    build_text(p, c->change, (enum attr)arg, str_lower(p->mem, mysql_value(p)), c->from);
}

static const char *const charsets[] = { "latin1", "ucs2", "binary" };

static void read_charset(struct parser *p, const struct column *c, int arg)
{
    build_text(p, c->change, ATTR_CHARSET, str_of(charsets[arg]), c->from);
}

/* BINARY behind a type of characters: the character set's binary collation. */
static void read_binary(struct parser *p, const struct column *c, int arg)
{
    (void)arg;
    build_text(p, c->change, ATTR_COLLATION, S("binary"), c->from);
}

static size_t add_index(struct parser *p, const struct column *c, enum object_kind kind)
{
    str name = build_at(p, c->change)->path.name;
    size_t i = build(p, CHANGE_CREATE, kind,
                     (struct path){ c->table->schema, c->table->name, { 0 }, { 0 } });

    build_flag(p, i, CHANGE_INLINE | CHANGE_SELF_NAMED);
    build_set(p, i, ATTR_PARTS, value_parts(build_one_part(p, name)), c->from);
    build_end(p, i, c->from);
    return i;
}

static void read_primary(struct parser *p, const struct column *c, int arg)
{
    (void)arg;
    add_index(p, c, KIND_PRIMARY_KEY);
}

static void read_unique(struct parser *p, const struct column *c, int arg)
{
    (void)arg;
    build_yes(p, add_index(p, c, KIND_INDEX), ATTR_UNIQUE_INDEX, c->from);
}

static void read_serial(struct parser *p, const struct column *c, int arg)
{
    build_yes(p, c->change, ATTR_NOT_NULL, c->from);
    build_yes(p, c->change, ATTR_AUTO_INCREMENT, c->from);
    read_unique(p, c, arg);
}

static void read_check(struct parser *p, const struct column *c, int arg)
{
    str name = { 0 };

    if (arg) { /* CONSTRAINT [name] */
        if (!parse_is(p, "CHECK"))
            name = build_need_name(p);
        parse_expect(p, "CHECK");
    }
    mysql_check(p, c->table, name, CHANGE_INLINE, c->from);
}

static void read_reference(struct parser *p, const struct column *c, int arg)
{
    struct ref_list *columns = arena_new(p->mem, struct ref_list, 1);
    size_t i = build(p, CHANGE_CREATE, KIND_FOREIGN_KEY,
                     (struct path){ c->table->schema, c->table->name, { 0 }, { 0 } });

    (void)arg;
    *vec_push(p->mem, columns) =
        (struct ref){ .use = REF_COLUMN, .path = { .name = build_at(p, c->change)->path.name } };
    build_flag(p, i, CHANGE_INLINE | CHANGE_SELF_NAMED);
    build_set(p, i, ATTR_COLUMNS, value_refs(columns), c->from);
    p->at--;
    build_references(p, i);
    build_end(p, i, c->from);
}

/* AS ROW START, AS ROW END: the ends of a period, not an expression. */
static bool read_row_end(struct parser *p, const struct column *c)
{
    struct expr *e;
    size_t from = p->at;

    if (!parse_take_words(p, "ROW START") && !parse_take_words(p, "ROW END"))
        return false;
    e = parse_expr_tokens(p, from, p->at);
    e->facts = 0;
    e->refs.n = 0;
    build_set(p, c->change, ATTR_GENERATED, value_expr(e), c->from);
    build_yes(p, c->change, ATTR_STORED, c->from);
    return true;
}

static void read_generated(struct parser *p, const struct column *c, int arg)
{
    (void)arg;
    if (read_row_end(p, c))
        return;
    build_set(p, c->change, ATTR_GENERATED, value_expr(parse_paren_expr(p)), c->from);
    if (parse_take_any(p, "STORED|PERSISTENT") >= 0)
        build_yes(p, c->change, ATTR_STORED, p->at - 1);
    else
        parse_take(p, "VIRTUAL");
}

static void read_srid(struct parser *p, const struct column *c, int arg)
{
    int64_t n = 0;

    (void)arg;
    parse_take_op(p, "=");
    if (!parse_int(p, &n))
        parse_expect_kind(p, TOKEN_NUMBER);
    build_set(p, c->change, ATTR_SRID, value_number(n), c->from);
}

static void read_compressed(struct parser *p, const struct column *c, int arg)
{
    str method = S("compressed");

    (void)arg;
    if (parse_is_op(p, "="))
        method = build_join(p, method, "=", str_lower(p->mem, mysql_value(p)));
    build_text(p, c->change, ATTR_COMPRESSION, method, c->from);
}

static void read_versioning(struct parser *p, const struct column *c, int arg)
{
    build_set(p, c->change, ATTR_SYSTEM_VERSIONED, value_yes(arg), c->from);
}

/* An attribute without a place of its own: "column_format=fixed" */
static void read_option(struct parser *p, const struct column *c, int arg)
{
    str key = str_lower(p->mem, p->tokens[c->from].text);

    (void)arg;
    build_option(p, c->change, build_join(p, key, "=", mysql_value(p)), c->from);
}

static void read_secondary(struct parser *p, const struct column *c, int arg)
{
    (void)arg;
    build_option(p, c->change, S("not secondary"), c->from);
}

static const struct attribute_row {
    const char *words;
    attribute_fn *read;
    int arg;
} attributes[] = {
    { "NOT NULL [ENABLE]", read_flag, ATTR_NOT_NULL },
    { "NULL", read_nothing, 0 },
    { "DEFAULT", read_expr, ATTR_DEFAULT },
    { "ON UPDATE", read_expr, ATTR_ON_UPDATE },
    { "AUTO_INCREMENT", read_flag, ATTR_AUTO_INCREMENT },
    { "COMMENT", read_comment, ATTR_COMMENT },
    { "CHARACTER SET", read_word, ATTR_CHARSET },
    { "CHARSET", read_word, ATTR_CHARSET },
    { "CHAR SET", read_word, ATTR_CHARSET },
    { "COLLATE", read_word, ATTR_COLLATION },
    { "PRIMARY [KEY]", read_primary, 0 },
    { "UNIQUE [KEY]", read_unique, 0 },
    { "KEY", read_primary, 0 },
    { "GENERATED ALWAYS AS", read_generated, 0 },
    { "AS", read_generated, 0 },
    { "REFERENCES", read_reference, 0 },
    { "CHECK", read_check, 0 },
    { "CONSTRAINT", read_check, 1 },
    { "INVISIBLE", read_flag, ATTR_INVISIBLE },
    { "VISIBLE", read_nothing, 0 },
    { "SERIAL DEFAULT VALUE", read_serial, 0 },
    { "SRID", read_srid, 0 },
    { "REF_SYSTEM_ID", read_srid, 0 },
    { "COMPRESSED", read_compressed, 0 },
    { "STORAGE", read_word, ATTR_STORAGE },
    { "COLUMN_FORMAT", read_option, 0 },
    { "ENGINE_ATTRIBUTE", read_option, 0 },
    { "SECONDARY_ENGINE_ATTRIBUTE", read_option, 0 },
    { "NOT SECONDARY", read_secondary, 0 },
    { "WITHOUT SYSTEM VERSIONING", read_versioning, 0 },
    { "WITH SYSTEM VERSIONING", read_versioning, 1 },
    { "ASCII", read_charset, 0 },
    { "UNICODE", read_charset, 1 },
    { "BYTE", read_charset, 2 },
    { "BINARY", read_binary, 0 },
};

/* name = value, which MariaDB hands to the storage engine */
static bool at_engine_option(const struct parser *p)
{
    const struct token *t = parse_peek(p, 1);

    return (parse_is_kind(p, TOKEN_WORD) || parse_is_kind(p, TOKEN_QUOTED)) &&
           t->kind == TOKEN_OP && str_eq(t->text, S("="));
}

static bool read_attribute(struct parser *p, struct column *c)
{
    c->from = p->at;
    if (!parse_is_kind(p, TOKEN_WORD) && !at_engine_option(p))
        return false;
    for (size_t i = 0; i < COUNT_OF(attributes); i++)
        if (parse_take_pattern(p, attributes[i].words)) {
            attributes[i].read(p, c, attributes[i].arg);
            return true;
        }
    if (!at_engine_option(p))
        return false;
    p->at++;
    read_option(p, c, 0);
    return true;
}

void mysql_definition(struct parser *p, const struct path *table, size_t column)
{
    struct column c = { .table = table, .change = column, .from = p->at };
    bool national = parse_is(p, "NATIONAL") || parse_is(p, "NCHAR") || parse_is(p, "NVARCHAR");
    struct sql_type *type = parse_type(p);

    if (p->stuck.n)
        return;
    build_set(p, column, ATTR_TYPE, value_type(type), c.from);
    if (national)
        build_text(p, column, ATTR_CHARSET, S("utf8mb3"), c.from);
    if (type->serial)
        read_serial(p, &c, 0);
    while (read_attribute(p, &c))
        ;
}

size_t mysql_column(struct parser *p, const struct path *table, enum change_verb verb,
                    unsigned flags, size_t from)
{
    size_t at = p->at;
    size_t c = build(p, verb, KIND_COLUMN, build_child(table, build_need_name(p)));

    build_flag(p, c, flags);
    build_name(p, c, at);
    mysql_definition(p, table, c);
    build_end(p, c, from);
    return c;
}
