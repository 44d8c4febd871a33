/* ddl/read_mysql_option.c: options of tables of MySQL and MariaDB.
 *
 * Does      read the options of CREATE TABLE and ALTER TABLE
 * Does not  keep what may hold a password: CONNECTION, PASSWORD
 * Shape     rows: words, attribute; what has no attribute is an option "key=value"
 * See       ddl/read_mysql_int.h
 */
#include "ddl/read_mysql_int.h"

enum option_use {
    AS_TEXT,   /* the attribute, as it is written */
    AS_LOWER,  /* character sets, collations */
    AS_UPPER,  /* ROW_FORMAT */
    AS_ENGINE, /* as the server writes it */
    AS_NUMBER,
    AS_OPTION, /* "key=value" */
    AS_SECRET, /* the value is not kept */
    AS_TABLES, /* UNION = (a, b) */
};

static const struct option_row {
    const char *words;
    const char *key;
    enum option_use use;
    enum attr attr;
} options[] = {
    { "ENGINE", "engine", AS_ENGINE, ATTR_ENGINE },
    { "TYPE", "engine", AS_ENGINE, ATTR_ENGINE },
    { "AUTO_INCREMENT", "", AS_NUMBER, ATTR_AUTO_INCREMENT_NEXT },
    { "[DEFAULT] CHARACTER SET", "", AS_LOWER, ATTR_CHARSET },
    { "[DEFAULT] CHARSET", "", AS_LOWER, ATTR_CHARSET },
    { "[DEFAULT] CHAR SET", "", AS_LOWER, ATTR_CHARSET },
    { "[DEFAULT] COLLATE", "", AS_LOWER, ATTR_COLLATION },
    { "COMMENT", "", AS_TEXT, ATTR_COMMENT },
    { "ROW_FORMAT", "", AS_UPPER, ATTR_ROW_FORMAT },
    { "TABLESPACE", "", AS_TEXT, ATTR_TABLESPACE },
    { "COMPRESSION", "", AS_LOWER, ATTR_COMPRESSION },
    { "DATA DIRECTORY", "data directory", AS_OPTION, ATTR_OPTIONS },
    { "INDEX DIRECTORY", "index directory", AS_OPTION, ATTR_OPTIONS },
    { "CONNECTION", "connection", AS_SECRET, ATTR_OPTIONS },
    { "PASSWORD", "password", AS_SECRET, ATTR_OPTIONS },
    { "UNION", "union", AS_TABLES, ATTR_OPTIONS },
    { "STORAGE", "storage", AS_OPTION, ATTR_OPTIONS },
};

/* Their key is their word; "=" may be left out. */
static const char *const plain[] = {
    "AUTOEXTEND_SIZE", "AVG_ROW_LENGTH",    "CHECKSUM",         "TABLE_CHECKSUM",
    "DELAY_KEY_WRITE", "ENCRYPTION",        "ENGINE_ATTRIBUTE", "INSERT_METHOD",
    "KEY_BLOCK_SIZE",  "MAX_ROWS",          "MIN_ROWS",         "NODEGROUP",
    "PACK_KEYS",       "PAGE_CHECKSUM",     "SECONDARY_ENGINE", "SECONDARY_ENGINE_ATTRIBUTE",
    "SEQUENCE",        "STATS_AUTO_RECALC", "STATS_PERSISTENT", "STATS_SAMPLE_PAGES",
    "TRANSACTIONAL",
};
/* The names of engines as a server writes them. */
static const char *const engines[] = {
    "InnoDB",   "MyISAM",    "MEMORY",     "Aria",      "ARCHIVE",
    "CSV",      "BLACKHOLE", "MRG_MyISAM", "FEDERATED", "ndbcluster",
    "ROCKSDB",  "TokuDB",    "CONNECT",    "SPIDER",    "Columnstore",
    "SEQUENCE", "Mroonga",   "OQGRAPH",    "S3",        "PERFORMANCE_SCHEMA",
};

static str engine_name(str written)
{
    if (str_eq_nocase(written, S("HEAP")))
        return S("MEMORY");
    if (str_eq_nocase(written, S("MERGE")))
        return S("MRG_MyISAM");
    if (str_eq_nocase(written, S("NDB")))
        return S("ndbcluster");
    for (size_t i = 0; i < COUNT_OF(engines); i++)
        if (str_eq_nocase(written, str_of(engines[i])))
            return str_of(engines[i]);
    return written;
}

static void add_option(struct parser *p, size_t table, str key, str value, size_t from)
{
    build_option(p, table, str_printf(p->mem, STR_FMT "=" STR_FMT, STR_ARG(key), STR_ARG(value)),
                 from);
}

static void read_number(struct parser *p, size_t table, enum attr attr, size_t from)
{
    int64_t n = 0;

    parse_take_op(p, "=");
    if (!parse_int(p, &n) && !parse_take_kind(p, TOKEN_NUMBER)) /* more than 63 bits */
        parse_expect_kind(p, TOKEN_NUMBER);
    build_set(p, table, attr, value_number(n), from);
}

static void read_tables(struct parser *p, size_t table, str key, size_t from)
{
    size_t at;

    parse_take_op(p, "=");
    at = p->at;
    if (!parse_is_kind(p, TOKEN_OPEN))
        parse_expect_kind(p, TOKEN_OPEN);
    parse_skip_parens(p);
    add_option(p, table, key, build_source(p, at, p->at), from);
}

static void read_row(struct parser *p, size_t table, const struct option_row *row, size_t from)
{
    str value;

    if (row->use == AS_NUMBER) {
        read_number(p, table, row->attr, from);
        return;
    }
    if (row->use == AS_TABLES) {
        read_tables(p, table, str_of(row->key), from);
        return;
    }
    value = mysql_value(p);
    if (row->use == AS_ENGINE)
        value = engine_name(value);
    if (row->use == AS_LOWER)
        value = str_lower(p->mem, value);
    if (row->use == AS_UPPER)
        value = build_upper(p, value);
    if (row->use == AS_OPTION)
        add_option(p, table, str_of(row->key), value, from);
    else if (row->use == AS_SECRET)
        add_option(p, table, str_of(row->key), S("***"), from);
    else
        build_text(p, table, row->attr, value, from);
}

/* name = value: the storage engine's own */
static bool at_engine_option(const struct parser *p)
{
    const struct token *t = parse_peek(p, 1);

    return (parse_is_kind(p, TOKEN_WORD) || parse_is_kind(p, TOKEN_QUOTED)) &&
           t->kind == TOKEN_OP && str_eq(t->text, S("="));
}

static bool read_plain(struct parser *p, size_t table)
{
    size_t from = p->at;
    bool known = at_engine_option(p);
    str key = parse_peek(p, 0)->text;

    for (size_t i = 0; i < COUNT_OF(plain) && !known; i++)
        known = parse_is(p, plain[i]);
    if (!known)
        return false;
    p->at++;
    add_option(p, table, str_lower(p->mem, key), mysql_value(p), from);
    return true;
}

bool mysql_table_option(struct parser *p, size_t table)
{
    size_t from = p->at;

    if (parse_end(p))
        return false;
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (parse_take_pattern(p, options[i].words)) {
            read_row(p, table, &options[i], from);
            return true;
        }
    if (parse_take_words(p, "WITH SYSTEM VERSIONING")) {
        build_yes(p, table, ATTR_SYSTEM_VERSIONED, from);
        return true;
    }
    if (parse_take_words(p, "START TRANSACTION")) {
        build_option(p, table, S("start transaction"), from);
        return true;
    }
    return read_plain(p, table);
}
