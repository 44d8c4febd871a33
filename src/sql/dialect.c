/* sql/dialect.c: the lexical rules of each database, as one table.
 *
 * Does      give a dialect by number and by name
 * Does not  read text (scan.c) or quote (quote.c)
 * See       sql/dialect.h
 */
#include "sql/dialect.h"

#define RULES_MY                                                                                   \
    (RULE_HASH_COMMENT | RULE_DASH_SPACE | RULE_BACKSLASH | RULE_BACKTICK |                        \
     RULE_DOUBLE_IS_STRING | RULE_VERSION_COMMENT | RULE_DELIMITER | RULE_STORED_PROGRAM)

static const struct dialect dialects[] = {
    [DIALECT_SQLITE] = { DIALECT_SQLITE, "sqlite", RULE_BACKTICK | RULE_BRACKET | RULE_TRIGGER_BODY,
                         '"' },
    [DIALECT_POSTGRES] = { DIALECT_POSTGRES, "postgres",
                           RULE_DOLLAR_QUOTE | RULE_NESTED_COMMENT | RULE_ESCAPE_STRING |
                               RULE_UNICODE_STRING | RULE_META | RULE_BEGIN_ATOMIC | RULE_PAREN |
                               RULE_COPY_DATA,
                           '"' },
    [DIALECT_MYSQL] = { DIALECT_MYSQL, "mysql", RULES_MY, '`' },
    [DIALECT_MARIADB] = { DIALECT_MARIADB, "mariadb", RULES_MY, '`' },
};
_Static_assert(COUNT_OF(dialects) == DIALECT__COUNT, "a row for each dialect");

static const struct alias {
    const char *name;
    enum dialect_id id;
} aliases[] = {
    { "postgresql", DIALECT_POSTGRES },
    { "pg", DIALECT_POSTGRES },
    { "sqlite3", DIALECT_SQLITE },
};

const struct dialect *dialect_get(enum dialect_id id)
{
    CHECK((size_t)id < COUNT_OF(dialects));
    return &dialects[id];
}

const struct dialect *dialect_find(str name)
{
    for (size_t i = 0; i < COUNT_OF(dialects); i++)
        if (str_eq_nocase(name, str_of(dialects[i].name)))
            return &dialects[i];
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        if (str_eq_nocase(name, str_of(aliases[i].name)))
            return &dialects[aliases[i].id];
    return NULL;
}
